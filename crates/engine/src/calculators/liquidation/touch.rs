//! How likely the mark is to touch the liquidation price, where a volatility is given.

use super::HeldPosition;
use crate::figure::number;
use crate::math::alike::Alike;
use crate::math::touch::{Barrier, DriftingPrice};
use crate::spec::{Naming, Reason, Unit};

const NO_VOLATILITY: Reason = Reason("Needs a volatility");
const NO_DAYS: Reason = Reason("Needs the days");
const NO_DRIFT: Reason = Reason("Needs the drift");
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

impl Touch {
    /// None, for that reason.
    pub fn none(reason: Reason) -> Touch {
        Touch { within: Err(reason), ever: Err(reason), deviations: Err(reason) }
    }
}

/// The chances for a liquidation price, seen from the mark; without that price, its reason.
pub(super) fn touch(input: &HeldPosition, mark: f64, price: Result<f64, Reason>) -> Touch {
    let given = input.annual_volatility.ok_or(NO_VOLATILITY).and_then(|volatility| Ok((volatility, price?)));
    let years = input.horizon_days.map(|days| days / DAYS_A_YEAR).ok_or(NO_DAYS);
    let chance = |years: f64| {
        given.and_then(|(annual_volatility, price)| {
            let barrier = if price < mark { Barrier::Below(price) } else { Barrier::Above(price) };
            let annual_drift = input.annual_drift.ok_or(NO_DRIFT)?;
            let drifting = DriftingPrice { price: mark, annual_drift, annual_volatility };
            drifting.touch_probability(barrier, years).ok_or(NO_CHANCE)
        })
    };
    let deviations =
        given.and_then(|(volatility, price)| Ok((price / mark).natural_log().abs() / (volatility * years?.sqrt())));
    Touch { within: years.and_then(chance), ever: chance(f64::INFINITY), deviations }
}

/// The chance within a sentence; empty where there is none.
pub(super) fn sentence(input: &HeldPosition, touch: Touch, naming: &Naming) -> String {
    let (Ok(chance), Some(days)) = (touch.within, input.horizon_days) else { return String::new() };
    let days = number(days, Unit::Days, naming);
    format!("; touched within {days} days with a chance of {} %", number(chance, Unit::Percent, naming))
}

#[cfg(test)]
mod tests {
    use super::super::LIQUIDATION;
    use super::NO_VOLATILITY;
    use crate::spec::{Calculator, Outcome, Reason, Texts, Value};

    const KEYS: [&str; 3] = ["touch_chance_pct", "touch_ever_chance_pct", "touch_deviations"];

    fn outcome(typed: &[(&str, &str)]) -> Outcome {
        let mut texts: Texts =
            [("side", "long"), ("entry", "100"), ("quantity", "1"), ("leverage", "10")].into_iter().collect();
        typed.iter().for_each(|(key, text)| texts.set(key, *text));
        LIQUIDATION.prepare(&texts).outcome()
    }

    fn absent(typed: &[(&str, &str)], reason: Reason) {
        let outcome = outcome(typed);
        assert!(KEYS.iter().all(|key| outcome.value(key) == Some(&Value::Absent(reason))), "{:?}", outcome.outputs);
        assert!(!outcome.statement.unwrap().words.contains("chance"));
    }

    #[test]
    fn there_is_no_chance_without_a_volatility() {
        absent(&[], NO_VOLATILITY);
    }

    #[test]
    fn where_there_is_no_liquidation_price_its_reason_stands_and_no_chance_of_0() {
        let with = |more: [(&'static str, &'static str); 2]| [&[("annual_vol_pct", "60")], &more[..]].concat();
        absent(&with([("leverage", "1"), ("extra_margin", "1")]), Reason("None: the margin covers any fall"));
        absent(&with([("mark_price", "80"), ("leverage", "10")]), Reason("Already liquidatable at this mark"));
        absent(
            &with([("leverage", "20"), ("maintenance_pct", "6")]),
            Reason("Cannot be opened: the margin is below maintenance"),
        );
    }

    #[test]
    fn a_chance_is_said_with_its_days() {
        // prob-haug-touch-105 in QuantLib's digitaloption.cpp: 9.3604 = 15 exp(-0.05) P
        let haug = [("entry", "105"), ("leverage", "21"), ("maintenance_pct", "0"), ("annual_vol_pct", "20")];
        let words = outcome(&[&haug[..], &[("annual_drift_pct", "10"), ("horizon_days", "182.5")]].concat()).statement;
        let words = words.unwrap().words;
        assert!(words.ends_with("; touched within 182.5 days with a chance of 65.6 %"), "{words}");
    }
}
