//! What does my concentrated-liquidity position hold, and how is it hedged?
//!
//! ```text
//! c = √P, held within √pa and √pb
//! base x = L (1/c − 1/√pb)      quote y = L (c − √pa)      worth V = P x + y
//! delta V' = x                  gamma V'' = −L / (2 P^(3/2)) in the range, 0 outside
//! against holding   V − (P x0 + y0), x0 and y0 what was put in at the entry price; never above 0
//! hedge             short x coins of a perpetual, to the nearest lot;  again where x has moved by the amount chosen
//!
//! P price in quote per base · pa, pb the range · L liquidity, in the root of base times quote
//! ```
//!
//! Sources: `math/liquidity.rs`; Uniswap v3 Core, <https://uniswap.org/whitepaper-v3.pdf>.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // A. Elsts, Liquidity Math in Uniswap v3, example 1: 2 ETH at 2,000 from 1,500 to 2,500 go with 5,076.10 USDC.
//! let typed = [("deposit_by", "amounts"), ("base_amount", "2"), ("entry", "2000"), ("mark_price", "2000")];
//! let typed = typed.into_iter().chain([("range_lower", "1500"), ("range_upper", "2500"), ("rehedge_delta", "0.1")]);
//! let texts: Texts = typed.collect();
//! let outcome = calculators::find("liquidity-position").ok_or("gone")?.prepare(&texts).outcome();
//! let quote = outcome.number("liquidity_quote").ok_or("no quote")?;
//! assert!((quote - 5_076.10).abs() < 0.005);
//! # Ok::<(), &str>(())
//! ```

