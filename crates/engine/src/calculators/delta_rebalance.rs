//! What trade brings my book back to its target delta?
//!
//! ```text
//! option        price w (F N(w d1) - K N(w d2)), delta w N(w d1), undiscounted (Black-76); in coin price/F
//! plain delta   sum of the deltas as tickers show them, + coins held: moves wealth counted in the quote currency
//! coin delta    the same, a coin-settled option at delta - price in coins: moves profit counted in coins
//! band          target ± width; width typed, a share of |target or average|, or (3/2 cost S Γ² equity / aversion)^(1/3)
//! trade         nearer edge - delta, over the delta of one unit of the hedge, in whole lots into the band; 0 within
//! neutral       n1 Γ1 + n2 Γ2 = -Γ,  n1 vega1 + n2 vega2 = -vega;  the hedge follows after the options
//! ```
//!
//! Delta counts coins, gamma is per 1 of price, vega per point of volatility, theta per day; a year has 365 days.
//!
//! Sources: F. Black (1976), DOI 10.1016/0304-405X(76)90024-6; A. E. Whalley, P. Wilmott (1997), DOI
//! 10.1111/1467-9965.00034; github.com/robcarver17/pysystemtrade, systems/buffering.py at
//! b7f1e348a5f2a514ba37a3bdc6f31c92c2d2a7d9, for trading to the edge.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // By hand: 3 coins long, 1 wanted, 0.5 to each side: 1.5 are sold.
//! let typed = [("option_book", "kind,quantity;perpetual,3"), ("forward_price", "65000"), ("target_delta", "1")];
//! let rest = [("band_delta", "0.5"), ("as_of", "2026-11-22T08:00Z")];
//! let texts: Texts = typed.into_iter().chain(rest).collect();
//! let outcome = calculators::find("delta-rebalance").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!((outcome.number("trade_quantity"), outcome.number("steered_delta_after")), (Some(-1.5), Some(1.5)));
//! # Ok::<(), &str>(())
//! ```

