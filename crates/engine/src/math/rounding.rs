//! Rounding to lots and ticks, exact for decimal steps.
//!
//! Dividing by the step is the trap: `0.3 / 0.1` is 2.9999999999999996 in binary, so a naive floor loses a lot, and
//! `3.0 * 0.1` is 0.30000000000000004. Here the step is first read as the decimal it was written as (a whole number
//! over a power of ten), multiples of it are built from whole numbers, and a number is at a multiple if it is the very
//! float which that multiple is written as. So results print clean, rounding down never exceeds its argument, and
//! rounding twice changes nothing. Ours; exact for values to 1e15 and steps to 1e-12.

use super::decimal::Decimal;
use crate::math::alike::Alike;

/// Which multiple to take.
///
/// ```
/// use ballast_engine::math::rounding::{Rounding, round};
/// assert_eq!(round(2.5, 1.0, Rounding::Nearest), 3.0);
/// assert_eq!(round(-2.5, 1.0, Rounding::Nearest), -3.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// The largest that does not exceed the number.
    Down,
    /// The smallest that is not below the number.
    Up,
    /// The nearest; halfway goes away from zero.
    Nearest,
}

/// A number rounded to a multiple of `step`. A step that is not a positive number (no lot, no tick) changes nothing.
///
/// ```
/// use ballast_engine::math::rounding::{Rounding, round};
///
/// assert_eq!(round(0.3, 0.1, Rounding::Down), 0.3);
/// assert_eq!(round(0.0649, 0.001, Rounding::Down), 0.064);
/// assert_eq!(round(5_739.08, 0.5, Rounding::Up), 5_739.5);
/// ```
pub fn round(value: f64, step: f64, rounding: Rounding) -> f64 {
    if !(step > 0.0 && step.is_finite() && value.is_finite()) {
        return value;
    }
    if value < 0.0 {
        // Downward on one side of zero is upward on the other; adding zero turns -0 into 0.
        return -round(-value, step, rounding.mirrored()) + 0.0;
    }
    let step = Step::of(step);
    match step.multiples_within(value) {
        Some(multiples) => step.choose(value, multiples, rounding),
        // The step is finer than the spacing of floats there: every number is as near to a multiple as can be.
        None => value,
    }
}

/// The largest multiple of `step` that does not exceed `value`.
///
/// ```
/// use ballast_engine::math::rounding::round_down;
/// assert_eq!(round_down(0.0647, 0.001), 0.064);
/// assert_eq!(round_down(0.3, 0.1), 0.3);
/// ```
pub fn round_down(value: f64, step: f64) -> f64 {
    round(value, step, Rounding::Down)
}

/// The smallest multiple of `step` that is not below `value`.
///
/// ```
/// use ballast_engine::math::rounding::round_up;
/// assert_eq!(round_up(0.0641, 0.001), 0.065);
/// ```
pub fn round_up(value: f64, step: f64) -> f64 {
    round(value, step, Rounding::Up)
}

/// Like [`round_down`] for a number that arithmetic has left a few units in the last place below a multiple: it counts
/// as that multiple. So 70 / 5 lots are 14 even where the 70 came out as 69.99999999999999. May exceed `value`, by at
/// most two parts in 1e15. Without a step nothing changes.
///
/// ```
/// use ballast_engine::math::rounding::{round_down, round_down_computed};
/// assert_eq!(round_down(69.999_999_999_999_99, 5.0), 65.0);
/// assert_eq!(round_down_computed(69.999_999_999_999_99, 5.0), 70.0);
/// ```
pub fn round_down_computed(value: f64, step: f64) -> f64 {
    if step > 0.0 { round_down(value + 8.0 * f64::EPSILON * value.abs(), step) } else { value }
}

impl Rounding {
    fn mirrored(self) -> Rounding {
        match self {
            Rounding::Down => Rounding::Up,
            Rounding::Up => Rounding::Down,
            Rounding::Nearest => Rounding::Nearest,
        }
    }
}

/// Whole numbers below this are exact as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Powers of ten up to 22 are exact as floats; half a step needs one more digit than the step.
const MOST_DECIMALS: u32 = 20;

/// A step as `units / 10^decimals`, or as it is where it was not written as a short decimal.
#[derive(Clone, Copy)]
enum Step {
    Decimal { units: u64, decimals: u32 },
    Binary(f64),
}

