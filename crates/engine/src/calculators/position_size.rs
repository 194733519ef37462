//! How much may I trade if I may lose this much at the stop?
//!
//! ```text
//! fills      long  entry e(1 + k), stop s(1 - k)           short  entry e(1 - k), stop s(1 + k)
//! linear     u = d(e' - s') + f e' + g s' + h e'
//! inverse    u = c[d(1/s' - 1/e') + f/e' + g/s' + h/e']
//! quantity   min over the limits of what each allows, rounded down to the lot;  risk: budget / u
//! rules      units per money floor(equity / money per unit); fixed ratio floor((1 + √(1 + 4 (n(n - 1) + 2 P/δ)))/2)
//!
//! e, s entry and stop price · e', s' as filled · k slippage of market orders · d +1 long, -1 short · u loss per unit in
//! settlement money · f, g fees of entry and exit, fractions of the filled notional · h funding over the holding, a fraction
//! of entry notional · c contract size · P closed profit, δ profit each unit must earn before one more, n units at the start
//! ```
//!
//! Three numbers go by the name of leverage and are kept apart: **exposure** is notional over equity, what moves the
//! account; **exchange leverage** is a setting that decides the margin; **initial margin** is the money bound by it.
//!
//! Sources: first principles; the same structure with one-way commissions in EarnForex PositionSizer
//! (<https://github.com/EarnForex/PositionSizer>, read 2026-11). Percent volatility: Van Tharp, Trade Your Way to Financial
//! Freedom, ISBN 978-0-07-147871-7, the percent volatility model. Fixed ratio: R. Jones, ISBN 978-0-471-31698-5.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // iAmGiG/AutoTrader-AgentEdge issue 428: 2 % of 100,000, entry 185.50, stop 176.22: 215.517 units, 215 whole ones.
//! let typed = [("equity", "100k"), ("risk_pct", "2"), ("side", "long"), ("entry", "185.50"), ("stop", "176.22"), ("lot_step", "1"), ("leverage", "10")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("position-size").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("quantity"), Some(215.0));
//! # Ok::<(), &str>(())
//! ```

mod costs;
mod orders;
mod outputs;
mod prices;
mod solving;
mod warnings;
mod wording;

use crate::math::contract::{Amounts, Side};
use crate::math::sizing::{Allowance, Limit, Size};
use crate::spec::{Field, Level, Listed, Next, Range, Reason, Slot, Spec, When, Word, Wording, key, word};

use super::terms::{self, HasTerms, Terms};
use super::trade::{MarginMode, Order, Target, choice};
use orders::OrderLine;

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct PositionSize {
    /// What decides the size.
    pub method: Method,
    /// Long or short.
    pub side: Side,
    /// All that the account is worth.
    pub equity: f64,
    /// Share of it that may be lost.
    pub risk: f64,
    /// Money that may be lost.
    pub risk_amount: f64,
    /// The entry price.
    pub entry: f64,
    /// Limit or market.
    pub entry_order: Order,
    /// Where the trade is given up.
    pub stop: Option<Level>,
    /// Where it is closed with gain.
    pub targets: Vec<Target>,
    /// Limit or market.
    pub target_order: Order,
    /// The quantity typed.
    pub quantity: f64,
    /// Average true range, in price.
    pub atr: Option<f64>,
    /// Profit of closed trades (fixed ratio).
    pub closed_profit: f64,
    /// Profit that each unit must earn before one more (fixed ratio).
    pub fixed_ratio_delta: f64,
    /// Units at the start (fixed ratio).
    pub start_units: u32,
    /// Equity that each unit takes (units per money).
    pub money_per_unit: f64,
    /// What a rule counts as one unit.
    pub unit_quantity: f64,
    /// Another currency that money may be typed in.
    pub own_currency: String,
    /// Settlement money for one unit of it.
    pub own_rate: Option<f64>,
    /// The exchange's setting.
    pub leverage: f64,
    /// Isolated or cross.
    pub margin_mode: MarginMode,
    /// Slippage of market orders, a fraction.
    pub slippage: f64,
    /// Funding per stamp, a fraction; longs pay above 0.
    pub funding_rate: f64,
    /// How long it is held.
    pub hours: f64,
    /// The most that notional may be, in multiples of equity.
    pub max_exposure: Option<f64>,
    /// What is not yet bound as margin; empty: equity.
    pub free_margin: Option<f64>,
    /// Cash without open profit; empty: equity.
    pub wallet_balance: Option<f64>,
    /// Open profit of other positions.
    pub other_profit: f64,
    /// Maintenance of other positions.
    pub other_maintenance: f64,
    /// Share of equity that a day may lose.
    pub day_loss_limit: Option<f64>,
    /// Lost today.
    pub lost_today: f64,
    /// What open positions lose at their stops.
    pub open_risk: f64,
    /// Volatility a year, a fraction.
    pub annual_volatility: Option<f64>,
    /// Warn above this share.
    pub risk_warning: Option<f64>,
    /// Warn more strongly above this share.
    pub risk_alarm: Option<f64>,
    /// The contract.
    pub terms: Terms,
}

