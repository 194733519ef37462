//! One line of a book on one underlying: what it is worth, how it moves, and what it gains elsewhere and later.
//!
//! ```text
//!                      quote-settled                         coin-settled
//! option     worth     n V                                   n V/F coins
//!            delta     n Δ                                   n Δ; in coin n (Δ - V/F)
//! future     gain      n (F - E)                             n (1/E - 1/F) coins
//!            delta     n                                     n / F
//!
//! n quantity × contract size: coins, or units of quote of a coin-settled future · F forward · E entry
//! ```
//!
//! Delta counts coins, all else the quote currency; gamma of a future is 0. Ours, derivation in docs/numbers.md.

use super::{Black, Greeks, OptionKind};

/// What the line is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instrument {
    /// An option.
    Option {
        /// Call or put.
        kind: OptionKind,
        /// The strike.
        strike: f64,
        /// Years to expiry; below 0 it has been settled.
        years: f64,
        /// Volatility a year, a fraction.
        volatility: f64,
    },
    /// A future or a perpetual; spot where it is settled in the quote currency.
    Future,
}

/// What profit is paid in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settlement {
    /// The quote currency.
    #[default]
    Quote,
    /// The coin.
    Coin,
}

/// One line of the book.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// What it is.
    pub instrument: Instrument,
    /// What it is paid in.
    pub settlement: Settlement,
    /// Quantity times contract size, below 0 for a short.
    pub units: f64,
    /// The forward that it follows.
    pub forward: f64,
}

/// A price and a time to value a book at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scene {
    /// By how much the price has moved; every forward moves by as much.
    pub moved: f64,
    /// Years that have gone by.
    pub elapsed: f64,
}

/// Worth and sensitivities of a line, or of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sensitivities {
    /// Worth in the quote currency; nothing for a future.
    pub worth: f64,
    /// Coins, as tickers show it.
    pub delta: f64,
    /// Coins, premium-adjusted: what moves the profit counted in coins.
    pub coin_delta: f64,
    /// Coins for a change of 1 in the price.
    pub gamma: f64,
    /// Quote currency for one point of volatility.
    pub vega: f64,
    /// Quote currency in a day.
    pub theta: f64,
}

/// A gain, counted in both.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profit {
    /// In the quote currency.
    pub quote: f64,
    /// In coins.
    pub coin: f64,
}

/// A sum in which what cancels leaves nothing: the dust of two large numbers is no exposure.
pub fn sum(one: f64, other: f64) -> f64 {
    let sum = one + other;
    if sum.abs() <= 1e-13 * (one.abs() + other.abs()) { 0.0 } else { sum }
}

impl Sensitivities {
    /// With those of another.
    pub fn plus(self, other: Sensitivities) -> Sensitivities {
        Sensitivities {
            worth: sum(self.worth, other.worth),
            delta: sum(self.delta, other.delta),
            coin_delta: sum(self.coin_delta, other.coin_delta),
            gamma: sum(self.gamma, other.gamma),
            vega: sum(self.vega, other.vega),
            theta: sum(self.theta, other.theta),
        }
    }

    /// So many times as much.
    pub fn times(self, factor: f64) -> Sensitivities {
        Sensitivities {
            worth: self.worth * factor,
            delta: self.delta * factor,
            coin_delta: self.coin_delta * factor,
            gamma: self.gamma * factor,
            vega: self.vega * factor,
            theta: self.theta * factor,
        }
    }

    /// Second derivative of the profit counted in coins by the price.
    pub fn coin_gamma(self, price: f64) -> f64 {
        (self.gamma - 2.0 * self.coin_delta / price) / price
    }
}

impl Leg {
    /// The line elsewhere and later.
    pub fn at(self, scene: Scene) -> Leg {
        let instrument = match self.instrument {
            Instrument::Option { kind, strike, years, volatility } => {
                Instrument::Option { kind, strike, years: years - scene.elapsed, volatility }
            }
            Instrument::Future => Instrument::Future,
        };
        Leg { instrument, forward: self.forward + scene.moved, ..self }
    }

    fn greeks(self) -> Option<(Greeks, f64)> {
        let Instrument::Option { kind, strike, years, volatility } = self.instrument else { return None };
        let black = Black { kind, forward: self.forward, strike, years, volatility };
        Some((black.greeks(), years))
    }

    /// Worth and sensitivities. An option that was settled only keeps its worth.
    pub fn sensitivities(self) -> Sensitivities {
        let is_coin = self.settlement == Settlement::Coin;
        let Some((greeks, years)) = self.greeks() else {
            let delta = if is_coin { self.units / self.forward } else { self.units };
            return Sensitivities { delta, coin_delta: delta, ..Sensitivities::default() };
        };
        let settled = Sensitivities { worth: greeks.price, ..Sensitivities::default() };
        let coin_delta = if is_coin { greeks.in_coin(self.forward).delta } else { greeks.delta };
        let alive = Sensitivities {
            worth: greeks.price,
            delta: greeks.delta,
            coin_delta,
            gamma: greeks.gamma,
            vega: greeks.vega,
            theta: greeks.theta,
        };
        (if years > 0.0 { alive } else { settled }).times(self.units)
    }

    /// What one unit costs in its own currency, as a venue quotes it: the premium of an option, the price of a future.
    pub fn quotation(self) -> f64 {
        match self.greeks() {
            Some((greeks, _)) if self.settlement == Settlement::Coin => greeks.price / self.forward,
            Some((greeks, _)) => greeks.price,
            None => self.forward,
        }
    }

    /// What has been gained since an entry at that quotation, in the currency of settlement.
    pub fn gain_since(self, entry: f64) -> f64 {
        match (self.instrument, self.settlement) {
            (Instrument::Future, Settlement::Coin) => self.units * ((self.forward - entry) / entry / self.forward),
            _ => self.units * (self.quotation() - entry),
        }
    }

    /// What the line gains from now to there. In the quote currency the coins that an option is worth count as held; in
    /// coins a gain in the quote currency is exchanged there, at the price of the underlying.
    pub fn profit(self, price: f64, scene: Scene) -> Profit {
        let there = self.at(scene);
        let price_there = price + scene.moved;
        match (self.instrument, self.settlement) {
            (Instrument::Future, Settlement::Quote) => exchanged(self.units * scene.moved, price_there),
            (Instrument::Future, Settlement::Coin) => {
                Profit { quote: self.units * scene.moved / self.forward, coin: there.gain_since(self.forward) }
            }
            (Instrument::Option { .. }, settlement) => {
                let gained = there.sensitivities().worth - self.sensitivities().worth;
                match settlement {
                    Settlement::Quote => exchanged(gained, price_there),
                    Settlement::Coin => Profit { quote: gained, coin: there.gain_since(self.quotation()) },
                }
            }
        }
    }
}

fn exchanged(quote: f64, price: f64) -> Profit {
    Profit { quote, coin: quote / price }
}
