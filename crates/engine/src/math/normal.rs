//! The normal distribution, to the last digits also far out in its tails.
//!
//! ```text
//! N(z) = erfc(-z/√2)/2
//! erf x  = 2/√π e^(-x²) x (1 + 2x²/3 + (2x²)²/(3·5) + ...)               near 0
//! erfc x = 1/√π e^(-x²) 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...))))      beyond
//! ```
//!
//! Source: NIST Digital Library of Mathematical Functions, <https://dlmf.nist.gov/7.6> (7.6.2), <https://dlmf.nist.gov/7.9>
//! (7.9.1). Written out because statrs 0.19.1 has ten digits of erfc, not sixteen: an option's price would show it.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, PI};

/// From here on the fraction is taken; the series would lose digits to its difference from 1.
const FAR: f64 = 1.5;

/// Steps of the fraction that suffice at [`FAR`], and beyond it the more.
const STEPS: u32 = 90;

/// The share of a standard normal that lies below `z`.
///
/// ```
/// // 1.959964 of the usual tables.
/// assert!((ballast_engine::math::normal::cumulative(1.959_963_984_540_054) - 0.975).abs() < 1e-15);
/// ```
pub fn cumulative(z: f64) -> f64 {
    erfc(-z * FRAC_1_SQRT_2) / 2.0
}

/// How dense a standard normal is at `z`.
pub fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * PI).sqrt()
}

/// The complementary error function.
pub fn erfc(x: f64) -> f64 {
    if x < -FAR {
        2.0 - beyond(-x)
    } else if x < FAR {
        1.0 - near(x)
    } else {
        beyond(x)
    }
}

fn near(x: f64) -> f64 {
    let doubled = 2.0 * x * x;
    let (mut term, mut sum, mut odd) = (1.0, 1.0, 1.0);
    while term > f64::EPSILON * sum / 8.0 {
        odd += 2.0;
        term *= doubled / odd;
        sum += term;
    }
    FRAC_2_SQRT_PI * (-x * x).exp() * x * sum
}

fn beyond(x: f64) -> f64 {
    let tail = (1..=STEPS).rev().fold(x, |rest, step| x + f64::from(step) / 2.0 / rest);
    FRAC_2_SQRT_PI / 2.0 * (-x * x).exp() / tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_has_its_digits_everywhere() {
        // mpmath 1.4.1 at 40 digits.
        let table = [
            (-3.0, 1.999_977_909_503_001_4),
            (-1.499, 1.965_986_037_651_856_7),
            (-0.3, 1.328_626_759_459_127_4),
            (0.0, 1.0),
            (0.3, 0.671_373_240_540_872_6),
            (1.0, 0.157_299_207_050_285_13),
            (1.499, 0.034_013_962_348_143_31),
            (1.5, 0.033_894_853_524_689_27),
            (2.5, 4.069_520_174_449_589e-4),
            (6.0, 2.151_973_671_249_891_3e-17),
            (26.0, 5.663_192_408_856_143e-296),
        ];
        for (x, expected) in table {
            assert!((erfc(x) - expected).abs() <= 4e-15 * expected, "{x}: {}", erfc(x));
        }
        assert_eq!([erfc(f64::INFINITY), erfc(f64::NEG_INFINITY), erfc(40.0)], [0.0, 2.0, 0.0]);
        assert!(erfc(f64::NAN).is_nan());
    }
}
