//! Concentrated liquidity: what a position in a price range holds, is worth, and how that changes with the price.
//!
//! ```text
//! s = √P, held within √pa and √pb: c
//! base      x = L (1/c - 1/√pb)            quote   y = L (c - √pa)
//! value     V = P x + y                    delta   V' = x            gamma  V'' = -L / (2 P^(3/2)) in the range, 0 outside
//! against holding what was put in at P0 (c0 as c):   hold - V = L (c - c0) (s² - c c0) / (c c0)
//! liquidity L = min(x / (1/c0 - 1/√pb), y / (c0 - √pa))
//! delta is d where  1/√P = d / L + 1/√pb
//! ```
//!
//! Source: H. Adams, N. Zinsmeister, M. Salem, R. Keefer and D. Robinson, "Uniswap v3 Core" (March 2021),
//! <https://uniswap.org/whitepaper-v3.pdf>, equations 2.2 (the curve of a range), 6.29 and 6.30 (amounts by range), here
//! with prices instead of ticks. The rest follows: dV/dP = x since P dx + dy = 0 along the curve. The difference to
//! holding is written as a product, which keeps its digits and its sign where the price has hardly moved.

use super::order::within;

/// A price range and the liquidity in it.
///
/// ```
/// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
/// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
/// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
/// assert_eq!(liquidity.worth(1.0), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquidity {
    /// The range.
    pub range: PriceRange,
    /// L, in the root of base times quote; 0 or more.
    pub amount: f64,
}

/// The prices between which liquidity is provided.
///
/// ```
/// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
/// // Uniswap's test of its periphery: 100 and 200 coins from 100/110 to 110/100, at 1.
/// let range = PriceRange { lower: 100.0 / 110.0, upper: 1.1 };
/// assert_eq!(range.liquidity_for(Some(100.0), Some(200.0), 1.0).map(f64::floor), Some(2148.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceRange {
    /// Lower end, above 0.
    pub lower: f64,
    /// Upper end, above the lower.
    pub upper: f64,
}

/// Coins of both sides of a pair.
///
/// ```
/// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
/// assert_eq!(Holdings { base: 2.0, quote: 4_000.0 }.worth(2_000.0), 8_000.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Holdings {
    /// Base coins.
    pub base: f64,
    /// Quote money.
    pub quote: f64,
}

impl Holdings {
    /// What they are worth in quote money.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// assert_eq!(Holdings { base: 2.0, quote: 4_000.0 }.worth(2_500.0), 9_000.0);
    /// ```
    pub fn worth(&self, price: f64) -> f64 {
        self.base * price + self.quote
    }
}

impl PriceRange {
    /// The root of the price, held within the range.
    fn held_root(&self, price: f64) -> f64 {
        within(price.sqrt(), self.lower.sqrt(), self.upper.sqrt())
    }

    /// What a liquidity of 1 holds.
    fn unit(&self, price: f64) -> Holdings {
        let root = self.held_root(price);
        let base = (self.upper.sqrt() - root) / (root * self.upper.sqrt());
        Holdings { base, quote: root - self.lower.sqrt() }
    }

