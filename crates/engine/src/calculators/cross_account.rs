//! How close is my whole account to liquidation, and what do I lose if every stop is hit?
//!
//! ```text
//! price      p(x) = p max(0, 1 + k x)
//! equity     C + Σ w b a(x) + Σ d q (p(x) − E) + Σ d V (p(x)/E − 1)
//! required   Σ max(0, r q p(x) − D) + Σ max(0, r V − D p(x))          the tier is that of the notional at p(x)
//! used       required / equity; the account is liquidated where that reaches 100 %
//! held       one coin's prices and collateral move alone; together: the others make c of the move with it
//! stops      Σ d q (p − S), Σ d V (p − S)/E;  correlated √(w' C w)
//!
//! x common move, a fraction · k how much of it a price makes · C cash, b balance, a price and w weight of collateral ·
//! d +1 long, -1 short · q quantity (base units), V contracts × contract size (quote) · E entry, p mark, S stop · r rate and
//! D deduction · c correlation. All money is in the account's currency; profit in coin is worth the price it is paid at
//! ```
//!
//! Every line is straight between the prices at which a tier changes or a price reaches zero, so each answer is exact.
//! Sources: Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 for cross margin with other positions
//! (<https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93>); the rest is derived in `docs/numbers.md`.
//!
//! ```
//! use ballast_engine::{calculators, spec::{Texts, Value}};
//! // The worked example of that page: with 109.488 BTC in the same wallet, 3,683.979 ETH are liquidated at 1,153.26.
//! let positions = "symbol,side,quantity,entry,mark,maintenance_pct,deduction;\
//!     ETHUSDT,long,3683.979,1456.84,1335.18,10,135365;BTCUSDT,long,109.488,32481.98,31967.27,2.5,16300";
//! let typed = [("account_cash", "1535443.01"), ("positions", positions)];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("cross-account").ok_or("gone")?.prepare(&texts).outcome();
//! let Some(Value::Table(rows)) = outcome.value("position_risks") else { return Err("no table") };
//! let Some(Value::Number(price)) = rows.first().and_then(|row| row.get(2)) else { return Err("no price") };
//! assert_eq!((price * 100.0).round(), 115_326.0);
//! # Ok::<(), &str>(())
//! ```

mod figures;
mod ledger;
mod solving;
mod tables;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::account::{Standing, Way};
use crate::math::contract::Side;
use crate::spec::{Basis, Feed, Field, Next, Output, Range, Reason, Slot, Spec, Value, Wording, key};

use super::terms::RatioDirection;
use super::trade::choice;
pub use tables::{AssetRow, PositionRow};

/// What is typed, as numbers: money in the account's currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct CrossAccount {
    /// Open positions.
    pub positions: Vec<PositionRow>,
    /// Collateral besides cash.
    pub assets: Vec<AssetRow>,
    /// Cash without open profit.
    pub cash: f64,
    /// Its currency.
    pub currency: String,
    /// How much of one price's move the others make with it.
    pub correlation: f64,
    /// A common move to read the account at.
    pub shock: f64,
    /// Share of the gross notional that is closed in one position.
    pub reduction: f64,
    /// The venue, for its tables.
    pub venue: String,
    /// Which way its ratio is shown.
    pub ratio: RatioDirection,
}

impl Default for CrossAccount {
    fn default() -> CrossAccount {
        CrossAccount {
            positions: Vec::new(),
            assets: Vec::new(),
            cash: 0.0,
            currency: String::new(),
            correlation: 1.0,
            shock: -0.1,
            reduction: 0.1,
            venue: String::new(),
            ratio: RatioDirection::Used,
        }
    }
}

/// The utilisations that are warned of.
pub(super) const WARNING_LEVELS: [f64; 4] = [0.5, 0.75, 0.9, 1.0];

/// How the account stands: money in its currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Overview {
    now: Standing,
    used: Result<f64, Reason>,
    ratio: Result<f64, Reason>,
    initial: Result<f64, Reason>,
    initial_share: Result<f64, Reason>,
    exposure: Result<f64, Reason>,
    net_exposure: Result<f64, Reason>,
    gross: f64,
    net: f64,
    collateral: f64,
    open_profit: f64,
    room: Result<f64, Reason>,
    fall: Result<f64, Reason>,
    rise: Result<f64, Reason>,
    stops: f64,
    stops_share: Result<f64, Reason>,
    correlated: f64,
    shocked: Result<Shocked, Reason>,
    risks: Vec<PositionRisk>,
    warned: Vec<Warned>,
    /// Name, mark, and how much of the common move it makes.
    symbols: Vec<(String, f64, f64)>,
    reductions: Vec<Reduction>,
    /// Shocks and the utilisation there.
    curve: Vec<(f64, f64)>,
}