impl Default for PositionSize {
    fn default() -> PositionSize {
        PositionSize {
            method: Method::RiskPercent,
            side: Side::Long,
            equity: 0.0,
            risk: 0.0,
            risk_amount: 0.0,
            entry: 0.0,
            entry_order: Order::Limit,
            stop: None,
            targets: Vec::new(),
            target_order: Order::Limit,
            quantity: 0.0,
            atr: None,
            closed_profit: 0.0,
            fixed_ratio_delta: 1.0,
            start_units: 1,
            money_per_unit: 1.0,
            unit_quantity: 1.0,
            own_currency: String::new(),
            own_rate: None,
            leverage: 1.0,
            margin_mode: MarginMode::Isolated,
            slippage: 0.0,
            funding_rate: 0.0,
            hours: 0.0,
            max_exposure: None,
            free_margin: None,
            wallet_balance: None,
            other_profit: 0.0,
            other_maintenance: 0.0,
            day_loss_limit: None,
            lost_today: 0.0,
            open_risk: 0.0,
            annual_volatility: None,
            risk_warning: None,
            risk_alarm: None,
            terms: Terms::default(),
        }
    }
}

/// What decides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A share of equity at the stop.
    RiskPercent,
    /// A sum of money at the stop.
    RiskAmount,
    /// A share of equity per average true range.
    PercentVolatility,
    /// The quantity typed: what does it risk?
    Quantity,
    /// Units that closed profit has earned.
    FixedRatio,
    /// So many units for so much equity.
    UnitsPerMoney,
    /// All that free margin allows.
    AllMargin,
}

impl Method {
    /// Whether a stop is part of the method.
    fn needs_stop(self) -> bool {
        matches!(self, Method::RiskPercent | Method::RiskAmount | Method::Quantity)
    }
}

impl Listed for Method {
    const VARIANTS: &'static [Method] = &[
        Method::RiskPercent,
        Method::RiskAmount,
        Method::PercentVolatility,
        Method::Quantity,
        Method::FixedRatio,
        Method::UnitsPerMoney,
        Method::AllMargin,
    ];
    const WORDS: &'static [Word] = &[
        word("risk-pct", "Risk in percent"),
        word("risk-amount", "Risk in money"),
        word("percent-volatility", "Risk per ATR"),
        word("quantity", "Quantity typed"),
        word("fixed-ratio", "Fixed ratio"),
        word("units-per-money", "Units per money"),
        word("all-margin", "All free margin"),
    ];
}

impl Listed for Limit {
    const VARIANTS: &'static [Limit] = &[
        Limit::Risk,
        Limit::Exposure,
        Limit::Margin,
        Limit::Tier,
        Limit::MaxQuantity,
        Limit::DayLimit,
        Limit::Liquidation,
        Limit::MinQuantity,
        Limit::Typed,
        Limit::Rule,
    ];
    const WORDS: &'static [Word] = &[
        word("risk", "Risk"),
        word("exposure", "Exposure limit"),
        word("margin", "Free margin"),
        word("tier", "Venue's tier at this leverage"),
        word("max-quantity", "Largest order"),
        word("day-limit", "Day's loss limit"),
        word("liquidation", "Liquidation before the stop"),
        word("min-quantity", "Smallest order"),
        word("typed", "Quantity typed"),
        word("rule", "Units of the rule"),
    ];
}

