//! What do I hold after these fills, what is it worth, where do I break even, how much may I still add?
//!
//! ```text
//! average     linear, quanto  E = sum(q p) / sum(q)         inverse  E = sum(q) / sum(q / p)
//! closing     realised = sum of d q (p - E), inverse d q c (1/E - 1/p);  E stays
//! breakeven   profit(X) - g n(X) = fees of what is open;    with what was realised: = all fees - realised
//! may add     (risk + profit of what is open at the stop) / loss of one more unit there, rounded down to the lot
//! return      profit at the mark / (n(E) / leverage)
//!
//! q quantity and p price of a fill · E average entry · X exit · d +1 long, -1 short · c contract size · n notional · g fee
//! of the exit, a fraction
//! ```
//!
//! Sources: first principles, checked against the averages of OctoBot and 10101, the profits and commissions of
//! nautilus_trader, and the breakeven prices of Binance and Bybit (`tests/vectors/average-entry.json`).
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // get10101/10101@3ae13509: 1,000 contracts at 10,000 and 2,000 at 12,000 were opened at 11,250 on average.
//! let typed = [("contract", "inverse"), ("side", "long"), ("fills", "1000@10000,2000@12000")];
//! let texts: Texts = typed.into_iter().chain([("equity", ""), ("risk_pct", "1"), ("leverage", "1")]).collect();
//! let outcome = calculators::find("average-entry").ok_or("gone")?.prepare(&texts).outcome();
//! let average = outcome.number("average_entry").ok_or("nothing held")?;
//! assert!((average - 11_250.0).abs() < 1e-9);
//! # Ok::<(), &str>(())
//! ```

mod adding;
mod solving;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::contract::Side;
use crate::math::fills::Held;
use crate::spec::{
    Basis, Column, Feed, Field, Kind, Level, Listed, Next, Output, Range, Reason, Record, Slot, Spec, Unit, Value,
    When, Word, Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::{Order, choice};
use adding::Adding;
use solving::Step;

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct FillsTaken {
    /// Long or short.
    pub side: Side,
    /// The fills, in order.
    pub fills: Vec<FillRow>,
    /// The price now; empty: the average entry.
    pub mark: Option<f64>,
    /// Where all of it is given up.
    pub stop: Option<Level>,
    /// The price of the next fill; empty: the mark.
    pub add_price: Option<f64>,
    /// What the risk is given as.
    pub risk_by: RiskBy,
    /// Share of equity that may be lost.
    pub risk: f64,
    /// Money that may be lost.
    pub risk_amount: f64,
    /// All that the account is worth, where it is known.
    pub equity: Option<f64>,
    /// The exchange's setting.
    pub leverage: f64,
    /// Every fee paid so far; empty: by the fee rates.
    pub fees_paid: Option<f64>,
    /// How openings were filled, and how the next one is.
    pub entry_order: Order,
    /// How closes were filled, and how the rest is.
    pub target_order: Order,
    /// Slippage of the next fill and the stop as market orders, a fraction.
    pub slippage: f64,
    /// Average true range, in price.
    pub atr: Option<f64>,
    /// The contract.
    pub terms: Terms,
}

impl Default for FillsTaken {
    fn default() -> FillsTaken {
        FillsTaken {
            side: Side::Long,
            fills: Vec::new(),
            mark: None,
            stop: None,
            add_price: None,
            risk_by: RiskBy::Share,
            risk: 0.0,
            risk_amount: 0.0,
            equity: None,
            leverage: 1.0,
            fees_paid: None,
            entry_order: Order::Limit,
            target_order: Order::Limit,
            slippage: 0.0,
            atr: None,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for FillsTaken {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// A fill: above 0 it opens, below 0 it closes.
#[derive(Clone, Copy, Debug, Default)]
pub struct FillRow {
    /// Base units or contracts.
    pub quantity: f64,
    /// Quote per base.
    pub price: f64,
}

impl Record for FillRow {
    const COLUMNS: &'static [Column] = &[
        Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
        Column { name: "price", label: "Price", kind: Kind::Number, unit: Unit::Price, neutral: None },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Number(&mut self.quantity)),
            1 => Some(Slot::Number(&mut self.price)),
            _ => None,
        }
    }
}

/// What the risk is given as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskBy {
    /// A share of equity.
    Share,
    /// A sum of money.
    Money,
}

impl Listed for RiskBy {
    const VARIANTS: &'static [RiskBy] = &[RiskBy::Share, RiskBy::Money];
    const WORDS: &'static [Word] = &[word("risk-pct", "In percent"), word("risk-amount", "In money")];
}

/// What is held: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Holding {
    steps: Vec<Step>,
    held: Held,
    entry: Result<f64, Reason>,
    mark: Result<f64, Reason>,
    notional: Result<f64, Reason>,
    mark_notional: Result<f64, Reason>,
    exposure: Result<f64, Reason>,
    open_profit: Result<f64, Reason>,
    roe: Result<f64, Reason>,
    initial_margin: Result<f64, Reason>,
    breakeven: Result<f64, Reason>,
    breakeven_whole: Result<f64, Reason>,
    adding: Adding,
}

