//! Exponentials, logarithms and powers with the same digits on every machine and in every browser.
//!
//! The standard library hands these functions to the platform, and platforms differ in the last digit; a figure of the
//! page must be that of a script. All of the engine takes them from the crate `libm` instead, and clippy keeps it so.
//! Sums, products, quotients and square roots are rounded alike everywhere.

/// The functions of numbers that the platform must not have a say in.
pub(crate) trait Alike {
    /// `e` to the power of the number.
    fn exponential(self) -> f64;
    /// The same less 1, exact for small numbers too.
    fn exponential_less_one(self) -> f64;
    /// The logarithm to base `e`.
    fn natural_log(self) -> f64;
    /// That of the number and 1, exact for small numbers too.
    fn natural_log_one_plus(self) -> f64;
    /// The logarithm to base 10.
    fn decimal_log(self) -> f64;
    /// The logarithm to base 2.
    fn binary_log(self) -> f64;
    /// The number to the power of another.
    fn power(self, exponent: f64) -> f64;
    /// The cube root.
    fn cube_root(self) -> f64;
}

impl Alike for f64 {
    fn exponential(self) -> f64 {
        libm::exp(self)
    }

    fn exponential_less_one(self) -> f64 {
        libm::expm1(self)
    }

    fn natural_log(self) -> f64 {
        libm::log(self)
    }

    fn natural_log_one_plus(self) -> f64 {
        libm::log1p(self)
    }

    fn decimal_log(self) -> f64 {
        libm::log10(self)
    }

    fn binary_log(self) -> f64 {
        libm::log2(self)
    }

    fn power(self, exponent: f64) -> f64 {
        libm::pow(self, exponent)
    }

    fn cube_root(self) -> f64 {
        libm::cbrt(self)
    }
}
