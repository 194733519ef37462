//! A liquidation price as the venue prints it.

use crate::math::contract::Side;
use crate::math::rounding::{PriceRule, Rounding};

/// What a venue does to a liquidation price before it prints it. "Against the trader" is towards the mark: the price looks
/// nearer than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShownPrice {
    /// To the tick against the trader: Bybit.
    Against,
    /// To the nearest tick.
    Nearest,
    /// Not rounded, one whole tick against the trader: OKX, coin-margined; read from one long, the short is its mirror.
    TickMore,
    /// As computed.
    Exact,
    /// To the whole satoshi that a contract of 1 USD is worth, then to the tick, both against the trader: BitMEX, inverse.
    Satoshi,
}

const SATOSHIS: f64 = 1e8;

impl ShownPrice {
    /// The price that is printed.
    ///
    /// ```
    /// use ballast_engine::math::contract::Side;
    /// use ballast_engine::math::margin::ShownPrice;
    /// use ballast_engine::math::rounding::PriceRule;
    ///
    /// // help.bybit.com 360039261334
    /// assert_eq!(ShownPrice::Against.of(5_739.08, Side::Long, PriceRule::Tick(0.5)), 5_739.5);
    /// ```
    pub fn of(self, price: f64, side: Side, rule: PriceRule) -> f64 {
        match (self, side) {
            (ShownPrice::Against, Side::Long) => rule.round(price, Rounding::Up),
            (ShownPrice::Against, Side::Short) => rule.round(price, Rounding::Down),
            (ShownPrice::Satoshi, Side::Long) => rule.round(SATOSHIS / (SATOSHIS / price).floor(), Rounding::Up),
            (ShownPrice::Satoshi, Side::Short) => rule.round(SATOSHIS / (SATOSHIS / price).ceil(), Rounding::Down),
            (ShownPrice::Nearest, _) => rule.round(price, Rounding::Nearest),
            (ShownPrice::TickMore, _) => price + side.sign() * rule.step_at(price).unwrap_or(0.0),
            (ShownPrice::Exact, _) => price,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: PriceRule = PriceRule::Tick(0.05);

    #[test]
    fn bybit_rounds_towards_the_mark() {
        // help.bybit.com 360039261334: a long's 5,739.08 is shown as 5,739.5; a short's is the mirror
        assert_eq!(ShownPrice::Against.of(5_739.08, Side::Long, PriceRule::Tick(0.5)), 5_739.5);
        assert_eq!(ShownPrice::Against.of(1_550.76, Side::Long, TICK), 1_550.8);
        assert_eq!(ShownPrice::Against.of(1_550.79, Side::Short, TICK), 1_550.75);
    }

    #[test]
    fn okx_prints_one_tick_more() {
        // OKX API docs, ETH-USD-210430: the formula gives 2,352.83966818, shown is 2,352.84966818
        let tick = PriceRule::Tick(0.01);
        let shown = ShownPrice::TickMore.of(2_352.839_668_181_823, Side::Long, tick);
        assert!((shown - 2_352.849_668_181_823_3).abs() < 1e-9);
        let mirrored = ShownPrice::TickMore.of(2_352.839_668_181_823, Side::Short, tick);
        assert!((mirrored - 2_352.829_668_181_823).abs() < 1e-9);
        assert_eq!(ShownPrice::TickMore.of(7.1, Side::Long, PriceRule::Any), 7.1);
    }

    #[test]
    fn bitmex_rounds_to_the_satoshi_and_then_to_the_tick() {
        // narodnik/predikate@4b0e93bf, -500 @ 6,725 at 25x: 7,137,600 satoshis at bankruptcy, 14,275.2 a contract; 7,004.5
        let tick = PriceRule::Tick(0.5);
        assert_eq!(ShownPrice::Satoshi.of(1e8 / 14_275.2, Side::Short, tick), 7_004.5);
        assert_eq!(ShownPrice::Satoshi.of(1e8 / 14_349.55, Side::Short, tick), 6_968.5);
        assert_eq!(ShownPrice::Satoshi.of(1e8 / 14_275.2, Side::Long, tick), 7_005.5);
    }

    #[test]
    fn nearest_and_exact_know_no_side() {
        for side in [Side::Long, Side::Short] {
            assert_eq!(ShownPrice::Nearest.of(4_022.97, side, TICK), 4_022.95);
            assert_eq!(ShownPrice::Exact.of(4_022.97, side, TICK), 4_022.97);
        }
    }
}
