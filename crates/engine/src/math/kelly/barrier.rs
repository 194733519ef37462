//! Kelly for an isolated position that is liquidated on the way: how much of capital to post as its margin.
//!
//! ```text
//! margin m of capital, exchange leverage L, maintenance rate w, held T years, nothing added
//! liquidated at  S/S0 = (1 - 1/L) / (1 - w):  the margin is gone, capital is 1 - m
//! otherwise      capital is 1 + m y,  y = max(L (S_T/S0 - 1 - c T), -1)          c interest, funding and fees a year
//! best m         P(hit) ln(1 - m) + E[ln(1 + m y); no hit]                       concave: one root of its slope
//! no hit and x   phi((x - nu T)/s)/s (1 - exp(2 b (x - b)/s^2)) dx               x = ln(S_T/S0) > b = ln(barrier)
//! ```
//!
//! A long; nu = mu - sigma^2/2, s = sigma sqrt(T). The exposure m L is best for a position that is opened once and left
//! alone; adjusting it all the time would bear more. Costs are taken at the end and do not move the barrier.
//!
//! Sources: the no-hit density is the reflection principle, E. G. Haug, "The Complete Guide to Option Pricing Formulas"
//! (2007), ISBN 978-0-07-138997-6; the rest ours, checked by `tests/reference/kelly_more_reference.py`.

use super::continuous::Continuous;
use crate::math::alike::Alike;
use crate::math::normal::density;
use crate::math::solve::{Bracket, root};
use crate::math::touch::{Barrier, DriftingPrice};

/// How an isolated long is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsolatedLong {
    /// Exchange leverage, 1 or more.
    pub leverage: f64,
    /// Maintenance over notional, below 1 / leverage.
    pub maintenance: f64,
    /// How long it is held, above 0.
    pub years: f64,
}

/// What is best under the barrier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarrierKelly {
    /// Share of capital to post as margin; 0 where none grows.
    pub margin: f64,
    /// That times the leverage.
    pub exposure: f64,
    /// Chance to be liquidated within the time.
    pub liquidated: f64,
    /// Growth of the logarithm of capital a year.
    pub annual_growth: f64,
}

/// Steps of Simpson's rule, even.
const STEPS: usize = 2000;
/// How many standard deviations are looked at on each side.
const REACH: f64 = 10.0;

impl Continuous {
    /// The best margin for an isolated long; none without volatility, or where the position could not be opened.
    pub fn barrier_kelly(&self, held: IsolatedLong) -> Option<BarrierKelly> {
        let level = (1.0 - 1.0 / held.leverage) / (1.0 - held.maintenance);
        let price =
            DriftingPrice { price: 1.0, annual_drift: self.annual_drift, annual_volatility: self.annual_volatility };
        (self.annual_volatility > 0.0 && held.years > 0.0 && level < 1.0).then_some(())?;
        let liquidated = if level > 0.0 { price.touch_probability(Barrier::Below(level), held.years)? } else { 0.0 };
        let ends = self.ends(held, level);
        let slope = |margin: f64| {
            let lost = if liquidated > 0.0 { liquidated / (1.0 - margin) } else { 0.0 };
            ends.iter().map(|(chance, gain)| chance * gain / (1.0 + margin * gain)).sum::<f64>() - lost
        };
        let most = 1.0 - 1e-12;
        let margin = match (slope(0.0) > 0.0, slope(most) > 0.0) {
            (false, _) => 0.0,
            (true, true) => most,
            (true, false) => root(Bracket { low: 0.0, high: most }, slope)?,
        };
        let grown: f64 = ends.iter().map(|(chance, gain)| chance * (margin * gain).natural_log_one_plus()).sum();
        let annual_growth = (grown + liquidated * (-margin).natural_log_one_plus()) / held.years;
        Some(BarrierKelly { margin, exposure: margin * held.leverage, liquidated, annual_growth })
    }

