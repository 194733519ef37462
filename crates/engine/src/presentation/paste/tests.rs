//! The headings follow what venues call their columns; every row and figure here is made up by us.

use super::*;
use crate::math::contract::Side as Direction;
use crate::scenario::{Profile, Scenario, outcome, resolve};
use crate::spec::{
    Basis, Calculator, Choice, Field, Kind, Naming, Output, Record, Severity, Slot, Solved, Spec, Statement, Unit,
    Value, Wording, key,
};

#[derive(Clone)]
struct Held {
    symbol: String,
    side: Direction,
    numbers: [f64; 4],
    leverage: f64,
}

impl Default for Held {
    fn default() -> Held {
        Held { symbol: String::new(), side: Direction::Long, numbers: [0.0; 4], leverage: 0.0 }
    }
}

const fn column(name: &'static str, label: &'static str, (kind, unit): (Kind, Unit)) -> Column {
    Column { name, label, kind, unit, neutral: Some("") }
}

impl Record for Held {
    const COLUMNS: &'static [Column] = &[
        column("symbol", "Symbol", (Kind::Text, Unit::None)),
        column("side", "Side", (Kind::Choice, Unit::None)),
        column("quantity", "Quantity", (Kind::Number, Unit::Quantity)),
        column("entry", "Entry", (Kind::Number, Unit::Price)),
        column("mark", "Mark", (Kind::Number, Unit::Price)),
        column("maintenance_pct", "Maintenance", (Kind::Number, Unit::Percent)),
        column("leverage", "Leverage", (Kind::Number, Unit::Times)),
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Text(&mut self.symbol)),
            1 => {
                let side: &mut dyn Choice = &mut self.side;
                Some(Slot::Choice(side))
            }
            6 => Some(Slot::Number(&mut self.leverage)),
            _ => self.numbers.get_mut(column - 2).map(Slot::Number),
        }
    }
}

type Book = Vec<Held>;

static BOOK: &Spec<Book, Book> = &Spec {
    slug: "book",
    title: "Book",
    question: "",
    assumptions: "",
    fields: &[Field::new(key("positions"), "Positions", "", |book: &mut Book| Slot::Rows(book))],
    outputs: &[Output::new(key("exposure"), "Rows", Basis { formula: "", source: "" }, |book: &Book| {
        Value::Number(book.len() as f64)
    })],
    solve: |book| Ok(Solved { results: book.clone(), warnings: Vec::new() }),
    wording: Wording::new(
        |_, _, _: &Naming| Statement { words: String::new(), severity: Severity::Notice },
        |_, _, _| None,
    ),
    next: &[],
};

