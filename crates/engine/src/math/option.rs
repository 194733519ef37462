//! A European option on a forward: price, Greeks and implied volatility, settled in the quote currency or in the coin.
//!
//! ```text
//! s  = σ √T          d1 = ln(F/K)/s + s/2          d2 = d1 - s
//! V  = w (F N(w d1) - K N(w d2))                   w +1 call, -1 put; undiscounted (r = 0)
//! Δ  = w N(w d1)     Γ = φ(d1)/(F s)               vega = F φ(d1) √T            θ = -F φ(d1) σ/(2 √T)
//! in coin            v = V/F    F dv/dF = Δ - v    d²v/dF² = Γ/F - 2 (Δ - v)/F²  vega/F, θ/F
//! in the money       N(w d2)
//! touches the strike F below K: N(d2) + F/K N(d1);  above: N(-d2) + F/K N(-d1)
//!
//! F forward: the price of the future that expires with the option · K strike · T years of 365 days · σ volatility a year
//! ```
//!
//! Vega is per point (1 %) of volatility and theta per calendar day, as exchanges print them. `Δ - v` is the
//! premium-adjusted delta: what moves the profit counted in the coin, since the premium is itself an amount of coins.
//!
//! Sources: F. Black, "The Pricing of Commodity Contracts" (1976), DOI 10.1016/0304-405X(76)90024-6; E. G. Haug, "The
//! Complete Guide to Option Pricing Formulas" (2007), ISBN 978-0-07-138997-6, for one-touch chances with no carry.

mod book;
mod hedging;
mod implied;
#[cfg(test)]
mod tests;

pub use book::{Instrument, Leg, Profit, Scene, Sensitivities, Settlement, sum};
pub use hedging::{Band, GammaVega, WhalleyWilmott, WholeLots, neutral_pair, whole_lots};
pub use implied::{NoVolatility, Quoted};

use super::normal::{cumulative, density};
use crate::math::alike::Alike;

/// Days in a year, as options count them.
pub const DAYS: f64 = 365.0;

/// A call or a put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionKind {
    /// Pays what the price is above the strike.
    #[default]
    Call,
    /// Pays what the price is below the strike.
    Put,
}

impl OptionKind {
    fn sign(self) -> f64 {
        match self {
            OptionKind::Call => 1.0,
            OptionKind::Put => -1.0,
        }
    }

    /// What the option pays at that price.
    pub fn payout(self, price: f64, strike: f64) -> f64 {
        (self.sign() * (price - strike)).max(0.0)
    }

    fn other(self) -> OptionKind {
        match self {
            OptionKind::Call => OptionKind::Put,
            OptionKind::Put => OptionKind::Call,
        }
    }
}

/// An option on one unit, undiscounted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Black {
    /// Call or put.
    pub kind: OptionKind,
    /// The forward, above 0.
    pub forward: f64,
    /// The strike, above 0.
    pub strike: f64,
    /// Years to expiry; at 0 only the intrinsic value is left.
    pub years: f64,
    /// Volatility a year, a fraction.
    pub volatility: f64,
}

/// Price and sensitivities of an option on one unit, in the quote currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Greeks {
    /// The price.
    pub price: f64,
    /// Change of the price for a change of 1 in the forward.
    pub delta: f64,
    /// Change of delta for a change of 1 in the forward.
    pub gamma: f64,
    /// Change of the price for one point (1 %) of volatility.
    pub vega: f64,
    /// Change of the price in a day.
    pub theta: f64,
}

/// The same of an option that is priced and paid in the coin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CoinGreeks {
    /// The price in coins.
    pub price: f64,
    /// Premium-adjusted delta: forward times the change of the coin price for a change of 1 in the forward.
    pub delta: f64,
    /// Second derivative of the coin price by the forward.
    pub gamma: f64,
    /// Coins for one point of volatility.
    pub vega: f64,
    /// Coins in a day.
    pub theta: f64,
}

