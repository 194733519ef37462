//! Where am I liquidated?
//!
//! ```text
//! liquidated where     W + U + profit(L) = R + m(L) + f n(L)      maintenance at the mark
//!                      W + U + profit(L) = R + m(E) + f n(E)      maintenance at the entry price
//! maintenance          m = r n - D,  with the tier of the notional n at that price
//! isolated             W = position margin (empty: n(E) / leverage) + extra margin,  U = R = 0
//! cross                W = wallet balance (empty: equity)
//! where the venue      W less costs to be paid, and plus coin posted x weight x price · m at least its floor · r more by
//! has it so            its rate per coin x coins · the fee f at the bankruptcy price, which W then holds too
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

mod assumptions;
mod ladder;
mod options;
mod outputs;
mod solving;
#[cfg(test)]
mod tests;
mod touch;
mod warnings;
mod why;
mod wording;

use crate::math::contract::Side;
use crate::math::margin::{Liquidation, Tier};
use crate::records::TriggerRule;
use crate::spec::{Field, Level, Listed, Next, Range, Reason, Slot, Spec, When, Word, Wording, key, word};

use super::terms::{self, HasTerms, Terms};
use super::trade::{MarginMode, choice};
use assumptions::{Assumption, Trust};
use ladder::Rung;
use options::Traded;
use touch::Touch;
use why::VenueMatch;

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
    pub annual_drift: Option<f64>,
    /// The days within which the chance is asked for.
    pub horizon_days: Option<f64>,
    /// The liquidation price that the venue shows, to be explained.
    pub venue_price: Option<f64>,
    /// Coin posted as collateral.
    pub coin_collateral: f64,
    /// Costs still to be paid from the margin.
    pub accrued_costs: f64,
    /// Where the trade is given up.
    pub stop: Option<Level>,
    /// The average true range, for a stop in multiples of it.
    pub atr: Option<f64>,
    /// A future, or an option.
    pub traded: Traded,
    /// The strike of the option.
    pub strike: Option<f64>,
    /// The mark price of the option, in coins.
    pub option_mark: Option<f64>,
    /// The contract.
    pub terms: Terms,
    /// The coin that is traded; of no coin in particular where nobody said.
    pub base: String,
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
            annual_drift: None,
            horizon_days: None,
            venue_price: None,
            coin_collateral: 0.0,
            accrued_costs: 0.0,
            stop: None,
            atr: None,
            traded: Traded::Future,
            strike: None,
            option_mark: None,
            terms: Terms::default(),
            base: String::new(),
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
    /// An option: only the account as a whole is liquidated.
    OfTheAccount,
}

impl Listed for State {
    const VARIANTS: &'static [State] =
        &[State::Price, State::None, State::AlreadyLiquidatable, State::CannotBeOpened, State::OfTheAccount];
    const WORDS: &'static [Word] = &[
        word("price", "Has a liquidation price"),
        word("none", "Never liquidated"),
        word("already-liquidatable", "Already liquidatable"),
        word("cannot-be-opened", "Cannot be opened"),
        word("of-the-account", "Only the whole account is liquidated"),
    ];
}

/// How the position stands: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Standing {
    state: State,
    liquidation: Liquidation,
    mark: f64,
    price: Result<f64, Reason>,
    shown: Result<f64, Reason>,
    shown_bankruptcy: Result<f64, Reason>,
    bankruptcy: Result<f64, Reason>,
    initial_margin: Result<f64, Reason>,
    balance: Result<f64, Reason>,
    maintenance: Result<f64, Reason>,
    requirement: Result<f64, Reason>,
    used: Result<f64, Reason>,
    venue_ratio: Result<f64, Reason>,
    fillable: Result<f64, Reason>,
    stop: Result<f64, Reason>,
    entry_balance: f64,
    entry_requirement: f64,
    open_profit: f64,
    notional: f64,
    allowed: Result<f64, Reason>,
    largest: f64,
    size: f64,
    tier: Result<Tier, Reason>,
    tier_number: Result<f64, Reason>,
    ladder: Result<Vec<Rung>, Reason>,
    touch: Touch,
    venue_match: Result<VenueMatch, Reason>,
    assumptions: Vec<Assumption>,
    triggers: &'static [TriggerRule],
    trust: Trust,
}

impl Standing {
    /// From the mark to liquidation, as a fraction of the mark: below 0 for a long.
    fn distance(&self) -> Result<f64, Reason> {
        self.price.map(|price| price / self.mark - 1.0)
    }
}

type Row = Field<HeldPosition>;

