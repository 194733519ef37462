//! What move does the market price?
//!
//! ```text
//! σ  the only volatility at which Black-76 gives the price: V = w (F N(w d1) - K N(w d2)), s = σ √T,
//!    d1 = ln(F/K)/s + s/2, d2 = d1 - s
//! expected move    F σ √T until expiry, F σ √(1/365) in a day
//! options to buy   equity × risk / (V + fee), in whole lots; fee rate × F, at most an eighth of V
//! breakeven        K ± V in the quote currency; in coin, where S - K pays (S - K)/S: K / (1 - v) call, K / (1 + v) put
//!
//! w +1 call, -1 put · F price of the future that expires with the option · K strike · T years of 365 days from the moment
//! of the price to expiry · V price in the quote currency = v F, v in coin; no interest
//! ```
//!
//! Sources: F. Black (1976), DOI 10.1016/0304-405X(76)90024-6; chances to touch, E. G. Haug, ISBN 978-0-07-138997-6.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // py_vollib: a call a week from expiry, at the strike, costs 1,822.73 at 55 %.
//! let typed = [("option_price", "1822.7269896045073"), ("forward_price", "60000"), ("strike", "60000")];
//! let times = [("as_of", "2026-11-22T08:00Z"), ("expiry", "2026-11-29T08:00Z"), ("target_vol_pct", "20")];
//! let texts: Texts = typed.into_iter().chain(times).collect();
//! let outcome = calculators::find("implied-volatility").ok_or("gone")?.prepare(&texts).outcome();
//! assert!((outcome.number("implied_vol_pct").ok_or("none")? - 0.55).abs() < 1e-9);
//! # Ok::<(), &str>(())
//! ```

mod solving;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::option::{CoinGreeks, Greeks, NoVolatility, OptionKind, Quoted, Settlement};
use crate::spec::{
    Basis, Date, Feed, Field, Listed, Next, Output, Range, Reason, Slot, Spec, Value, When, Word, Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::choice;

/// What is typed, as numbers.
#[derive(Clone, Debug, Default)]
pub struct PricedOption {
    /// Call or put.
    pub kind: OptionKind,
    /// What it is priced and paid in.
    pub settlement: Settlement,
    /// Its price in the quote currency.
    pub price: f64,
    /// Its price in coins.
    pub coin_price: f64,
    /// The price of the future that expires with it.
    pub forward: f64,
    /// The strike.
    pub strike: f64,
    /// When it expires.
    pub expiry: Date,
    /// When the price was read.
    pub as_of: Date,
    /// The volatility that the account should have, a fraction a year.
    pub target: f64,
    /// All that the account is worth, in settlement money.
    pub equity: Option<f64>,
    /// Share of it that premium and fee may be.
    pub risk: Option<f64>,
    /// Fee of buying, over the forward.
    pub fee_rate: f64,
    /// The step of quantities.
    pub lot: Option<f64>,
    /// The contract, whose settlement money equity is in.
    pub terms: Terms,
}

impl HasTerms for PricedOption {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

impl Listed for OptionKind {
    const VARIANTS: &'static [OptionKind] = &[OptionKind::Call, OptionKind::Put];
    const WORDS: &'static [Word] = &[word("call", "Call"), word("put", "Put")];
}

impl Listed for Settlement {
    const VARIANTS: &'static [Settlement] = &[Settlement::Quote, Settlement::Coin];
    const WORDS: &'static [Word] = &[word("quote", "Quote currency"), word("coin", "Coin")];
}

/// What the volatility says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prospect {
    volatility: f64,
    expected: f64,
    daily: f64,
    ends_in: f64,
    touches: f64,
    greeks: Greeks,
    coin: CoinGreeks,
    exposure: f64,
}

/// What premium and fee may be paid for, in coins and settlement money.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bought {
    quantity: f64,
    outlay: f64,
}

/// What comes of it, or why there is no number; prices in the quote currency.
#[derive(Clone, Debug)]
pub struct Implied {
    quoted: Quoted,
    prospect: Result<Prospect, NoVolatility>,
    days: f64,
    breakeven: Result<f64, Reason>,
    bought: Result<Bought, Reason>,
}

type Row = Field<PricedOption>;
type Figure = Output<Implied>;