mod hedging;
mod solving;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::liquidity::Holdings;
use crate::spec::{
    Basis, Column, Field, Kind, Listed, Next, Output, Range, Reason, Slot, Spec, Unit, Value, When, Word, Wording, key,
    word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::choice;

/// What is typed, as numbers.
#[derive(Clone, Debug)]
pub struct LiquidityPosition {
    /// What is known of it.
    pub known: Known,
    /// The price now.
    pub price: f64,
    /// The price when it was put in.
    pub entry: f64,
    /// Lower end of the range.
    pub lower: f64,
    /// Upper end of the range.
    pub upper: f64,
    /// Worth of what was put in.
    pub deposit: f64,
    /// Base coins put in, or held now.
    pub base: Option<f64>,
    /// Quote money put in, or held now.
    pub quote: Option<f64>,
    /// Liquidity.
    pub liquidity: f64,
    /// Fees earned so far.
    pub fees_earned: Option<f64>,
    /// Fees a year in the range, over the worth.
    pub fee_rate: Option<f64>,
    /// The perpetual held now, below 0 for a short.
    pub held: Option<f64>,
    /// By how much delta may move before it is hedged again.
    pub rehedge_delta: f64,
    /// The perpetual's contract.
    pub terms: Terms,
}

impl Default for LiquidityPosition {
    fn default() -> LiquidityPosition {
        LiquidityPosition {
            known: Known::Money,
            price: 0.0,
            entry: 0.0,
            lower: 0.0,
            upper: 0.0,
            deposit: 0.0,
            base: None,
            quote: None,
            liquidity: 0.0,
            fees_earned: None,
            fee_rate: None,
            held: None,
            rehedge_delta: 0.0,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for LiquidityPosition {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// What is known of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The worth of what was put in.
    Money,
    /// The coins put in.
    Deposit,
    /// The coins held now.
    Holdings,
    /// Its liquidity.
    Liquidity,
}

impl Listed for Known {
    const VARIANTS: &'static [Known] = &[Known::Money, Known::Deposit, Known::Holdings, Known::Liquidity];
    const WORDS: &'static [Word] = &[
        word("money", "Money put in"),
        word("amounts", "Coins put in"),
        word("holdings", "Coins held now"),
        word("liquidity", "Liquidity"),
    ];
}

/// Where the price stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Inside,
    Below,
    Above,
}

impl Listed for State {
    const VARIANTS: &'static [State] = &[State::Inside, State::Below, State::Above];
    const WORDS: &'static [Word] = &[
        word("inside", "In the range"),
        word("below", "Below the range: all in base coins"),
        word("above", "Above the range: all in quote money"),
    ];
}

/// What comes of it: sums in quote money, or why there is no number.
#[derive(Clone, Debug)]
pub struct Provided {
    state: State,
    liquidity: f64,
    now: Holdings,
    worth: f64,
    gamma: f64,
    put_in: Holdings,
    put_in_worth: f64,
    held_worth: f64,
    /// 0 or more.
    loss: f64,
    result: f64,
    fees_missing: f64,
    daily_fees: Result<f64, Reason>,
    cover_days: Result<f64, Reason>,
    lower_distance: f64,
    upper_distance: f64,
    hedge: Result<f64, Reason>,
    trade: Result<f64, Reason>,
    delta_left: Result<f64, Reason>,
    rehedge_low: Result<f64, Reason>,
    rehedge_high: Result<f64, Reason>,
    grid: Vec<GridRow>,
    curve: Vec<GridRow>,
    largest_delta: f64,
}

/// The position at another price.
#[derive(Clone, Copy, Debug)]
struct GridRow {
    price: f64,
    worth: f64,
    holdings: Holdings,
    loss: f64,
}

type Row = Field<LiquidityPosition>;
type Figure = Output<Provided>;

const BY_MONEY: &[When] = &[When { key: "deposit_by", is: &["money"] }];
const BY_COINS: &[When] = &[When { key: "deposit_by", is: &["amounts", "holdings"] }];
const BY_LIQUIDITY: &[When] = &[When { key: "deposit_by", is: &["liquidity"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("mark_price"), "Price now", "65000", |i| Slot::Number(&mut i.price))
        .help("Quote per base coin, as the pool has it.").range(Range::Above(0.0)).needed(),
    Row::new(key("entry"), "Price when put in", "60000", |i| Slot::Number(&mut i.entry))
        .help("The pool's price when the liquidity was provided: holding is counted from it.").range(Range::Above(0.0)),
    Row::new(key("range_lower"), "Range from", "50000", |i| Slot::Number(&mut i.lower))
        .help("Lower end of the price range. Below it all is in base coins.").range(Range::Above(0.0)),
    Row::new(key("range_upper"), "Range to", "80000", |i| Slot::Number(&mut i.upper))
        .help("Upper end of the price range. Above it all is in quote money.").range(Range::Above(0.0)),
    Row::new(key("deposit_by"), "What is known", "money", |i| choice(&mut i.known))
        .help("One of the four is enough: the others follow."),
    Row::new(key("deposit_amount"), "Money put in", "10000", |i| Slot::Number(&mut i.deposit))
        .help("Worth of both coins when they were put in.").range(Range::Above(0.0)).when(BY_MONEY),
    Row::new(key("base_amount"), "Base coins", "0.08", |i| Slot::Optional(&mut i.base))
        .help("Put in, or held now. Empty: what the range needs beside the quote money.").range(Range::AtLeast(0.0)).when(BY_COINS),
    Row::new(key("quote_amount"), "Quote money", "", |i| Slot::Optional(&mut i.quote))
        .help("Put in, or held now. Empty: what the range needs beside the base coins.").range(Range::AtLeast(0.0)).when(BY_COINS),
    Row::new(key("liquidity_amount"), "Liquidity", "180", |i| Slot::Number(&mut i.liquidity))
        .help("In whole coins: the contract's number over 10 to the power of half the decimals of both tokens, 12 for 18 and 6.").range(Range::Above(0.0)).when(BY_LIQUIDITY),
    Row::new(key("fees_earned"), "Fees earned", "", |i| Slot::Optional(&mut i.fees_earned))
        .help("All fees so far, in quote money. Empty: not counted.").range(Range::AtLeast(0.0)),
    Row::new(key("fee_rate_pct"), "Fees a year", "20", |i| Slot::Optional(&mut i.fee_rate))
        .help("Fee APR while the price is in the range, over the worth of the position. Empty: not known.").range(Range::AtLeast(0.0)),
    Row::new(key("held_quantity"), "Perpetual held", "", |i| Slot::Optional(&mut i.held))
        .help("What you hold of the perpetual now, below 0 for a short; 0 for nothing. Empty: the trade is not asked for."),
    Row::new(key("rehedge_delta"), "Hedge again after", "0.01", |i| Slot::Number(&mut i.rehedge_delta))
        .help("By how many coins delta may move before you hedge again. Smaller: closer to neutral, and more trades.").range(Range::Above(0.0)),
    terms::contract(), terms::contract_size(), terms::lot_step(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";
const WHITE_PAPER: &str = "https://uniswap.org/whitepaper-v3.pdf";
const PREDY: &str = "https://docs.predy.finance/predy-v2-documentation/predy-1/univ3-lp-hedge";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const fn column(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const GRID_COLUMNS: &[Column] = &[
    column("price", "Price", Unit::Price),
    column("liquidity_value", "Worth", Unit::Quote),
    column("liquidity_delta", "Coins, delta", Unit::Base),
    column("liquidity_quote", "Quote money", Unit::Quote),
    column("against_holding_amount", "Against holding", Unit::Quote),
];

fn grid(provided: &Provided) -> Value {
    let row = |row: &GridRow| {
        let figures = [row.price, row.worth, row.holdings.base, row.holdings.quote, -row.loss];
        figures.into_iter().map(Value::Number).collect()
    };
    Value::Table(provided.grid.iter().map(row).collect())
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("liquidity_value"), "Worth", basis("P x + y, without fees", WHITE_PAPER), |o| Value::Number(o.worth)).answer(),
    Figure::new(key("liquidity_base"), "Base coins", basis("L (1/c − 1/√pb), c = √P held within √pa and √pb", WHITE_PAPER), |o| Value::Number(o.now.base)).cell("liquidity_quote"),
    Figure::new(key("against_holding_amount"), "Against holding", basis("worth − (P x0 + y0) = −L (c − c0)(P − c c0)/(c c0)", OURS), |o| Value::Number(-o.loss)).by_sign().cell("against_holding_pct"),
    Figure::new(key("hedge_quantity"), "Hedge", basis("−delta coins to the nearest lot; inverse: −delta × price / size contracts", OURS), |o| o.hedge.into()).cell("trade_quantity"),
    Figure::new(key("rehedge_low"), "Hedge again at", basis("the price at which delta is that now + the amount chosen: 1/√P = delta/L + 1/√pb", OURS), |o| o.rehedge_low.into()).cell("rehedge_high"),
    Figure::new(key("liquidity_quote"), "Quote money", basis("L (c − √pa)", WHITE_PAPER), |o| Value::Number(o.now.quote)).beside(),
    Figure::new(key("against_holding_pct"), "Over holding", basis("against holding / (P x0 + y0)", OURS), |o| Value::Number(-o.loss / o.held_worth)).by_sign().beside(),
    Figure::new(key("trade_quantity"), "Trade now", basis("hedge − perpetual held", OURS), |o| o.trade.into()).beside(),
    Figure::new(key("rehedge_high"), "And at", basis("the same with delta now − the amount chosen", OURS), |o| o.rehedge_high.into()).beside(),
    Figure::new(key("range_state"), "Price", basis("in the range from its lower end to below its upper", WHITE_PAPER), |o| Value::Word(o.state.word())).words(<State as Listed>::WORDS),
    Figure::new(key("liquidity_delta"), "Delta", basis("dV/dP = x", PREDY), |o| Value::Number(o.now.base)),
    Figure::new(key("liquidity_gamma"), "Gamma", basis("−L / (2 P^(3/2)) in the range, 0 outside", PREDY), |o| Value::Number(o.gamma)),
    Figure::new(key("delta_left"), "Delta left beside the hedge", basis("delta + hedge in coins", OURS), |o| o.delta_left.into()),
    Figure::new(key("lower_distance_pct"), "To the lower end", basis("lower / price − 1", OURS), |o| Value::Number(o.lower_distance)),
    Figure::new(key("upper_distance_pct"), "To the upper end", basis("upper / price − 1", OURS), |o| Value::Number(o.upper_distance)),
    Figure::new(key("liquidity_found"), "Liquidity", basis("x0 / (1/c0 − 1/√pb) or y0 / (c0 − √pa), the smaller; money / worth of L = 1", WHITE_PAPER), |o| Value::Number(o.liquidity)),
    Figure::new(key("deposit_base"), "Base coins put in", basis("L (1/c0 − 1/√pb)", WHITE_PAPER), |o| Value::Number(o.put_in.base)),
    Figure::new(key("deposit_quote"), "Quote money put in", basis("L (c0 − √pa)", WHITE_PAPER), |o| Value::Number(o.put_in.quote)),
    Figure::new(key("deposit_value"), "Worth when put in", basis("P0 x0 + y0", WHITE_PAPER), |o| Value::Number(o.put_in_worth)),
    Figure::new(key("held_value"), "Holding would be worth", basis("P x0 + y0", OURS), |o| Value::Number(o.held_worth)),
    Figure::new(key("liquidity_result"), "Gain since", basis("worth + fees earned − worth when put in", OURS), |o| Value::Number(o.result)).by_sign(),
    Figure::new(key("fees_needed_amount"), "Fees to make up for holding", basis("P x0 + y0 − worth", OURS), |o| Value::Number(o.loss)),
    Figure::new(key("fees_missing_amount"), "Of them still missing", basis("fees needed − fees earned, at least 0", OURS), |o| Value::Number(o.fees_missing)),
    Figure::new(key("daily_fees_amount"), "Fees a day", basis("worth × fees a year / 365, in the range", OURS), |o| o.daily_fees.into()),
    Figure::new(key("fees_cover_days"), "Days until they are made up for", basis("fees missing / fees a day", OURS), |o| o.cover_days.into()),
    Figure::new(key("liquidity_grid"), "By the price", basis("each row as the figures above, from below the range to above it", WHITE_PAPER), grid).columns(GRID_COLUMNS),
];

/// The calculator.
pub static LIQUIDITY_POSITION: &Spec<LiquidityPosition, Provided> = &Spec {
    slug: "liquidity-position",
    title: "Liquidity position",
    question: "What does my concentrated-liquidity position hold, and how is it hedged?",
    assumptions: "Uniswap v3 and its likes, one position, the range as typed and not on ticks. Fees are not put back in. The hedge is at the pool's price and before its funding and fees; between two hedges the position loses to gamma.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[Next { label: "Where the hedge is liquidated", slug: "liquidation" }],
};
