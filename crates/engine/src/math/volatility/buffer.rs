//! A zone around the target in which nothing is traded.

use crate::math::order::within;

/// How wide the zone is in which nothing is traded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BufferWidth {
    /// A share of the target position, whatever its sign. Vanishes with the target: near zero every tick trades.
    OfTarget {
        /// 0 or more; pysystemtrade uses 0.1.
        share: f64,
    },
    /// A share of the position one has on average, the same for every target.
    OfAverage {
        /// 0 or more.
        share: f64,
        /// The average position, in the unit of the target; its sign does not matter.
        average_position: f64,
    },
}

/// The zone around a target position in which trading would cost more than it mends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Buffer {
    /// The position wanted, negative for a short.
    pub target: f64,
    /// Half the zone.
    pub width: BufferWidth,
}

/// What to do about a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rebalance {
    /// Lower edge of the zone.
    pub lower: f64,
    /// Upper edge of the zone.
    pub upper: f64,
    /// Position after the trade: the nearer edge, or the current one within the zone.
    pub position: f64,
    /// To buy (+) or sell (-); 0 within the zone.
    pub trade: f64,
}

impl Buffer {
    /// Compares the current position with the zone and trades to its nearer edge: going on to the middle would pay
    /// for a trade that chance makes unnecessary half of the time. Absent unless all numbers are finite and the
    /// share is 0 or more.
    pub fn rebalance(&self, current: f64) -> Option<Rebalance> {
        let half = self.half_width();
        let (lower, upper) = (self.target - half, self.target + half);
        let sound = half >= 0.0 && [lower, upper, current].iter().all(|number| number.is_finite());
        let position = if sound { within(current, lower, upper) } else { return None };
        let trade = position - current;
        trade.is_finite().then_some(Rebalance { lower, upper, position, trade })
    }

    fn half_width(&self) -> f64 {
        match self.width {
            BufferWidth::OfTarget { share } => share * self.target.abs(),
            BufferWidth::OfAverage { share, average_position } => share * average_position.abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
    }

    #[test]
    fn a_buffer_trades_to_its_edge_and_not_at_all_within() {
        // Vector scale.buffer.position: pysystemtrade, position method.
        let buffer = Buffer { target: 10.0, width: BufferWidth::OfTarget { share: 0.1 } };
        for (current, after) in [(8.5, 9.0), (9.5, 9.5), (12.0, 11.0)] {
            let rebalance = buffer.rebalance(current).unwrap();
            assert!(close(rebalance.position, after) && close(rebalance.trade, after - current));
        }
    }

    #[test]
    fn near_zero_only_the_average_position_keeps_a_buffer_open() {
        // Vector scale.buffer.zero_trap: pysystemtrade, both methods.
        let of_target = Buffer { target: 0.1, width: BufferWidth::OfTarget { share: 0.1 } };
        assert!(close(of_target.rebalance(0.4).unwrap().position, 0.11));
        let width = BufferWidth::OfAverage { share: 0.1, average_position: 10.0 };
        assert_eq!(Buffer { target: 0.1, width }.rebalance(0.4).unwrap().position, 0.4);
    }

    #[test]
    fn a_short_has_the_mirrored_buffer() {
        // pysystemtrade once inverted the edges of shorts (its issue 217).
        let buffer = Buffer { target: -10.0, width: BufferWidth::OfTarget { share: 0.1 } };
        assert!(close(buffer.rebalance(-8.5).unwrap().position, -9.0));
        assert!(close(buffer.rebalance(-12.0).unwrap().position, -11.0));
        let negative = Buffer { width: BufferWidth::OfTarget { share: -0.1 }, ..buffer };
        assert_eq!(negative.rebalance(-8.5), None);
    }

    proptest! {
        #[test]
        fn after_the_trade_the_position_lies_in_the_zone(
            target in -1e12..1e12f64, current in -1e12..1e12f64, share in 0.0..2.0f64, average_position in -1e9..1e9f64
        ) {
            for width in [BufferWidth::OfTarget { share }, BufferWidth::OfAverage { share, average_position }] {
                let buffer = Buffer { target, width };
                let rebalance = buffer.rebalance(current).unwrap();
                prop_assert!(rebalance.position >= rebalance.lower && rebalance.position <= rebalance.upper);
                prop_assert_eq!(buffer.rebalance(rebalance.position).unwrap().trade, 0.0);
            }
        }
    }
}