    /// Chances of the ends that are not liquidated, and the gain of each over the margin.
    fn ends(&self, held: IsolatedLong, level: f64) -> Vec<(f64, f64)> {
        let spread = self.annual_volatility * held.years.sqrt();
        let centre = (self.annual_drift - self.annual_volatility * self.annual_volatility / 2.0) * held.years;
        let costs = (self.annual_drift - self.excess()) * held.years;
        let barrier = level.natural_log();
        let low = barrier.max(centre - REACH * spread);
        let high = (centre + REACH * spread).max(low + spread);
        // Where costs take the last of the margin the gain has a corner: each side of it is added up by itself.
        let corner = (1.0 - 1.0 / held.leverage + costs).max(0.0).natural_log().max(low).min(high);
        let end = |x: f64| {
            let near = 2.0 * barrier * (x - barrier) / (spread * spread);
            let unhit = if barrier.is_finite() { -near.exponential_less_one() } else { 1.0 };
            let chance = density((x - centre) / spread) / spread * unhit;
            (chance, (held.leverage * (x.exponential_less_one() - costs)).max(-1.0))
        };
        let parts = [(low, corner), (corner, high)];
        parts.into_iter().flat_map(simpson).map(|(x, weight)| (end(x).0 * weight, end(x).1)).collect()
    }
}

/// Places and weights of Simpson's rule.
fn simpson((low, high): (f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    let width = (high - low) / STEPS as f64;
    (0..=STEPS).map(move |step| {
        let weight = match (step == 0 || step == STEPS, step % 2) {
            (true, _) => 1.0,
            (false, 1) => 4.0,
            (false, _) => 2.0,
        };
        (low + step as f64 * width, weight * width / 3.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKET: Continuous = Continuous {
        annual_drift: 0.5,
        annual_interest: 0.0,
        annual_funding: 0.0,
        annual_cost: 0.0,
        annual_volatility: 0.6,
    };

    fn best(leverage: f64, years: f64) -> BarrierKelly {
        MARKET.barrier_kelly(IsolatedLong { leverage, maintenance: 0.005, years }).unwrap()
    }

    #[test]
    fn chances_of_the_ends_and_of_liquidation_add_up_to_one() {
        for (leverage, years) in [(2.0, 0.25), (5.0, 0.1), (10.0, 1.0), (20.0, 0.02)] {
            let held = IsolatedLong { leverage, maintenance: 0.005, years };
            let level: f64 = (1.0 - 1.0 / leverage) / 0.995;
            let ends: f64 = MARKET.ends(held, level).iter().map(|(chance, _)| chance).sum();
            let best = best(leverage, years);
            assert!((ends + best.liquidated - 1.0).abs() < 1e-9, "{leverage} {years}: {ends}");
        }
    }

    #[test]
    fn growth_is_greatest_at_the_margin_found() {
        let held = IsolatedLong { leverage: 5.0, maintenance: 0.005, years: 0.25 };
        let found = best(5.0, 0.25);
        let ends = MARKET.ends(held, 0.8 / 0.995);
        let growth = |margin: f64| {
            ends.iter().map(|(chance, gain)| chance * (margin * gain).natural_log_one_plus()).sum::<f64>()
                + found.liquidated * (-margin).natural_log_one_plus()
        };
        let at = growth(found.margin);
        assert!(found.margin > 0.01 && growth(found.margin * 0.99) < at && growth(found.margin * 1.01) < at);
    }

    #[test]
    fn a_short_holding_without_barrier_in_reach_nears_plain_kelly() {
        // Full Kelly 0.5 / 0.36 = 1.389; at 2x over a day liquidation is beyond reach.
        assert!((best(2.0, 1.0 / 365.0).exposure - 1.388_9).abs() < 0.01);
    }

    #[test]
    fn where_liquidation_is_near_and_likely_less_is_best() {
        let [wide, near, nearest] = [5.0, 25.0, 100.0].map(|leverage| best(leverage, 0.25));
        assert!(wide.liquidated < near.liquidated && near.liquidated < nearest.liquidated);
        assert!(wide.exposure > near.exposure && near.exposure > nearest.exposure);
    }

    #[test]
    fn a_market_that_falls_gets_none() {
        let falls = Continuous { annual_drift: -0.2, ..MARKET };
        let held = IsolatedLong { leverage: 3.0, maintenance: 0.005, years: 0.5 };
        assert_eq!(falls.barrier_kelly(held).unwrap().margin, 0.0);
    }
}
