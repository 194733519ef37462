//! The exposure at which capital has the volatility one wants.

/// What the exposure is worked out from. Volatilities are per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VolatilityTarget {
    /// The volatility that capital is to have.
    pub target: f64,
    /// The market's volatility now.
    pub current: f64,
    /// What it is pulled towards.
    pub blend: Option<Blend>,
    /// The market counts as no calmer than this. Volatility that has just been very low seldom stays there, and the
    /// position without a floor is largest on the eve of its return.
    pub floor: Option<f64>,
    /// Largest exposure, as a multiple of equity; 0 allows none.
    pub max_exposure: Option<f64>,
}

/// The market's long-run volatility and how little it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    /// Volatility per year over years.
    pub long_run: f64,
    /// Weight of the current volatility, 0 to 1; the long run has the rest. pysystemtrade uses 0.7.
    pub current_weight: f64,
}

/// The exposure that gives the target volatility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetedExposure {
    /// Current and long-run volatility blended, before the floor.
    pub blended: f64,
    /// The volatility divided by: the blend, or the floor where that is higher.
    pub counted: f64,
    /// Target over counted volatility, before the cap; absent where that is larger than a number can be.
    pub uncapped: Option<f64>,
    /// The exposure to hold, as a multiple of equity.
    pub exposure: f64,
    /// The floor made the position smaller.
    pub floor_binds: bool,
    /// The cap made the position smaller.
    pub cap_binds: bool,
}

/// Why there is no exposure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTarget {
    /// A volatility, weight or cap that is negative, above its range, or no ordinary number.
    OutOfRange,
    /// The market has no volatility, there is no floor under it and no cap on the exposure: any exposure would do.
    NoVolatility,
}

impl VolatilityTarget {
    /// The exposure that gives the target volatility, within the cap.
    ///
    /// ```
    /// use ballast_engine::math::volatility::VolatilityTarget;
    /// let target = VolatilityTarget { target: 0.2, current: 0.5, blend: None, floor: None, max_exposure: None };
    /// assert_eq!(target.exposure().unwrap().exposure, 0.4);
    /// ```
    pub fn exposure(&self) -> Result<TargetedExposure, NoTarget> {
        self.check()?;
        let blended = self.blended();
        let counted = blended.max(self.floor.unwrap_or(0.0));
        let quotient = self.target / counted;
        let uncapped = if self.target == 0.0 { Some(0.0) } else { Some(quotient).filter(|q| q.is_finite()) };
        let exposure = match (uncapped, self.max_exposure) {
            (Some(uncapped), cap) => uncapped.min(cap.unwrap_or(uncapped)),
            (None, Some(cap)) => cap,
            (None, None) => return Err(NoTarget::NoVolatility),
        };
        let cap_binds = uncapped.is_none_or(|uncapped| exposure < uncapped);
        Ok(TargetedExposure { blended, counted, uncapped, exposure, floor_binds: counted > blended, cap_binds })
    }

    fn blended(&self) -> f64 {
        match self.blend {
            None => self.current,
            Some(blend) => blend.current_weight * self.current + (1.0 - blend.current_weight) * blend.long_run,
        }
    }

