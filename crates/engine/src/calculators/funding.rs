//! What does holding cost by hours and stamps, what is that a year, and what does a carry earn?
//!
//! ```text
//! stamp       d r n(mark);  d +1 long, -1 short: above 0 it is paid
//! holding     stamp × floor(h / i) to stamp × ceil(h / i), stamp × h / i to be expected: when it begins is not known
//! a year      d r 8760 / i;  compounded 1 − (1 − d r)^(8760 / i)
//! breakeven   profit(X) = both fees + funding
//! target      eaten after gain at the targets / funding a day
//! carry       − d r 8760 / i + d r2 8760 / i2 − interest, a year over the notional of one leg; over the holding less
//!             the fees of four fills
//!
//! r funding rate per stamp and i hours between stamps, r2 and i2 those of the second leg, which is on the other side ·
//! h hours held · n notional, on an inverse contract in coins · X exit price
//! ```
//!
//! Sources: BitMEX, Perpetual Contracts Guide Examples (<https://www.bitmex.com/app/perpetualContractsGuideExamples>) for
//! funding of an inverse contract; the rest from first principles, checked against freqtrade's funding fees and a
//! published carry (`tests/vectors/funding.json`).
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // The example of that page: 15,000 contracts at 750 pay 0.05 XBT at one stamp of 0.25 %.
//! let contract = [("contract", "inverse"), ("base", "XBT"), ("quote", "USD"), ("side", "long"), ("entry", "750")];
//! let holding = [("quantity", "15000"), ("funding_rate_pct", "0.25"), ("hours", "8")];
//! let texts: Texts = contract.into_iter().chain(holding).collect();
//! let outcome = calculators::find("funding").ok_or("gone")?.prepare(&texts).outcome();
//! assert!((outcome.number("funding_expected_amount").ok_or("no cost")? - 0.05).abs() < 1e-12);
//! # Ok::<(), &str>(())
//! ```

mod carrying;
mod solving;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::contract::Side;
use crate::math::funding::{HoldingCost, Leg, Stamps};
use crate::spec::{
    Basis, Feed, Field, Level, Listed, Next, Output, Range, Reason, Slot, Spec, Value, When, Word, Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::{Order, Target, choice};
use carrying::Carried;

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Long or short.
    pub side: Side,
    /// The entry price.
    pub entry: f64,
    /// Base units on a linear contract, contracts on the others.
    pub quantity: f64,
    /// The price that funding is paid on; empty: that of the entry's fill.
    pub mark: Option<f64>,
    /// Per stamp, a fraction; longs pay above 0.
    pub funding_rate: f64,
    /// How long it is held.
    pub hours: f64,
    /// Where it is closed with gain.
    pub targets: Vec<Target>,
    /// Limit or market.
    pub entry_order: Order,
    /// Limit or market.
    pub target_order: Order,
    /// Slippage of market orders, a fraction.
    pub slippage: f64,
    /// Where the trade is given up; for targets in R.
    pub stop: Option<Level>,
    /// Average true range; for levels in ATR.
    pub atr: Option<f64>,
    /// What is held against it.
    pub against: Against,
    /// Funding of the second leg per stamp, a fraction.
    pub second_rate: f64,
    /// Hours between its stamps.
    pub second_interval_hours: f64,
    /// Its fee per side, a fraction.
    pub second_fee: f64,
    /// Interest a year on a spot leg, a fraction.
    pub interest: f64,
    /// The contract.
    pub terms: Terms,
}

