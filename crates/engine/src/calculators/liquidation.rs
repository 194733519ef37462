//! Where am I liquidated?
//!
//! ```text
//! liquidated where     W + U + profit(L) = R + m(L) + f n(L)      maintenance at the mark
//!                      W + U + profit(L) = R + m(E) + f n(E)      maintenance at the entry price
//! maintenance          m = r n - D,  with the tier of the notional n at that price
//! isolated             W = position margin (empty: n(E) / leverage) + extra margin,  U = R = 0
//! cross                W = wallet balance (empty: equity)
//! linear               L = (W + U - R + D - d q E) / (q (r + f) - d q)        n = q p
//! inverse              L = V (d + r + f) / (d V / E + W + U - R + D)          n = V / p,  V = q c
//! quanto               as linear, with q c in place of q                      n = q c p
//! bankruptcy           the same with r = f = D = R = 0
//!
//! L liquidation price, quote per base · E entry price · d +1 long, -1 short · q quantity (base units, or contracts) · c what
//! one contract is worth · n notional, W collateral, U profit and R maintenance of the other positions, D deduction of the
//! tier, all in settlement money · r rate of the tier and f closing fee in the requirement, fractions
//! ```
//!
//! Sources: linear with deductions, Binance FAQ b3c689c1f50a44cabb3a84e663b81d93
//! (<https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93>; its worked example is also in
//! freqtrade/freqtrade@c9ae5e1e tests/exchange/test_binance.py); the rest is derived, and checked against the figures of
//! twelve venues. Of several prices that fit (a table without deductions jumps at its edges) it is the first on the way
//! from the mark.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // The worked example of that page: 3,683.979 ETH at 1,456.84 with 1,535,443.01 USDT are liquidated at 1,114.78.
//! let tiers = "cap,rate_pct,deduction;10k,0.5,0;100k,0.65,15;500k,1,365;1m,2,5365;2m,5,35365;5m,10,135365;10m,12.5,260365";
//! let typed = [("side", "long"), ("entry", "1456.84"), ("quantity", "3683.979"), ("leverage", "3")];
//! let margin = [("position_margin", "1535443.01"), ("tiers", tiers)];
//! let texts: Texts = typed.into_iter().chain(margin).collect();
//! let outcome = calculators::find("liquidation").ok_or("gone")?.prepare(&texts).outcome();
//! let price = outcome.number("liquidation_price").ok_or("no price")?;
//! assert_eq!((price * 100.0).round(), 111_478.0);
//! # Ok::<(), &str>(())
//! ```

mod ladder;
mod solving;
#[cfg(test)]
mod tests;
mod touch;
mod why;
mod wording;

