//! Units are symbolic and named by the instrument: `Money` reads `USDT` on a linear contract and `BTC` on an inverse one.

use crate::math::contract::Contract;

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Quote per base, whatever the contract.
    Price,
    /// The settlement currency.
    Money,
    /// Base units on a linear contract, contracts on an inverse or quanto one.
    Quantity,
    /// Base units, always.
    Base,
    /// Quote units, always.
    Quote,
    /// Contracts, always.
    Contracts,
    /// What one contract is worth: base units (linear), quote (inverse), settlement money per point (quanto).
    ContractSize,
    /// Percent at the edge, a fraction inside.
    Percent,
    /// Percent a year at the edge, a fraction a year inside; the text may say `3/day`.
    AnnualVolatility,
    /// A multiple: leverage, exposure.
    Times,
    /// Multiples of what is at risk.
    R,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Years of 365 days.
    Years,
    /// A whole number.
    Count,
    /// No unit: words, texts, plain ratios.
    None,
}

impl Unit {
    /// The unit's name in `--list` and the docs.
    ///
    /// ```
    /// assert_eq!(ballast_engine::spec::Unit::AnnualVolatility.name(), "percent-per-year");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Unit::Price => "price",
            Unit::Money => "money",
            Unit::Quantity => "quantity",
            Unit::Base => "base",
            Unit::Quote => "quote",
            Unit::Contracts => "contracts",
            Unit::ContractSize => "contract-size",
            Unit::Percent => "percent",
            Unit::AnnualVolatility => "percent-per-year",
            Unit::Times => "times",
            Unit::R => "r",
            Unit::Days => "days",
            Unit::Hours => "hours",
            Unit::Years => "years",
            Unit::Count => "count",
            Unit::None => "none",
        }
    }

    /// Whether the text at the edge is a hundred times the number inside.
    ///
    /// ```
    /// use ballast_engine::spec::Unit;
    /// assert!(Unit::Percent.is_percent() && !Unit::Times.is_percent());
    /// ```
    pub fn is_percent(self) -> bool {
        matches!(self, Unit::Percent | Unit::AnnualVolatility)
    }
}

/// The names of the instrument, from which every unit follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// Base coin, `BTC`.
    pub base: String,
    /// Quote currency, `USDT`.
    pub quote: String,
    /// Settlement currency: the quote on a linear contract, the base on an inverse one, as named on a quanto.
    pub settle: String,
    /// The kind of contract.
    pub contract: Contract,
}

impl Naming {
    /// The unit's symbol for this instrument: `USDT`, `%`, `×`.
    ///
    /// ```
    /// use ballast_engine::math::contract::Contract;
    /// use ballast_engine::spec::{Naming, Unit};
    /// let naming = Naming { base: "BTC".into(), quote: "USD".into(), settle: "BTC".into(), contract: Contract::Inverse };
    /// assert_eq!(naming.symbol(Unit::Money), "BTC");
    /// assert_eq!(naming.symbol(Unit::Quantity), "contracts");
    /// ```
    pub fn symbol(&self, unit: Unit) -> &str {
        match unit {
            Unit::Price | Unit::Quote => &self.quote,
            Unit::Money => &self.settle,
            Unit::Base => &self.base,
            Unit::Quantity if self.contract == Contract::Linear => &self.base,
            Unit::Quantity | Unit::Contracts => "contracts",
            Unit::ContractSize => match self.contract {
                Contract::Linear => &self.base,
                Contract::Inverse => &self.quote,
                Contract::Quanto => &self.settle,
            },
            Unit::Percent => "%",
            Unit::AnnualVolatility => "% a year",
            Unit::Times => "×",
            Unit::R => "R",
            Unit::Days => "days",
            Unit::Hours => "hours",
            Unit::Years => "years",
            Unit::Count | Unit::None => "",
        }
    }
}