mod grid;
mod rows;
mod solving;
mod tables;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::option::{Band, Profit, Sensitivities};
use crate::spec::{
    Basis, Date, Field, Listed, Next, Output, Range, Reason, Slot, Spec, Value, When, Word, Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::choice;
use grid::GridPoint;
pub use rows::{BookRow, Line, OptionRow};

/// The key of the book.
const BOOK: &str = "option_book";

/// What is typed, as numbers.
#[derive(Clone, Debug)]
pub struct HedgedBook {
    /// Price of the underlying.
    pub price: f64,
    /// Now.
    pub as_of: Date,
    /// The book.
    pub rows: Vec<BookRow>,
    /// Which delta is steered.
    pub measure: Measure,
    /// Coins in the account besides what the options are worth.
    pub coins_held: f64,
    /// The delta wanted.
    pub target: f64,
    /// What gives the band's width.
    pub band_rule: BandRule,
    /// The width typed.
    pub width: f64,
    /// The width as a share.
    pub share: f64,
    /// What it is a share of; none: the target.
    pub average: Option<f64>,
    /// All that the account is worth, in settlement money.
    pub equity: f64,
    /// Relative risk aversion.
    pub aversion: f64,
    /// Which of gamma and vega are traded to 0.
    pub neutralise: Neutralise,
    /// The options to do it with.
    pub options: Vec<OptionRow>,
    /// The step of their quantities.
    pub option_lot: Option<f64>,
    /// What delta is hedged with.
    pub hedge: Hedge,
    /// Its price; none: that of the underlying.
    pub hedge_price: Option<f64>,
    /// How much worse it fills, a fraction.
    pub slippage: f64,
    /// Another moment to value the book at; none: the first expiry.
    pub later: Option<Date>,
    /// Whether prices are run through before or after the trades.
    pub grid_of: GridOf,
    /// How far the price is moved to each side, a fraction.
    pub grid_range: f64,
    /// The contract of the hedge.
    pub terms: Terms,
}

impl Default for HedgedBook {
    fn default() -> HedgedBook {
        HedgedBook {
            price: 0.0,
            as_of: Date::default(),
            rows: Vec::new(),
            measure: Measure::Plain,
            coins_held: 0.0,
            target: 0.0,
            band_rule: BandRule::Width,
            width: 0.0,
            share: 0.0,
            average: None,
            equity: 0.0,
            aversion: 1.0,
            neutralise: Neutralise::None,
            options: Vec::new(),
            option_lot: None,
            hedge: Hedge::Perpetual,
            hedge_price: None,
            slippage: 0.0,
            later: None,
            grid_of: GridOf::Now,
            grid_range: 0.2,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for HedgedBook {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// Which delta is steered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Plain, with the coins held.
    Plain,
    /// Premium-adjusted.
    Coin,
}

impl Listed for Measure {
    const VARIANTS: &'static [Measure] = &[Measure::Plain, Measure::Coin];
    const WORDS: &'static [Word] = &[word("plain", "Wealth in quote currency"), word("coin", "Profit in coins")];
}

/// What gives the width of the band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandRule {
    /// It is typed.
    Width,
    /// A share of the target, or of the average.
    Share,
    /// Whalley and Wilmott.
    WhalleyWilmott,
}

impl Listed for BandRule {
    const VARIANTS: &'static [BandRule] = &[BandRule::Width, BandRule::Share, BandRule::WhalleyWilmott];
    const WORDS: &'static [Word] = &[
        word("width", "In coins"),
        word("share", "Share of the position"),
        word("whalley-wilmott", "From costs (Whalley-Wilmott)"),
    ];
}

/// What is traded to 0 with options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neutralise {
    /// Nothing.
    None,
    /// Gamma, with one option.
    Gamma,
    /// Vega, with one option.
    Vega,
    /// Both, with two.
    Both,
}

impl Listed for Neutralise {
    const VARIANTS: &'static [Neutralise] = &[Neutralise::None, Neutralise::Gamma, Neutralise::Vega, Neutralise::Both];
    const WORDS: &'static [Word] =
        &[word("none", "Nothing"), word("gamma", "Gamma"), word("vega", "Vega"), word("gamma-vega", "Gamma and vega")];
}

/// What delta is hedged with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// A perpetual.
    Perpetual,
    /// A future.
    Future,
    /// Coins, bought or sold for the quote currency.
    Spot,
}

impl Listed for Hedge {
    const VARIANTS: &'static [Hedge] = &[Hedge::Perpetual, Hedge::Future, Hedge::Spot];
    const WORDS: &'static [Word] = &[word("perpetual", "Perpetual"), word("future", "Future"), word("spot", "Spot")];
}

/// What prices are run through with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridOf {
    /// The book as it is.
    Now,
    /// The book after the trades.
    After,
}

impl Listed for GridOf {
    const VARIANTS: &'static [GridOf] = &[GridOf::Now, GridOf::After];
    const WORDS: &'static [Word] = &[word("now", "Book as it is"), word("after", "After the trades")];
}

/// A row of the book, solved.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowFigures {
    line: Line,
    /// None once it has expired.
    alive: Option<Sensitivities>,
    profit: Result<f64, Reason>,
}

/// What the venue wants for a row, in coins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margin {
    row: usize,
    line: Line,
    initial: f64,
    maintenance: f64,
}

/// An option to trade.
#[derive(Clone, Copy, Debug)]
pub(super) struct OptionTrade {
    line: Line,
    strike: f64,
    quantity: f64,
    quotation: f64,
    traded: Sensitivities,
    /// Coins paid for it.
    coins_paid: f64,
}

/// The hedge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hedging {
    quantity: Result<f64, Reason>,
    traded: Sensitivities,
    notional: f64,
    cost: f64,
    smallest: f64,
}

/// What comes of it: deltas in coins, the rest in the quote currency but for the hedge's money.
#[derive(Clone, Debug)]
pub struct Rebalanced {
    price: f64,
    rows: Vec<RowFigures>,
    margins: Vec<Margin>,
    book: Sensitivities,
    profit: Profit,
    trades: Vec<OptionTrade>,
    options: Sensitivities,
    band: Band,
    steered: f64,
    /// Once the options are traded, before the hedge.
    steered_between: f64,
    hedging: Hedging,
    after: Sensitivities,
    steered_after: f64,
    later: Option<Date>,
    grid: Vec<GridPoint>,
}