    fn check(&self) -> Result<(), NoTarget> {
        let blend = self.blend.unwrap_or(Blend { long_run: 0.0, current_weight: 1.0 });
        let (floor, cap) = (self.floor.unwrap_or(0.0), self.max_exposure.unwrap_or(0.0));
        let positive = [self.target, self.current, blend.long_run, floor, cap];
        let valid = positive.iter().all(|number| *number >= 0.0 && number.is_finite())
            && (0.0..=1.0).contains(&blend.current_weight);
        if valid { Ok(()) } else { Err(NoTarget::OutOfRange) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::annual_from_daily;
    use super::*;
    use proptest::prelude::*;

    fn close(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
    }

    const PLAIN: VolatilityTarget =
        VolatilityTarget { target: 0.2, current: 0.65, blend: None, floor: None, max_exposure: Some(3.0) };

    #[test]
    fn the_exposure_is_target_over_volatility() {
        // Vector vol.target.basic.
        let targeted = PLAIN.exposure().unwrap();
        assert!(close(targeted.exposure, 0.307_692_307_692_307_7));
        assert!(close(targeted.exposure * 50_000.0, 15_384.615_384_615_385));
        assert!(!targeted.cap_binds && !targeted.floor_binds);
    }

    #[test]
    fn floor_and_cap_hold_the_exposure_down_and_say_so() {
        // Vector vol.target.floor: 20 without either, 2 with the floor, 1.5 with the cap too.
        let calm = VolatilityTarget { current: 0.01, max_exposure: None, ..PLAIN };
        assert!(close(calm.exposure().unwrap().exposure, 20.0));
        let floored = VolatilityTarget { floor: Some(0.1), ..calm };
        assert!(close(floored.exposure().unwrap().exposure, 2.0));
        let capped = VolatilityTarget { max_exposure: Some(1.5), ..floored }.exposure().unwrap();
        assert_eq!((capped.exposure, capped.uncapped), (1.5, Some(2.0)));
        assert!(capped.cap_binds && capped.floor_binds);
    }

    #[test]
    fn a_contract_count_follows_from_the_daily_cash_target() {
        // Vector size.pysystemtrade.volscalar: Eurodollar 2015-12-10, 11.187869 contracts for 1,000 dollars a day.
        let (cash, value_of_one_percent, daily) = (1000.0, 2447.0, 0.000_552_81);
        let (value_in_contract_currency, value_in_dollars) = (135.272_415, 89.382_530);
        let notional = 100.0 * value_of_one_percent * value_in_dollars / value_in_contract_currency;
        let equity = 100_000.0;
        let target = annual_from_daily(cash / equity);
        let current = annual_from_daily(daily);
        let ask = VolatilityTarget { target, current, max_exposure: None, ..PLAIN };
        assert!((ask.exposure().unwrap().exposure * equity / notional - 11.187_869).abs() < 1e-4);
    }

    #[test]
    fn the_long_run_counts_for_the_rest_of_the_weight() {
        // By hand: 0.7 x 0.4 + 0.3 x 0.8 = 0.52, as pysystemtrade's mixed_vol_calc weighs.
        let blend = Some(Blend { long_run: 0.8, current_weight: 0.7 });
        let targeted = VolatilityTarget { target: 0.26, current: 0.4, blend, ..PLAIN }.exposure().unwrap();
        assert!(close(targeted.blended, 0.52) && close(targeted.exposure, 0.5));
    }

    #[test]
    fn without_volatility_only_a_cap_gives_an_exposure() {
        let still = VolatilityTarget { current: 0.0, max_exposure: None, ..PLAIN };
        assert_eq!(still.exposure(), Err(NoTarget::NoVolatility));
        let capped = VolatilityTarget { max_exposure: Some(2.0), ..still }.exposure().unwrap();
        assert_eq!((capped.exposure, capped.uncapped, capped.cap_binds), (2.0, None, true));
        assert_eq!(VolatilityTarget { target: 0.0, ..still }.exposure().unwrap().exposure, 0.0);
        assert_eq!(VolatilityTarget { current: -0.1, ..PLAIN }.exposure(), Err(NoTarget::OutOfRange));
        assert_eq!(VolatilityTarget { target: f64::NAN, ..PLAIN }.exposure(), Err(NoTarget::OutOfRange));
    }

    fn any_size() -> impl Strategy<Value = f64> {
        (-300..300, 1.0..10.0f64).prop_map(|(power, digits)| digits * 10f64.powi(power))
    }

    proptest! {
        #[test]
        fn no_input_gives_what_is_not_a_number(numbers in prop::array::uniform4(any_size()), weight in 0.0..=1.0f64) {
            let [target, current, long_run, cap] = numbers;
            let blend = Some(Blend { long_run, current_weight: weight });
            for max_exposure in [None, Some(cap)] {
                let ask = VolatilityTarget { target, current, blend, floor: Some(long_run), max_exposure };
                if let Ok(targeted) = ask.exposure() {
                    prop_assert!(targeted.exposure.is_finite() && targeted.counted.is_finite());
                    prop_assert!(max_exposure.is_none_or(|cap| targeted.exposure <= cap));
                }
            }
        }
    }
}
