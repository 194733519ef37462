//! Volatility in time, and the exposure that keeps it constant.
//!
//! ```text
//! volatility over a time   annual * sqrt(time / year)           a year has 365 days, 8,760 hours
//! exposure                 min(cap, target / max(floor, w current + (1 - w) long run))
//! buffer                   trade to the nearer edge of target -/+ width, or not at all when within
//! ```
//!
//! Volatilities are standard deviations of returns, as fractions (0.6 for 60 %). The square root of time supposes that
//! returns of different hours do not depend on each other: where trends or reversals are strong, it misleads.
//!
//! Sources: R. Carver, "Systematic Trading" (2015), ISBN 978-0-85719-445-9, and github.com/robcarver17/pysystemtrade:
//! `systems/buffering.py` at b7f1e348a5f2a514ba37a3bdc6f31c92c2d2a7d9 for both widths of the buffer,
//! `sysquant/estimators/vol.py` at 16c7a2d52c698bd189133d010d116ed1dad53231 for the blend (of volatilities, not of
//! variances).

mod buffer;
mod target;

pub use buffer::{Buffer, BufferWidth, Rebalance};
pub use target::{Blend, NoTarget, TargetedExposure, VolatilityTarget};

/// Crypto trades every day.
pub const DAYS_PER_YEAR: f64 = 365.0;

/// And every hour.
pub const HOURS_PER_YEAR: f64 = 8760.0;

/// Volatility per day from volatility per year.
///
/// ```
/// use ballast_engine::math::volatility::daily_volatility;
/// // 80 % a year over the root of 365.
/// assert!((daily_volatility(0.8) - 0.041_873_913_807_217_104).abs() < 1e-15);
/// ```
pub fn daily_volatility(annual: f64) -> f64 {
    annual / DAYS_PER_YEAR.sqrt()
}

/// Volatility per year from volatility per day.
///
/// ```
/// use ballast_engine::math::volatility::annual_from_daily;
/// assert!((annual_from_daily(0.02) - 0.382_099_463_490_856).abs() < 1e-14);
/// ```
pub fn annual_from_daily(daily: f64) -> f64 {
    daily * DAYS_PER_YEAR.sqrt()
}

/// A price and how much it fluctuates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FluctuatingPrice {
    /// Above 0.
    pub price: f64,
    /// Standard deviation of the return over a year, 0 or more.
    pub annual_volatility: f64,
}

impl FluctuatingPrice {
    /// One standard deviation of the price over so many hours: it moves less two times out of three.
    ///
    /// ```
    /// use ballast_engine::math::volatility::FluctuatingPrice;
    /// let price = FluctuatingPrice { price: 100.0, annual_volatility: 0.8 };
    /// assert!((price.usual_move(24.0) - 4.187_391_380_721_71).abs() < 1e-12);
    /// ```
    pub fn usual_move(self, hours: f64) -> f64 {
        self.price * self.annual_volatility * (hours.max(0.0) / HOURS_PER_YEAR).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
    }

    #[test]
    fn volatility_grows_with_the_square_root_of_time() {
        // Vector vol.annualise: 0.02 per day.
        assert!(close(annual_from_daily(0.02), 0.382_099_463_490_856));
        // Vector vol.expected_move: 80 % a year.
        assert!(close(daily_volatility(0.8), 0.041_873_913_807_217_104));
    }

    #[test]
    fn a_price_moves_by_its_volatility() {
        // Vector vol.expected_move: daily, weekly.
        let unit = FluctuatingPrice { price: 1.0, annual_volatility: 0.8 };
        assert!(close(unit.usual_move(24.0), 0.041_873_913_807_217_104));
        assert!(close(unit.usual_move(168.0), 0.110_787_962_354_850_29));
    }

    #[test]
    fn an_hour_of_bitcoin_at_57_percent_moves_it_by_some_396_dollars() {
        // By hand: 65,000 x 0.57 / 93.5949... (square root of 8,760).
        let bitcoin = FluctuatingPrice { price: 65_000.0, annual_volatility: 0.57 };
        assert!((bitcoin.usual_move(1.0) - 395.855).abs() < 0.001);
    }
}
