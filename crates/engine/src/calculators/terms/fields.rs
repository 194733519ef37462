//! The rows of the terms.

use super::Terms;
use crate::calculators::trade::choice;
use crate::spec::{Field, Range, Slot, When, key};

/// Inputs that hold a contract's terms.
pub trait HasTerms {
    /// The terms.
    fn terms(&mut self) -> &mut Terms;
}

/// Linear, inverse or quanto.
pub const fn contract<I: HasTerms>() -> Field<I> {
    Field::new(key("contract"), "Contract", "linear", |i: &mut I| choice(&mut i.terms().contract))
        .help("Linear: profit in the quote currency. Inverse: margin and profit in the coin. Quanto: profit in a third currency.")
}

/// What one contract is worth.
pub const fn contract_size<I: HasTerms>() -> Field<I> {
    Field::new(key("contract_size"), "Contract size", "1", |i: &mut I| Slot::Number(&mut i.terms().contract_size))
        .help("Linear: coins per contract, only to show the size in contracts. Inverse: quote currency per contract, 100 for BTC at Binance COIN-M. Quanto: settlement money per point of price.")
        .range(Range::Above(0.0))
}

/// The step of quantities.
pub const fn lot_step<I: HasTerms>() -> Field<I> {
    Field::new(key("lot_step"), "Lot", "0.001", |i: &mut I| Slot::Optional(&mut i.terms().lot_step))
        .help("Quantities are rounded down to multiples of it. Empty: no rounding.")
        .inverse_example("1")
        .range(Range::Above(0.0))
}

/// The smallest order.
pub const fn min_quantity<I: HasTerms>() -> Field<I> {
    Field::new(key("min_quantity"), "Smallest order", "0.001", |i: &mut I| Slot::Optional(&mut i.terms().min_quantity))
        .help("The venue refuses smaller entries. Empty: no minimum.")
        .inverse_example("1")
        .range(Range::AtLeast(0.0))
}

/// The largest order.
pub const fn max_quantity<I: HasTerms>() -> Field<I> {
    Field::new(key("max_quantity"), "Largest order", "1000", |i: &mut I| Slot::Optional(&mut i.terms().max_quantity))
        .help("The venue refuses larger orders. Empty: no maximum.")
        .inverse_example("1000000")
        .range(Range::AtLeast(0.0))
}

/// The smallest order by its notional.
pub const fn min_notional<I: HasTerms>() -> Field<I> {
    Field::new(key("min_notional"), "Smallest notional", "100", |i: &mut I| Slot::Optional(&mut i.terms().min_notional))
        .help("The venue refuses entries worth less. Empty: no minimum.")
        .inverse_example("0.001")
        .range(Range::AtLeast(0.0))
}

/// The grid of prices.
pub const fn price_rule<I: HasTerms>() -> Field<I> {
    Field::new(key("price_rule"), "Tick", "0.1", |i: &mut I| Slot::PriceRule(&mut i.terms().price_rule))
        .help("The step of prices, such as 0.1; or significant figures, such as 5sf. Empty: any price.")
}

/// Fee of limit orders.
pub const fn maker_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("maker_fee_pct"), "Maker fee", "0.02", |i: &mut I| Slot::Number(&mut i.terms().maker_fee))
        .help("Fee of a limit order, per side, on its filled notional. Below 0 it is a rebate.")
        .range(Range::Between(-1.0, 10.0))
}

/// Fee of market orders and stops.
pub const fn taker_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("taker_fee_pct"), "Taker fee", "0.05", |i: &mut I| Slot::Number(&mut i.terms().taker_fee))
        .help("Fee of a market order or stop, per side, on its filled notional.")
        .range(Range::Between(-1.0, 10.0))
}

/// Which fees are set aside with the margin.
pub const fn reserve_fees<I: HasTerms>() -> Field<I> {
    Field::new(key("reserve_fees"), "Fees set aside", "entry", |i: &mut I| choice(&mut i.terms().reserve_fees))
        .help("Whether the venue sets aside only the entry fee with the margin, or also that of closing at the bankruptcy price.")
}

/// The maintenance table.
pub const fn tiers<I: HasTerms>() -> Field<I> {
    Field::new(
        key("tiers"),
        "Tiers",
        "cap,rate_pct,max_leverage,deduction;50000,0.4,125,0;250000,0.5,100,50",
        |i: &mut I| Slot::Rows(&mut i.terms().tiers),
    )
    .help("The venue's maintenance table: size up to, maintenance rate, leverage up to, deduction. Empty: one rate.")
    .inverse_example("cap,rate_pct,max_leverage,deduction;5,0.4,125,0;10,0.5,100,0.005")
}

/// The one maintenance rate.
pub const fn maintenance<I: HasTerms>() -> Field<I> {
    Field::new(key("maintenance_pct"), "Maintenance", "0.5", |i: &mut I| Slot::Number(&mut i.terms().maintenance))
        .help("Maintenance margin over notional, where no tier table is given.")
        .range(Range::Between(0.0, 99.0))
}

/// Where maintenance is valued.
pub const fn maintenance_at<I: HasTerms>() -> Field<I> {
    Field::new(key("maintenance_at"), "Maintenance valued at", "mark", |i: &mut I| {
        choice(&mut i.terms().maintenance_at)
    })
    .help("Most venues take maintenance on the position's value at the mark price, some at its entry price.")
}