/// Standardised distances to the strike.
#[derive(Clone, Copy)]
struct Distances {
    spread: f64,
    d1: f64,
    d2: f64,
}

impl Black {
    /// Absent where nothing is uncertain any more.
    fn distances(&self) -> Option<Distances> {
        let spread = self.volatility * self.years.max(0.0).sqrt();
        let moneyness = (self.forward / self.strike).natural_log() / spread;
        let d1 = moneyness + spread / 2.0;
        (spread > 0.0 && d1.is_finite()).then_some(Distances { spread, d1, d2: d1 - spread })
    }

    /// What exercise would pay at the forward.
    pub fn intrinsic(&self) -> f64 {
        self.kind.payout(self.forward, self.strike)
    }

    /// The price. One in the money is its intrinsic value plus the price of the other kind: parity holds to the last
    /// digit, and no digits of the time value are lost.
    pub fn price(&self) -> f64 {
        let intrinsic = self.intrinsic();
        let outside = if intrinsic > 0.0 { Black { kind: self.kind.other(), ..*self } } else { *self };
        let Some(Distances { d1, d2, .. }) = outside.distances() else { return intrinsic };
        let sign = outside.kind.sign();
        let time_value = sign * (self.forward * cumulative(sign * d1) - self.strike * cumulative(sign * d2));
        intrinsic + time_value.max(0.0)
    }

    /// Price and sensitivities. Once nothing is uncertain delta is 0 or 1 (one half at the strike), the rest 0.
    ///
    /// ```
    /// use ballast_engine::math::option::{Black, OptionKind};
    /// let call = Black { kind: OptionKind::Call, forward: 60e3, strike: 65e3, years: 30.0 / 365.0, volatility: 0.6 };
    /// assert!((call.greeks().delta - 0.352_226).abs() < 1e-6);
    /// assert!((call.greeks().in_coin(60e3).delta - 0.314_928).abs() < 1e-6);
    /// ```
    pub fn greeks(&self) -> Greeks {
        let sign = self.kind.sign();
        let Some(Distances { spread, d1, .. }) = self.distances() else {
            let inside = sign * (self.forward - self.strike);
            let share = if inside > 0.0 { 1.0 } else { 0.0 };
            let delta = sign * if inside == 0.0 { 0.5 } else { share };
            return Greeks { price: self.intrinsic(), delta, ..Greeks::default() };
        };
        let root = self.years.sqrt();
        Greeks {
            price: self.price(),
            delta: sign * cumulative(sign * d1),
            gamma: density(d1) / (self.forward * spread),
            vega: self.forward * density(d1) * root / 100.0,
            theta: -self.forward * density(d1) * self.volatility / (2.0 * root) / DAYS,
        }
    }

    /// Chance to end in the money, where the forward has no drift.
    pub fn in_the_money_chance(&self) -> f64 {
        let sign = self.kind.sign();
        match self.distances() {
            Some(Distances { d2, .. }) => cumulative(sign * d2),
            None if sign * (self.forward - self.strike) > 0.0 => 1.0,
            None => 0.0,
        }
    }

    /// Chance that the forward touches the strike before expiry, where it has no drift and is watched all the time.
    pub fn touch_chance(&self) -> f64 {
        let ratio = self.forward / self.strike;
        let toward = if ratio < 1.0 { 1.0 } else { -1.0 };
        match self.distances() {
            Some(Distances { d1, d2, .. }) => (cumulative(toward * d2) + ratio * cumulative(toward * d1)).min(1.0),
            None if ratio == 1.0 => 1.0,
            None => 0.0,
        }
    }
}

impl Greeks {
    /// The same of the option that is priced and paid in the coin.
    pub fn in_coin(self, forward: f64) -> CoinGreeks {
        let price = self.price / forward;
        let delta = self.delta - price;
        CoinGreeks {
            price,
            delta,
            gamma: (self.gamma - 2.0 * delta / forward) / forward,
            vega: self.vega / forward,
            theta: self.theta / forward,
        }
    }
}
