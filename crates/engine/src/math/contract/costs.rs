//! Fees, slippage and holding costs, exact: each fee on the filled notional of its own side.
//!
//! ```text
//! fills       long  entry p(1 + slip), exit p(1 - slip)          short the other way
//! net profit  profit - fe * notional(E) - fx * notional(X) - h * notional(E)
//! breakeven   linear, quanto  E * (s + fe + h) / (s - fx)        inverse  E * (s + fx) / (s - fe - h)
//!
//! E, X  filled prices    fe, fx  fees of entry and exit    h  holding cost over entry notional (+ is paid)
//! ```
//!
//! Ours, from first principles; the breakeven without holding cost is the one every fee calculator prints.

use super::{Contract, Payoff, Side, Trade};

/// An order as the trader plans it: the price asked for and what filling it costs.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
/// // A stop by the market
/// let stop = Order { price: 48_500.0, fee_rate: 0.000_55, slippage: 0.001 };
/// assert!((stop.closing(Side::Long).price - 48_451.5).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// Price of the order, quote per base; greater than 0.
    pub price: f64,
    /// Fee as a fraction of filled notional; negative for a rebate.
    pub fee_rate: f64,
    /// Expected slippage against the trader as a fraction of the price; 0 for a limit order.
    pub slippage: f64,
}

impl Order {
    /// The fill of an order that opens a position on `side`.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let order = Order { price: 50_000.0, fee_rate: 0.0002, slippage: 0.001 };
    /// assert!((order.opening(Side::Long).price - 50_050.0).abs() < 1e-9);
    /// ```
    pub fn opening(&self, side: Side) -> Fill {
        Fill { price: self.price * (1.0 + side.sign() * self.slippage), fee_rate: self.fee_rate }
    }

    /// The fill of an order that closes a position on `side`.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let stop = Order { price: 48_500.0, fee_rate: 0.000_55, slippage: 0.001 };
    /// assert!((stop.closing(Side::Long).price - 48_451.5).abs() < 1e-9);
    /// ```
    pub fn closing(&self, side: Side) -> Fill {
        Fill { price: self.price * (1.0 - side.sign() * self.slippage), fee_rate: self.fee_rate }
    }
}

/// A filled order.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
/// let fill = Order { price: 50_000.0, fee_rate: 0.0002, slippage: 0.0 }.opening(Side::Long);
/// assert_eq!(fill, Fill { price: 50_000.0, fee_rate: 0.0002 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Price paid or received, quote per base; greater than 0.
    pub price: f64,
    /// Fee as a fraction of filled notional; negative for a rebate.
    pub fee_rate: f64,
}

/// A position opened and closed again.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
/// let entry = Fill { price: 50_000.0, fee_rate: 0.0002 };
/// let exit = Order { price: 48_500.0, fee_rate: 0.000_55, slippage: 0.001 }.closing(Side::Long);
/// let trip = RoundTrip { side: Side::Long, entry, exit, holding_rate: 0.0003 };
/// assert!((Payoff::LINEAR.proceeds(&trip).loss() - 1_600.148_325).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundTrip {
    /// Long or short.
    pub side: Side,
    /// The fill that opened it.
    pub entry: Fill,
    /// The fill that closed it.
    pub exit: Fill,
    /// Funding or interest over the whole holding, as a fraction of entry notional; positive is paid.
    pub holding_rate: f64,
}

/// What a round trip brings per unit of quantity, in settlement money. Costs are positive when paid.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
/// let proceeds = Proceeds { gross: 1_000.0, entry_fee: 10.0, exit_fee: 28.0, holding_cost: 15.0 };
/// assert_eq!(proceeds.net(), 947.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proceeds {
    /// Profit from the two prices alone.
    pub gross: f64,
    /// Fee of the entry.
    pub entry_fee: f64,
    /// Fee of the exit.
    pub exit_fee: f64,
    /// Funding or interest.
    pub holding_cost: f64,
}

impl Proceeds {
    /// All costs together.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let proceeds = Proceeds { gross: 1_000.0, entry_fee: 10.0, exit_fee: 28.0, holding_cost: 15.0 };
    /// assert_eq!(proceeds.costs(), 53.0);
    /// ```
    pub fn costs(&self) -> f64 {
        self.entry_fee + self.exit_fee + self.holding_cost
    }

