//! The registry of keys. A key is declared once and means the same in every calculator, link and file; rows are only
//! ever added.

use super::Unit;

/// The shape of a key's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One number.
    Number,
    /// A sum in the settlement currency; the text may name its currency.
    Money,
    /// A price, or a distance from entry in percent, R or ATR.
    Level,
    /// How far away, from wherever the price is then: in price, percent, R or ATR.
    Distance,
    /// A whole number.
    Count,
    /// One word of a closed set.
    Choice,
    /// Free text.
    Text,
    /// A price grid: a tick, or significant figures.
    PriceRule,
    /// A moment in UTC.
    Date,
    /// Numbers separated by commas.
    Series,
    /// Pairs `first@second` separated by commas.
    Pairs,
    /// Rows separated by `;`, the columns named in the first.
    Rows,
    /// Numbers in rows separated by `;`: a symmetric matrix, unless its key says otherwise.
    Matrix,
}

impl Kind {
    /// The kind's name in `--list`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Money => "money",
            Kind::Level => "level",
            Kind::Distance => "distance",
            Kind::Count => "count",
            Kind::Choice => "choice",
            Kind::Text => "text",
            Kind::PriceRule => "price-rule",
            Kind::Date => "date",
            Kind::Series => "series",
            Kind::Pairs => "pairs",
            Kind::Rows => "rows",
            Kind::Matrix => "matrix",
        }
    }
}

/// Whose a key is: what carries over, and what a link holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The contract and its venue; in link and profile.
    Instrument,
    /// The person's account; in the profile, in a link only when asked.
    Account,
    /// The market now; cleared when the symbol changes.
    Market,
    /// This trade; cleared by New trade.
    Trade,
    /// All else a person types.
    Study,
    /// Only ever an answer.
    Result,
}

impl Scope {
    /// The scope's name in `--list`.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Instrument => "instrument",
            Scope::Account => "account",
            Scope::Market => "market",
            Scope::Trade => "trade",
            Scope::Study => "study",
            Scope::Result => "result",
        }
    }
}

/// One row of the registry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    /// As in links, files and the API.
    pub name: &'static str,
    /// The shape of its text.
    pub kind: Kind,
    /// What it is counted in.
    pub unit: Unit,
    /// Whose it is.
    pub scope: Scope,
    /// The text that stands for it where a link leaves it out, for ever; `None`: a link always writes it.
    pub neutral: Option<&'static str>,
    /// In one line; empty without the feature `manual`.
    pub meaning: &'static str,
}

/// The key of that name; an undeclared name does not compile where this is used in a table.
///
/// ```
/// use ballast_engine::spec::{Key, key};
/// const STOP: &Key = key("stop");
/// assert_eq!(STOP.meaning, "the price at which the trade is given up");
/// ```
#[allow(clippy::panic, clippy::indexing_slicing, reason = "evaluated while compiling the tables of rows")]
pub const fn key(name: &str) -> &'static Key {
    let mut at = 0;
    while at < KEYS.len() {
        if same(KEYS[at].name.as_bytes(), name.as_bytes()) {
            return &KEYS[at];
        }
        at += 1;
    }
    panic!("a key must be declared in KEYS before a calculator uses it")
}

#[allow(clippy::indexing_slicing, reason = "bounded by the lengths compared first; runs while compiling")]
const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The key of that name, if it is one.
///
/// ```
/// use ballast_engine::spec::{Scope, find_key};
/// assert_eq!(find_key("equity").map(|key| key.scope), Some(Scope::Account));
/// assert_eq!(find_key("equty"), None);
/// ```
pub fn find_key(name: &str) -> Option<&'static Key> {
    let known = if cfg!(feature = "words") { KEYS } else { &TYPED };
    known.iter().find(|key| key.name == name)
}

/// The keys that are ever typed. A program without words asks only for these, and does not carry the rest.
static TYPED: [Key; typed_count()] = typed();

#[allow(clippy::indexing_slicing, reason = "evaluated while compiling")]
const fn typed_count() -> usize {
    let (mut at, mut count) = (0, 0);
    while at < KEYS.len() {
        if !matches!(KEYS[at].scope, Scope::Result) {
            count += 1;
        }
        at += 1;
    }
    count
}

#[allow(clippy::indexing_slicing, reason = "evaluated while compiling; as many as were counted")]
const fn typed() -> [Key; typed_count()] {
    let mut typed = [KEYS[0]; typed_count()];
    let (mut at, mut count) = (0, 0);
    while at < KEYS.len() {
        if !matches!(KEYS[at].scope, Scope::Result) {
            typed[count] = KEYS[at];
            count += 1;
        }
        at += 1;
    }
    typed
}

/// Words of a link that are never a calculator's key.
pub const RESERVED: &[&str] = &["v", "solve", "sweep", "vs", "account", "rules", "build", "seed"];

const NEEDED: Option<&str> = None;
const EMPTY: Option<&str> = Some("");
const ZERO: Option<&str> = Some("0");

