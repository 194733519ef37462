//! The normal distribution, right to nearly all digits of a double, also far out in the tail.
//!
//! ```text
//! tail over density  M(z) = (1 - N(z)) / phi(z),  z >= 0
//! below 2            sqrt(pi/2) e^(z^2/2) - (z + z^3/3 + z^5/(3 5) + ...)
//! from 2 on          1/(z + 1/(z + 2/(z + 3/(z + ...))))
//! ```
//!
//! Source: G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4) (2004), DOI
//! 10.18637/jss.v011.i04, for the series; the fraction is Laplace's. (The error function of statrs 0.19 is right to ten
//! digits, which is less than what a probability is checked against here.)

use crate::math::alike::Alike;
use std::f64::consts::{FRAC_PI_2, TAU};

/// Enough for the last digit at 2, where both the series and the fraction are slowest.
const TERMS: i32 = 100;

/// Chance that a standard normal number is at most `z`.
///
/// ```
/// use ballast_engine::math::normal::cumulative;
/// assert!((cumulative(-1.0) - 0.158_655_253_931_457_05).abs() < 1e-16);
/// ```
pub fn cumulative(z: f64) -> f64 {
    let tail = (-z * z / 2.0).exponential() * scaled_tail(z.abs());
    if z <= 0.0 { tail } else { 1.0 - tail }
}

/// How dense a standard normal number is at `z`.
///
/// ```
/// use ballast_engine::math::normal::density;
/// // One over the root of 2 pi.
/// assert!((density(0.0) - 0.398_942_280_401_432_7).abs() < 1e-16);
/// ```
pub fn density(z: f64) -> f64 {
    (-z * z / 2.0).exponential() / TAU.sqrt()
}

/// `e^(z^2/2) (1 - N(z))` for z of 0 or more: falls like 1/z where the tail itself would vanish.
///
/// ```
/// use ballast_engine::math::normal::scaled_tail;
/// // mpmath 1.3 at 40 digits: exp(1/2) erfc(1/sqrt(2))/2.
/// assert!((scaled_tail(1.0) - 0.261_578_291_865_123_4).abs() < 1e-15);
/// ```
pub fn scaled_tail(z: f64) -> f64 {
    let over_density = if z < 2.0 {
        let mut term = z;
        let mut sum = z;
        for n in 1..TERMS {
            term *= z * z / f64::from(2 * n + 1);
            sum += term;
        }
        FRAC_PI_2.sqrt() * (z * z / 2.0).exponential() - sum
    } else {
        1.0 / (1..TERMS).rev().fold(z, |below, n| z + f64::from(n) / below)
    };
    over_density / TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_has_its_digits_near_and_far() {
        // mpmath 1.3 at 40 digits: ncdf(-z), exp(z^2/2) erfc(z/sqrt(2))/2.
        let cases = [
            (0.0, 0.5, 0.5),
            (0.5, 0.308_537_538_725_986_9, 0.349_618_834_720_398_07),
            (1.0, 0.158_655_253_931_457_05, 0.261_578_291_865_123_4),
            (1.9999, 0.022_755_531_584_767_186, 0.168_108_275_264_100_05),
            (2.0, 0.022_750_131_948_179_21, 0.168_102_001_223_170_61),
            (2.5, 0.006_209_665_325_776_135, 0.141_331_331_380_575_3),
            (5.0, 2.866_515_718_791_939e-7, 0.076_919_304_975_006_29),
            (10.0, 7.619_853_024_160_525e-24, 0.039_506_694_101_386_003),
            (37.0, 5.725_571_222_524_577e-300, 0.010_774_365_005_957_683),
            (1000.0, 0.0, 0.000_398_941_881_460_349_1),
        ];
        for (z, tail, scaled) in cases {
            assert!((cumulative(-z) - tail).abs() <= 1e-13 * tail, "{z}");
            assert!((scaled_tail(z) - scaled).abs() <= 1e-14 * scaled, "{z}");
            assert!((cumulative(z) - (1.0 - tail)).abs() <= 2e-16, "{z}");
        }
    }

    #[test]
    fn at_the_ends_it_is_0_and_1() {
        assert_eq!((cumulative(f64::NEG_INFINITY), cumulative(f64::INFINITY)), (0.0, 1.0));
        assert_eq!((scaled_tail(f64::INFINITY), scaled_tail(1e200)), (0.0, 1e-200 / TAU.sqrt()));
        assert!(cumulative(f64::NAN).is_nan());
    }
}