    /// Profit after all costs; a loss is negative.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let proceeds = Proceeds { gross: 1_000.0, entry_fee: 10.0, exit_fee: 28.0, holding_cost: 15.0 };
    /// assert_eq!(proceeds.net(), 947.0);
    /// ```
    pub fn net(&self) -> f64 {
        self.gross - self.costs()
    }

    /// Loss after all costs: what one unit loses when the exit is a stop.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let proceeds = Proceeds { gross: 1_000.0, entry_fee: 10.0, exit_fee: 28.0, holding_cost: 15.0 };
    /// assert_eq!(proceeds.loss(), -947.0);
    /// ```
    pub fn loss(&self) -> f64 {
        -self.net()
    }
}

/// What it still takes to leave a position: the fee of the exit and the cost of holding until then.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
/// // Both ways at 0.06 %: 50,060.04 of 50,000.
/// let entry = Fill { price: 50_000.0, fee_rate: 0.0006 };
/// let price = Payoff::LINEAR.breakeven_price(Side::Long, entry, CostToLeave { exit_fee_rate: 0.0006, holding_rate: 0.0 });
/// assert!(price.is_some_and(|price| (price - 50_060.036_021_612_97).abs() < 1e-8));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostToLeave {
    /// Fee of the exit as a fraction of its filled notional.
    pub exit_fee_rate: f64,
    /// Funding or interest until then, as a fraction of entry notional; positive is paid.
    pub holding_rate: f64,
}

impl Payoff {
    /// What one unit of quantity brings over a round trip, in settlement money.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// let entry = Fill { price: 50_000.0, fee_rate: 0.0002 };
    /// let exit = Order { price: 48_500.0, fee_rate: 0.000_55, slippage: 0.001 }.closing(Side::Long);
    /// let trip = RoundTrip { side: Side::Long, entry, exit, holding_rate: 0.0003 };
    /// // Re-simulated fill by fill.
    /// assert!((Payoff::LINEAR.proceeds(&trip).loss() - 1_600.148_325).abs() < 1e-9);
    /// ```
    pub fn proceeds(&self, trip: &RoundTrip) -> Proceeds {
        let RoundTrip { side, entry, exit, holding_rate } = *trip;
        let entry_notional = self.notional(1.0, entry.price);
        Proceeds {
            gross: self.profit(&Trade { side, quantity: 1.0, entry: entry.price }, exit.price),
            entry_fee: entry.fee_rate * entry_notional,
            exit_fee: exit.fee_rate * self.notional(1.0, exit.price),
            holding_cost: holding_rate * entry_notional,
        }
    }