impl Default for Holding {
    fn default() -> Holding {
        Holding {
            side: Side::Long,
            entry: 0.0,
            quantity: 0.0,
            mark: None,
            funding_rate: 0.0,
            hours: 0.0,
            targets: Vec::new(),
            entry_order: Order::Limit,
            target_order: Order::Limit,
            slippage: 0.0,
            stop: None,
            atr: None,
            against: Against::Nothing,
            second_rate: 0.0,
            second_interval_hours: 8.0,
            second_fee: 0.0,
            interest: 0.0,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for Holding {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// What is held against the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Nothing: it is held for its price.
    Nothing,
    /// The coin itself, bought or borrowed and sold.
    Spot,
    /// Another perpetual, on the other side.
    Perpetual,
}

impl Listed for Against {
    const VARIANTS: &'static [Against] = &[Against::Nothing, Against::Spot, Against::Perpetual];
    const WORDS: &'static [Word] =
        &[word("none", "Nothing"), word("spot-perpetual", "Spot"), word("perpetual-perpetual", "Another perpetual")];
}

/// What the holding comes to: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Held {
    leg: Leg,
    stamps: Stamps,
    /// Over the holding, in money.
    cost: HoldingCost,
    /// Worth at the mark.
    worth: f64,
    notional: f64,
    fees: f64,
    breakeven: Result<f64, Reason>,
    breakeven_expected: Result<f64, Reason>,
    target_gain: Result<f64, Reason>,
    target_days: Result<f64, Reason>,
    fee_days: Result<f64, Reason>,
    compounded: Result<f64, Reason>,
    carried: Result<Carried, Reason>,
}

impl Held {
    fn per_stamp(&self) -> f64 {
        self.leg.per_stamp * self.worth
    }

    fn per_day(&self) -> f64 {
        self.per_stamp() * 24.0 / self.leg.interval_hours
    }
}

type Row = Field<Holding>;
type Figure = Output<Held>;

const CARRIED: &[When] = &[When { key: "carry", is: &["spot-perpetual", "perpetual-perpetual"] }];
const AGAINST_SPOT: &[When] = &[When { key: "carry", is: &["spot-perpetual"] }];
const AGAINST_PERPETUAL: &[When] = &[When { key: "carry", is: &["perpetual-perpetual"] }];
const ALONE: &[When] = &[When { key: "carry", is: &["none"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("entry"), "Entry price", "65000", |i| Slot::Number(&mut i.entry))
        .help("The price at which the trade is opened; the average price where there were several fills.").range(Range::Above(0.0)),
    Row::new(key("quantity"), "Quantity", "0.05", |i| Slot::Number(&mut i.quantity))
        .help("How much is held, or about to be.").inverse_example("100").range(Range::Above(0.0)),
    Row::new(key("funding_rate_pct"), "Funding rate", "0.01", |i| Slot::Number(&mut i.funding_rate))
        .help("Per stamp, as the venue shows it; longs pay when it is above 0, shorts when it is below.").range(Range::Between(-5.0, 5.0)).needed(),
    Row::new(key("hours"), "Hours held", "72", |i| Slot::Number(&mut i.hours))
        .help("How long the position is held.").range(Range::Between(0.0, 87_600.0)).needed(),
    Row::new(key("mark_price"), "Mark price", "", |i| Slot::Optional(&mut i.mark))
        .help("The price that funding is paid on, taken as it is now. Empty: the entry price.").range(Range::Above(0.0)),
    Row::new(key("carry"), "Held against", "none", |i| choice(&mut i.against))
        .help("Nothing; or a second leg of the same worth on the other side, so that only funding is earned: the coin itself, or a perpetual elsewhere."),
    Row::new(key("second_funding_rate_pct"), "Its funding rate", "0.005", |i| Slot::Number(&mut i.second_rate))
        .help("Per stamp of the second leg; longs pay when it is above 0.").range(Range::Between(-5.0, 5.0)).when(AGAINST_PERPETUAL),
    Row::new(key("second_interval_hours"), "Its funding every", "8", |i| Slot::Number(&mut i.second_interval_hours))
        .help("Hours between two stamps of the second leg.").range(Range::Between(0.01, 168.0)).when(AGAINST_PERPETUAL),
    Row::new(key("annual_interest_pct"), "Its interest a year", "0", |i| Slot::Number(&mut i.interest))
        .help("Paid on what is borrowed for the spot leg: the money where it is bought, the coin where it is sold. Below 0: earned.").range(Range::Between(-1000.0, 1000.0)).when(AGAINST_SPOT),
    Row::new(key("second_fee_pct"), "Its fee", "0.1", |i| Slot::Number(&mut i.second_fee))
        .help("Fee of the second leg, per side, on its notional.").range(Range::Between(-1.0, 10.0)).when(CARRIED),
    Row::new(key("targets"), "Targets", "100@69500", |i| Slot::Rows(&mut i.targets))
        .help("Shares of the position and where they are closed, to see when funding has eaten the gain: 50@70000, 50@3r.").when(ALONE),
    Row::new(key("entry_order"), "Entry order", "limit", |i| choice(&mut i.entry_order))
        .help("A limit order pays the maker fee; a market order pays the taker fee and slips.").folded(),
    Row::new(key("target_order"), "Target order", "limit", |i| choice(&mut i.target_order))
        .help("How it is closed, at the targets or at the breakeven price.").folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse market orders fill.").range(Range::Between(0.0, 50.0)).folded(),
    Row::new(key("stop"), "Stop price", "63500", |i| Slot::Level(&mut i.stop))
        .help("Only for targets in R, the distance from entry to stop.").optional().when(ALONE).folded(),
    Row::new(key("atr"), "Average true range", "800", |i| Slot::Optional(&mut i.atr))
        .help("Wilder's ATR, in price. Only for levels in ATR.").range(Range::Above(0.0)).when(ALONE).folded(),
    terms::contract(), terms::contract_size(), terms::price_rule(), terms::maker_fee(), terms::taker_fee(),
    terms::funding_interval_hours(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";
const BITMEX: &str = "https://www.bitmex.com/app/perpetualContractsGuideExamples";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

/// Of the carry, where there is one.
fn carried(held: &Held, of: fn(&Carried) -> Result<f64, Reason>) -> Value {
    held.carried.as_ref().map_err(|why| *why).and_then(of).into()
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("funding_expected_amount"), "Expected funding", ours("funding at a stamp × hours / hours between stamps; above 0 you pay, below 0 you receive"), |o| Value::Number(o.cost.expected))
        .answer(),
    Figure::new(key("funding_amount"), "At the most", ours("funding at a stamp × the number of stamps that costs more"), |o| Value::Number(o.cost.most)).cell("funding_least_amount"),
    Figure::new(key("annual_funding_pct"), "Funding a year", ours("d × rate × 8,760 / hours between stamps"), |o| Value::Number(o.leg.annual()))
        .cell("carry_apr_pct").feeds(Feed::Button("annual_funding_pct")),
    Figure::new(key("breakeven_price"), "Breakeven price, fees and funding", ours("linear E (d + f + h) / (d − g), inverse E (d + g) / (d − f − h), with h the most that funding may cost over the notional at entry"), |o| o.breakeven.into()).cell("breakeven_expected_price"),
    Figure::new(key("target_days"), "Target eaten in", ours("gain at the targets / funding a day"), |o| o.target_days.into()).cell("target_gain_amount"),
    Figure::new(key("funding_least_amount"), "At the least", ours("funding at a stamp × the number of stamps that costs less"), |o| Value::Number(o.cost.least)).beside(),
    Figure::new(key("carry_apr_pct"), "Carry a year, before fees", ours("− funding a year of both legs − interest, over the notional of one"), |o| carried(o, |c| Ok(c.annual))).by_sign().beside(),
    Figure::new(key("breakeven_expected_price"), "Expected", ours("the same with the funding to be expected"), |o| o.breakeven_expected.into()).beside(),
    Figure::new(key("target_gain_amount"), "Gain there", ours("Σ share × profit at the target − fees of entry and target"), |o| o.target_gain.into()).by_sign().beside(),
    Figure::new(key("stamps_expected"), "Stamps expected", ours("hours / hours between stamps"), |o| Value::Number(o.stamps.expected)),
    Figure::new(key("stamp_funding_amount"), "Funding at a stamp", Basis { formula: "d × rate × notional at the mark, on an inverse contract in coins", source: BITMEX }, |o| Value::Number(o.per_stamp())),
    Figure::new(key("daily_funding_amount"), "Funding a day", ours("funding at a stamp × 24 / hours between stamps"), |o| Value::Number(o.per_day())),
    Figure::new(key("annual_funding_compounded_pct"), "Funding a year, compounded", ours("1 − (1 − d × rate)^(8,760 / hours between stamps)"), |o| o.compounded.into()),
    Figure::new(key("mark_notional"), "Notional at the mark", ours("quantity × mark (linear), contracts × size / mark (inverse)"), |o| Value::Number(o.worth)),
    Figure::new(key("notional"), "Notional at entry", ours("quantity × entry fill (linear), contracts × size / entry fill (inverse)"), |o| Value::Number(o.notional)),
    Figure::new(key("round_trip_fees"), "Fees in and out", ours("fee × notional at entry + fee × notional at the mark"), |o| Value::Number(o.fees)),
    Figure::new(key("fee_cover_days"), "Days until the fees are earned", ours("fees / what is earned a day: of both legs and all four fills where there are two"), |o| o.fee_days.into()),
    Figure::new(key("carry_amount"), "Net carry over the holding", ours("carry a year before fees × hours / 8,760 × notional − fees of four fills"), |o| carried(o, |c| Ok(c.amount))).by_sign(),
    Figure::new(key("carry_net_apr_pct"), "Net carry, as a year", ours("net carry over the holding / notional × 8,760 / hours"), |o| carried(o, |c| c.net_annual)).by_sign(),
    Figure::new(key("carry_fees"), "Fees of four fills", ours("fees in and out + fee of the second leg × notional, twice"), |o| carried(o, |c| Ok(c.fees))),
    Figure::new(key("interest_amount"), "Interest over the holding", ours("interest a year × hours / 8,760 × notional at the mark"), |o| carried(o, |c| Ok(c.interest))),
    Figure::new(key("breakeven_rate_pct"), "Funding rate to break even", ours("the rate of the position at which the net carry over the holding is 0"), |o| carried(o, |c| c.breakeven_rate)),
];

/// The calculator.
pub static FUNDING: &Spec<Holding, Held> = &Spec {
    slug: "funding",
    title: "Funding",
    question: "What does holding cost, and what does a carry earn?",
    assumptions: "Rate and mark stay as they are. When the holding begins between two stamps is not known: one stamp more or less. The breakeven counts the number that costs more.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[Next { label: "Size it by the risk", slug: "position-size" }],
};