/// The account after the chosen common move.
#[derive(Clone, Copy, Debug)]
struct Shocked {
    equity: f64,
    used: Result<f64, Reason>,
}

/// One position.
#[derive(Clone, Debug)]
struct PositionRisk {
    symbol: usize,
    side: Side,
    mark: f64,
    held: Result<f64, Reason>,
    together: Result<f64, Reason>,
    loss: f64,
    counted: StopCount,
    notional: f64,
    maintenance: f64,
    share: Result<f64, Reason>,
}

/// What is counted as a position's loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StopCount {
    /// To its stop.
    Stop,
    /// Nothing more: its stop has been passed, so it is closed now.
    Now,
    /// To its own liquidation price, the other coins held: it has no stop.
    Liquidation,
    /// All it is worth: it has no stop, and no such price costs less.
    Whole,
}

impl StopCount {
    /// Whether there is no stop to count to.
    fn lacks_stop(self) -> bool {
        matches!(self, StopCount::Liquidation | StopCount::Whole)
    }
}

/// A utilisation ahead, and where it is reached.
#[derive(Clone, Copy, Debug)]
struct Warned {
    level: f64,
    way: Way,
    shock: Result<f64, Reason>,
    equity: Result<f64, Reason>,
}

/// The account once one position is reduced.
#[derive(Clone, Debug)]
struct Reduction {
    position: usize,
    closes: f64,
    room: Result<f64, Reason>,
    used: Result<f64, Reason>,
    free: Result<f64, Reason>,
}

type Row = Field<CrossAccount>;
type Figure = Output<Overview>;

const POSITIONS: &str = "symbol,side,quantity,entry,mark,stop,leverage,maintenance_pct,contract,contract_size;\
    BTCUSDT,long,0.3,64000,65000,61000,10,0.5,,;ETHUSDT,short,3,3000,2950,3200,10,0.6,,;SOLUSD,long,400,150,148,132,5,1,inverse,10";

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("positions"), "Positions", POSITIONS, |i| Slot::Rows(&mut i.positions))
        .help("One a row, prices in the account's currency. Quantity in coins, or contracts where inverse; contract size is then the quote currency in one contract. Empty: mark is the entry, maintenance comes from the venue's table; one typed includes the closing fee where the venue counts it (OKX, Gate). Contracts of one coin, as BTCUSDT and BTCUSD_PERP, move together. Moves: how much of the common move they make."),
    Row::new(key("account_cash"), "Wallet balance", "2000", |i| Slot::Number(&mut i.cash))
        .help("Cash in the account, without open profit. Below 0 it is borrowed, which only collateral allows."),
    Row::new(key("assets"), "Collateral", "symbol,balance,price,weight_pct,moves;BTC,0.05,65000,95,1", |i| Slot::Rows(&mut i.assets))
        .help("What counts besides cash, one coin a row. Weight is what the venue lets count, 100 less the haircut. A coin moves with its own contracts, as BTC with BTCUSDT and XBTUSD. Moves: how much of the common move it makes; empty is that of its contracts, else all of it, and nothing for dollars and their stand-ins. Empty: only cash.").optional(),
    Row::new(key("correlation_pct"), "Moved together", "80", |i| Slot::Number(&mut i.correlation))
        .help("How much of one coin's move the others make with it, and how far losses at the stops come together.").range(Range::Between(0.0, 100.0)),
    Row::new(key("shock_pct"), "Common move", "-20", |i| Slot::Number(&mut i.shock))
        .help("Every price moves by this at once: how the account stands there.").range(Range::Between(-100.0, 1000.0)),
    Row::new(key("reduction_pct"), "Reduce by", "10", |i| Slot::Number(&mut i.reduction))
        .help("Share of the gross notional that is closed in one position, to see where it buys most room.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("account_currency"), "Account currency", "USDT", |i| Slot::Text(&mut i.currency))
        .help("The currency of the cash and of every price.").folded(),
    Row::new(key("venue"), "Venue", "binance-usdm", |i| Slot::Text(&mut i.venue))
        .help("Whose tier tables count where a row has no maintenance.").folded(),
    Row::new(key("ratio_direction"), "Venue's ratio", "used", |i| choice(&mut i.ratio))
        .help("Which way round the venue shows its margin ratio.").folded(),
];