    /// The exit price at which a trade ends at zero after both fees and the cost of holding it, quote per base.
    /// `None` where the costs are so large that no price does.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::{CostToLeave, Fill, Order, Proceeds, RoundTrip}};
    /// // Binance shows 0.293827484 for ADAUSDT bought at 0.29371: the opening fee alone.
    /// let entry = Fill { price: 0.293_71, fee_rate: 0.0004 };
    /// let price = Payoff::LINEAR.breakeven_price(Side::Long, entry, CostToLeave { exit_fee_rate: 0.0, holding_rate: 0.0 });
    /// assert!(price.is_some_and(|price| (price - 0.293_827_484).abs() < 1e-9));
    /// ```
    pub fn breakeven_price(&self, side: Side, entry: Fill, cost: CostToLeave) -> Option<f64> {
        let sign = side.sign();
        let sunk = entry.fee_rate + cost.holding_rate;
        let ratio = match self.contract {
            Contract::Linear | Contract::Quanto => (sign + sunk) / (sign - cost.exit_fee_rate),
            Contract::Inverse => (sign + cost.exit_fee_rate) / (sign - sunk),
        };
        let price = entry.price * ratio;
        (price.is_finite() && price > 0.0).then_some(price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
    }

    fn breakeven(payoff: Payoff, side: Side, fees: [f64; 2]) -> f64 {
        let cost = CostToLeave { exit_fee_rate: fees[1], holding_rate: 0.0 };
        payoff.breakeven_price(side, Fill { price: 50_000.0, fee_rate: fees[0] }, cost).unwrap()
    }

    #[test]
    fn a_linear_stop_loses_price_fees_slippage_and_funding() {
        // reference vector size.exact_costs.linear.long, re-simulated fill by fill
        let side = Side::Long;
        let trip = RoundTrip {
            side,
            entry: Order { price: 50_000.0, fee_rate: 0.0002, slippage: 0.0 }.opening(side),
            exit: Order { price: 48_500.0, fee_rate: 0.00055, slippage: 0.001 }.closing(side),
            holding_rate: 0.0003,
        };
        near(Payoff::LINEAR.proceeds(&trip).loss(), 1_600.148325, 1e-9);
    }

    #[test]
    fn an_inverse_long_loses_more_coin_than_a_short_at_the_same_distance() {
        // reference vectors size.inverse.long and size.inverse.short, re-simulated
        let fill = |price| Fill { price, fee_rate: 0.0005 };
        let loss = |side, stop| {
            let trip = RoundTrip { side, entry: fill(60_000.0), exit: fill(stop), holding_rate: 0.0 };
            Payoff::inverse(1.0).proceeds(&trip).loss()
        };
        near(loss(Side::Long, 57_000.0), 8.94298245614033e-7, 1e-19);
        near(loss(Side::Short, 63_000.0), 8.099206349206364e-7, 1e-19);
    }

    #[test]
    fn breakeven_pays_both_fees() {
        // reference vector size.breakeven_price.fees
        near(breakeven(Payoff::LINEAR, Side::Long, [0.0006, 0.0006]), 50_060.03602161297, 1e-8);
        near(breakeven(Payoff::LINEAR, Side::Short, [0.0006, 0.0006]), 49_940.035978412954, 1e-8);
        // q(B-E) = q E fo + q B fc, solved by hand in the reference vectors
        near(breakeven(Payoff::LINEAR, Side::Long, [0.0002, 0.00055]), 50_037.52063635, 5e-6);
        near(breakeven(Payoff::LINEAR, Side::Short, [0.0002, 0.00055]), 49_962.5206136625, 5e-6);
        // Q|1/E - 1/B| = Q/E fo + Q/B fc
        near(breakeven(Payoff::inverse(1.0), Side::Long, [0.0002, 0.00055]), 50_037.5075015003, 5e-6);
        near(breakeven(Payoff::inverse(1.0), Side::Short, [0.0002, 0.00055]), 49_962.5074985003, 5e-6);
    }

    #[test]
    fn the_break_even_price_binance_shows_holds_the_opening_fee_alone() {
        // ccxt PR #20895: ADAUSDT 200 @ 0.29371, breakEvenPrice 0.293827484
        let entry = Fill { price: 0.29371, fee_rate: 0.0004 };
        let cost = CostToLeave { exit_fee_rate: 0.0, holding_rate: 0.0 };
        near(Payoff::LINEAR.breakeven_price(Side::Long, entry, cost).unwrap(), 0.293827484, 1e-9);
    }

    #[test]
    fn costs_above_the_whole_notional_have_no_breakeven() {
        let cost = CostToLeave { exit_fee_rate: 0.0, holding_rate: 1.0 };
        let entry = Fill { price: 100.0, fee_rate: 0.1 };
        assert_eq!(Payoff::LINEAR.breakeven_price(Side::Short, entry, cost), None);
        assert_eq!(Payoff::inverse(1.0).breakeven_price(Side::Long, entry, cost), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn leaving_at_the_breakeven_price_nets_zero(
            price in 1e-6..1e6f64, fees in [-0.001..0.01f64, -0.001..0.01f64], holding_rate in -0.05..0.05f64,
            kind in 0..3usize, short: bool,
        ) {
            let payoff = [Payoff::LINEAR, Payoff::inverse(10.0), Payoff::quanto(0.001)][kind];
            let side = if short { Side::Short } else { Side::Long };
            let entry = Fill { price, fee_rate: fees[0] };
            let cost = CostToLeave { exit_fee_rate: fees[1], holding_rate };
            let exit = Fill { price: payoff.breakeven_price(side, entry, cost).unwrap(), fee_rate: fees[1] };
            let net = payoff.proceeds(&RoundTrip { side, entry, exit, holding_rate }).net();
            prop_assert!(net.abs() <= 1e-13 * payoff.notional(1.0, price));
        }
    }
}