type Row = Field<HedgedBook>;
type Figure = Output<Rebalanced>;

const BY_WIDTH: &[When] = &[When { key: "band_rule", is: &["width"] }];
const BY_SHARE: &[When] = &[When { key: "band_rule", is: &["share"] }];
const BY_COST: &[When] = &[When { key: "band_rule", is: &["whalley-wilmott"] }];
const WITH_OPTIONS: &[When] = &[When { key: "neutralise", is: &["gamma", "vega", "gamma-vega"] }];
const PLAINLY: &[When] = &[When { key: "delta_measure", is: &["plain"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("forward_price"), "Price", "65000", |i| Slot::Number(&mut i.price))
        .help("The price of the underlying now. A row may name the price of its own future.").range(Range::Above(0.0)).needed(),
    Row::new(key("as_of"), "As of", "2026-11-22T08:00Z", |i| Slot::Date(&mut i.as_of))
        .help("Now, in UTC: times to expiry count from here."),
    Row::new(key("option_book"), "Book", "kind,quantity,strike,expiry,vol_pct,entry;put,-2,60000,2026-12-25T08:00Z,52,1700;call,-2,72000,2026-12-25T08:00Z,48,1500;perpetual,0.5,,,,64000", |i| Slot::Rows(&mut i.rows))
        .inverse_example("kind,quantity,strike,expiry,vol_pct,entry,settlement,size;put,-2,60000,2026-12-25T08:00Z,52,0.026,coin,1;call,-2,72000,2026-12-25T08:00Z,48,0.023,coin,1;perpetual,3250,,,,64000,coin,10")
        .help("One row each: call, put, future, perpetual or spot; quantity, below 0 for a short; strike, expiry (UTC) and volatility of options; premium or price at entry, if profit so far counts; settled in quote or coin; the price of its own future; contract size (coins; quote currency for a coin-settled future)."),
    Row::new(key("delta_measure"), "Steer", "plain", |i| choice(&mut i.measure))
        .help("Wealth in quote currency: plain delta, as tickers show it, and coins held. Profit in coins: coin delta, where a coin-settled option counts less its price."),
    Row::new(key("coins_held"), "Coins held", "0", |i| Slot::Number(&mut i.coins_held))
        .help("Coins in the account besides what the options are worth. They move wealth in the quote currency one for one.").when(PLAINLY),
    Row::new(key("target_delta"), "Delta wanted", "0", |i| Slot::Number(&mut i.target))
        .help("In coins; 0 for neutral."),
    Row::new(key("band_rule"), "No-trade band", "width", |i| choice(&mut i.band_rule))
        .help("Within the band nothing is traded; outside it only to its nearer edge, which saves costs."),
    Row::new(key("band_delta"), "To each side", "0.1", |i| Slot::Number(&mut i.width))
        .help("How far delta may stray from the one wanted, in coins; 0 for no band.").range(Range::AtLeast(0.0)).when(BY_WIDTH),
    Row::new(key("buffer_pct"), "To each side", "0", |i| Slot::Number(&mut i.share))
        .help("As a share of the delta wanted, or of the average delta: 10 is common.").range(Range::Between(0.0, 1000.0)).when(BY_SHARE),
    Row::new(key("average_delta"), "Average delta", "", |i| Slot::Optional(&mut i.average))
        .help("The delta that the band is a share of. Empty: the delta wanted, whose band closes at 0.").when(BY_SHARE),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth: the larger, the wider the band.").inverse_example("0.5").range(Range::Above(0.0)).when(BY_COST),
    Row::new(key("risk_aversion"), "Risk aversion", "1", |i| Slot::Number(&mut i.aversion))
        .help("1 is that of full Kelly, 2 of half Kelly, 4 of a quarter: the larger, the narrower the band.").range(Range::Above(0.0)).when(BY_COST),
    Row::new(key("hedge_with"), "Hedge with", "perpetual", |i| choice(&mut i.hedge))
        .help("A perpetual or a future of the contract below, or coins. Coins can be sold only as far as they are held."),
    Row::new(key("hedge_price"), "Price of the hedge", "", |i| Slot::Optional(&mut i.hedge_price))
        .help("Empty: the price of the underlying.").range(Range::Above(0.0)).folded(),
    Row::new(key("neutralise"), "Trade options against", "none", |i| choice(&mut i.neutralise))
        .help("Gamma or vega needs one option, both need two of different expiries. Delta is hedged after them."),
    Row::new(key("hedge_options"), "Options to trade", "kind,strike,expiry,vol_pct;call,66000,2026-12-25T08:00Z,50;call,68000,2027-03-26T08:00Z,53", |i| Slot::Rows(&mut i.options))
        .help("One row each, as in the book but without quantity: kind, strike, expiry, volatility.").when(WITH_OPTIONS),
    Row::new(key("option_lot"), "Lot of options", "", |i| Slot::Optional(&mut i.option_lot))
        .help("Quantities of options are rounded to the nearest multiple. Empty: no rounding.").range(Range::Above(0.0)).when(WITH_OPTIONS),
    Row::new(key("later_date"), "Later date", "", |i| Slot::OptionalDate(&mut i.later))
        .help("When else to value the book, in UTC. Empty: the first expiry.").folded(),
    Row::new(key("grid_of"), "Run prices through", "now", |i| choice(&mut i.grid_of))
        .help("Profit, delta and gamma by the price: of the book as it is, or after the trades.").folded(),
    Row::new(key("grid_range_pct"), "Prices up and down", "20", |i| Slot::Number(&mut i.grid_range))
        .help("How far the price is moved to each side.").range(Range::Between(0.1, 99.0)).folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse the hedge fills.").range(Range::Between(0.0, 50.0)).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::taker_fee(),
];

const BLACK: &str = "DOI 10.1016/0304-405X(76)90024-6";
const BUFFERING: &str = "robcarver17/pysystemtrade@b7f1e348a5f2a514ba37a3bdc6f31c92c2d2a7d9 systems/buffering.py";
const TSLAB: &str = "https://doc.tslab.pro/tslab/eng/data-providers/connection-to-broker/deribit-cryptocurrency-exchange/deribit-margin-requirements-calculation";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("trade_quantity"), "Trade now", basis("(nearer edge of the band − delta) / delta of one unit of the hedge; the fewest lots that lead into the band; 0 within it", BUFFERING), |o| o.hedging.quantity.into()).answer(),
    Figure::new(key("steered_delta"), "Delta now", basis("wealth: Σ quantity × delta + coins held; profit in coins: Σ quantity × coin delta", OURS), |o| Value::Number(o.steered)).cell("steered_delta_after"),
    Figure::new(key("book_gamma"), "Gamma, delta per 1 of price", basis("Σ quantity × φ(d1) / (F σ √T)", BLACK), |o| Value::Number(o.book.gamma)).cell("delta_per_percent"),
    Figure::new(key("book_vega"), "Vega, per point of volatility", basis("Σ quantity × F φ(d1) √T / 100", BLACK), |o| Value::Number(o.book.vega)).by_sign().cell("book_coin_vega"),
    Figure::new(key("book_theta"), "Theta, per day", basis("−Σ quantity × F φ(d1) σ / (2 √T) / 365", BLACK), |o| Value::Number(o.book.theta)).by_sign().cell("book_coin_theta"),
    Figure::new(key("steered_delta_after"), "After the trades", basis("delta now + options traded, less the coins paid for them, + trade × delta of one unit", OURS), |o| Value::Number(o.steered_after)).beside(),
    Figure::new(key("delta_per_percent"), "For 1 % of price", basis("gamma × price / 100", OURS), |o| Value::Number(o.book.gamma * o.price / 100.0)).beside(),
    Figure::new(key("book_coin_vega"), "In coins", basis("vega / price", OURS), |o| Value::Number(o.book.vega / o.price)).beside(),
    Figure::new(key("book_coin_theta"), "In coins", basis("theta / price", OURS), |o| Value::Number(o.book.theta / o.price)).beside(),
    Figure::new(key("delta_band_low"), "Band from", basis("delta wanted − half the band", BUFFERING), |o| Value::Number(o.band.low())),
    Figure::new(key("delta_band_high"), "Band to", basis("delta wanted + half the band; from costs (3/2 × cost × price × Γ² × equity / aversion)^(1/3)", "DOI 10.1111/1467-9965.00034"), |o| Value::Number(o.band.high())),
    Figure::new(key("book_delta"), "Plain delta of the book", basis("option ±N(±d1) × quantity; future quantity (linear), quantity × size / F (coin-settled)", BLACK), |o| Value::Number(o.book.delta)),
    Figure::new(key("book_coin_delta"), "Coin delta of the book", basis("the same, coin-settled options at delta − price in coins", OURS), |o| Value::Number(o.book.coin_delta)),
    Figure::new(key("book_coin_gamma"), "Coin gamma of the book", basis("Γ / price − 2 × coin delta / price²", OURS), |o| Value::Number(o.book.coin_gamma(o.price))),
    Figure::new(key("book_worth"), "Worth of the options", basis("Σ quantity × price of the option", BLACK), |o| Value::Number(o.book.worth)),
    Figure::new(key("book_profit"), "Profit since entry", basis("quote-settled quantity × (price − entry); coin-settled the coins gained × price", OURS), |o| Value::Number(o.profit.quote)).by_sign(),
    Figure::new(key("book_coin_profit"), "Profit since entry in coins", basis("coins gained + gain in quote currency / price", OURS), |o| Value::Number(o.profit.coin)).by_sign(),
    Figure::new(key("hedge_notional"), "Worth of the hedge", basis("|trade| × price (linear), |trade| × size / price (inverse)", OURS), |o| Value::Number(o.hedging.notional)),
    Figure::new(key("hedge_cost"), "Cost of the hedge", basis("slippage + taker fee on the filled notional", OURS), |o| Value::Number(o.hedging.cost)),
    Figure::new(key("greeks_after"), "Before and after", basis("now + options traded + hedge = after", OURS), tables::greeks_after).columns(tables::AFTER_COLUMNS),
    Figure::new(key("option_trades"), "Options to trade", basis("n1 Γ1 + n2 Γ2 = −Γ and n1 vega1 + n2 vega2 = −vega; with one option −Γ / Γ1 or −vega / vega1", OURS), tables::option_trades).columns(tables::TRADE_COLUMNS),
    Figure::new(key("book_rows"), "Row by row", basis("Black-76 of each row, times its quantity and contract size", BLACK), tables::book_rows).columns(tables::ROW_COLUMNS),
    Figure::new(key("option_margins"), "Margin of short options at Deribit", basis("coins × (call: initial max(0.15 − out of the money / price, 0.1) + option price, maintenance 0.075 + option price; put: maintenance max(0.075, 0.075 × option price) + option price, initial at least that); standard margin, row by row", TSLAB), tables::option_margins).columns(tables::MARGIN_COLUMNS),
    Figure::new(key("price_grid"), "By the price", basis("each row valued there, now and at the later date, less what it is worth now, + profit since entry; every forward moves by as much as the price", OURS), tables::price_grid).columns(tables::GRID_COLUMNS),
];

/// The calculator.
pub static DELTA_REBALANCE: &Spec<HedgedBook, Rebalanced> = &Spec {
    slug: "delta-rebalance",
    title: "Options book",
    question: "What trade brings my book back to its target delta?",
    assumptions: "Black-76 on each row's forward without interest; a year has 365 days. Volatilities stay as typed when price and time move, and all forwards move by as much as the price. Margin is Deribit's standard margin of short coin-settled options; portfolio margin is not computed.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, grid::chart),
    next: &[
        Next { label: "What volatility a price implies", slug: "implied-volatility" },
        Next { label: "Where a short option is liquidated", slug: "liquidation" },
    ],
};