impl Step {
    fn of(step: f64) -> Step {
        (0..MOST_DECIMALS)
            .map(|decimals| (decimals, (step * power_of_ten(decimals)).round()))
            .find(|&(decimals, units)| (1.0..EXACT).contains(&units) && units / power_of_ten(decimals) == step)
            .map_or(Step::Binary(step), |(decimals, units)| Step::Decimal { units: units as u64, decimals })
    }

    /// The float nearest to `count` steps.
    fn multiple(self, count: u64) -> f64 {
        match self {
            Step::Binary(step) => count as f64 * step,
            Step::Decimal { units, decimals } => decimal(u128::from(count) * u128::from(units), decimals),
        }
    }

    /// The float nearest to `count` and a half steps.
    fn multiple_and_half(self, count: u64) -> f64 {
        match self {
            Step::Binary(step) => (count as f64 + 0.5) * step,
            Step::Decimal { units, decimals } => {
                decimal((u128::from(count) * 2 + 1) * u128::from(units) * 5, decimals + 1)
            }
        }
    }

    /// How many whole steps fit in a value; none if the count is beyond exact arithmetic.
    fn multiples_within(self, value: f64) -> Option<u64> {
        let estimate = value / self.multiple(1);
        if estimate.is_nan() || estimate >= EXACT {
            return None;
        }
        let mut count = estimate as u64;
        while count > 0 && self.multiple(count) > value {
            count -= 1;
        }
        while self.multiple(count + 1) <= value {
            count += 1;
        }
        Some(count)
    }

    fn choose(self, value: f64, multiples: u64, rounding: Rounding) -> f64 {
        let below = self.multiple(multiples);
        let up = match rounding {
            Rounding::Down => false,
            Rounding::Up => below < value,
            // Where floats are about as coarse as the step, a multiple may also be the float of the next half.
            Rounding::Nearest => below < value && value >= self.multiple_and_half(multiples),
        };
        if up { self.multiple(multiples + 1) } else { below }
    }
}

/// `units / 10^decimals` as the nearest float.
fn decimal(units: u128, decimals: u32) -> f64 {
    if units < EXACT as u128 {
        return units as f64 / power_of_ten(decimals);
    }
    // Beyond exact floats a division would round twice; reading text rounds once.
    Decimal::read(&units.to_string()).map_or(f64::NAN, |whole| whole.moved(-(decimals as i32)).number())
}

/// Exact up to 22.
fn power_of_ten(exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// Which prices a venue accepts.
///
/// ```
/// use ballast_engine::math::rounding::{PriceRule, Rounding};
/// assert_eq!(PriceRule::Tick(0.5).round(5_739.08, Rounding::Up), 5_739.5);
/// assert_eq!(PriceRule::Any.round(5_739.08, Rounding::Up), 5_739.08);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PriceRule {
    /// Any price.
    Any,
    /// Multiples of a tick; greater than 0.
    Tick(f64),
    /// At most so many significant figures and so many decimals; whole prices always. Hyperliquid: 5 figures and
    /// 6 - szDecimals decimals on perpetuals ("Tick and lot size" in its API docs, read 2026-11).
    SignificantFigures {
        /// Significant figures; at least 1.
        figures: u32,
        /// Decimals at most.
        decimals: u32,
    },
}

impl PriceRule {
    /// A price rounded to one that the venue accepts. Prices that are not positive are left alone.
    ///
    /// ```
    /// use ballast_engine::math::rounding::{PriceRule, Rounding};
    ///
    /// let perpetual = PriceRule::SignificantFigures { figures: 5, decimals: 6 };
    /// assert_eq!(perpetual.round(1_234.56, Rounding::Down), 1_234.5);
    /// assert_eq!(perpetual.round(123_456.7, Rounding::Up), 123_457.0);
    /// ```
    pub fn round(self, price: f64, rounding: Rounding) -> f64 {
        self.step_at(price).map_or(price, |step| round(price, step, rounding))
    }

    /// The distance between neighbouring accepted prices at a price; none if any price will do.
    ///
    /// ```
    /// use ballast_engine::math::rounding::PriceRule;
    /// // Five figures: 1,234.5 and the next is 1,234.6.
    /// assert_eq!(PriceRule::SignificantFigures { figures: 5, decimals: 6 }.step_at(1_234.5), Some(0.1));
    /// ```
    pub fn step_at(self, price: f64) -> Option<f64> {
        match self {
            PriceRule::Any => None,
            PriceRule::Tick(tick) => Some(tick),
            PriceRule::SignificantFigures { figures, decimals } => (price > 0.0 && price.is_finite()).then(|| {
                let fitting = i64::from(figures) - digits_before_point(price);
                1.0 / power_of_ten(fitting.clamp(0, i64::from(decimals.min(MOST_DECIMALS))) as u32)
            }),
        }
    }
}