fn book() -> Sheet {
    let (calculator, profile): (&'static dyn Calculator, Profile) = (&BOOK, [("base", "BTC")].into_iter().collect());
    let resolved = resolve(calculator, &Scenario::default(), &profile);
    Sheet { calculator, outcome: outcome(calculator, &resolved), resolved }
}

fn pasted(text: &str) -> (Vec<String>, String) {
    let pasted = book().pasted_table("positions", text).unwrap();
    (pasted.rows.unwrap().iter().map(|row| row.join("|")).collect(), pasted.notice)
}

fn tiers(text: &str) -> Pasted {
    let scenario = Scenario { slug: "liquidation".to_owned(), ..Scenario::default() };
    Sheet::new(&scenario, &Profile::default()).pasted_table("tiers", text).unwrap_or_default()
}

#[test]
fn a_tier_table_from_a_venues_page_loses_its_grouping_its_ranges_and_its_signs() {
    let pasted = tiers(
        "Tier\tPosition Bracket (Notional Value in USDT)\tMax Leverage\tMaintenance Margin Rate\tMaintenance Amount (USDT)\n\
         1\t0 - 50,000\t125x\t0.40%\t0\n2\t50,000 - 600,000\t100x\t0.50%\t50\n3\t> 600,000\t20x\t1%\t3,050\n",
    );
    assert_eq!(
        pasted.rows.unwrap(),
        [["50000", "0.4", "125", "0"], ["600000", "0.5", "100", "50"], ["", "1", "20", "3050"]]
    );
    assert_eq!(pasted.notice, "Left out: Tier");
}

#[test]
fn tiers_in_fractions_are_told_by_the_name_of_a_programs_file_and_otherwise_asked_about() {
    let named = tiers("notionalCap,maintMarginRatio,initialLeverage,cum\n50000,0.004,125,0\n600000,0.005,100,50");
    assert_eq!(named.rows.unwrap(), [["50000", "0.4", "125", "0"], ["600000", "0.5", "100", "50"]]);
    assert_eq!(named.notice, "maintMarginRatio is in fractions: multiplied by 100");
    let bare = tiers("Cap,MMR\n50000,0.4\n600000,0.5");
    assert_eq!(bare.rows.unwrap(), [["50000", "0.4", "", ""], ["600000", "0.5", "", ""]]);
    assert_eq!(bare.notice, "MMR has no % sign and is taken for percent");
}

#[test]
fn our_own_lines_paste_as_they_are() {
    let pasted = tiers("cap,rate_pct,max_leverage;50000,0.4,125;,0.5,100");
    assert_eq!(pasted.rows.unwrap(), [["50000", "0.4", "125", ""], ["", "0.5", "100", ""]]);
    assert_eq!(pasted.notice, "");
}

#[test]
fn positions_of_binance() {
    let (rows, notice) = pasted(
        "\u{feff}\"Symbol\",\"Size\",\"Entry Price\",\"Break Even Price\",\"Mark Price\",\"Liq.Price\",\"Margin Ratio\"\r\n\
         \"BTCUSDT Perp\",\"0.500 BTC\",\"64,210.50\",\"64,242.1\",\"65,020.00\",\"51,873.2\",\"4.10%\"\r\n\
         \"BTCUSDT 260327\",\"-1.250 BTC\",\"66,010.00\",\"65,980.3\",\"65,110.70\",\"--\",\"4.10%\"\r\n",
    );
    assert_eq!(rows, ["BTCUSDT|long|0.5|64210.5|65020||", "BTCUSDT 260327|short|1.25|66010|65110.7||"]);
    assert_eq!(notice, "Left out: Break Even Price, Liq.Price, Margin Ratio. Side is taken from the sign of Size");
}

#[test]
fn positions_of_binances_interface_for_programs() {
    let (rows, notice) = pasted(
        "symbol,positionAmt,entryPrice,markPrice,leverage,positionSide\nBTCUSDT,0.120,63100.4,65000.1,20,BOTH\nETHUSDT,-2.5,3480,3500.5,10,BOTH",
    );
    assert_eq!(rows, ["BTCUSDT|long|0.12|63100.4|65000.1||20", "ETHUSDT|short|2.5|3480|3500.5||10"]);
    assert_eq!(notice, "Side is taken from the sign of positionAmt");
}

#[test]
fn positions_of_bybit() {
    let (rows, notice) = pasted(
        "symbol\tside\tsize\tavgPrice\tmarkPrice\tleverage\tpositionValue\nBTCUSDT\tBuy\t0.2\t64000.5\t65000\t10\t12800.1\nSOLUSDT\tSell\t140\t151.02\t149.8\t5\t21142.8\n",
    );
    assert_eq!(rows, ["BTCUSDT|long|0.2|64000.5|65000||10", "SOLUSDT|short|140|151.02|149.8||5"]);
    assert_eq!(notice, "Left out: positionValue");
}

#[test]
fn positions_of_okx() {
    let (rows, notice) = pasted(
        "instId,posSide,pos,avgPx,markPx,lever,mgnMode\nBTC-USDT-SWAP,long,12,64100,65000.5,10,cross\nETH-USDT-SWAP,net,-30,3510.2,3500,5,cross",
    );
    assert_eq!(rows, ["BTC-USDT-SWAP|long|12|64100|65000.5||10", "ETH-USDT-SWAP|short|30|3510.2|3500||5"]);
    assert_eq!(notice, "Left out: mgnMode. Side is taken from the sign of pos");
}

#[test]
fn positions_of_hyperliquid() {
    let (rows, notice) = pasted(
        "Coin\tSize\tPosition Value\tEntry Price\tMark Price\tPNL (ROE %)\nBTC\t0.31 BTC\t20,150.3 USDC\t64,120\t65,001\t+273.1 (+13.6%)\nHYPE\t-410 HYPE\t15,990 USDC\t39.4\t39.0\t+164 (10.1%)",
    );
    assert_eq!(rows, ["BTC|long|0.31|64120|65001||", "HYPE|short|410|39.4|39||"]);
    assert_eq!(notice, "Left out: Position Value, PNL (ROE %). Side is taken from the sign of Size");
}

#[test]
fn positions_of_deribit() {
    let (rows, notice) = pasted(
        "instrument_name,direction,size,average_price,mark_price,size_currency\nBTC-PERPETUAL,sell,-25000,66120.5,65010.2,-0.3845\nETH-PERPETUAL,buy,1200,3402.1,3500.9,0.3428",
    );
    assert_eq!(rows, ["BTC-PERPETUAL|short|25000|66120.5|65010.2||", "ETH-PERPETUAL|long|1200|3402.1|3500.9||"]);
    assert_eq!(notice, "Left out: size_currency");
}

#[test]
fn positions_of_kraken_have_a_price_that_is_told() {
    let (rows, notice) = pasted("symbol,side,size,price,unrealizedFunding\nPF_XBTUSD,long,0.4,64010,-0.12");
    assert_eq!(rows, ["PF_XBTUSD|long|0.4|64010|||"]);
    assert_eq!(notice, "price is taken for Entry. Left out: unrealizedFunding");
}

#[test]
fn a_size_in_money_or_in_contracts_keeps_its_unit_and_is_refused_by_the_reader() {
    let (rows, _) =
        pasted("Symbol,Side,Size,Entry Price\nBTCUSDT,Buy,\"1,234.5 USDT\",64000\nETHUSDT,Sell,12 Cont,3500");
    assert_eq!(rows, ["BTCUSDT|long|1234.5USDT|64000|||", "ETHUSDT|short|12Cont|3500|||"]);
    let (rows, _) = pasted("Symbol,Side,Size (USDT),Entry Price\nBTCUSDT,Buy,\"1,234.5\",64000");
    assert_eq!(rows, ["BTCUSDT|long|1234.5USDT|64000|||"]);
}

#[test]
fn a_side_that_nothing_tells_stays_empty_and_one_that_its_size_contradicts_stays_visible() {
    assert_eq!(pasted("Symbol,Size,Entry Price\nBTCUSDT,0.5,64000").0, ["BTCUSDT||0.5|64000|||"]);
    assert_eq!(pasted("Symbol,Side,Size,Entry Price\nBTCUSDT,Long,-0.5,64000").0, ["BTCUSDT|long|-0.5|64000|||"]);
}

#[test]
fn numbers_that_could_mean_two_things_stay_as_they_stood() {
    assert_eq!(pasted("Symbol;Size;Entry Price\nBTCUSDT;0,5;1.2345,678").0, ["BTCUSDT||0.5|1.2345,678|||"]);
}

#[test]
fn a_table_of_other_things_is_named_and_not_taken() {
    let pasted = book().pasted_table("positions", "Strike\tDelta\n64000\t0.5").unwrap();
    assert_eq!(pasted.rows, None);
    assert_eq!(pasted.notice, "None of these columns is known here: Strike, Delta");
}

#[test]
fn cells_without_a_heading_fill_from_where_they_are_pasted() {
    let rows = vec![vec![String::new(); 7]];
    let pasted = book().pasted_block("positions", "0.5\t64,000\n1.5\t3,500", (&rows, 0, &[2, 3])).unwrap();
    let texts: Vec<String> = pasted.rows.unwrap().iter().map(|row| row.join("|")).collect();
    assert_eq!(texts, ["||0.5|64000|||", "||1.5|3500|||"]);
    assert_eq!(pasted.notice, "");
    assert_eq!(book().pasted_table("positions", "0.5\t64,000\n1.5\t3,500"), None);
    let beyond = book().pasted_block("positions", "1\t2\t3", (&rows, 0, &[6])).unwrap();
    assert_eq!(beyond.notice, "The last 2 columns pasted have no place here");
}

#[test]
fn what_is_typed_on_one_line_is_no_table() {
    let rows = vec![vec![String::new(); 7]];
    assert_eq!(book().pasted_block("positions", "65,000.5", (&rows, 0, &[3])), None);
    assert_eq!(book().pasted_table("positions", "65,000.5"), None);
}

#[test]
fn a_coin_that_is_called_like_a_heading_is_none_beside_its_numbers() {
    assert_eq!(book().pasted_table("positions", "POS\tlong\t12\t0.4\nBTC\tshort\t0.5\t65000"), None);
}

fn held(text: &str) -> Vec<Vec<String>> {
    let scenario = Scenario { slug: "cross-account".to_owned(), ..Scenario::default() };
    let sheet = Sheet::new(&scenario, &Profile::default());
    let columns = sheet.calculator.columns("positions");
    let wanted = ["symbol", "leverage", "contract", "contract_size"];
    let rows = sheet.pasted_table("positions", text).and_then(|pasted| pasted.rows).unwrap();
    let cell =
        |row: &Vec<String>, name: &str| row[columns.iter().position(|column| column.name == name).unwrap()].clone();
    rows.iter().map(|row| wanted.map(|name| cell(row, name)).to_vec()).collect()
}

#[test]
fn a_column_of_kinds_is_taken_and_one_of_other_words_is_not() {
    let rows = held("Symbol,Type,Side,Size,Entry Price\nAUSD,Inverse,Long,5,100\nAUSDT,Linear,Long,5,100");
    assert_eq!(rows, [["AUSD", "", "inverse", ""], ["AUSDT", "", "linear", ""]]);
    let orders = held("Symbol,Type,Side,Size,Entry Price\nAUSDT,Limit,Long,5,100");
    assert_eq!(orders, [["AUSDT", "", "", ""]]);
}

#[test]
fn a_contract_known_to_settle_in_its_coin_is_filled_as_such_with_its_size_where_a_record_has_it() {
    let rows =
        held("Symbol,Side,Size,Entry Price\nBTCUSD_PERP,Long,5,60000\nSOLUSD_PERP,Long,5,100\nBTCUSDT,Long,1,6e4");
    assert_eq!(
        rows,
        [["BTCUSD_PERP", "", "inverse", "100"], ["SOLUSD_PERP", "", "inverse", ""], ["BTCUSDT", "", "", ""]]
    );
    // two venues, two contracts under one name: nothing is guessed
    assert_eq!(held("Symbol,Side,Size,Entry Price\nETHUSD,Long,5,3000"), [["ETHUSD", "", "", ""]]);
}

#[test]
fn the_leverage_beside_a_contracts_name_is_taken() {
    let rows = held("Symbol,Side,Size,Entry Price\nBTCUSDT Perp 10x,Long,1,60000");
    assert_eq!(rows, [["BTCUSDT", "10", "", ""]]);
}
