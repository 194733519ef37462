//! What to trade: the band in which delta is left alone, whole lots to its edge, and options against gamma and vega.

use crate::math::alike::Alike;
use crate::math::order::within;
use crate::math::rounding::{Rounding, round};

/// A target and the band around it in which nothing is traded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The delta wanted.
    pub target: f64,
    /// Half the band, 0 or more.
    pub half_width: f64,
}

impl Band {
    /// The lower edge.
    pub fn low(self) -> f64 {
        self.target - self.half_width
    }

    /// The upper edge.
    pub fn high(self) -> f64 {
        self.target + self.half_width
    }

    /// What is missing to the nearer edge; 0 within, and at an edge that arithmetic has left by its last digits.
    pub fn missing(self, delta: f64) -> f64 {
        let missing = within(delta, self.low(), self.high()) - delta;
        let last_digits = 4.0 * f64::EPSILON * (self.target.abs() + self.half_width);
        if missing.abs() <= last_digits { 0.0 } else { missing }
    }
}

/// What decides how far delta may stray before trading pays, after Whalley and Wilmott.
///
/// ```text
/// H = (3/2 · cost · S · Γ² / γ)^(1/3)        in units of the underlying, to each side of the target
/// ```
///
/// Source: A. E. Whalley, P. Wilmott, "An Asymptotic Analysis of an Optimal Hedging Model for Option Pricing with
/// Transaction Costs" (1997), DOI 10.1111/1467-9965.00034; without interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WhalleyWilmott {
    /// Price of the underlying, S.
    pub price: f64,
    /// Gamma of what is hedged, Γ.
    pub gamma: f64,
    /// Cost of a trade as a share of its worth.
    pub cost: f64,
    /// Absolute risk aversion γ: relative aversion over wealth.
    pub aversion: f64,
}

impl WhalleyWilmott {
    /// Half the band. It closes where trading is free.
    pub fn half_width(self) -> f64 {
        (1.5 * self.cost.max(0.0) * self.price * self.gamma * self.gamma / self.aversion).cube_root()
    }
}

/// A hedge in whole lots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WholeLots {
    /// Delta of the book without it.
    pub delta: f64,
    /// Delta of one unit of quantity, above 0.
    pub unit_delta: f64,
    /// The step of quantities; 0: none.
    pub lot: f64,
}

/// The quantity that brings delta to the nearer edge of the band: the fewest lots that bring it inside; where no lot
/// does, those that bring it nearest to the target.
pub fn whole_lots(hedge: WholeLots, band: Band) -> f64 {
    let wanted = band.missing(hedge.delta) / hedge.unit_delta;
    if wanted == 0.0 || hedge.lot <= 0.0 {
        return wanted + 0.0;
    }
    let inside = wanted.signum() * lots_up(wanted.abs(), hedge.lot);
    let passed = band.missing(hedge.delta + inside * hedge.unit_delta).abs();
    if passed <= DUST * hedge.lot * hedge.unit_delta {
        return inside;
    }
    round((band.target - hedge.delta) / hedge.unit_delta, hedge.lot, Rounding::Nearest)
}

/// The share of a lot that arithmetic may leave.
const DUST: f64 = 1e-9;

/// The fewest lots that are no less; dust above a multiple is no lot more.
fn lots_up(quantity: f64, lot: f64) -> f64 {
    let nearest = round(quantity, lot, Rounding::Nearest);
    if (nearest - quantity).abs() <= DUST * lot { nearest } else { round(quantity, lot, Rounding::Up) }
}

/// Gamma and vega of a book, or of one option.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GammaVega {
    /// Gamma.
    pub gamma: f64,
    /// Vega.
    pub vega: f64,
}

/// How much of two options takes gamma and vega of a book to 0. Absent where both move them in the same proportion, as
/// options of one expiry and volatility do.
///
/// ```
/// use ballast_engine::math::option::{GammaVega, neutral_pair};
/// // Hull's example: 3,200 and 2,400.
/// let book = GammaVega { gamma: -6000.0, vega: -4000.0 };
/// let pair = [GammaVega { gamma: 1.5, vega: 0.8 }, GammaVega { gamma: 0.5, vega: 0.6 }];
/// let [one, other] = neutral_pair(book, pair).unwrap_or_default();
/// assert!((one - 3200.0).abs() < 1e-9 && (other - 2400.0).abs() < 1e-9);
/// ```
pub fn neutral_pair(book: GammaVega, [one, other]: [GammaVega; 2]) -> Option<[f64; 2]> {
    let (main, cross) = (one.gamma * other.vega, other.gamma * one.vega);
    let determinant = main - cross;
    let first = (other.gamma * book.vega - book.gamma * other.vega) / determinant;
    let second = (one.vega * book.gamma - one.gamma * book.vega) / determinant;
    let apart = determinant.abs() > ALIKE * (main.abs() + cross.abs());
    (apart && first.is_finite() && second.is_finite()).then_some([first, second])
}

/// Two options whose ratios of vega to gamma differ by less than this are one and the same for a hedge.
const ALIKE: f64 = 1e-6;
