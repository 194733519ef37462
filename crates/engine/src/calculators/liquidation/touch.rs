//! How likely the mark is to touch the liquidation price, where a volatility is given.

use super::HeldPosition;
use crate::figure::number;
use crate::math::touch::{Barrier, DriftingPrice};
use crate::spec::{Naming, Reason, Unit};

const NO_VOLATILITY: Reason = Reason("Needs a volatility");
const NO_CHANCE: Reason = Reason("No finite chance with these figures");
const DAYS_A_YEAR: f64 = 365.0;

/// Chances as fractions, or why there are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    /// Within the days.
    pub within: Result<f64, Reason>,
    /// At any time.
    pub ever: Result<f64, Reason>,
    /// From the mark to liquidation, in standard deviations of the days.
    pub deviations: Result<f64, Reason>,
}

/// The chances for a liquidation price, seen from the mark; without that price, its reason.
pub(super) fn touch(input: &HeldPosition, mark: f64, price: Result<f64, Reason>) -> Touch {
    let given = input.annual_volatility.ok_or(NO_VOLATILITY).and_then(|volatility| Ok((volatility, price?)));
    let years = input.horizon_days / DAYS_A_YEAR;
    let chance = |years: f64| {
        given.and_then(|(annual_volatility, price)| {
            let barrier = if price < mark { Barrier::Below(price) } else { Barrier::Above(price) };
            let drifting = DriftingPrice { price: mark, annual_drift: input.annual_drift, annual_volatility };
            drifting.touch_probability(barrier, years).ok_or(NO_CHANCE)
        })
    };
    let deviations = |(volatility, price): (f64, f64)| (price / mark).ln().abs() / (volatility * years.sqrt());
    Touch { within: chance(years), ever: chance(f64::INFINITY), deviations: given.map(deviations) }
}

/// The chance within a sentence; empty where there is none.
pub(super) fn sentence(input: &HeldPosition, touch: Touch, naming: &Naming) -> String {
    touch.within.map_or(String::new(), |chance| {
        let days = number(input.horizon_days, Unit::Days, naming);
        format!("; touched within {days} days with a chance of {} %", number(chance, Unit::Percent, naming))
    })
}