/// How many digits stand before the decimal point: 3 for 123.4, 1 for 1.2, 0 for 0.12, -1 for 0.012.
fn digits_before_point(price: f64) -> i64 {
    let guess = price.decimal_log().floor() as i64 + 1;
    // The logarithm may miss by one at a power of ten.
    (guess - 1..=guess + 1).find(|&digits| price < first_with_more_digits(digits)).unwrap_or(guess)
}

fn first_with_more_digits(digits: i64) -> f64 {
    let power = power_of_ten(digits.unsigned_abs().min(400) as u32);
    if digits < 0 { 1.0 / power } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    const PERPETUAL: PriceRule = PriceRule::SignificantFigures { figures: 5, decimals: 6 };

    #[test]
    fn three_tenths_is_three_steps_of_a_tenth() {
        // reference vector size.round.float_step
        assert_eq!((0.3 / 0.1_f64).floor(), 2.0);
        assert_eq!(round_down(0.3, 0.1), 0.3);
        assert_eq!(round_up(0.3, 0.1), 0.3);
        assert_eq!(round_down(0.1 + 0.2, 0.1), 0.3);
        assert_eq!(round_up(0.1 + 0.2, 0.1), 0.4);
    }

    #[test]
    fn results_print_as_clean_decimals() {
        assert_eq!(round_down(0.0649, 0.001).to_string(), "0.064");
        assert_eq!(round_down(0.7 + 0.1 + 1e-9, 0.1).to_string(), "0.8");
        assert_eq!(round_up(1e-12, 1e-12).to_string(), "0.000000000001");
        assert_eq!(round_down(123.456_789_012_345_6, 1e-12).to_string(), "123.456789012345");
        assert_eq!(round_down(8.7654322, 0.00000003).to_string(), "8.76543219");
    }

    #[test]
    fn a_number_just_below_a_multiple_goes_down_unless_it_was_computed() {
        assert_eq!(round_down(2.999_999_999_999_999_6, 1.0), 2.0);
        assert_eq!(round_down_computed(2.999_999_999_999_999_6, 1.0), 3.0);
        assert_eq!(round_down_computed(69.999_999_999_999_99 / 5.0, 1.0), 14.0);
        assert_eq!(round_down_computed(2.999_999_999_999, 1.0), 2.0);
        assert_eq!(round_down_computed(0.0, 0.1), 0.0);
        assert_eq!(round_down_computed(0.1, 0.0), 0.1);
    }

    #[test]
    fn halfway_goes_away_from_zero_even_where_floats_lean() {
        assert_eq!(round(0.15, 0.1, Rounding::Nearest), 0.2);
        assert_eq!(round(0.25, 0.1, Rounding::Nearest), 0.3);
        assert_eq!(round(1.005, 0.01, Rounding::Nearest), 1.01);
        assert_eq!(round(-0.25, 0.1, Rounding::Nearest), -0.3);
        assert_eq!(round(0.249_999_9, 0.1, Rounding::Nearest), 0.2);
    }

    #[test]
    fn negative_numbers_round_toward_the_named_side() {
        assert_eq!(round_down(-0.31, 0.1), -0.4);
        assert_eq!(round_up(-0.31, 0.1), -0.3);
        assert_eq!(round_up(-0.01, 0.1).to_string(), "0");
    }

    #[test]
    fn a_step_that_is_not_a_positive_number_changes_nothing() {
        for step in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(round_down(1.2345, step), 1.2345);
        }
        assert!(round_down(f64::NAN, 0.1).is_nan());
        assert_eq!(round_down(f64::INFINITY, 0.1), f64::INFINITY);
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        assert_eq!(round_down(999_999_999_999_999.9, 1.0), 999_999_999_999_999.0);
        assert_eq!(round_down(1e15, 1e-12), 1e15);
        assert_eq!(round_up(1e15, 1e-12), 1e15);
        assert_eq!(round_down(1e300, 0.1), 1e300);
        assert_eq!(round_up(5e-324, 0.1), 0.1);
        assert_eq!(round_down(1.0, 5e-324), 1.0);
    }

    #[test]
    fn bybit_rounds_its_liquidation_prices_up_to_the_tick() {
        // help.bybit.com 360039261334: 5,739.08 is shown as 5,739.5
        assert_eq!(PriceRule::Tick(0.5).round(5_739.08, Rounding::Up), 5_739.5);
    }

    #[test]
    fn hyperliquid_examples_of_valid_prices_stay_and_the_others_move() {
        // hyperliquid.gitbook.io, for-developers/api/tick-and-lot-size, perp price examples
        let down = |price| PERPETUAL.round(price, Rounding::Down);
        for valid in [1_234.5, 0.001_234, 123_456.0, 12_345.0, 99_999.0, 100_000.0] {
            assert_eq!(down(valid), valid);
        }
        assert_eq!(down(1_234.56), 1_234.5);
        assert_eq!(down(0.001_234_5), 0.001_234);
        assert_eq!(down(12_345.6), 12_345.0);
        let one_decimal_lot = PriceRule::SignificantFigures { figures: 5, decimals: 5 };
        assert_eq!(one_decimal_lot.round(0.01234, Rounding::Down), 0.01234);
        assert_eq!(one_decimal_lot.round(0.012345, Rounding::Down), 0.01234);
    }

    #[test]
    fn rounding_up_across_a_power_of_ten_is_still_accepted() {
        let up = PERPETUAL.round(9.999_96, Rounding::Up);
        assert_eq!(up, 10.0);
        assert_eq!(PERPETUAL.round(up, Rounding::Up), up);
        assert_eq!(PERPETUAL.round(0.000_000_4, Rounding::Down), 0.0);
        assert_eq!(PriceRule::Any.round(1.234_567_8, Rounding::Up), 1.234_567_8);
    }

    fn steps() -> impl Strategy<Value = f64> {
        (1..1_000_000_u32, 0..=12_u32).prop_map(|(units, decimals)| f64::from(units) / power_of_ten(decimals))
    }

    fn values() -> impl Strategy<Value = f64> {
        (-1e4..1e4f64, -12..12i32).prop_map(|(mantissa, exponent)| mantissa * 10f64.powi(exponent))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn rounding_down_never_exceeds_and_is_less_than_a_step_away(value in values(), step in steps()) {
            let (down, up) = (round_down(value, step), round_up(value, step));
            prop_assert!(down <= value && value <= up);
            prop_assert!(up - down <= step * (1.0 + 1e-9) + 4.0 * f64::EPSILON * value.abs());
            let nearest = round(value, step, Rounding::Nearest);
            prop_assert!(nearest == down || nearest == up);
        }

        #[test]
        fn rounding_twice_changes_nothing(value in values(), step in steps()) {
            for rounding in [Rounding::Down, Rounding::Up, Rounding::Nearest] {
                let once = round(value, step, rounding);
                for again in [Rounding::Down, Rounding::Up, Rounding::Nearest] {
                    prop_assert_eq!(round(once, step, again), once);
                }
            }
        }

        #[test]
        fn every_written_decimal_is_a_multiple_of_its_own_last_digit(units in 0..10_u64.pow(15), decimals in 0..=12_u32) {
            let value: f64 = format!("{units}e-{decimals}").parse().unwrap();
            let step: f64 = format!("1e-{decimals}").parse().unwrap();
            prop_assert_eq!(round_down(value, step), value);
            prop_assert_eq!(round_up(value, step), value);
        }

        #[test]
        fn multiples_of_any_step_are_kept_and_their_neighbours_return_to_them(count in 1..1_000_000_u64, step in steps()) {
            let Step::Decimal { units, decimals } = Step::of(step) else { panic!("{step} is a decimal") };
            let multiple: f64 = format!("{}e-{decimals}", u128::from(count) * u128::from(units)).parse().unwrap();
            prop_assert_eq!(round_down(multiple, step), multiple);
            prop_assert_eq!(round_down(multiple.next_up(), step), multiple);
            prop_assert_eq!(round_up(multiple.next_down(), step), multiple);
            prop_assert!(round_down(multiple.next_down(), step) < multiple);
        }

        #[test]
        fn a_price_of_five_figures_has_at_most_five_unless_whole(price in 1e-5..1e7f64) {
            for rounding in [Rounding::Down, Rounding::Up, Rounding::Nearest] {
                let rounded = PERPETUAL.round(price, rounding);
                let text = rounded.to_string();
                let figures = text.replace('.', "").trim_start_matches('0').len();
                let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                prop_assert!(rounded.fract() == 0.0 || (figures <= 5 && decimals <= 6), "{}", text);
                prop_assert_eq!(PERPETUAL.round(rounded, rounding), rounded);
            }
        }
    }
}