const IN_CROSS: &[When] = &[When { key: "margin_mode", is: &["cross"] }];
const ISOLATED: &[When] = &[When { key: "margin_mode", is: &["isolated"] }];
const ON_DERIBIT: &[When] = &[AT_DERIBIT, IN_COIN];
const OF_AN_OPTION: &[When] = &[AT_DERIBIT, IN_COIN, When { key: "sold_option", is: &["call", "put"] }];
const IN_COIN: When = When { key: "contract", is: &["inverse"] };
const AT_DERIBIT: When = When { key: "venue", is: &["deribit"] };

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
        .help("How much the mark moves in a year, for the liquidation probability; 3/day is read per day. Crypto's is not constant: try what a bad month had.").range(Range::Above(0.0)).aside(),
    Row::new(key("venue_price"), "The venue shows", "", |i| Slot::Optional(&mut i.venue_price))
        .help("The liquidation price that the venue, or another tool, shows for this position: what it does otherwise is looked for.").range(Range::Above(0.0)).aside(),
    Row::new(key("horizon_days"), "Within", "30", |i| Slot::Optional(&mut i.horizon_days))
        .help("The days within which the mark may touch the liquidation price.").range(Range::Above(0.0)).folded().aside(),
    Row::new(key("annual_drift_pct"), "Drift", "0", |i| Slot::Optional(&mut i.annual_drift))
        .help("By how much the mark is expected to rise in a year. Nobody knows it: 0 takes no view.").range(Range::Between(-1000.0, 1000.0)).folded().aside(),
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
    Row::new(key("coin_collateral"), "Coin posted", "0", |i| Slot::Number(&mut i.coin_collateral))
        .help("Coin that backs the position besides its margin. It is worth less as the price falls, and counts with its weight.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("accrued_costs"), "Costs to be paid", "0", |i| Slot::Money(&mut i.accrued_costs))
        .help("Funding, borrowing and price impact that the margin still has to pay; below 0 they are received.").folded(),
    Row::new(key("stop"), "Stop price", "", |i| Slot::Level(&mut i.stop))
        .help("To see it beside liquidation: a price, or a distance such as 2.3%. It changes no other figure.").optional().folded().aside(),
    Row::new(key("atr"), "Average true range", "", |i| Slot::Optional(&mut i.atr))
        .help("For a stop in ATR.").range(Range::Above(0.0)).folded().aside(),
    Row::new(key("sold_option"), "Option", "none", |i| choice(&mut i.traded))
        .help("The margin of an option in the coin, instead of a future's: entry and mark are then the index.").when(ON_DERIBIT).folded(),
    Row::new(key("strike"), "Strike", "70000", |i| Slot::Optional(&mut i.strike)).optional()
        .help("The price at which the option may be exercised.").range(Range::Above(0.0)).when(OF_AN_OPTION).needed_when(OF_AN_OPTION).folded(),
    Row::new(key("option_mark"), "Option's mark price", "0.025", |i| Slot::Optional(&mut i.option_mark))
        .help("In coins, as the venue quotes it.").range(Range::AtLeast(0.0)).when(OF_AN_OPTION).needed_when(OF_AN_OPTION).folded(),
    Row::new(key("base"), "Base coin", "BTC", |i| Slot::Text(&mut i.base))
        .help("The coin that is traded. The rules that a venue has for another coin are never taken to explain its number."),
    terms::contract(), terms::contract_size(), terms::price_rule(), terms::tiers(), terms::maintenance(), terms::maintenance_at(),
    terms::requirement_fee(),
    terms::venue(), terms::tier_axis(), terms::requirement_fee_at(), terms::rate_per_coin(), terms::initial_rate(),
    terms::requirement_floor(), terms::liquidation_rounding(), terms::liquidation_trigger(), terms::ratio_direction(),
    terms::coin_weight(), terms::bankruptcy_adjustment(), terms::fill_spread(),
    terms::taker_fee().folded(),
];

/// The calculator.
pub static LIQUIDATION: &Spec<HeldPosition, Standing> = &Spec {
    slug: "liquidation",
    title: "Liquidation",
    question: "Where am I liquidated?",
    assumptions: "On the mark price, with the tier of the notional there, margin and other positions held as they are, and before funding still to come. What the venue assumes, and what is not known of it, is in the working. The liquidation probability takes the volatility and the liquidation price as constant, which neither is.",
    fields: FIELDS,
    outputs: outputs::OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(why::statement, wording::chart),
    next: &[Next { label: "Size it by the risk", slug: "position-size" }],
};