type Row = Field<FillsTaken>;
type Figure = Output<Holding>;

const BY_SHARE: &[When] = &[When { key: "risk_by", is: &["risk-pct"] }];
const BY_MONEY: &[When] = &[When { key: "risk_by", is: &["risk-amount"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("fills"), "Fills", "0.02@65000,0.02@64000,-0.01@66000", |i| Slot::Rows(&mut i.fills))
        .help("Quantity and price of each fill, in order: 0.1@65000. A quantity below 0 closes: -0.05@66000.").inverse_example("100@65000,100@64000,-50@66000"),
    Row::new(key("mark_price"), "Mark price", "65500", |i| Slot::Optional(&mut i.mark))
        .help("The price now. Empty: the average entry.").range(Range::Above(0.0)),
    Row::new(key("stop"), "Stop price", "63500", |i| Slot::Level(&mut i.stop))
        .help("Where all of it is given up, with a market order: a price, or a distance from the average entry. Empty: no stop.").optional(),
    Row::new(key("add_price"), "Next fill at", "", |i| Slot::Optional(&mut i.add_price))
        .help("The price at which more would be added. Empty: the mark price.").range(Range::Above(0.0)),
    Row::new(key("risk_by"), "Risk", "risk-pct", |i| choice(&mut i.risk_by))
        .help("What the whole position may lose at the stop: a share of equity, or money."),
    Row::new(key("risk_pct"), "Risk per trade", "1", |i| Slot::Number(&mut i.risk))
        .help("Share of equity that what is open may lose at the stop, costs included.").range(Range::Between(0.0, 100.0)).when(BY_SHARE),
    Row::new(key("risk_amount"), "Risk per trade", "100", |i| Slot::Money(&mut i.risk_amount))
        .help("Money that what is open may lose at the stop, costs included.").inverse_example("0.005").range(Range::AtLeast(0.0)).when(BY_MONEY),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::OptionalMoney(&mut i.equity))
        .help("All that the account is worth. Empty: not known.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("leverage"), "Leverage", "10", |i| Slot::Number(&mut i.leverage))
        .help("The leverage set at the exchange. It decides the margin, and so the return on it.").range(Range::Between(1.0, 500.0)),
    Row::new(key("fees_paid"), "Fees paid", "", |i| Slot::OptionalMoney(&mut i.fees_paid))
        .help("All fees paid on these fills, as the venue shows them; shared out by what each fill was worth. Empty: by the fee rates.").folded(),
    Row::new(key("entry_order"), "Entry order", "limit", |i| choice(&mut i.entry_order))
        .help("How openings were filled, and how the next one would be: a limit order pays the maker fee, a market order the taker fee.").folded(),
    Row::new(key("target_order"), "Target order", "limit", |i| choice(&mut i.target_order))
        .help("How closes were filled, and how the rest would be at the breakeven price.").folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse the stop fills, and the next fill as a market order.").range(Range::Between(0.0, 50.0)).folded(),
    Row::new(key("atr"), "Average true range", "800", |i| Slot::Optional(&mut i.atr))
        .help("Wilder's ATR, in price. Needed for a stop in ATR.").range(Range::Above(0.0)).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::min_notional(), terms::price_rule(),
    terms::maker_fee(), terms::taker_fee(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const STEP_COLUMNS: &[Column] = &[
    Column { name: "quantity", label: "Fill", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
    Column { name: "price", label: "Price", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "held", label: "Held", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
    Column { name: "average_entry", label: "Average", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "realised", label: "Realised", kind: Kind::Number, unit: Unit::Money, neutral: None },
];

fn steps(holding: &Holding) -> Value {
    let row = |step: &Step| {
        let average = Value::number_or(step.held.entry, solving::NOTHING_HELD);
        let [quantity, price, held, realised] =
            [step.fill.quantity, step.fill.price, step.held.quantity, step.held.realised_net()].map(Value::Number);
        vec![quantity, price, held, average, realised]
    };
    Value::Table(holding.steps.iter().map(row).collect())
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("average_entry"), "Average entry price", ours("linear Σ q p / Σ q, inverse Σ q / Σ (q / p), over what opened; closing leaves it"), |o| o.entry.into())
        .answer().feeds(Feed::Button("entry")),
    Figure::new(key("open_quantity"), "Held", ours("sum of the fills, closes counted below 0"), |o| Value::Number(o.held.quantity))
        .cell("exposure").feeds(Feed::Button("quantity")),
    Figure::new(key("open_profit"), "Unrealised profit", ours("linear d q (mark − E), inverse d q c (1 / E − 1 / mark), before fees"), |o| o.open_profit.into()).cell("roe_pct").by_sign(),
    Figure::new(key("realised_profit"), "Realised profit", ours("profit of the parts closed − every fee paid so far"), |o| Value::Number(o.held.realised_net())).cell("realised_gross_profit").by_sign(),
    Figure::new(key("breakeven_price"), "Breakeven price, both fees", ours("profit of what is open = its entry fees + the fee of closing it"), |o| o.breakeven.into()).cell("breakeven_whole_price"),
    Figure::new(key("exposure"), "Notional exposure", ours("notional at the mark / equity"), |o| o.exposure.into()).beside(),
    Figure::new(key("roe_pct"), "Return on margin", ours("unrealised profit / (notional at entry / leverage)"), |o| o.roe.into()).by_sign().beside(),
    Figure::new(key("realised_gross_profit"), "Before fees", ours("linear Σ d q (p − E), inverse Σ d q c (1 / E − 1 / p), over what closed"), |o| Value::Number(o.held.realised)).by_sign().beside(),
    Figure::new(key("breakeven_whole_price"), "With what was realised", ours("realised − all fees + profit of what is open − the fee of closing it = 0"), |o| o.breakeven_whole.into()).beside(),
    Figure::new(key("room_quantity"), "May still be added", ours("(risk + profit of what is open at the stop) / loss of one more unit there, down to the lot"), |o| o.adding.room.into()),
    Figure::new(key("average_after"), "Average entry then", ours("as above, with what may be added at the price of the next fill"), |o| o.adding.average.into()),
    Figure::new(key("realised_risk_amount"), "At risk then", ours("loss of what is open and added if stopped, costs included"), |o| o.adding.at_risk.into()),
    Figure::new(key("risk_budget_amount"), "Risk budget", ours("risk × equity, or the money typed"), |o| o.adding.budget.into()),
    Figure::new(key("profit_at_stop"), "If stopped now", ours("profit of what is open at the stop − its entry fees − the fee of the stop"), |o| o.adding.profit_at_stop.into()).by_sign(),
    Figure::new(key("whole_profit_at_stop"), "If stopped now, with what was realised", ours("realised − all fees + profit of what is open at the stop − the fee of the stop"), |o| o.adding.whole_profit_at_stop.into()).by_sign(),
    Figure::new(key("stop_price"), "Stop price", ours("the level, on the tick, towards the entry"), |o| o.adding.stop.into()),
    Figure::new(key("fees_so_far"), "Fees so far", ours("fee × filled notional of every fill, or the sum typed"), |o| Value::Number(o.held.fees)),
    Figure::new(key("notional"), "Notional at entry", ours("quantity × average (linear), contracts × size / average (inverse)"), |o| o.notional.into()),
    Figure::new(key("mark_notional"), "Notional at the mark", ours("quantity × mark (linear), contracts × size / mark (inverse)"), |o| o.mark_notional.into()),
    Figure::new(key("initial_margin"), "Margin to open", ours("notional at entry / leverage"), |o| o.initial_margin.into()),
    Figure::new(key("fill_steps"), "After each fill", ours("the same sums, fill by fill"), steps).columns(STEP_COLUMNS),
];

/// The calculator.
pub static AVERAGE_ENTRY: &Spec<FillsTaken, Holding> = &Spec {
    slug: "average-entry",
    title: "Entry price",
    question: "What do I hold after these fills, what is it worth, where do I break even, how much may I still add?",
    assumptions: "Closing leaves the average where it is. Realised profit counts every fee paid so far. What may be added is limited by the risk alone: the stop fills as a market order, and what was realised before is not counted.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "See the liquidation", slug: "liquidation" },
        Next { label: "See the funding", slug: "funding" },
    ],
};