use crate::math::contract::Side;
use crate::math::margin::{Liquidation, Tier};
use crate::spec::{
    Basis, Column, Field, Kind, Listed, Next, Output, Range, Reason, Slot, Spec, Unit, Value, When, Word, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::{MarginMode, choice};
use ladder::Rung;
use touch::Touch;
use why::{VenueMatch, Verdict};

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct HeldPosition {
    /// Long or short.
    pub side: Side,
    /// The entry price, quote per base.
    pub entry: f64,
    /// Base units on a linear contract, contracts on the others.
    pub quantity: f64,
    /// The exchange's setting.
    pub leverage: f64,
    /// Isolated or cross.
    pub margin_mode: MarginMode,
    /// The price that triggers liquidation; empty: the entry price.
    pub mark: Option<f64>,
    /// Margin of the isolated position; empty: notional at entry over leverage.
    pub position_margin: Option<f64>,
    /// Margin added to the isolated position.
    pub extra_margin: f64,
    /// All that the account is worth; behind a cross position where no wallet balance is typed.
    pub equity: f64,
    /// Cash without open profit, behind a cross position; empty: equity.
    pub wallet_balance: Option<f64>,
    /// Open profit of the other positions in the same wallet.
    pub other_profit: f64,
    /// Maintenance of the other positions in the same wallet.
    pub other_maintenance: f64,
    /// Volatility of the mark a year, a fraction; empty: no chances are given.
    pub annual_volatility: Option<f64>,
    /// Expected drift of the mark a year, a fraction.
    pub annual_drift: f64,
    /// The days within which the chance is asked for.
    pub horizon_days: f64,
    /// The liquidation price that the venue shows, to be explained.
    pub venue_price: Option<f64>,
    /// The contract.
    pub terms: Terms,
}

impl Default for HeldPosition {
    fn default() -> HeldPosition {
        HeldPosition {
            side: Side::Long,
            entry: 0.0,
            quantity: 0.0,
            leverage: 1.0,
            margin_mode: MarginMode::Isolated,
            mark: None,
            position_margin: None,
            extra_margin: 0.0,
            equity: 0.0,
            wallet_balance: None,
            other_profit: 0.0,
            other_maintenance: 0.0,
            annual_volatility: None,
            annual_drift: 0.0,
            horizon_days: 30.0,
            venue_price: None,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for HeldPosition {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// Whether there is a liquidation price, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// At a price.
    Price,
    /// At no price: the margin covers any move.
    None,
    /// At the mark already.
    AlreadyLiquidatable,
    /// The venue would refuse the position.
    CannotBeOpened,
}

impl Listed for State {
    const VARIANTS: &'static [State] = &[State::Price, State::None, State::AlreadyLiquidatable, State::CannotBeOpened];
    const WORDS: &'static [Word] = &[
        word("price", "Has a liquidation price"),
        word("none", "Never liquidated"),
        word("already-liquidatable", "Already liquidatable"),
        word("cannot-be-opened", "Cannot be opened"),
    ];
}

/// How the position stands: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Standing {
    liquidation: Liquidation,
    mark: f64,
    price: Result<f64, Reason>,
    shown: Result<f64, Reason>,
    bankruptcy: Result<f64, Reason>,
    initial_margin: Result<f64, Reason>,
    balance: Result<f64, Reason>,
    maintenance: Result<f64, Reason>,
    requirement: Result<f64, Reason>,
    used: Result<f64, Reason>,
    entry_balance: f64,
    entry_requirement: f64,
    open_profit: f64,
    notional: f64,
    allowed: Result<f64, Reason>,
    largest: f64,
    tier: Result<Tier, Reason>,
    tier_number: Result<f64, Reason>,
    ladder: Result<Vec<Rung>, Reason>,
    touch: Touch,
    venue_match: Result<VenueMatch, Reason>,
}

impl Standing {
    fn state(&self) -> State {
        match self.liquidation {
            Liquidation::Price { .. } => State::Price,
            Liquidation::Never(_) | Liquidation::Undefined => State::None,
            Liquidation::AlreadyLiquidatable => State::AlreadyLiquidatable,
            Liquidation::CannotBeOpened(_) => State::CannotBeOpened,
        }
    }

    /// From the mark to liquidation, as a fraction of the mark: below 0 for a long.
    fn distance(&self) -> Result<f64, Reason> {
        self.price.map(|price| price / self.mark - 1.0)
    }
}

type Row = Field<HeldPosition>;
type Figure = Output<Standing>;

const IN_CROSS: &[When] = &[When { key: "margin_mode", is: &["cross"] }];
const ISOLATED: &[When] = &[When { key: "margin_mode", is: &["isolated"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("entry"), "Entry price", "65000", |i| Slot::Number(&mut i.entry))
        .help("The price at which the trade is opened; the average price where there were several fills.").range(Range::Above(0.0)),
    Row::new(key("quantity"), "Quantity", "0.05", |i| Slot::Number(&mut i.quantity))
        .help("How much is held, or about to be.").inverse_example("100").range(Range::Above(0.0)),
    Row::new(key("leverage"), "Leverage", "10", |i| Slot::Number(&mut i.leverage))
        .help("The leverage set at the exchange. When isolated it decides the margin and with it the liquidation price; in cross margin it moves neither.").range(Range::Between(1.0, 500.0)),
    Row::new(key("margin_mode"), "Margin", "isolated", |i| choice(&mut i.margin_mode))
        .help("Isolated: only the position's own margin stands behind it. Cross: the whole wallet does."),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth. It stands behind a cross position, unless a wallet balance is given.").inverse_example("0.5").range(Range::Above(0.0)).when(IN_CROSS),
    Row::new(key("mark_price"), "Mark price", "", |i| Slot::Optional(&mut i.mark))
        .help("The price that the venue liquidates by, as it is now. Empty: the entry price, as before opening.").range(Range::Above(0.0)),
    Row::new(key("annual_vol_pct"), "Volatility", "", |i| Slot::Optional(&mut i.annual_volatility))
        .help("How much the mark moves in a year, for the liquidation probability; 3/day is read per day. Crypto's is not constant: try what a bad month had.").range(Range::Above(0.0)),
    Row::new(key("horizon_days"), "Within", "30", |i| Slot::Number(&mut i.horizon_days))
        .help("The days within which the mark may touch the liquidation price.").range(Range::Above(0.0)).folded(),
    Row::new(key("annual_drift_pct"), "Drift", "0", |i| Slot::Number(&mut i.annual_drift))
        .help("By how much the mark is expected to rise in a year. Nobody knows it: 0 takes no view.").range(Range::Between(-1000.0, 1000.0)).folded(),
    Row::new(key("position_margin"), "Position margin", "", |i| Slot::OptionalMoney(&mut i.position_margin))
        .help("The margin that the venue shows for the position, without open profit. Empty: notional at entry over leverage.").range(Range::AtLeast(0.0)).when(ISOLATED).folded(),
    Row::new(key("extra_margin"), "Margin added", "0", |i| Slot::Money(&mut i.extra_margin))
        .help("Margin put in by hand on top. It moves liquidation away.").range(Range::AtLeast(0.0)).when(ISOLATED).folded(),
    Row::new(key("wallet_balance"), "Wallet balance", "", |i| Slot::OptionalMoney(&mut i.wallet_balance))
        .help("Cash without open profit, which stands behind a cross position; empty: equity. Behind an isolated one it only helps to explain what the venue shows.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("other_profit"), "Profit of other positions", "0", |i| Slot::Money(&mut i.other_profit))
        .help("Open profit of the other positions in the same wallet; below 0 a loss.").when(IN_CROSS).folded(),
    Row::new(key("other_maintenance"), "Maintenance of other positions", "0", |i| Slot::Money(&mut i.other_maintenance))
        .help("Maintenance margin of the other positions in the same wallet.").range(Range::AtLeast(0.0)).when(IN_CROSS).folded(),
    terms::contract(), terms::contract_size(), terms::price_rule(), terms::tiers(), terms::maintenance(), terms::maintenance_at(),
    terms::requirement_fee(),
    Row::new(key("venue_price"), "The venue shows", "", |i| Slot::Optional(&mut i.venue_price))
        .help("The liquidation price that the venue, or another tool, shows for this position: what it does otherwise is looked for.").range(Range::Above(0.0)).folded(),
    terms::taker_fee().folded(),
];

const BINANCE: &str = "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const fn of_binance(formula: &'static str) -> Basis {
    Basis { formula, source: BINANCE }
}

/// E. G. Haug, "The Complete Guide to Option Pricing Formulas" (2007), one-touch options.
const fn of_haug(formula: &'static str) -> Basis {
    Basis { formula, source: "ISBN 978-0-07-138997-6" }
}

const LADDER_COLUMNS: &[Column] = &[
    Column { name: "leverage", label: "Leverage", kind: Kind::Number, unit: Unit::Times, neutral: None },
    Column { name: "liquidation_price", label: "Liquidation", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "distance_pct", label: "Distance", kind: Kind::Number, unit: Unit::Percent, neutral: None },
];

fn leverage_ladder(standing: &Standing) -> Value {
    let row = |rung: &Rung| vec![Value::Number(rung.leverage), rung.price.into(), rung.distance(standing.mark).into()];
    match &standing.ladder {
        Ok(rungs) => Value::Table(rungs.iter().map(row).collect()),
        Err(reason) => Value::Absent(*reason),
    }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("liquidation_price"), "Liquidation price", of_binance("the mark at which margin + profit = maintenance requirement; linear (W + U − R + D − d q E) / (q (r + f) − d q), inverse V (d + r + f) / (d V / E + W + U − R + D)"), |o| o.price.into())
        .answer(),
    Figure::new(key("liquidation_distance_pct"), "Distance", ours("liquidation price / mark price − 1"), |o| o.distance().into()).cell("liquidation_distance"),
    Figure::new(key("bankruptcy_price"), "Bankruptcy", ours("the mark at which the margin is gone: linear E − d W / q, inverse V / (V / E + d W)"), |o| o.bankruptcy.into()).cell("margin_balance"),
    Figure::new(key("margin_used_pct"), "Margin used", ours("maintenance requirement / margin balance, at the mark; liquidated at 100 %"), |o| o.used.into()).cell("maintenance_requirement"),
    Figure::new(key("initial_margin"), "Margin to open", ours("notional at entry / leverage"), |o| o.initial_margin.into()).cell("leverage_allowed"),
    Figure::new(key("liquidation_distance"), "Distance in price", ours("liquidation price − mark price"), |o| o.price.map(|price| price - o.mark).into()).beside(),
    Figure::new(key("margin_balance"), "Margin balance", ours("margin (isolated) or wallet + profit of the others (cross), + open profit"), |o| o.balance.into()).beside(),
    Figure::new(key("maintenance_requirement"), "Must remain", ours("maintenance margin + closing fee counted × notional + maintenance of the others"), |o| o.requirement.into()).beside(),
    Figure::new(key("leverage_allowed"), "Leverage allowed", ours("the tier table's leverage at the notional at entry"), |o| o.allowed.into()).beside(),
    Figure::new(key("liquidation_state"), "Liquidation", ours("whether that mark exists above 0, lies ahead of the mark, and the position can be opened at all"), |o| Value::Word(o.state().word())).words(<State as Listed>::WORDS),
    Figure::new(key("shown_liquidation_price"), "On the venue's tick", ours("the liquidation price rounded to the tick, up for a long, down for a short"), |o| o.shown.into()),
    Figure::new(key("notional"), "Notional at entry", ours("quantity × entry (linear), contracts × size / entry (inverse), contracts × size × entry (quanto)"), |o| Value::Number(o.notional)),
    Figure::new(key("open_profit"), "Profit at the mark", ours("linear d q (mark − E), inverse d V (1 / E − 1 / mark), quanto d q c (mark − E)"), |o| Value::Number(o.open_profit)).by_sign(),
    Figure::new(key("maintenance_margin"), "Maintenance margin", of_binance("rate × notional − deduction, with the tier of that notional"), |o| o.maintenance.into()),
    Figure::new(key("tier_number"), "Tier at liquidation", of_binance("the row whose caps hold the notional at the liquidation price"), |o| o.tier_number.into()),
    Figure::new(key("tier_rate_pct"), "Maintenance rate there", of_binance("the rate of that row"), |o| o.tier.map(|tier| tier.rate).into()),
    Figure::new(key("tier_deduction"), "Deduction there", of_binance("the deduction of that row: floor × (rate − rate below) + deduction below"), |o| o.tier.map(|tier| tier.deduction).into()),
    Figure::new(key("leverage_ladder"), "Liquidation by leverage", ours("the liquidation price with a margin of notional / leverage + what was added"), leverage_ladder).columns(LADDER_COLUMNS),
    Figure::new(key("touch_chance_pct"), "Liquidation probability", of_haug("N((b − ν T) / s) + (L / mark)^(2 ν / σ²) N((b + ν T) / s) for a long; b = ln(L / mark), ν = drift − σ² / 2, s = σ √T: touching within the days, about twice the chance of standing beyond at their end"), |o| o.touch.within.into()),
    Figure::new(key("touch_ever_chance_pct"), "Liquidation probability, ever", of_haug("1 where ν points at the liquidation price, else (L / mark)^(2 ν / σ²); the position held for ever as it is"), |o| o.touch.ever.into()),
    Figure::new(key("touch_deviations"), "Distance in standard deviations", ours("|ln(L / mark)| / (σ √T), of the days"), |o| o.touch.deviations.into()),
    Figure::new(key("venue_match_state"), "The venue's number", ours("one change after another of what is assumed, then two at once, until the price is within a tick of the venue's (where none is given, half a unit of its last digit)"), |o| why::verdict(&o.venue_match)).words(<Verdict as Listed>::WORDS),
    Figure::new(key("venue_match"), "What would explain it", ours("the price with each change; those that fit first, then the nearest that do not"), |o| why::table(&o.venue_match)).columns(why::COLUMNS),
];

/// The calculator.
pub static LIQUIDATION: &Spec<HeldPosition, Standing> = &Spec {
    slug: "liquidation",
    title: "Liquidation",
    question: "Where am I liquidated?",
    assumptions: "On the mark price, with the tier of the notional there, margin and other positions held as they are, and before funding still to come. The price is exact; venues round it to the tick against you. Liquidation probability: at that volatility throughout and with the liquidation price staying where it is, neither of which will hold.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    statement: why::statement,
    chart: wording::chart,
    next: &[Next { label: "Size it by the risk", slug: "position-size" }],
};
