//! The volatility that a price implies, or why none does.

use super::{Black, OptionKind};
use crate::math::alike::Alike;
use crate::math::solve::{Bracket, root};

/// An option whose price is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quoted {
    /// Call or put.
    pub kind: OptionKind,
    /// The forward, above 0.
    pub forward: f64,
    /// The strike, above 0.
    pub strike: f64,
    /// Years to expiry.
    pub years: f64,
    /// The price in the quote currency, undiscounted.
    pub price: f64,
}

/// Why no volatility gives the price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoVolatility {
    /// The option has expired.
    NoTime,
    /// Below what exercise pays: an option is worth more than that.
    BelowIntrinsic,
    /// Just what exercise pays: no volatility is left in the price.
    NoTimeValue,
    /// At or above the most that an option can be worth: the forward for a call, the strike for a put.
    AboveBound,
    /// Forward, strike or price is no ordinary number above 0.
    OutOfRange,
}

/// The largest total volatility that is tried: there a price and its bound are the same number.
const MOST_SPREAD: f64 = 100.0;

/// The most that the fee of an option is of its premium, at Deribit.
const FEE_SHARE: f64 = 0.125;

impl Quoted {
    /// Price and fee: a share of the forward, at most an eighth of the price.
    ///
    /// Source: <https://support.deribit.com/hc/en-us/articles/25944746248989-Fees>.
    pub fn outlay(&self, fee_rate: f64) -> f64 {
        self.price + (fee_rate * self.forward).min(FEE_SHARE * self.price)
    }

    /// The least that the option can be worth: what exercise pays.
    pub fn lowest(&self) -> f64 {
        self.kind.payout(self.forward, self.strike)
    }

    /// What the option cannot reach, whatever the volatility.
    pub fn highest(&self) -> f64 {
        match self.kind {
            OptionKind::Call => self.forward,
            OptionKind::Put => self.strike,
        }
    }

    /// The volatility a year, as a fraction: the only one that gives the price.
    ///
    /// The price of the option out of the money rises with total volatility from nothing to its bound, so the root lies
    /// between; it is sought in the logarithm of the price, which keeps its digits where the price is next to nothing.
    ///
    /// # Errors
    /// [`NoVolatility`] says why there is none.
    pub fn volatility(&self) -> Result<f64, NoVolatility> {
        let sound = [self.forward, self.strike].iter().all(|number| *number > 0.0 && number.is_finite());
        if !sound || !self.price.is_finite() || self.years.is_nan() {
            return Err(NoVolatility::OutOfRange);
        }
        if self.years <= 0.0 {
            return Err(NoVolatility::NoTime);
        }
        let time_value = self.price - self.lowest();
        if time_value < 0.0 {
            return Err(NoVolatility::BelowIntrinsic);
        }
        if self.price >= self.highest() {
            return Err(NoVolatility::AboveBound);
        }
        if time_value == 0.0 {
            return Err(NoVolatility::NoTimeValue);
        }
        let wanted = time_value.natural_log();
        let kind = if self.lowest() > 0.0 { self.kind.other() } else { self.kind };
        let priced =
            |spread: f64| Black { kind, forward: self.forward, strike: self.strike, years: 1.0, volatility: spread };
        let spread =
            root(Bracket { low: 0.0, high: MOST_SPREAD }, |spread| priced(spread).price().natural_log() - wanted);
        spread
            .map(|spread| spread / self.years.sqrt())
            .filter(|sigma| sigma.is_finite())
            .ok_or(NoVolatility::AboveBound)
    }
}