    /// Liquidity that coins give at a price: the scarcer side decides. `None` where a side that the range needs is
    /// neither given nor 0.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// // Uniswap's test of its periphery: 100 and 200 coins from 100/110 to 110/100, at 1.
    /// let range = PriceRange { lower: 100.0 / 110.0, upper: 1.1 };
    /// assert_eq!(range.liquidity_for(Some(100.0), Some(200.0), 1.0).map(f64::floor), Some(2148.0));
    /// ```
    pub fn liquidity_for(&self, base: Option<f64>, quote: Option<f64>, price: f64) -> Option<f64> {
        let unit = self.unit(price);
        let by = |coins: Option<f64>, unit: f64| coins.filter(|_| unit > 0.0).map(|coins| coins / unit);
        match (by(base, unit.base), by(quote, unit.quote)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Liquidity that a sum of quote money gives where it is put in at a price, in the mixture that the range needs.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// assert_eq!(liquidity.range.liquidity_for_worth(2.0, 4.0), 2.0);
    /// ```
    pub fn liquidity_for_worth(&self, worth: f64, price: f64) -> f64 {
        worth / self.unit(price).worth(price)
    }
}

impl Liquidity {
    /// What it holds at a price.
    ///
    /// ```
    /// use ballast_engine::math::liquidity::{Liquidity, PriceRange};
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// assert_eq!((liquidity.holdings(1.0).base, liquidity.holdings(4.0).quote), (1.0, 2.0));
    /// ```
    pub fn holdings(&self, price: f64) -> Holdings {
        let unit = self.range.unit(price);
        Holdings { base: self.amount * unit.base, quote: self.amount * unit.quote }
    }

    /// What it is worth in quote money.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// assert_eq!((liquidity.worth(1.0), liquidity.worth(4.0)), (1.0, 2.0));
    /// ```
    pub fn worth(&self, price: f64) -> f64 {
        self.holdings(price).worth(price)
    }

    /// Change of its worth for a change of 1 in the price: the base coins it holds.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// assert_eq!((liquidity.delta(1.0), liquidity.delta(4.0)), (1.0, 0.0));
    /// ```
    pub fn delta(&self, price: f64) -> f64 {
        self.holdings(price).base
    }

    /// Change of delta for a change of 1 in the price; at the ends of the range that of its inner side below, and of
    /// its outer side above, as the pool counts its ticks.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// // -2 / (2 * 1), and nothing beyond the range
    /// assert_eq!((liquidity.gamma(1.0), liquidity.gamma(5.0)), (-1.0, 0.0));
    /// ```
    pub fn gamma(&self, price: f64) -> f64 {
        let is_inside = self.range.lower <= price && price < self.range.upper;
        if is_inside { -self.amount / (2.0 * price * price.sqrt()) } else { 0.0 }
    }

    /// The largest delta: all in base coins, at the lower end and below.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// assert_eq!(liquidity.largest_delta(), 1.0);
    /// ```
    pub fn largest_delta(&self) -> f64 {
        self.delta(self.range.lower)
    }

    /// What holding the coins that were put in at `entry` would be worth more, 0 or more.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// // The coin of 1 would be worth 4, the 2 of quote are worth 2.
    /// assert_eq!(liquidity.loss_against_holding(1.0, 4.0), 2.0);
    /// ```
    pub fn loss_against_holding(&self, entry: f64, price: f64) -> f64 {
        let (root, before) = (self.range.held_root(price), self.range.held_root(entry));
        (self.amount * (root - before) * (price - root * before) / (root * before)).max(0.0)
    }

    /// The price within the range at which delta is so much; none where it never is.
    ///
    /// ```
    /// # use ballast_engine::math::liquidity::{Holdings, Liquidity, PriceRange};
    /// # let liquidity = Liquidity { range: PriceRange { lower: 1.0, upper: 4.0 }, amount: 2.0 };
    /// // From 1 to 4 a liquidity of 2 holds 1 base coin at 1 and 2 of quote at 4.
    /// assert_eq!(liquidity.price_of_delta(1.0), Some(1.0));
    /// assert_eq!(liquidity.price_of_delta(1.5), None);
    /// ```
    pub fn price_of_delta(&self, delta: f64) -> Option<f64> {
        let is_reached = self.amount > 0.0 && (0.0..=self.largest_delta()).contains(&delta);
        let root = 1.0 / (delta / self.amount + 1.0 / self.range.upper.sqrt());
        is_reached.then(|| within(root * root, self.range.lower, self.range.upper))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::alike::Alike;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
    }

    #[test]
    fn liquidity_is_that_of_the_contract_inside_and_above_the_range() {
        // Uniswap/v3-periphery@4a6b97f94d5e4660e13383dc4ef8ce7af20681d1 test/LiquidityAmounts.spec.ts, whole numbers.
        let range = PriceRange { lower: 100.0 / 110.0, upper: 110.0 / 100.0 };
        for (price, liquidity) in [(1.0, 2148.0), (0.99, 1938.0), (1.11, 2097.0)] {
            let found = range.liquidity_for(Some(100.0), Some(200.0), price).unwrap();
            assert_eq!(found.floor(), liquidity);
        }
    }

    #[test]
    fn two_coins_need_the_quote_money_of_a_published_example_and_become_what_it_says() {
        // atiselsts/uniswap-v3-liquidity-math@1605269095e27b0d82cb08eed40bb77628bf5864 README.md, examples 1 and 3.
        let range = PriceRange { lower: 1_500.0, upper: 2_500.0 };
        let amount = range.liquidity_for(Some(2.0), None, 2_000.0).unwrap();
        near(Liquidity { range, amount }.holdings(2_000.0).quote, 5_076.10, 0.005);
        let range = PriceRange { lower: 1_333.33, upper: 3_000.0 };
        let amount = range.liquidity_for(Some(2.0), Some(4_000.0), 2_000.0).unwrap();
        let later = Liquidity { range, amount }.holdings(2_500.0);
        near(later.base, 0.85, 0.005);
        near(later.quote, 6_572.89, 0.02);
    }

    fn any_liquidity() -> impl Strategy<Value = Liquidity> {
        (1e-3..1e5_f64, 1.0001..50.0_f64, 1e-3..1e6_f64)
            .prop_map(|(lower, width, amount)| Liquidity { range: PriceRange { lower, upper: lower * width }, amount })
    }

    /// Prices below, in and above the range.
    fn place(range: PriceRange, at: f64) -> f64 {
        range.lower * (range.upper / range.lower).power(at)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn delta_is_the_slope_of_the_worth(liquidity in any_liquidity(), at in -0.5..1.5_f64) {
            let price = place(liquidity.range, at);
            let bump = 1e-5 * price;
            let slope = (liquidity.worth(price + bump) - liquidity.worth(price - bump)) / (2.0 * bump);
            // Within a bump of the range's ends delta itself bends, by at most gamma times the bump.
            let bend = liquidity.amount / price.sqrt() * 1e-5;
            prop_assert!((slope - liquidity.delta(price)).abs() <= bend + 1e-9 * liquidity.worth(price) / bump * 1e-5);
        }

        #[test]
        fn gamma_is_the_slope_of_delta_away_from_the_ends(liquidity in any_liquidity(), at in 0.02..0.98_f64) {
            let price = place(liquidity.range, at);
            let bump = 1e-4 * (price - liquidity.range.lower).min(liquidity.range.upper - price);
            let slope = (liquidity.delta(price + bump) - liquidity.delta(price - bump)) / (2.0 * bump);
            prop_assert!((slope / liquidity.gamma(price) - 1.0).abs() < 1e-4, "{} {}", slope, liquidity.gamma(price));
        }

        #[test]
        fn holding_is_never_worth_less_and_the_difference_is_that_of_the_two_sums(
            liquidity in any_liquidity(), from in -0.5..1.5_f64, to in -0.5..1.5_f64,
        ) {
            let (entry, price) = (place(liquidity.range, from), place(liquidity.range, to));
            let (loss, held) = (liquidity.loss_against_holding(entry, price), liquidity.holdings(entry).worth(price));
            prop_assert!(loss >= 0.0);
            prop_assert!((held - liquidity.worth(price) - loss).abs() <= 1e-9 * held);
        }

        #[test]
        fn amounts_do_not_jump_at_the_ends_of_the_range(liquidity in any_liquidity(), is_upper in any::<bool>()) {
            let end = if is_upper { liquidity.range.upper } else { liquidity.range.lower };
            let [before, after] = [1.0 - 1e-9, 1.0 + 1e-9].map(|by| liquidity.holdings(end * by));
            let size = liquidity.amount / end.sqrt();
            prop_assert!((before.base - after.base).abs() <= 3e-9 * size);
            prop_assert!((before.quote - after.quote).abs() <= 3e-9 * size * end);
        }

        #[test]
        fn the_price_of_a_delta_has_that_delta(liquidity in any_liquidity(), share in 0.0..1.0_f64) {
            let delta = share * liquidity.largest_delta();
            let price = liquidity.price_of_delta(delta).unwrap();
            prop_assert!((liquidity.delta(price) - delta).abs() <= 1e-9 * liquidity.amount / price.sqrt());
        }

        #[test]
        fn coins_give_the_liquidity_that_holds_them(liquidity in any_liquidity(), at in -0.5..1.5_f64) {
            let price = place(liquidity.range, at);
            let held = liquidity.holdings(price);
            let again = liquidity.range.liquidity_for(Some(held.base), Some(held.quote), price).unwrap();
            let by_worth = liquidity.range.liquidity_for_worth(held.worth(price), price);
            // Near an end one side is a small difference of roots.
            prop_assert!((again / liquidity.amount - 1.0).abs() < 1e-6);
            prop_assert!((by_worth / liquidity.amount - 1.0).abs() < 1e-9);
        }
    }
}