/// Closing fee inside the requirement.
pub const fn requirement_fee<I: HasTerms>() -> Field<I> {
    Field::new(key("requirement_fee_pct"), "Fee in the requirement", "0", |i: &mut I| {
        Slot::Number(&mut i.terms().requirement_fee)
    })
    .help("Some venues add the fee of closing to the maintenance requirement. 0: not counted.")
    .range(Range::Between(0.0, 10.0))
}

/// Hours between funding stamps.
pub const fn funding_interval_hours<I: HasTerms>() -> Field<I> {
    Field::new(key("funding_interval_hours"), "Funding every", "8", |i: &mut I| {
        Slot::Number(&mut i.terms().funding_interval_hours)
    })
    .help("Hours between two funding payments.")
    .range(Range::Between(0.01, 168.0))
}

const ON_DYDX: &[When] = &[When { key: "venue", is: &["dydx-v4"] }];

/// The venue.
pub const fn venue<I: HasTerms>() -> Field<I> {
    Field::new(key("venue"), "Venue", "generic", |i: &mut I| Slot::Text(&mut i.terms().venue))
        .help("Whose way to liquidate is told beside the figures, such as bybit-linear.")
}

/// What the table goes by.
pub const fn tier_axis<I: HasTerms>() -> Field<I> {
    Field::new(key("tier_axis"), "Tiers go by", "notional", |i: &mut I| choice(&mut i.terms().tier_axis))
        .help("What the sizes in the table are: notional where maintenance is valued, notional at entry as with a risk limit, or the quantity (OKX, Kraken).")
        .folded()
}

/// What the closing fee in the requirement is a fraction of.
pub const fn requirement_fee_at<I: HasTerms>() -> Field<I> {
    Field::new(key("requirement_fee_at"), "That fee is taken at", "maintenance", |i: &mut I| {
        choice(&mut i.terms().requirement_fee_at)
    })
    .help("At the notional of maintenance (OKX), or at a bankruptcy price: then the margin holds it too and both cancel. That price is of all the margin (Bybit), or fixed by the leverage (BitMEX).")
    .folded()
}

/// Added to the rates for every coin.
pub const fn rate_per_coin<I: HasTerms>() -> Field<I> {
    Field::new(key("rate_per_coin_pct"), "Rate per coin", "0", |i: &mut I| Slot::Number(&mut i.terms().rate_per_coin))
        .help("What every coin of size adds to the initial and the maintenance rate (Deribit). 0: nothing.")
        .range(Range::Between(0.0, 10.0))
        .folded()
}

/// Initial margin at size zero.
pub const fn initial_rate<I: HasTerms>() -> Field<I> {
    Field::new(key("initial_rate_pct"), "Initial rate", "", |i: &mut I| Slot::Optional(&mut i.terms().initial_rate))
        .help("Initial margin where the venue states a rate instead of leverages, without a tier table. Empty: 1 / leverage.")
        .range(Range::Between(0.1, 100.0))
        .folded()
}

/// The least that maintenance may be.
pub const fn requirement_floor<I: HasTerms>() -> Field<I> {
    Field::new(key("requirement_floor"), "Least maintenance", "0", |i: &mut I| {
        Slot::Number(&mut i.terms().requirement_floor)
    })
    .help("Maintenance is never less than this sum (GMX). 0: no such floor.")
    .range(Range::AtLeast(0.0))
    .folded()
}

/// How the price is shown.
pub const fn liquidation_rounding<I: HasTerms>() -> Field<I> {
    Field::new(key("liquidation_rounding"), "Liquidation price shown", "against", |i: &mut I| {
        choice(&mut i.terms().liquidation_rounding)
    })
    .help("How the venue puts the liquidation price on its tick.")
    .folded()
}

/// The price that triggers.
pub const fn liquidation_trigger<I: HasTerms>() -> Field<I> {
    Field::new(key("liquidation_trigger"), "Liquidated by", "mark", |i: &mut I| {
        choice(&mut i.terms().liquidation_trigger)
    })
    .help("The price that triggers liquidation.")
    .folded()
}

/// Which way the ratio goes.
pub const fn ratio_direction<I: HasTerms>() -> Field<I> {
    Field::new(key("ratio_direction"), "The venue's margin ratio", "used", |i: &mut I| {
        choice(&mut i.terms().ratio_direction)
    })
    .help("Requirement over equity, which rises to 100 %; or equity over requirement, which falls to it (OKX, Gate).")
    .folded()
}

/// The share of coin posted that counts.
pub const fn coin_weight<I: HasTerms>() -> Field<I> {
    Field::new(key("coin_weight_pct"), "Weight of coin", "100", |i: &mut I| Slot::Number(&mut i.terms().coin_weight))
        .help("The share of coin posted as collateral that counts: 100 less the haircut.")
        .range(Range::Between(0.0, 100.0))
        .folded()
}

/// How quickly a liquidation's limit falls behind.
pub const fn bankruptcy_adjustment<I: HasTerms>() -> Field<I> {
    Field::new(key("bankruptcy_adjustment"), "Bankruptcy adjustment", "1", |i: &mut I| {
        Slot::Number(&mut i.terms().bankruptcy_adjustment)
    })
    .help("How quickly the price at which a liquidation may fill falls behind the oracle.")
    .range(Range::AtLeast(0.0))
    .when(ON_DYDX)
    .folded()
}

/// How far it may fall behind.
pub const fn fill_spread<I: HasTerms>() -> Field<I> {
    Field::new(key("fill_spread_pct"), "Furthest fill", "150", |i: &mut I| Slot::Optional(&mut i.terms().fill_spread))
        .help("How far that price may fall behind, over the maintenance rate.")
        .range(Range::AtLeast(0.0))
        .when(ON_DYDX)
        .folded()
}