impl HasTerms for PositionSize {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// A target once filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TargetFill {
    share: f64,
    price: f64,
    quantity: f64,
    profit: f64,
    gross: f64,
    r: Option<f64>,
}

/// What comes of it: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Sized {
    size: Size,
    quantity: Result<f64, Reason>,
    budget: f64,
    profit_at_stop: Result<f64, Reason>,
    profit_at_targets: Result<f64, Reason>,
    r_net: Result<f64, Reason>,
    r_gross: Result<f64, Reason>,
    required_win: Result<f64, Reason>,
    liquidation: Result<f64, Reason>,
    /// Whether the stop is met on the way to liquidation.
    is_stopped_first: bool,
    /// Whether the venue would open it with this leverage.
    can_be_opened: bool,
    mark: f64,
    initial_margin: Result<f64, Reason>,
    exposure: Result<f64, Reason>,
    notional: Result<f64, Reason>,
    loss_per_unit: Result<f64, Reason>,
    risked: Result<f64, Reason>,
    risked_share: Result<f64, Reason>,
    share_lost_at_stop: Result<f64, Reason>,
    fees_if_stopped: Result<f64, Reason>,
    funding: Result<f64, Reason>,
    funding_expected: Result<f64, Reason>,
    funding_least: Result<f64, Reason>,
    breakeven: Result<f64, Reason>,
    leverage_needed: Result<f64, Reason>,
    leverage_max_for_stop: Result<f64, Reason>,
    /// The same for the size that would be without the margin limit.
    leverage_max_if_lifted: Result<f64, Reason>,
    lifted: Result<f64, Reason>,
    day_room: Option<f64>,
    next: Option<f64>,
    next_overshoot: f64,
    smallest_order: f64,
    /// For a quantity typed: the tightest limit that it exceeds, in whole lots.
    exceeded: Option<Allowance>,
    amounts: Result<Amounts, Reason>,
    stop_price: Option<f64>,
    stop_distance: Option<f64>,
    target_plan: Vec<TargetFill>,
    /// Each limit with the size that would be without it, in whole lots.
    limits: Vec<(Allowance, Result<f64, Reason>)>,
    rule_units: Result<f64, Reason>,
    unit_profit_needed: Result<f64, Reason>,
    ratio_next_amount: Result<f64, Reason>,
    risk_in_own_currency: Result<f64, Reason>,
    orders: Vec<OrderLine>,
}

type Row = Field<PositionSize>;