const BINANCE: &str = "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const fn of_binance(formula: &'static str) -> Basis {
    Basis { formula, source: BINANCE }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("account_shock_pct"), "Liquidated if everything moves", ours("the nearer common move x at which requirement(x) = equity(x), walked bend by bend from now"), |o| o.room.into()).answer(),
    Figure::new(key("margin_used_pct"), "Margin utilisation", of_binance("maintenance requirement / equity; liquidated at 100 %"), |o| o.used.into()).cell("maintenance_requirement"),
    Figure::new(key("free_margin"), "Free margin", ours("equity − Σ notional at the mark / leverage"), |o| o.initial.map(|bound| o.now.equity - bound).into()).cell("margin_balance").feeds(Feed::Button("free_margin")),
    Figure::new(key("exposure"), "Notional exposure", ours("gross notional / equity"), |o| o.exposure.into()).cell("net_exposure"),
    Figure::new(key("stops_loss_amount"), "Loss if every stop is hit", ours("Σ profit at the mark − profit at the stop, nothing more where that has been passed; without a stop at its own liquidation price, other coins held; at most the whole notional"), |o| Value::Number(o.stops)).cell("correlated_loss_amount").feeds(Feed::Button("open_risk")),
    Figure::new(key("maintenance_requirement"), "Must remain", of_binance("Σ rate × notional − deduction, each with the tier of its notional"), |o| Value::Number(o.now.requirement)).beside(),
    Figure::new(key("margin_balance"), "Equity", of_binance("cash + Σ weight × balance × price + Σ open profit"), |o| Value::Number(o.now.equity)).beside(),
    Figure::new(key("net_exposure"), "Net", ours("(longs − shorts) / equity"), |o| o.net_exposure.into()).beside(),
    Figure::new(key("correlated_loss_amount"), "Correlated", ours("√(c (Σ w)² + (1 − c) Σ per coin (Σ w)²), w the losses, those of the other way below 0"), |o| Value::Number(o.correlated)).beside(),
    Figure::new(key("fall_shock_pct"), "Liquidating fall", ours("the first x below 0 at which requirement(x) = equity(x)"), |o| o.fall.into()),
    Figure::new(key("rise_shock_pct"), "Liquidating rise", ours("the first x above 0 at which requirement(x) = equity(x)"), |o| o.rise.into()),
    Figure::new(key("venue_ratio_pct"), "Ratio as the venue shows it", ours("requirement / equity, or equity / requirement"), |o| o.ratio.into()),
    Figure::new(key("shock_equity"), "Equity after the common move", ours("equity(x) at the move typed"), |o| o.shocked.map(|after| after.equity).into()),
    Figure::new(key("shock_used_pct"), "Utilisation after it", ours("requirement(x) / equity(x) at the move typed"), |o| o.shocked.and_then(|after| after.used).into()),
    Figure::new(key("stops_loss_pct"), "Stops over equity", ours("loss if every stop is hit / equity"), |o| o.stops_share.into()),
    Figure::new(key("gross_notional"), "Gross notional", ours("Σ quantity × mark (linear), contracts × size (inverse)"), |o| Value::Number(o.gross)),
    Figure::new(key("net_notional"), "Net notional", ours("longs − shorts"), |o| Value::Number(o.net)),
    Figure::new(key("initial_margin"), "Bound as initial margin", ours("Σ notional at the mark / leverage"), |o| o.initial.into()),
    Figure::new(key("initial_margin_pct"), "Bound, over equity", ours("initial margins / equity"), |o| o.initial_share.into()),
    Figure::new(key("open_profit"), "Open profit", ours("Σ d q (mark − E), Σ d V (mark / E − 1)"), |o| Value::Number(o.open_profit)).by_sign(),
    Figure::new(key("counted_collateral_amount"), "Collateral that counts", ours("Σ weight × balance × price"), |o| Value::Number(o.collateral)),
    Figure::new(key("position_risks"), "Positions", of_binance("the price at which requirement = equity while the other coins stay, or make the typed share of the move with it"), figures::positions).columns(figures::POSITIONS),
    Figure::new(key("margin_warnings"), "Margin utilisation warnings", ours("the first x each way at which requirement(x) = level × equity(x)"), figures::warnings).columns(figures::WARNINGS),
    Figure::new(key("warning_prices"), "Warning prices", ours("mark × max(0, 1 + moves × x) at those x"), figures::warning_prices).columns(figures::WARNING_PRICES),
    Figure::new(key("reductions"), "Which reduction buys most room", ours("the nearer liquidating x once that notional is closed at the mark, the furthest first"), figures::reductions).columns(figures::REDUCTIONS),
];

/// The calculator.
pub static CROSS_ACCOUNT: &Spec<CrossAccount, Overview> = &Spec {
    slug: "cross-account",
    title: "Open positions",
    question: "How close is my whole account to liquidation, and what do I lose if every stop is hit?",
    assumptions: "Cross margin on mark prices, before fees and funding still to come. All prices are in the account's currency, profit in coin is worth the price it is paid at, and a price never falls below zero.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[Next { label: "Size a trade in what is free", slug: "position-size" }],
};