const fn row(
    name: &'static str,
    (kind, unit): (Kind, Unit),
    (scope, neutral): (Scope, Option<&'static str>),
    meaning: &'static str,
) -> Key {
    Key { name, kind, unit, scope, neutral, meaning: told(meaning) }
}

const fn answer(name: &'static str, (kind, unit): (Kind, Unit), meaning: &'static str) -> Key {
    Key { name, kind, unit, scope: Scope::Result, neutral: None, meaning: told(meaning) }
}

/// The page shows labels and helps, and need not download the meanings beside them.
const fn told(meaning: &'static str) -> &'static str {
    if cfg!(feature = "manual") { meaning } else { "" }
}

use Kind::{Choice, Count, Date, Distance, Level, Matrix, Money, Number, Pairs, PriceRule, Rows, Series, Text};
use Scope::{Account, Instrument, Market, Study, Trade};

/// Every key there is, by scope.
#[rustfmt::skip] // one row, one line
pub static KEYS: &[Key] = &[
    // The instrument.
    row("venue", (Text, Unit::None), (Instrument, Some("generic")), "the exchange or protocol whose rules apply"),
    row("symbol", (Text, Unit::None), (Instrument, EMPTY), "the contract's name at the venue"),
    row("base", (Text, Unit::None), (Instrument, Some("coin")), "the coin that is traded"),
    row("quote", (Text, Unit::None), (Instrument, Some("USDT")), "the currency that prices are in"),
    row("settle", (Text, Unit::None), (Instrument, EMPTY), "the currency that profit is paid in; empty: as the contract has it"),
    row("contract", (Choice, Unit::None), (Instrument, Some("linear")), "linear, inverse (coin-margined) or quanto"),
    row("contract_size", (Number, Unit::ContractSize), (Instrument, Some("1")), "what one contract is worth"),
    row("lot_step", (Number, Unit::Quantity), (Instrument, EMPTY), "the step that quantities come in"),
    row("min_quantity", (Number, Unit::Quantity), (Instrument, EMPTY), "the smallest order"),
    row("max_quantity", (Number, Unit::Quantity), (Instrument, EMPTY), "the largest order"),
    row("min_notional", (Number, Unit::Money), (Instrument, EMPTY), "the smallest order by its notional"),
    row("price_rule", (PriceRule, Unit::Price), (Instrument, EMPTY), "the tick, or significant figures such as 5sf"),
    row("maker_fee_pct", (Number, Unit::Percent), (Instrument, ZERO), "fee of a limit order, per side, on its filled notional"),
    row("taker_fee_pct", (Number, Unit::Percent), (Instrument, ZERO), "fee of a market order or stop, per side, on its filled notional"),
    row("reserve_fees", (Choice, Unit::None), (Instrument, Some("entry")), "which fees the venue sets aside with the margin"),
    row("tiers", (Rows, Unit::None), (Instrument, EMPTY), "the maintenance table: notional cap, rate, leverage, deduction; empty: one rate for all"),
    row("maintenance_pct", (Number, Unit::Percent), (Instrument, Some("0.5")), "maintenance margin over notional where there is no tier table"),
    row("maintenance_at", (Choice, Unit::None), (Instrument, Some("mark")), "whether maintenance is valued at the mark or at the entry price"),
    row("requirement_fee_pct", (Number, Unit::Percent), (Instrument, ZERO), "closing fee that the venue counts inside the maintenance requirement"),
    row("funding_interval_hours", (Number, Unit::Hours), (Instrument, Some("8")), "hours between funding stamps"),
    row("tier_axis", (Choice, Unit::None), (Instrument, Some("notional")), "what the tier table goes by: notional at the mark, notional at entry, or quantity"),
    row("requirement_fee_at", (Choice, Unit::None), (Instrument, Some("maintenance")), "whether the fee in the requirement is valued as maintenance is, or at the bankruptcy price: of all the margin (and in cross of the leverage, or of the wallet), or of the leverage"),
    row("rate_per_coin_pct", (Number, Unit::Percent), (Instrument, ZERO), "what every coin of size adds to the maintenance rate, and to the initial rate"),
    row("initial_rate_pct", (Number, Unit::Percent), (Instrument, EMPTY), "initial margin over notional at size zero, whatever the leverage; empty: 1 / leverage"),
    row("requirement_floor", (Number, Unit::Money), (Instrument, ZERO), "the least that maintenance may be"),
    row("liquidation_rounding", (Choice, Unit::None), (Instrument, Some("against")), "how the venue puts the liquidation price on its tick"),
    row("liquidation_trigger", (Choice, Unit::None), (Instrument, Some("mark")), "the price that triggers liquidation: mark, oracle, index or last"),
    row("ratio_direction", (Choice, Unit::None), (Instrument, Some("used")), "the venue's margin ratio: requirement over equity, or equity over requirement"),
    row("coin_weight_pct", (Number, Unit::Percent), (Instrument, Some("100")), "share of coin posted as collateral that counts: 100 less the haircut"),
    row("bankruptcy_adjustment", (Number, Unit::Times), (Instrument, Some("1")), "how quickly the price at which a liquidation may be filled falls behind the oracle (dYdX)"),
    row("fill_spread_pct", (Number, Unit::Percent), (Instrument, EMPTY), "the furthest that price may fall behind, over the maintenance rate (dYdX); empty: the venue has none"),
    // The account.
    row("equity", (Money, Unit::Money), (Account, NEEDED), "all that the account is worth"),
    row("wallet_balance", (Money, Unit::Money), (Account, EMPTY), "cash without open profit; empty: equity"),
    row("free_margin", (Money, Unit::Money), (Account, EMPTY), "what is not yet bound as margin; empty: equity"),
    row("risk_pct", (Number, Unit::Percent), (Account, NEEDED), "share of equity that one trade may lose"),
    row("risk_amount", (Money, Unit::Money), (Account, NEEDED), "money that one trade may lose"),
    row("max_exposure", (Number, Unit::Times), (Account, EMPTY), "the most that notional may be, in multiples of equity; empty: no limit"),
    row("day_loss_limit_pct", (Number, Unit::Percent), (Account, EMPTY), "share of equity that a day may lose; empty: no limit"),
    row("lost_today", (Money, Unit::Money), (Account, ZERO), "money lost today"),
    row("open_risk", (Money, Unit::Money), (Account, ZERO), "what open positions lose at their stops"),
    row("equity_currency", (Text, Unit::None), (Account, EMPTY), "another currency that sums of money may be typed in; empty: none"),
    row("equity_rate", (Number, Unit::Money), (Account, EMPTY), "settlement money for one unit of that currency"),
    row("risk_warning_pct", (Number, Unit::Percent), (Account, Some("2")), "risk above which a warning shows; empty: silent"),
    row("risk_alarm_pct", (Number, Unit::Percent), (Account, Some("5")), "risk above which a stronger warning shows; empty: silent"),
    // The market.
    row("mark_price", (Number, Unit::Price), (Market, EMPTY), "the price that triggers liquidation; empty: the entry price"),
    row("annual_vol_pct", (Number, Unit::AnnualVolatility), (Market, EMPTY), "volatility per year, or per day as in 3/day"),
    row("annual_drift_pct", (Number, Unit::Percent), (Market, ZERO), "expected drift of the price per year"),
    row("atr", (Number, Unit::Price), (Market, EMPTY), "average true range (Wilder), in price"),
    row("funding_rate_pct", (Number, Unit::Percent), (Market, ZERO), "funding per stamp; longs pay when it is above 0"),
    // The trade.
    row("side", (Choice, Unit::None), (Trade, NEEDED), "long or short"),
    row("entry", (Number, Unit::Price), (Trade, NEEDED), "the price at which the trade is opened"),
    row("entry_order", (Choice, Unit::None), (Trade, Some("limit")), "whether the entry is a limit or a market order"),
    row("stop", (Level, Unit::Price), (Trade, NEEDED), "the price at which the trade is given up"),
    row("targets", (Pairs, Unit::None), (Trade, EMPTY), "shares of the position and the levels at which they are closed"),
    row("target_order", (Choice, Unit::None), (Trade, Some("limit")), "whether targets are limit or market orders"),
    row("quantity", (Number, Unit::Quantity), (Trade, NEEDED), "how much is traded"),
    row("leverage", (Number, Unit::Times), (Trade, NEEDED), "the leverage set at the exchange"),
    row("margin_mode", (Choice, Unit::None), (Trade, Some("isolated")), "isolated or cross margin"),
    row("hours", (Number, Unit::Hours), (Trade, ZERO), "how long the position is held"),
    row("slippage_pct", (Number, Unit::Percent), (Trade, ZERO), "how much worse a market order or stop fills"),
    row("position_margin", (Money, Unit::Money), (Trade, EMPTY), "margin of the isolated position; empty: notional at entry over leverage"),
    row("extra_margin", (Money, Unit::Money), (Trade, ZERO), "margin added to the isolated position"),
    row("coin_collateral", (Number, Unit::Base), (Trade, ZERO), "coin posted as collateral, worth less as its price falls"),
    row("accrued_costs", (Money, Unit::Money), (Trade, ZERO), "funding, borrowing and price impact still to be paid from the margin"),
    row("sold_option", (Choice, Unit::None), (Trade, Some("none")), "whether the position is a future, or an option sold"),
    row("option_mark", (Number, Unit::Base), (Trade, EMPTY), "mark price of the option, in coins per coin"),
    row("fills", (Pairs, Unit::None), (Trade, NEEDED), "quantities and the prices at which they were filled"),
    // Studies.
    row("method", (Choice, Unit::None), (Study, Some("risk-pct")), "what decides the size"),
    row("closed_profit", (Money, Unit::Money), (Study, ZERO), "profit of closed trades since the rule was begun; below 0 a loss"),
    row("fixed_ratio_delta", (Money, Unit::Money), (Study, NEEDED), "profit that each unit held must earn before one more is traded"),
    row("start_units", (Count, Unit::Count), (Study, Some("1")), "units held at the start (fixed ratio)"),
    row("money_per_unit", (Money, Unit::Money), (Study, NEEDED), "equity that each unit traded takes"),
    row("unit_quantity", (Number, Unit::Quantity), (Study, Some("1")), "the quantity that a rule counts as one unit"),
    row("other_profit", (Money, Unit::Money), (Study, ZERO), "open profit of the account's other positions"),
    row("other_maintenance", (Money, Unit::Money), (Study, ZERO), "maintenance margin of the account's other positions"),
    row("edge_model", (Choice, Unit::None), (Study, Some("binary")), "how the edge is described"),
    row("win_pct", (Number, Unit::Percent), (Study, NEEDED), "share of the bets that win"),
    row("payoff_ratio", (Number, Unit::Times), (Study, NEEDED), "average win over average loss"),
    row("loss_pct", (Number, Unit::Percent), (Study, Some("100")), "share of the stake that a losing bet loses"),
    row("outcomes", (Pairs, Unit::None), (Study, NEEDED), "probabilities in percent and results in multiples of the stake, or as returns with %"),
    row("trades", (Series, Unit::R), (Study, NEEDED), "results of past trades in R"),
    row("returns", (Series, Unit::Percent), (Study, NEEDED), "returns per period, in percent"),
    row("sample_size", (Count, Unit::Count), (Study, EMPTY), "how many bets the estimate rests on; empty: not known"),
    row("observed_years", (Number, Unit::Years), (Study, EMPTY), "years of history the estimate rests on; empty: not known"),
    row("shrinkage", (Choice, Unit::None), (Study, Some("sample")), "how uncertainty about the edge shrinks the fraction"),
    row("kelly_share_pct", (Number, Unit::Percent), (Study, NEEDED), "share of full Kelly that is used"),
    row("prior_wins", (Number, Unit::None), (Study, Some("1")), "imagined trades that won, believed before the record"),
    row("prior_losses", (Number, Unit::None), (Study, Some("1")), "imagined trades that lost, believed before the record"),
    row("bound_confidence_pct", (Number, Unit::Percent), (Study, Some("90")), "how sure a lower bound is to lie below the true figure"),
    row("max_fall_pct", (Number, Unit::Percent), (Study, EMPTY), "a fall of the account that should stay unlikely for ever; empty: no limit"),
    row("max_fall_chance_pct", (Number, Unit::Percent), (Study, Some("10")), "how likely that fall may be"),
    row("fall_pct", (Number, Unit::Percent), (Study, Some("50")), "the fall of the account that chances are asked for"),
    row("gain_pct", (Number, Unit::Percent), (Study, Some("100")), "the gain of the account that chances are asked for"),
    row("trades_ahead", (Count, Unit::Count), (Study, Some("100")), "how many trades are looked ahead"),
    row("barrier_leverage", (Number, Unit::Times), (Study, EMPTY), "exchange leverage of an isolated position that is left alone; empty: adjusted all the time"),
    row("barrier_maintenance_pct", (Number, Unit::Percent), (Study, Some("0.5")), "maintenance margin of that position over its notional"),
    row("cost_per_bet", (Number, Unit::None), (Study, ZERO), "round-trip cost of a bet, in multiples of the stake"),
    row("annual_return_pct", (Number, Unit::Percent), (Study, NEEDED), "expected return of the market per year, before costs"),
    row("risk_free_pct", (Number, Unit::Percent), (Study, ZERO), "what idle money earns per year"),
    row("annual_funding_pct", (Number, Unit::Percent), (Study, ZERO), "funding paid per year of holding; below 0 it is received"),
    row("annual_cost_pct", (Number, Unit::Percent), (Study, ZERO), "fees and slippage per year, as a share of notional"),
    row("holding_funding_pct", (Number, Unit::Percent), (Study, ZERO), "funding over the whole holding, as a share of notional"),
    row("target_vol_pct", (Number, Unit::Percent), (Study, NEEDED), "volatility per year that the account should have"),
    row("long_run_vol_pct", (Number, Unit::AnnualVolatility), (Study, EMPTY), "the market's long-run volatility, for the blend; empty: no blend"),
    row("current_weight_pct", (Number, Unit::Percent), (Study, Some("100")), "weight of the current volatility in the blend"),
    row("vol_floor_pct", (Number, Unit::AnnualVolatility), (Study, ZERO), "volatility below which the estimate is not believed"),
    row("buffer_pct", (Number, Unit::Percent), (Study, ZERO), "half-width of the no-trade zone, as a share of the position"),
    row("held_quantity", (Number, Unit::Quantity), (Study, EMPTY), "what is held now, below 0 for a short; empty: nothing to compare with"),
    row("average_quantity", (Number, Unit::Quantity), (Study, EMPTY), "the position at average conviction, for the width of the no-trade zone; empty: the target"),
    row("as_of", (Date, Unit::None), (Study, NEEDED), "the moment that times count from, UTC"),
    row("positions", (Rows, Unit::None), (Study, NEEDED), "open positions, one a row"),
    row("assets", (Rows, Unit::None), (Study, NEEDED), "collateral, one asset a row"),
    row("account_cash", (Number, Unit::Money), (Study, NEEDED), "cash of the account whose positions are listed, without open profit; below 0: borrowed"),
    row("account_currency", (Text, Unit::None), (Study, Some("USDT")), "the currency that the account and all its prices are in"),
    row("correlation_pct", (Number, Unit::Percent), (Study, Some("100")), "how much of one price's move the others make with it, and how far losses come together"),
    row("shock_pct", (Number, Unit::Percent), (Study, Some("-10")), "a common move of all prices"),
    row("reduction_pct", (Number, Unit::Percent), (Study, Some("10")), "share of the gross notional that is closed in one position"),
    row("correlations", (Matrix, Unit::None), (Study, NEEDED), "correlations between the names"),
    row("venue_price", (Number, Unit::Price), (Study, EMPTY), "the liquidation price that the venue shows; empty: nothing to explain"),
    row("horizon_days", (Number, Unit::Days), (Study, Some("30")), "days within which a chance is asked for"),
    row("protocol", (Choice, Unit::None), (Study, Some("aave")), "the lending protocol whose rules apply"),
    row("collaterals", (Rows, Unit::None), (Study, NEEDED), "what stands behind a loan, one deposit a row"),
    row("debts", (Rows, Unit::None), (Study, NEEDED), "what is owed, one coin a row; empty: nothing"),
    row("wanted_health_factor", (Number, Unit::None), (Study, Some("2")), "the health factor that repaying or adding should lead to"),
    row("close_factor_pct", (Number, Unit::Percent), (Study, Some("50")), "the most of all debt that one liquidation may repay"),
    row("loop_by", (Choice, Unit::None), (Study, Some("none")), "how a loan loop is described: not at all, by rounds or by leverage"),
    row("loop_count", (Count, Unit::Count), (Study, NEEDED), "how many times a loop borrows and buys more collateral"),
    row("loop_borrow_pct", (Number, Unit::Percent), (Study, EMPTY), "what a round of a loop borrows of the collateral last put in; empty: the most allowed"),
    row("wanted_leverage", (Number, Unit::Times), (Study, NEEDED), "collateral over equity that a loop should end at"),
    // Options.
    row("forward_price", (Number, Unit::Price), (Market, EMPTY), "price of the future that expires with the option; of the underlying where there are several expiries"),
    row("option_kind", (Choice, Unit::None), (Study, Some("call")), "call or put"),
    row("option_settlement", (Choice, Unit::None), (Study, Some("quote")), "whether the option is priced and paid in the quote currency or in the coin"),
    row("option_price", (Number, Unit::Price), (Study, NEEDED), "price of an option on one coin, in the quote currency"),
    row("option_coin_price", (Number, Unit::Base), (Study, NEEDED), "price of an option on one coin, in coins"),
    row("strike", (Number, Unit::Price), (Study, NEEDED), "the price at which the option may be exercised"),
    row("expiry", (Date, Unit::None), (Study, NEEDED), "the moment at which the option expires, UTC"),
    row("option_book", (Rows, Unit::None), (Study, NEEDED), "options, futures, perpetuals and spot on one underlying, one a row"),
    row("delta_measure", (Choice, Unit::None), (Study, Some("plain")), "whether plain delta is steered, which moves wealth in the quote currency, or coin delta, which moves profit in coins"),
    row("coins_held", (Number, Unit::Base), (Study, ZERO), "coins in the account besides what the options are worth"),
    row("target_delta", (Number, Unit::Base), (Study, ZERO), "the delta wanted, in coins"),
    row("band_rule", (Choice, Unit::None), (Study, Some("width")), "what gives the width of the band in which delta is left alone"),
    row("band_delta", (Number, Unit::Base), (Study, NEEDED), "how far delta may stray to each side, in coins"),
    row("average_delta", (Number, Unit::Base), (Study, EMPTY), "the delta that the band is a share of; empty: the target"),
    row("risk_aversion", (Number, Unit::None), (Study, Some("1")), "relative risk aversion: 1 is full Kelly, 2 half Kelly"),
    row("hedge_with", (Choice, Unit::None), (Study, Some("perpetual")), "what delta is hedged with"),
    row("hedge_price", (Number, Unit::Price), (Study, EMPTY), "price of the hedge; empty: that of the underlying"),
    row("neutralise", (Choice, Unit::None), (Study, Some("none")), "which of gamma and vega are traded to 0 with options"),
    row("hedge_options", (Rows, Unit::None), (Study, EMPTY), "options to trade against gamma and vega, one a row"),
    row("option_lot", (Number, Unit::None), (Study, EMPTY), "the step that quantities of options come in; empty: no rounding"),
    row("later_date", (Date, Unit::None), (Study, EMPTY), "a later moment to value the book at; empty: the first expiry"),
    row("grid_of", (Choice, Unit::None), (Study, Some("now")), "whether prices are run through with the book as it is or after the trades"),
    row("grid_range_pct", (Number, Unit::Percent), (Study, Some("20")), "how far the price is moved to each side"),
    // Cutting back.
    row("throttle", (Choice, Unit::None), (Study, Some("drawdown")), "the rule that limits what may be carried"),
    row("peak_equity", (Money, Unit::Money), (Account, EMPTY), "the highest that equity has been; empty or less than equity: equity"),
    row("capital_floor", (Money, Unit::Money), (Account, NEEDED), "money that the account is not to fall below"),
    row("floor_share_pct", (Number, Unit::Percent), (Study, NEEDED), "share of the highest equity that the account is not to fall below"),
    row("cushion_multiplier", (Number, Unit::Times), (Study, NEEDED), "notional over what lies above the floor"),
    row("base_exposure", (Number, Unit::Times), (Study, NEEDED), "notional over equity while nothing is reduced"),
    row("throttle_start_pct", (Number, Unit::Percent), (Study, NEEDED), "drawdown at which reducing starts"),
    row("throttle_stop_pct", (Number, Unit::Percent), (Study, NEEDED), "drawdown at which nothing is left"),
    row("throttle_shape", (Choice, Unit::None), (Study, Some("linear")), "whether exposure is reduced in a straight line or in steps"),
    row("throttle_steps", (Count, Unit::Count), (Study, NEEDED), "how many equal cuts lead from full exposure to none"),
    row("value_at_risk_limit_pct", (Number, Unit::Percent), (Study, NEEDED), "share of equity that value at risk may be"),
    row("confidence_pct", (Number, Unit::Percent), (Study, Some("99")), "share of times in which the loss stays below value at risk"),
    row("value_at_risk_days", (Number, Unit::Days), (Study, Some("1")), "days over which value at risk counts losses"),
    row("profit_levels", (Pairs, Unit::None), (Study, NEEDED), "shares of the position and the gains since entry, in percent of the price, at which they are sold"),
    // Concentrated liquidity.
    row("deposit_by", (Choice, Unit::None), (Study, Some("money")), "what is known of a liquidity position: money put in, coins put in, coins held now, or its liquidity"),
    row("range_lower", (Number, Unit::Price), (Study, NEEDED), "lower end of the price range that liquidity is provided in"),
    row("range_upper", (Number, Unit::Price), (Study, NEEDED), "upper end of that range"),
    row("deposit_amount", (Number, Unit::Quote), (Study, NEEDED), "worth of what was put in, when it was put in"),
    row("base_amount", (Number, Unit::Base), (Study, EMPTY), "base coins put in, or held now; empty: as the range needs"),
    row("quote_amount", (Number, Unit::Quote), (Study, EMPTY), "quote money put in, or held now; empty: as the range needs"),
    row("liquidity_amount", (Number, Unit::None), (Study, NEEDED), "liquidity L, in the root of base times quote"),
    row("fees_earned", (Number, Unit::Quote), (Study, EMPTY), "fees that the position has earned so far; empty: not known"),
    row("fee_rate_pct", (Number, Unit::Percent), (Study, EMPTY), "fees that the position earns in a year in its range, over its worth; empty: not known"),
    row("rehedge_delta", (Number, Unit::Base), (Study, NEEDED), "by how much delta may move before it is hedged again, in coins"),
    // Ruin and rules.
    row("stake_rule", (Choice, Unit::None), (Study, Some("share")), "whether every trade risks a share of equity or the same money"),
    row("ruin_level_pct", (Number, Unit::Percent), (Study, Some("50")), "share of the starting equity at or below which an account counts as ruined"),
    row("goal_level_pct", (Number, Unit::Percent), (Study, EMPTY), "share of the starting equity at which one stops content; empty: none"),
    row("streak_length", (Count, Unit::Count), (Study, Some("8")), "losses in a row whose odds are asked for"),
    row("block_length", (Count, Unit::Count), (Study, Some("1")), "how many past trades that followed one another are drawn together"),
    row("simulation_paths", (Count, Unit::Count), (Study, Some("10000")), "how many accounts are simulated"),
    row("rule_paths", (Count, Unit::Count), (Study, Some("2000")), "how many accounts are simulated for each sizing rule"),
    row("simulation_seed", (Count, Unit::Count), (Study, Some("1")), "what the random numbers start from; the same seed gives the same figures"),
    row("ratio_delta_r", (Number, Unit::R), (Study, Some("5")), "profit a unit, in R of one unit, that adds a unit (fixed ratio)"),
    row("raise_factor", (Number, Unit::Times), (Study, Some("2")), "what a martingale multiplies the stake by after a loss, an anti-martingale after a win"),
    row("raise_limit", (Count, Unit::Count), (Study, EMPTY), "how many raises in a row before a martingale starts over; empty: no limit"),
    row("drawdown_limit_pct", (Number, Unit::Percent), (Study, Some("20")), "the deepest fall from the highest equity that one would bear"),
    row("largest_loss_r", (Number, Unit::R), (Study, EMPTY), "the largest loss to reckon with, in R; empty: the largest so far"),
    row("path_of", (Choice, Unit::None), (Study, Some("fixed-fractional")), "the sizing rule whose stakes are listed trade by trade"),
    row("path_chart", (Choice, Unit::None), (Study, Some("equity")), "whether the picture shows equity or stakes"),
    // Answers.
    answer("risk_budget_amount", (Money, Unit::Money), "money that this trade may lose"),
    answer("profit_at_stop", (Money, Unit::Money), "profit or loss if the stop is hit, costs included"),
    answer("profit_at_targets", (Money, Unit::Money), "profit if every target is hit, costs included"),
    answer("r_net", (Number, Unit::R), "gain at the targets over loss at the stop, costs included in both"),
    answer("r_gross", (Number, Unit::R), "gain at the targets over loss at the stop, before costs"),
    answer("liquidation_price", (Number, Unit::Price), "the mark at which the position is liquidated"),
    answer("liquidation_distance_pct", (Number, Unit::Percent), "how far the mark is from liquidation"),
    answer("liquidation_state", (Choice, Unit::None), "whether there is a liquidation price, and if not, why"),
    answer("bankruptcy_price", (Number, Unit::Price), "the mark at which the margin is gone"),
    answer("liquidation_distance", (Number, Unit::Price), "how far the mark is from liquidation, in price"),
    answer("shown_liquidation_price", (Number, Unit::Price), "the liquidation price on the venue's tick, rounded against the trader"),
    answer("shown_bankruptcy_price", (Number, Unit::Price), "the bankruptcy price, rounded as the venue rounds liquidation"),
    answer("maintenance_requirement", (Money, Unit::Money), "what the margin balance must stay above: all maintenance, and the closing fee where the venue counts it"),
    answer("open_profit", (Money, Unit::Money), "profit or loss of the position at the mark, before fees"),
    answer("tier_deduction", (Money, Unit::Money), "what the tier takes off the maintenance margin at liquidation"),
    answer("initial_margin", (Money, Unit::Money), "money bound to open the position"),
    answer("initial_margin_pct", (Number, Unit::Percent), "money bound to open the position, over equity"),
    answer("maintenance_margin", (Money, Unit::Money), "margin that must remain, at the mark"),
    answer("margin_used_pct", (Number, Unit::Percent), "maintenance requirement over margin balance; 100 is liquidated"),
    answer("venue_ratio_pct", (Number, Unit::Percent), "the margin ratio in the venue's own direction"),
    answer("venue_assumptions", (Rows, Unit::None), "what is taken to be the venue's rules, one a row"),
    answer("venue_confidence", (Choice, Unit::None), "whether the venue's figures are confirmed, derived or unverified"),
    answer("estimate_reason", (Text, Unit::None), "why the figures are an estimate, or what they rest on"),
    answer("trigger_rules", (Rows, Unit::None), "how the venue liquidates, step by step"),
    answer("fillable_price", (Number, Unit::Price), "the worst price at which a liquidation at this mark may be filled"),
    answer("margin_balance", (Money, Unit::Money), "what stands behind the position, open profit included"),
    answer("tier_number", (Count, Unit::Count), "the row of the tier table that applies at liquidation"),
    answer("tier_rate_pct", (Number, Unit::Percent), "the maintenance rate that applies at liquidation"),
    answer("leverage_allowed", (Number, Unit::Times), "the highest leverage the tier table allows at this notional"),
    answer("leverage_ladder", (Rows, Unit::None), "liquidation price by leverage"),
    answer("exposure", (Number, Unit::Times), "notional over equity"),
    answer("notional", (Money, Unit::Money), "what the position is worth at its entry"),
    answer("loss_per_unit", (Money, Unit::Money), "loss at the stop of one unit of quantity, costs included"),
    answer("loss_at_stop_pct", (Number, Unit::Percent), "loss if the stop is hit, over equity"),
    answer("realised_risk_amount", (Money, Unit::Money), "money actually at risk after rounding and limits"),
    answer("realised_risk_pct", (Number, Unit::Percent), "money actually at risk, over equity"),
    answer("fees_if_stopped", (Money, Unit::Money), "fees of entry and stop"),
    answer("funding_amount", (Money, Unit::Money), "funding counted, at its adverse end"),
    answer("funding_expected_amount", (Money, Unit::Money), "funding to be expected, on average over when the holding begins"),
    answer("funding_least_amount", (Money, Unit::Money), "funding counted at its favourable end"),
    answer("breakeven_price", (Number, Unit::Price), "the price at which closing pays for both fees"),
    answer("required_win_pct", (Number, Unit::Percent), "share of such trades that must win to come out even"),
    answer("leverage_needed", (Number, Unit::Times), "the lowest whole leverage at which the margin suffices"),
    answer("leverage_max_for_stop", (Number, Unit::Times), "the highest whole leverage at which the stop comes before liquidation"),
    answer("binding_limit", (Choice, Unit::None), "which limit decides the size"),
    answer("limits", (Rows, Unit::None), "the size that each limit would allow"),
    answer("lifted_quantity", (Number, Unit::Quantity), "the size if the binding limit were lifted"),
    answer("day_room_amount", (Money, Unit::Money), "what is left of the day's loss limit"),
    answer("unrounded_quantity", (Number, Unit::Quantity), "the size before it is rounded to the lot"),
    answer("next_quantity", (Number, Unit::Quantity), "one lot more"),
    answer("next_overshoot_amount", (Money, Unit::Money), "by how much one lot more exceeds the budget"),
    answer("base_quantity", (Number, Unit::Base), "the size in the base coin"),
    answer("quote_quantity", (Number, Unit::Quote), "the size in the quote currency"),
    answer("contract_quantity", (Number, Unit::Contracts), "the size in contracts"),
    answer("stop_price", (Number, Unit::Price), "the stop as a price"),
    answer("stop_distance_pct", (Number, Unit::Percent), "how far the stop is from the entry"),
    answer("rule_units", (Number, Unit::None), "whole units that the sizing rule allows"),
    answer("unit_profit_needed", (Money, Unit::Money), "closed profit from which on the rule allows the units it does"),
    answer("ratio_next_amount", (Money, Unit::Money), "profit at which fixed ratio adds its next unit"),
    answer("risk_in_own_currency", (Number, Unit::None), "realised risk in the other currency that money is typed in"),
    answer("orders", (Rows, Unit::None), "the orders of the trade: entry, reduce-only stop and targets, on lot and tick"),
    answer("target_plan", (Rows, Unit::None), "each target with its quantity, profit and R"),
    answer("fraction_at_risk_pct", (Number, Unit::Percent), "share of equity to risk per bet, after shrinkage, share of Kelly and limits"),
    answer("worst_case_loss_pct", (Number, Unit::Percent), "share of equity that the worst result named would take"),
    answer("full_fraction_at_risk_pct", (Number, Unit::Percent), "share of equity that full Kelly risks per bet"),
    answer("full_exposure", (Number, Unit::Times), "notional over equity at full Kelly"),
    answer("zero_growth_fraction_pct", (Number, Unit::Percent), "share at risk beyond which the account shrinks"),
    answer("zero_growth_exposure", (Number, Unit::Times), "exposure beyond which the account shrinks"),
    answer("growth_per_bet_pct", (Number, Unit::Percent), "expected growth of the account per bet"),
    answer("annual_growth_pct", (Number, Unit::Percent), "expected growth of the account per year, compounded continuously"),
    answer("growth_kept_pct", (Number, Unit::Percent), "growth over that of full Kelly"),
    answer("halving_chance_pct", (Number, Unit::Percent), "chance that the account is ever halved"),
    answer("double_before_halving_pct", (Number, Unit::Percent), "chance to double before being halved"),
    answer("expectancy_r", (Number, Unit::R), "average result of a bet after costs"),
    answer("shrink_factor_pct", (Number, Unit::Percent), "what uncertainty leaves of the fraction"),
    answer("edge_t", (Number, Unit::None), "average result of a bet over its standard error"),
    answer("edge_evidence", (Choice, Unit::None), "what the estimate of the edge rests on"),
    answer("cautious_win_pct", (Number, Unit::Percent), "the win rate that the fraction goes by, uncertainty counted"),
    answer("edge_chance_pct", (Number, Unit::Percent), "chance that the true win rate is above the one needed, prior and record counted"),
    answer("fall_ever_pct", (Number, Unit::Percent), "chance that the account ever falls as far as asked"),
    answer("fall_by_date_pct", (Number, Unit::Percent), "chance that it does within the trades or days"),
    answer("gain_by_date_pct", (Number, Unit::Percent), "chance that the account gains what was asked within the trades or days"),
    answer("loss_by_date_pct", (Number, Unit::Percent), "chance that the account is below its start after the trades or days"),
    answer("fall_limit_fraction_pct", (Number, Unit::Percent), "share of equity at risk that the limit on falls allows"),
    answer("fall_limit_exposure", (Number, Unit::Times), "exposure that the limit on falls allows"),
    answer("barrier_exposure", (Number, Unit::Times), "best exposure of an isolated position that may be liquidated on the way"),
    answer("barrier_margin_pct", (Number, Unit::Percent), "share of equity to post as its margin"),
    answer("barrier_chance_pct", (Number, Unit::Percent), "chance that it is liquidated within the days"),
    answer("barrier_growth_pct", (Number, Unit::Percent), "growth of the account per year with it"),
    answer("uncertainty_table", (Rows, Unit::None), "what each way of taking the uncertainty leaves, and what it assumes"),
    answer("fraction_table", (Rows, Unit::None), "what a quarter, half, full and double Kelly would do"),
    answer("account_vol_pct", (Number, Unit::Percent), "volatility of the account per year"),
    answer("uncapped_exposure", (Number, Unit::Times), "exposure that the target asks for, before limits and lot"),
    answer("used_vol_pct", (Number, Unit::Percent), "volatility that the size rests on, after blend and floor"),
    answer("daily_vol_pct", (Number, Unit::Percent), "one standard deviation of the market in a day"),
    answer("daily_sigma_amount", (Money, Unit::Money), "one standard deviation of the account in a day"),
    answer("trade_quantity", (Number, Unit::Quantity), "what to trade now; below 0: sell"),
    answer("position_after", (Number, Unit::Quantity), "what is held after that trade; below 0: short"),
    answer("buffer_low", (Number, Unit::Quantity), "lower edge of the no-trade zone"),
    answer("buffer_high", (Number, Unit::Quantity), "upper edge of the no-trade zone"),
    answer("average_entry", (Number, Unit::Price), "average price of the fills"),
    answer("venue_match_state", (Choice, Unit::None), "whether anything explains the price that the venue shows"),
    answer("venue_match", (Rows, Unit::None), "changes of what is assumed and the prices they give, beside the one that the venue shows"),
    answer("explaining_margin", (Money, Unit::Money), "margin to be added for the liquidation price that the venue shows; below 0 taken away"),
    answer("touch_chance_pct", (Number, Unit::Percent), "chance that the mark touches the liquidation price within the days"),
    answer("touch_ever_chance_pct", (Number, Unit::Percent), "chance that the mark ever touches the liquidation price"),
    answer("touch_deviations", (Number, Unit::None), "distance to liquidation in standard deviations of the days"),
    answer("liquidation_ratio", (Number, Unit::None), "price of the collateral in coins of the debt at which the loan is liquidated"),
    answer("health_factor", (Number, Unit::None), "counted collateral over debt; below 1 anybody may liquidate"),
    answer("loan_to_value_pct", (Number, Unit::Percent), "debt over collateral"),
    answer("repay_amount", (Number, Unit::Quote), "debt to repay for the health factor wanted, in value"),
    answer("repay_quantity", (Number, Unit::None), "the same in coins of the largest debt"),
    answer("add_amount", (Number, Unit::Quote), "collateral to add for the health factor wanted, in value"),
    answer("add_quantity", (Number, Unit::None), "the same in coins of the largest collateral"),
    answer("interest_months", (Number, Unit::None), "months until interest alone liquidates, prices standing still"),
    answer("net_rate_pct", (Number, Unit::Percent), "earned less paid in a year, over equity"),
    answer("borrowing_room_amount", (Number, Unit::Quote), "what may still be borrowed, in value"),
    answer("collateral_amount", (Number, Unit::Quote), "all collateral, in value"),
    answer("debt_amount", (Number, Unit::Quote), "all debt, in value"),
    answer("liquidation_repaid_amount", (Number, Unit::Quote), "debt that one liquidation repays, in value"),
    answer("liquidation_seized_amount", (Number, Unit::Quote), "collateral that one liquidation takes, in value"),
    answer("liquidation_cost_amount", (Number, Unit::Quote), "what one liquidation costs the borrower"),
    answer("liquidation_left_amount", (Number, Unit::Quote), "what is left to the borrower after one liquidation, the rest of the debt taken off"),
    answer("liquidation_close_pct", (Number, Unit::Percent), "the most of all debt that this liquidation may repay"),
    answer("loop_leverage", (Number, Unit::Times), "collateral over equity after the loop"),
    answer("loop_net_rate_pct", (Number, Unit::Percent), "earned less paid in a year after the loop, over equity"),
    answer("loop_health_factor", (Number, Unit::None), "health factor after the loop"),
    answer("loop_distance_pct", (Number, Unit::Percent), "how far the collateral is from liquidation after the loop"),
    answer("liquidation_prices", (Rows, Unit::None), "for each coin that moves, where it is liquidated alone and with all together"),
    answer("stress_table", (Rows, Unit::None), "health factor and what is left after falls of the price"),
    answer("loop_stress_table", (Rows, Unit::None), "health factor and what is left of the loop after falls of the price"),
    // Holding: fills, funding and carry.
    row("add_price", (Number, Unit::Price), (Trade, EMPTY), "the price of the next fill; empty: the mark price"),
    row("fees_paid", (Money, Unit::Money), (Trade, EMPTY), "all fees paid on the fills so far; empty: by the fee rates"),
    row("risk_by", (Choice, Unit::None), (Study, Some("risk-pct")), "whether the risk is a share of equity or a sum of money"),
    row("carry", (Choice, Unit::None), (Study, Some("none")), "what is held against the position, to earn the funding"),
    row("second_funding_rate_pct", (Number, Unit::Percent), (Market, ZERO), "funding per stamp of the second leg; longs pay when it is above 0"),
    row("second_interval_hours", (Number, Unit::Hours), (Study, Some("8")), "hours between funding stamps of the second leg"),
    row("second_fee_pct", (Number, Unit::Percent), (Study, ZERO), "fee of the second leg, per side, on its notional"),
    row("annual_interest_pct", (Number, Unit::Percent), (Study, ZERO), "interest paid per year on a spot leg; below 0 it is earned"),
    answer("open_quantity", (Number, Unit::Quantity), "what the fills leave open"),
    answer("mark_notional", (Money, Unit::Money), "what the position is worth at the mark"),
    answer("roe_pct", (Number, Unit::Percent), "profit at the mark over the margin to open"),
    answer("realised_profit", (Money, Unit::Money), "profit of the parts closed, less every fee paid so far"),
    answer("realised_gross_profit", (Money, Unit::Money), "profit of the parts closed, before fees"),
    answer("fees_so_far", (Money, Unit::Money), "every fee paid on the fills so far"),
    answer("breakeven_whole_price", (Number, Unit::Price), "the price at which closing leaves nothing, what was realised and all fees counted"),
    answer("whole_profit_at_stop", (Money, Unit::Money), "profit or loss of all the fills if the stop is hit, all fees counted"),
    answer("room_quantity", (Number, Unit::Quantity), "what may be added so that the stop loses no more than the risk"),
    answer("average_after", (Number, Unit::Price), "average entry once that is added"),
    answer("fill_steps", (Rows, Unit::None), "quantity, average entry and realised profit after each fill"),
    answer("annual_funding_compounded_pct", (Number, Unit::Percent), "funding paid per year where the position shrinks by it; below 0 it is received"),
    answer("stamps_expected", (Number, Unit::None), "funding stamps during the holding, on average over when it begins"),
    answer("stamp_funding_amount", (Money, Unit::Money), "funding paid at one stamp; below 0 it is received"),
    answer("daily_funding_amount", (Money, Unit::Money), "funding paid per day; below 0 it is received"),
    answer("round_trip_fees", (Money, Unit::Money), "fees of opening and closing"),
    answer("breakeven_expected_price", (Number, Unit::Price), "the price at which closing pays for both fees and the funding to be expected"),
    answer("target_gain_amount", (Money, Unit::Money), "gain if every target is hit, after fees and before funding"),
    answer("target_days", (Number, Unit::Days), "days until funding has eaten the gain at the targets"),
    answer("fee_cover_days", (Number, Unit::Days), "days until what is earned has paid all fees"),
    answer("carry_apr_pct", (Number, Unit::Percent), "what both legs earn per year before fees, over the notional of one"),
    answer("carry_net_apr_pct", (Number, Unit::Percent), "what both legs earn over the holding after all four fees, as a share a year"),
    answer("carry_amount", (Money, Unit::Money), "what both legs earn over the holding after all four fees"),
    answer("carry_fees", (Money, Unit::Money), "fees of all four fills"),
    answer("interest_amount", (Money, Unit::Money), "interest paid over the holding"),
    answer("breakeven_rate_pct", (Number, Unit::Percent), "the funding rate per stamp at which the carry comes out even"),
    answer("implied_vol_pct", (Number, Unit::AnnualVolatility), "volatility per year that the option's price implies"),
    answer("expected_move", (Number, Unit::Price), "one standard deviation of the price until expiry"),
    answer("expected_move_pct", (Number, Unit::Percent), "one standard deviation of the price until expiry, over the price"),
    answer("daily_move", (Number, Unit::Price), "one standard deviation of the price in a day"),
    answer("in_the_money_chance_pct", (Number, Unit::Percent), "chance that the option ends in the money"),
    answer("touch_strike_chance_pct", (Number, Unit::Percent), "chance that the price touches the strike before expiry"),
    answer("days_to_expiry", (Number, Unit::Days), "time left until expiry"),
    answer("option_value", (Number, Unit::Price), "what the option costs, in the quote currency"),
    answer("option_coin_value", (Number, Unit::Base), "what the option costs, in coins"),
    answer("intrinsic_value", (Number, Unit::Price), "what exercise would pay at the forward; the least the option can be worth"),
    answer("time_value", (Number, Unit::Price), "what the option costs above its intrinsic value"),
    answer("option_bound", (Number, Unit::Price), "what the option cannot reach, whatever the volatility"),
    answer("option_breakeven", (Number, Unit::Price), "the price at expiry that pays for the premium"),
    answer("option_delta", (Number, Unit::None), "change of the option's price for a change of 1 in the forward"),
    answer("option_coin_delta", (Number, Unit::None), "the same of the profit in coins: delta less the price in coins"),
    answer("option_gamma", (Number, Unit::None), "change of delta for a change of 1 in the forward"),
    answer("option_vega", (Number, Unit::Price), "change of the option's price for one point of volatility"),
    answer("option_theta", (Number, Unit::Price), "change of the option's price in a day"),
    answer("exposure_at_target", (Number, Unit::Times), "notional over equity at which the account has the volatility wanted"),
    answer("steered_delta", (Number, Unit::Base), "delta of the book in the measure chosen, coins held included where they count"),
    answer("steered_delta_after", (Number, Unit::Base), "the same after the trades"),
    answer("book_delta", (Number, Unit::Base), "sum of the plain deltas of the book"),
    answer("book_coin_delta", (Number, Unit::Base), "sum of the premium-adjusted deltas of the book"),
    answer("book_gamma", (Number, Unit::None), "change of delta for a change of 1 in the price"),
    answer("delta_per_percent", (Number, Unit::Base), "change of delta for a change of 1 % in the price"),
    answer("book_coin_gamma", (Number, Unit::None), "second derivative of the profit in coins by the price"),
    answer("book_vega", (Number, Unit::Quote), "change of worth for one point of volatility"),
    answer("book_coin_vega", (Number, Unit::Base), "the same in coins"),
    answer("book_theta", (Number, Unit::Quote), "change of worth in a day"),
    answer("book_coin_theta", (Number, Unit::Base), "the same in coins"),
    answer("book_worth", (Number, Unit::Quote), "what the options of the book are worth"),
    answer("book_profit", (Number, Unit::Quote), "gain since the entries named"),
    answer("book_coin_profit", (Number, Unit::Base), "the same in coins"),
    answer("delta_band_low", (Number, Unit::Base), "lower edge of the band in which delta is left alone"),
    answer("delta_band_high", (Number, Unit::Base), "upper edge of the band in which delta is left alone"),
    answer("hedge_notional", (Money, Unit::Money), "what the hedge is worth"),
    answer("hedge_cost", (Money, Unit::Money), "fee and slippage of the hedge"),
    answer("book_rows", (Rows, Unit::None), "each row of the book with its sensitivities"),
    answer("greeks_after", (Rows, Unit::None), "sensitivities now, of what is traded, and after it"),
    answer("option_trades", (Rows, Unit::None), "options to trade against gamma and vega"),
    answer("option_margins", (Rows, Unit::None), "margin of each short coin-settled option at Deribit, in coins"),
    answer("price_grid", (Rows, Unit::None), "profit, delta and gamma by the price, now and at the later date"),
    answer("account_shock_pct", (Number, Unit::Percent), "the nearer common move at which the account is liquidated"),
    answer("fall_shock_pct", (Number, Unit::Percent), "the common fall at which the account is liquidated"),
    answer("rise_shock_pct", (Number, Unit::Percent), "the common rise at which the account is liquidated"),
    answer("net_exposure", (Number, Unit::Times), "longs less shorts over equity"),
    answer("gross_notional", (Number, Unit::Money), "what all positions are worth, longs and shorts added"),
    answer("net_notional", (Number, Unit::Money), "longs less shorts"),
    answer("counted_collateral_amount", (Number, Unit::Money), "what counts of the collateral besides cash"),
    answer("stops_loss_amount", (Number, Unit::Money), "loss from now if every stop is hit"),
    answer("stops_loss_pct", (Number, Unit::Percent), "loss from now if every stop is hit, over equity"),
    answer("correlated_loss_amount", (Number, Unit::Money), "losses at the stops, put together by their correlation"),
    answer("shock_equity", (Number, Unit::Money), "equity after the chosen common move"),
    answer("shock_used_pct", (Number, Unit::Percent), "maintenance requirement over equity after the chosen common move"),
    answer("position_risks", (Rows, Unit::None), "each position with its liquidation prices, loss at the stop and share of the requirement"),
    answer("margin_warnings", (Rows, Unit::None), "the common moves at which the requirement takes 50, 75, 90 and 100 % of equity"),
    answer("warning_prices", (Rows, Unit::None), "each symbol's price at those moves"),
    answer("reductions", (Rows, Unit::None), "how far liquidation is after closing the same notional in each position, the best first"),
    // Taking a position down.
    row("breakeven_after", (Count, Unit::Count), (Trade, ZERO), "after how many targets the stop moves to breakeven; 0: never"),
    row("trail_by", (Distance, Unit::None), (Trade, EMPTY), "how far the stop of what no target closes trails behind the best price; empty: it does not trail"),
    row("moved_stop", (Level, Unit::Price), (Study, EMPTY), "where the stop might be moved now; empty: nothing to compare with"),
    row("hit_odds", (Series, Unit::Percent), (Study, EMPTY), "chance that each target is reached, from now; empty: as the price's moves imply"),
    answer("plan_r_net", (Number, Unit::R), "result of the whole plan in R if every target is hit, the rest closed at the worst it can be then"),
    answer("plan_r_gross", (Number, Unit::R), "the same before costs"),
    answer("expected_amount", (Money, Unit::Money), "result of the plan on average over its outcomes"),
    answer("expected_r", (Number, Unit::R), "the same in R"),
    answer("free_price", (Number, Unit::Price), "the price at which what is taken off pays for the rest at its stop"),
    answer("free_after", (Count, Unit::Count), "after how many targets nothing can be lost any more"),
    answer("worst_after_first", (Money, Unit::Money), "the worst that can come once the first target is hit"),
    answer("worst_after_first_r", (Number, Unit::R), "the same in R"),
    answer("gain_chance_pct", (Number, Unit::Percent), "chance that the plan ends with a gain"),
    answer("exit_outcomes", (Rows, Unit::None), "every way in which the plan may end"),
    answer("breakeven_stop", (Number, Unit::Price), "the stop at which what is left comes out even, costs included"),
    answer("trail_least_price", (Number, Unit::Price), "the worst price at which a trailing stop closes the rest once every target is hit"),
    answer("trail_mean_price", (Number, Unit::Price), "the price that the trailing stop comes to on average"),
    answer("rest_quantity", (Number, Unit::Quantity), "what no target closes"),
    answer("residue_quantity", (Number, Unit::Quantity), "what rounding the shares to the lot moves to the last part"),
    answer("moved_profit_at_stop", (Money, Unit::Money), "profit or loss if the moved stop is hit, costs included"),
    answer("moved_expected_amount", (Money, Unit::Money), "result on average with the moved stop"),
    answer("moved_required_win_pct", (Number, Unit::Percent), "share of such trades that must win to come out even with the moved stop"),
    answer("moved_outcomes", (Rows, Unit::None), "every outcome with the stop where it is and with it moved"),
    answer("allowed_amount", (Money, Unit::Money), "what the rule allows the position to be worth"),
    answer("allowed_quantity", (Number, Unit::Quantity), "what the rule allows to be held, in whole lots"),
    answer("held_exposure", (Number, Unit::Times), "what is held now over equity"),
    answer("exposure_after", (Number, Unit::Times), "what is held after the trade over equity"),
    answer("gap_pct", (Number, Unit::Percent), "the jump of the price that takes all above the floor from what is held after the trade"),
    answer("held_gap_pct", (Number, Unit::Percent), "the same from what is held before the trade"),
    answer("floor_amount", (Money, Unit::Money), "equity at which nothing may be held; for value at risk what is left once the limit is lost"),
    answer("cushion_amount", (Money, Unit::Money), "equity above the floor"),
    answer("drawdown_pct", (Number, Unit::Percent), "how far equity stands below its highest"),
    answer("share_left_pct", (Number, Unit::Percent), "share of the full exposure, or of the position, that the rule leaves"),
    answer("value_at_risk_amount", (Money, Unit::Money), "value at risk of what is held before the trade"),
    answer("value_at_risk_limit_amount", (Money, Unit::Money), "what value at risk may be"),
    answer("adverse_move_pct", (Number, Unit::Percent), "move of the price that value at risk counts"),
    answer("tail_z", (Number, Unit::None), "standard deviations at the confidence chosen"),
    answer("merton_fraction", (Number, Unit::Times), "excess return over variance: full Kelly of the market"),
    answer("drawdown_exposures", (Rows, Unit::None), "what the rule allows at other equities"),
    answer("volatility_exposures", (Rows, Unit::None), "what the rule allows at other volatilities"),
    answer("profit_steps", (Rows, Unit::None), "each profit level with its price and what is sold there"),
    answer("liquidity_value", (Number, Unit::Quote), "what a liquidity position is worth, without fees"),
    answer("liquidity_base", (Number, Unit::Base), "base coins in a liquidity position"),
    answer("liquidity_quote", (Number, Unit::Quote), "quote money in a liquidity position"),
    answer("liquidity_delta", (Number, Unit::Base), "change of a liquidity position's worth for a change of 1 in the price"),
    answer("liquidity_gamma", (Number, Unit::None), "change of that delta for a change of 1 in the price"),
    answer("liquidity_found", (Number, Unit::None), "the liquidity L that follows from what is known"),
    answer("range_state", (Choice, Unit::None), "whether the price is below, in or above the range"),
    answer("lower_distance_pct", (Number, Unit::Percent), "how far the lower end of the range is from the price"),
    answer("upper_distance_pct", (Number, Unit::Percent), "how far the upper end of the range is from the price"),
    answer("deposit_base", (Number, Unit::Base), "base coins put in at the entry price"),
    answer("deposit_quote", (Number, Unit::Quote), "quote money put in at the entry price"),
    answer("deposit_value", (Number, Unit::Quote), "what was put in was worth, when it was put in"),
    answer("held_value", (Number, Unit::Quote), "what was put in would be worth now, had it been held"),
    answer("against_holding_amount", (Number, Unit::Quote), "worth less that of holding what was put in; never above 0"),
    answer("against_holding_pct", (Number, Unit::Percent), "the same over the worth of holding"),
    answer("liquidity_result", (Number, Unit::Quote), "worth and fees earned less what was put in was worth"),
    answer("fees_needed_amount", (Number, Unit::Quote), "fees that make up for not holding"),
    answer("fees_missing_amount", (Number, Unit::Quote), "what is missing of them"),
    answer("daily_fees_amount", (Number, Unit::Quote), "fees earned in a day, at the rate given"),
    answer("fees_cover_days", (Number, Unit::Days), "days at that rate until fees have made up for not holding"),
    answer("hedge_quantity", (Number, Unit::Quantity), "the perpetual that takes delta to 0, in whole lots; below 0: short"),
    answer("delta_left", (Number, Unit::Base), "delta left beside that hedge"),
    answer("rehedge_low", (Number, Unit::Price), "the price below at which delta has moved by the amount chosen"),
    answer("rehedge_high", (Number, Unit::Price), "the price above at which delta has moved by the amount chosen"),
    answer("liquidity_grid", (Rows, Unit::None), "worth, coins and the difference to holding by the price"),
    // Ladders: a position built in steps.
    row("plan", (Choice, Unit::None), (Study, Some("pyramid")), "how the position is built: into strength, into weakness, or by orders of one's own"),
    row("rung_count", (Count, Unit::Count), (Study, NEEDED), "orders in all, the first included"),
    row("step", (Distance, Unit::None), (Study, NEEDED), "distance between two orders: in percent, ATR, R, or price"),
    row("step_from", (Choice, Unit::None), (Study, Some("base")), "whether distances add up from the first order, or count from the order before"),
    row("step_multiplier", (Number, Unit::Times), (Study, Some("1")), "each distance over the one before"),
    row("safety_ratio", (Number, Unit::Times), (Study, Some("1")), "the sum of the first safety order over that of the base order"),
    row("volume_multiplier", (Number, Unit::Times), (Study, Some("1")), "the sum of each safety order over that of the one before"),
    row("weighting", (Choice, Unit::None), (Study, Some("equal")), "in which proportion the quantities of the orders are"),
    row("weights", (Series, Unit::None), (Study, NEEDED), "quantities of the orders, in proportion"),
    row("rungs", (Rows, Unit::None), (Trade, NEEDED), "orders of the plan: price, quantity or weight, and whether it is filled"),
    row("stop_rule", (Choice, Unit::None), (Study, Some("fixed")), "what the stop does after each fill"),
    row("breakeven_after_fills", (Count, Unit::Count), (Study, NEEDED), "after how many fills the stop moves to where closing costs nothing"),
    row("ladder_by", (Choice, Unit::None), (Study, Some("risk-pct")), "what decides the size of the whole ladder"),
    row("first_quantity", (Number, Unit::Quantity), (Trade, NEEDED), "quantity of the first order"),
    row("funds", (Money, Unit::Money), (Trade, NEEDED), "money for the whole plan: margins and entry fees"),
    answer("ladder_plan", (Rows, Unit::None), "each order, and where the position stands once it is filled"),
    answer("funds_needed", (Money, Unit::Money), "the most that the plan needs: margin, fees, and in cross margin the loss that is open"),
    answer("bounce_pct", (Number, Unit::Percent), "from the last fill to the breakeven price"),
    answer("worst_rung", (Count, Unit::Count), "after which fill the stop loses most"),
    answer("next_rung_price", (Number, Unit::Price), "the price of the next open order"),
    answer("profit_at_next_tenth", (Money, Unit::Money), "profit or loss where the price goes 10 % beyond the last fill and all is closed there"),
    // Answers of ruin and rules.
    answer("ruin_chance_pct", (Number, Unit::Percent), "share of the simulated accounts that are ruined within the trades"),
    answer("ruin_standard_error_pct", (Number, Unit::Percent), "standard error of that share"),
    answer("ruin_low_pct", (Number, Unit::Percent), "lower end of its 95 % interval"),
    answer("ruin_high_pct", (Number, Unit::Percent), "upper end of its 95 % interval"),
    answer("ruin_exact_pct", (Number, Unit::Percent), "chance of ruin within the trades, counted exactly"),
    answer("ruin_ever_pct", (Number, Unit::Percent), "chance ever to be ruined, at most"),
    answer("ruin_ever_least_pct", (Number, Unit::Percent), "chance ever to be ruined, at least"),
    answer("ruin_unlucky_pct", (Number, Unit::Percent), "chance ever to be ruined, at most, at the low end of the win rate"),
    answer("goal_chance_pct", (Number, Unit::Percent), "share of the simulated accounts that reach the goal first"),
    answer("ruin_before_goal_pct", (Number, Unit::Percent), "chance of ruin before the goal at even money and equal stakes"),
    answer("ruin_equal_bets_pct", (Number, Unit::Percent), "chance ever to be ruined at even money and equal stakes"),
    answer("ruin_equal_stakes_pct", (Number, Unit::Percent), "chance ever to be ruined at equal stakes"),
    answer("ruin_root", (Number, Unit::None), "chance ever to lose one stake, at equal stakes"),
    answer("ruin_diffusion_pct", (Number, Unit::Percent), "chance ever to be ruined if gains came continuously"),
    answer("ruin_share_pct", (Number, Unit::Percent), "chance ever to be ruined staking a share of equity, at most"),
    answer("lundberg_exponent", (Number, Unit::None), "how fast the chance to fall to a level drops with the level"),
    answer("stakes_to_ruin", (Number, Unit::None), "how many stakes of the first size ruin"),
    answer("drawdown_median_pct", (Number, Unit::Percent), "deepest fall of the middle one of the simulated accounts"),
    answer("drawdown_bad_pct", (Number, Unit::Percent), "deepest fall that one in twenty simulated accounts exceeds"),
    answer("drawdown_table", (Rows, Unit::None), "deepest fall by how many accounts fall no deeper, and the gain to recover"),
    answer("median_end_amount", (Money, Unit::Money), "equity at the end of the middle one of the simulated accounts"),
    answer("bad_end_amount", (Money, Unit::Money), "equity at the end that one in twenty simulated accounts falls short of"),
    answer("longest_streak", (Number, Unit::None), "longest run of losses to expect within the trades"),
    answer("streak_chance_pct", (Number, Unit::Percent), "chance of at least one run of so many losses within the trades"),
    answer("streak_wait", (Number, Unit::None), "trades until such a run, on average"),
    answer("streak_drawdown_pct", (Number, Unit::Percent), "what such a run takes of equity"),
    answer("recovery_pct", (Number, Unit::Percent), "gain that makes up for it"),
    answer("win_low_pct", (Number, Unit::Percent), "lower end of the 95 % interval of the win rate"),
    answer("win_high_pct", (Number, Unit::Percent), "upper end of the 95 % interval of the win rate"),
    answer("simulated_paths", (Count, Unit::Count), "how many accounts were simulated"),
    answer("best_rule", (Choice, Unit::None), "the sizing rule that grows most within the drawdown that one would bear"),
    answer("rules_table", (Rows, Unit::None), "what each sizing rule comes to"),
    answer("optimal_f_pct", (Number, Unit::Percent), "share of equity that the largest loss takes at optimal f"),
    answer("optimal_f_drawdown_pct", (Number, Unit::Percent), "deepest fall at optimal f"),
    answer("optimal_f_growth_pct", (Number, Unit::Percent), "geometric mean growth per trade at optimal f"),
    answer("optimal_f_wealth", (Number, Unit::Times), "equity after the trades over equity before them at optimal f"),
    answer("equity_per_stake_r", (Number, Unit::R), "equity for each R staked at optimal f"),
    answer("geometric_trade_r", (Number, Unit::R), "geometric average trade at optimal f, in R"),
    answer("secure_f_pct", (Number, Unit::Percent), "share of equity that the largest loss takes at secure f"),
    answer("secure_f_drawn_pct", (Number, Unit::Percent), "share of equity that the largest loss takes at secure f where trades are drawn anew"),
    answer("secure_f_growth_pct", (Number, Unit::Percent), "geometric mean growth per trade at secure f"),
    answer("martingale_losses", (Count, Unit::Count), "losses in a row that ruin a martingale"),
    answer("martingale_chance_pct", (Number, Unit::Percent), "chance of such a run within the trades"),
    answer("martingale_stake_amount", (Money, Unit::Money), "what a martingale would stake after such a run"),
    answer("martingale_lost_amount", (Money, Unit::Money), "what a martingale has lost after such a run"),
    answer("ratio_units", (Count, Unit::Count), "units that fixed ratio holds at most"),
    answer("ratio_steps", (Rows, Unit::None), "profit needed for each number of units"),
    answer("path_table", (Rows, Unit::None), "result, stake and equity trade by trade, by one rule"),
    // Allocation.
    row("names", (Rows, Unit::None), (Study, NEEDED), "names to split capital over, one a row: expected return, volatility, side, stop, weight now, limit, share of risk"),
    row("allocation_method", (Choice, Unit::None), (Study, Some("kelly")), "what decides the split of capital"),
    row("correlation_source", (Choice, Unit::None), (Study, Some("typed")), "whether correlations are typed, or estimated from returns"),
    row("return_history", (Matrix, Unit::None), (Study, NEEDED), "past returns in percent, a row a period and a column a name; the first row may name the columns"),
    row("periods_per_year", (Number, Unit::None), (Study, Some("365")), "how many periods of the returns make a year"),
    row("gross_limit", (Number, Unit::Times), (Study, EMPTY), "the most of longs and shorts together, in multiples of equity; empty: no limit"),
    row("net_limit", (Number, Unit::Times), (Study, EMPTY), "the most of longs less shorts, either way, in multiples of equity; empty: no limit"),
    row("name_limit_pct", (Number, Unit::Percent), (Study, EMPTY), "the most of one name, long or short, over equity; empty: no limit"),
    answer("allocation", (Rows, Unit::None), "weight of each name now and after, what to trade, and what it risks"),
    answer("allocation_measures", (Rows, Unit::None), "exposure, volatility, growth and heat of the split now, after, scaled down and without limits"),
    answer("gross_exposure", (Number, Unit::Times), "longs and shorts together, over equity"),
    answer("scaled_growth_pct", (Number, Unit::Percent), "growth a year if Kelly is scaled down to the limits instead of solved again within them"),
    answer("scaling_loss_pct", (Number, Unit::Percent), "what scaling down gives up a year"),
    answer("heat_pct", (Number, Unit::Percent), "loss if every stop is hit, over equity; positions without a stop counted in full"),
    answer("heat_amount", (Money, Unit::Money), "loss if every stop is hit; positions without a stop counted in full"),
    answer("correlated_heat_pct", (Number, Unit::Percent), "the same losses put together by their correlations, over equity"),
    answer("effective_names", (Number, Unit::None), "how many names of equal weight are as concentrated"),
    answer("diversification_multiplier", (Number, Unit::Times), "by how much positions may grow for what they do not move together"),
    answer("diversification_ratio", (Number, Unit::Times), "sum of the volatilities over that of the whole"),
    answer("limits_reached", (Text, Unit::None), "which limits hold the split down"),
    answer("smallest_eigenvalue", (Number, Unit::None), "smallest eigenvalue of the correlations; below 0 they cannot all hold"),
    answer("correlation_pairs", (Rows, Unit::None), "correlations estimated, the strongest pairs first"),
    // Leaving a market that is not deep, and options for a premium at risk.
    row("daily_volume", (Number, Unit::Quantity), (Market, NEEDED), "how much the market trades in a day"),
    row("impact_coefficient", (Number, Unit::None), (Study, Some("1")), "impact on the price over daily volatility times the root of the share of daily volume"),
    row("max_impact_pct", (Number, Unit::Percent), (Study, NEEDED), "the most that closing the position may move the price"),
    answer("unwind_impact_pct", (Number, Unit::Percent), "how far closing all that is held moves the price"),
    answer("unwind_slippage_pct", (Number, Unit::Percent), "how much worse than the price now that fills on average"),
    answer("unwind_cost_amount", (Money, Unit::Money), "money lost to it"),
    answer("unwind_equity_amount", (Money, Unit::Money), "equity left after it"),
    answer("critical_exposure", (Number, Unit::Times), "notional over equity at which closing takes all of equity"),
    answer("unwind_peak_exposure", (Number, Unit::Times), "the most that notional over equity is on the way out"),
    answer("unwind_peak_sold_pct", (Number, Unit::Percent), "share of the position closed by then"),
    row("option_fee_pct", (Number, Unit::Percent), (Study, ZERO), "fee of buying an option, over the forward; at most an eighth of the premium"),
    answer("option_quantity", (Number, Unit::Base), "how many coins' worth of the option may be bought so that premium and fee stay within the risk"),
    answer("option_outlay_amount", (Money, Unit::Money), "premium and fee of them: all that can be lost"),
    answer("impact_exposures", (Rows, Unit::None), "the exposure allowed at other impacts accepted"),
];