const BY_RISK_PERCENT: &[When] = &[When { key: "method", is: &["risk-pct", "percent-volatility"] }];
const AT_A_STOP: &[When] = &[When { key: "method", is: &["risk-pct", "risk-amount", "quantity"] }];
const PER_ATR: &[When] = &[When { key: "method", is: &["percent-volatility"] }];
const BY_RISK_AMOUNT: &[When] = &[When { key: "method", is: &["risk-amount"] }];
const BY_QUANTITY: &[When] = &[When { key: "method", is: &["quantity"] }];
const BY_RATIO: &[When] = &[When { key: "method", is: &["fixed-ratio"] }];
const BY_MONEY: &[When] = &[When { key: "method", is: &["units-per-money"] }];
const BY_UNITS: &[When] = &[When { key: "method", is: &["fixed-ratio", "units-per-money"] }];
const IN_CROSS: &[When] = &[When { key: "margin_mode", is: &["cross"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("entry"), "Entry price", "65000", |i| Slot::Number(&mut i.entry))
        .help("The price at which the trade is opened.").range(Range::Above(0.0)),
    Row::new(key("entry_order"), "Entry order", "limit", |i| choice(&mut i.entry_order))
        .help("A limit order pays the maker fee; a market order pays the taker fee and slips.").folded(),
    Row::new(key("stop"), "Stop price", "63500", |i| Slot::Level(&mut i.stop))
        .help("Where the trade is given up, with a market order: a price, or a distance such as 2.3% or 2atr.").needed_when(AT_A_STOP),
    Row::new(key("targets"), "Targets", "100@3r", |i| Slot::Rows(&mut i.targets))
        .help("Shares of the position and where they are closed: 50@70000, 50@3r. A level alone closes everything there. R is the distance from entry to stop."),
    Row::new(key("target_order"), "Target order", "limit", |i| choice(&mut i.target_order))
        .help("Whether targets are limit or market orders.").folded(),
    Row::new(key("method"), "Size by", "risk-pct", |i| choice(&mut i.method))
        .help("Risk at the stop in percent of equity or in money; risk per average true range; units by a rule, whatever they risk; all that margin allows; or a quantity typed, to see what it risks."),
    Row::new(key("risk_pct"), "Risk per trade", "1", |i| Slot::Number(&mut i.risk))
        .help("Share of equity that this trade may lose, costs included. Many traders stay at 1 % or below.").range(Range::Between(0.0, 100.0)).when(BY_RISK_PERCENT),
    Row::new(key("risk_amount"), "Risk per trade", "100", |i| Slot::Money(&mut i.risk_amount))
        .help("Money that this trade may lose, costs included.").inverse_example("0.005").range(Range::AtLeast(0.0)).when(BY_RISK_AMOUNT),
    Row::new(key("quantity"), "Quantity", "0.05", |i| Slot::Number(&mut i.quantity))
        .help("The quantity you have in mind.").inverse_example("100").range(Range::Above(0.0)).when(BY_QUANTITY),
    Row::new(key("closed_profit"), "Closed profit", "3000", |i| Slot::Money(&mut i.closed_profit))
        .help("What closed trades have earned since you began with the rule; below 0 a loss.").inverse_example("0.15").when(BY_RATIO),
    Row::new(key("fixed_ratio_delta"), "Profit per unit", "1000", |i| Slot::Money(&mut i.fixed_ratio_delta))
        .help("What each unit held must earn before you trade one more (delta). Half of the worst fall that one unit may have is average.").inverse_example("0.05").range(Range::Above(0.0)).when(BY_RATIO),
    Row::new(key("start_units"), "Units at the start", "1", |i| Slot::Count(&mut i.start_units))
        .help("How many units you began with.").range(Range::AtLeast(1.0)).when(BY_RATIO),
    Row::new(key("money_per_unit"), "Equity per unit", "5000", |i| Slot::Money(&mut i.money_per_unit))
        .help("One unit for every so much equity.").inverse_example("0.25").range(Range::Above(0.0)).when(BY_MONEY),
    Row::new(key("unit_quantity"), "One unit is", "0.01", |i| Slot::Number(&mut i.unit_quantity))
        .help("The quantity that the rule counts as one unit.").inverse_example("10").range(Range::Above(0.0)).when(BY_UNITS),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("leverage"), "Leverage", "10", |i| Slot::Number(&mut i.leverage))
        .help("Exchange leverage: the setting at the venue. It decides the initial margin and, when isolated, the liquidation price; not the risk, nor the exposure, which is notional over equity.").range(Range::Between(1.0, 500.0)),
    Row::new(key("margin_mode"), "Margin", "isolated", |i| choice(&mut i.margin_mode))
        .help("Isolated: only the position's own margin stands behind it. Cross: the whole wallet does."),
    Row::new(key("atr"), "Average true range", "800", |i| Slot::Optional(&mut i.atr))
        .help("Wilder's ATR, in price. Needed for levels in ATR and for risk per ATR.").range(Range::Above(0.0)).needed_when(PER_ATR).folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse market orders and the stop fill.").range(Range::Between(0.0, 50.0)).folded(),
    Row::new(key("funding_rate_pct"), "Funding rate", "0", |i| Slot::Number(&mut i.funding_rate))
        .help("Per stamp; longs pay when it is above 0. The number of stamps that costs more is counted.").range(Range::Between(-5.0, 5.0)).folded(),
    Row::new(key("hours"), "Hours held", "0", |i| Slot::Number(&mut i.hours))
        .help("How long the position is held, for funding.").range(Range::Between(0.0, 87_600.0)).folded(),
    Row::new(key("max_exposure"), "Exposure limit", "", |i| Slot::Optional(&mut i.max_exposure))
        .help("The most that notional may be, in multiples of equity. Empty: no limit.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("free_margin"), "Free margin", "", |i| Slot::OptionalMoney(&mut i.free_margin))
        .help("What is not yet bound as margin. Empty: all equity.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("wallet_balance"), "Wallet balance", "", |i| Slot::OptionalMoney(&mut i.wallet_balance))
        .help("Cash without open profit, which stands behind a cross position. Empty: equity.").range(Range::AtLeast(0.0)).when(IN_CROSS).folded(),
    Row::new(key("other_profit"), "Profit of other positions", "0", |i| Slot::Money(&mut i.other_profit))
        .help("Open profit of the other positions in the same wallet; below 0 a loss.").when(IN_CROSS).folded(),
    Row::new(key("other_maintenance"), "Maintenance of other positions", "0", |i| Slot::Money(&mut i.other_maintenance))
        .help("Maintenance margin of the other positions in the same wallet.").range(Range::AtLeast(0.0)).when(IN_CROSS).folded(),
    Row::new(key("day_loss_limit_pct"), "Day's loss limit", "", |i| Slot::Optional(&mut i.day_loss_limit))
        .help("Share of equity that one day may lose. Empty: no limit.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("lost_today"), "Lost today", "0", |i| Slot::Money(&mut i.lost_today))
        .help("Money already lost today.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("open_risk"), "Open risk", "0", |i| Slot::Money(&mut i.open_risk))
        .help("What open positions would lose at their stops.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("equity_currency"), "Money also in", "", |i| Slot::Text(&mut i.own_currency))
        .help("Another currency in which you type equity, risk and other sums, such as EUR for 10,000 EUR. Empty: none.").folded(),
    Row::new(key("equity_rate"), "One of it is worth", "", |i| Slot::Optional(&mut i.own_rate))
        .help("How much settlement money one unit of that currency is worth.").range(Range::Above(0.0)).folded(),
    Row::new(key("annual_vol_pct"), "Volatility", "", |i| Slot::Optional(&mut i.annual_volatility))
        .help("Per year, or per day as in 3/day; to warn when the stop is closer than an hour's usual move.").range(Range::Above(0.0)).folded(),
    Row::new(key("risk_warning_pct"), "Warn above", "2", |i| Slot::Optional(&mut i.risk_warning))
        .help("Share of equity at risk above which a warning shows. Empty: silent.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("risk_alarm_pct"), "Warn strongly above", "5", |i| Slot::Optional(&mut i.risk_alarm))
        .help("Share of equity at risk above which a stronger warning shows. Empty: silent.").range(Range::Between(0.0, 100.0)).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::max_quantity(), terms::min_notional(),
    terms::price_rule(), terms::maker_fee(), terms::taker_fee(), terms::funding_interval_hours(), terms::reserve_fees(),
    terms::tiers(), terms::maintenance(), terms::maintenance_at(), terms::requirement_fee(), terms::tier_axis(),
    terms::requirement_fee_at(), terms::rate_per_coin(), terms::initial_rate(), terms::requirement_floor(),
];

/// The calculator.
pub static POSITION_SIZE: &Spec<PositionSize, Sized> = &Spec {
    slug: "position-size",
    title: "Position size",
    question: "How much may I trade if I may lose this much at the stop?",
    assumptions: "Size rounded down to the lot. The stop fills as a market order. Liquidation on the mark price, with the tier of its notional and no other positions but those typed.",
    fields: FIELDS,
    outputs: outputs::OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "See the liquidation", slug: "liquidation" },
        Next { label: "Plan the exits", slug: "scale-out" },
        Next { label: "Check the edge", slug: "kelly" },
    ],
};