const IN_QUOTE: &[When] = &[When { key: "option_settlement", is: &["quote"] }];
const IN_COIN: &[When] = &[When { key: "option_settlement", is: &["coin"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("option_kind"), "Option", "call", |i| choice(&mut i.kind))
        .help("A call gains when the price rises, a put when it falls."),
    Row::new(key("option_settlement"), "Priced in", "quote", |i| choice(&mut i.settlement))
        .help("Quote currency: linear options. Coin: inverse options, as Deribit's on BTC and ETH."),
    Row::new(key("option_price"), "Option price", "3000", |i| Slot::Number(&mut i.price))
        .help("Per coin, not per contract.").range(Range::AtLeast(0.0)).when(IN_QUOTE),
    Row::new(key("option_coin_price"), "Option price", "0.05", |i| Slot::Number(&mut i.coin_price))
        .help("In coins per coin, such as 0.05.").range(Range::AtLeast(0.0)).when(IN_COIN),
    Row::new(key("forward_price"), "Forward price", "65000", |i| Slot::Number(&mut i.forward))
        .help("The price of the future that expires with the option. Where there is none, the price of the coin.").range(Range::Above(0.0)).needed(),
    Row::new(key("strike"), "Strike", "68000", |i| Slot::Number(&mut i.strike))
        .help("The price at which the option may be exercised.").range(Range::Above(0.0)),
    Row::new(key("expiry"), "Expiry", "2026-12-25T08:00Z", |i| Slot::Date(&mut i.expiry))
        .help("Date and time in UTC; 08:00 at most venues."),
    Row::new(key("as_of"), "Price as of", "2026-11-22T08:00Z", |i| Slot::Date(&mut i.as_of))
        .help("When the price was read, in UTC: time to expiry counts from here."),
    Row::new(key("target_vol_pct"), "Volatility wanted", "20", |i| Slot::Number(&mut i.target))
        .help("How much the account should fluctuate, per year: gives the exposure at the implied volatility.").range(Range::Between(0.0, 1000.0)).folded(),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::OptionalMoney(&mut i.equity))
        .help("All that the account is worth: gives how many options its risk buys. Empty: not asked.").inverse_example("0.5").range(Range::Above(0.0)).optional(),
    Row::new(key("risk_pct"), "Premium at risk", "1", |i| Slot::Optional(&mut i.risk))
        .help("Share of equity that premium and fee may take: all that a bought option can lose.").range(Range::Between(0.0, 100.0)).optional(),
    Row::new(key("option_fee_pct"), "Option fee", "0.03", |i| Slot::Number(&mut i.fee_rate))
        .help("Share of the forward, at most 12.5 % of the premium, as Deribit has it.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("option_lot"), "Lot of options", "0.1", |i| Slot::Optional(&mut i.lot))
        .help("Quantities are rounded down to multiples of it. Empty: no rounding.").range(Range::Above(0.0)).folded(),
    terms::contract(),
];

const BLACK: &str = "DOI 10.1016/0304-405X(76)90024-6";
const HAUG: &str = "ISBN 978-0-07-138997-6";
const CARVER: &str = "ISBN 978-0-85719-445-9";
const DERIBIT_FEES: &str = "https://support.deribit.com/hc/en-us/articles/25944746248989-Fees";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

impl Implied {
    fn of(&self, figure: fn(&Prospect) -> f64) -> Value {
        self.prospect.as_ref().map(figure).map_err(|why| reason(*why, self.quoted.kind)).into()
    }
}

/// Why there is no volatility, in words.
pub(super) fn reason(why: NoVolatility, kind: OptionKind) -> Reason {
    match (why, kind) {
        (NoVolatility::NoTime, _) => Reason("The option has expired"),
        (NoVolatility::BelowIntrinsic, _) => Reason("Below what exercise pays: no volatility gives so low a price"),
        (NoVolatility::NoTimeValue, _) => Reason("Just what exercise pays: no volatility is left in the price"),
        (NoVolatility::AboveBound, OptionKind::Call) => Reason("Not below the forward: no call is worth so much"),
        (NoVolatility::AboveBound, OptionKind::Put) => Reason("Not below the strike: no put is worth so much"),
        (NoVolatility::OutOfRange, _) => Reason("Beyond what a number can hold"),
    }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("implied_vol_pct"), "Implied volatility", basis("the σ at which Black-76 on the forward gives the price; no interest", BLACK), |o| o.of(|p| p.volatility))
        .answer().feeds(Feed::Button("annual_vol_pct")),
    Figure::new(key("expected_move_pct"), "Expected move to expiry", basis("σ × √(time to expiry in years of 365 days)", OURS), |o| o.of(|p| p.expected)).cell("expected_move"),
    Figure::new(key("daily_vol_pct"), "Expected move a day", basis("σ / √365", OURS), |o| o.of(|p| p.daily)).cell("daily_move"),
    Figure::new(key("in_the_money_chance_pct"), "Ends in the money", basis("N(d2) for a call, N(−d2) for a put: without drift", BLACK), |o| o.of(|p| p.ends_in)).cell("touch_strike_chance_pct"),
    Figure::new(key("option_delta"), "Delta", basis("N(d1) for a call, −N(−d1) for a put, as tickers show it", BLACK), |o| o.of(|p| p.greeks.delta)).cell("option_coin_delta"),
    Figure::new(key("expected_move"), "In price", basis("forward × σ × √time", OURS), |o| o.of(|p| p.expected).scaled(o.quoted.forward)).beside(),
    Figure::new(key("daily_move"), "In price", basis("forward × σ / √365", OURS), |o| o.of(|p| p.daily).scaled(o.quoted.forward)).beside(),
    Figure::new(key("touch_strike_chance_pct"), "Touches the strike", basis("strike above: N(d2) + F/K N(d1) of a call; below: N(−d2) + F/K N(−d1); without drift", HAUG), |o| o.of(|p| p.touches)).beside(),
    Figure::new(key("option_coin_delta"), "Coin delta", basis("delta − price in coins: hedges the profit counted in coins", OURS), |o| o.of(|p| p.coin.delta)).beside(),
    Figure::new(key("exposure_at_target"), "Exposure at the volatility wanted", basis("volatility wanted / σ", CARVER), |o| o.of(|p| p.exposure)).feeds(Feed::Button("max_exposure")),
    Figure::new(key("option_quantity"), "Options that the risk buys", basis("equity × risk / (premium + fee), rounded down to the lot; fee rate × forward, at most 12.5 % of the premium", DERIBIT_FEES), |o| o.bought.map(|bought| bought.quantity).into()),
    Figure::new(key("option_outlay_amount"), "All that they can lose", basis("options × (premium + fee)", OURS), |o| o.bought.map(|bought| bought.outlay).into()),
    Figure::new(key("days_to_expiry"), "Time to expiry", basis("expiry − price as of", OURS), |o| Value::Number(o.days)),
    Figure::new(key("option_breakeven"), "Breakeven at expiry", basis("strike ± price; priced in coin strike / (1 − price) for a call, strike / (1 + price) for a put", OURS), |o| o.breakeven.into()),
    Figure::new(key("option_value"), "Price in quote currency", basis("price in coins × forward", OURS), |o| Value::Number(o.quoted.price)),
    Figure::new(key("option_coin_value"), "Price in coins", basis("price in quote currency / forward", OURS), |o| Value::Number(o.quoted.price / o.quoted.forward)),
    Figure::new(key("intrinsic_value"), "Intrinsic value", basis("max(forward − strike, 0) for a call, max(strike − forward, 0) for a put: the least it can be worth", BLACK), |o| Value::Number(o.quoted.lowest())),
    Figure::new(key("time_value"), "Time value", basis("price − intrinsic value", OURS), |o| Value::Number(o.quoted.price - o.quoted.lowest())),
    Figure::new(key("option_bound"), "Always worth less than", basis("the forward for a call, the strike for a put", BLACK), |o| Value::Number(o.quoted.highest())),
    Figure::new(key("option_gamma"), "Gamma, delta per 1 of price", basis("φ(d1) / (F σ √T)", BLACK), |o| o.of(|p| p.greeks.gamma)),
    Figure::new(key("option_vega"), "Vega, per point of volatility", basis("F φ(d1) √T / 100", BLACK), |o| o.of(|p| p.greeks.vega)),
    Figure::new(key("option_theta"), "Theta, per day", basis("−F φ(d1) σ / (2 √T) / 365", BLACK), |o| o.of(|p| p.greeks.theta)),
];

/// The calculator.
pub static IMPLIED_VOLATILITY: &Spec<PricedOption, Implied> = &Spec {
    slug: "implied-volatility",
    title: "Implied volatility",
    question: "What move does the market price?",
    assumptions: "Black-76 on the forward without interest; a year has 365 days, counted to the minute. Prices are per coin. Chances are those of the model, without drift.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[Next { label: "Size at this volatility", slug: "volatility-target" }],
};

impl Value {
    /// So many times as much, where there is a number.
    fn scaled(self, factor: f64) -> Value {
        match self {
            Value::Number(number) => Value::Number(number * factor),
            other => other,
        }
    }
}
