//! Maintenance tiers: rate, leverage and deduction by notional.

use std::fmt;

/// One row of a venue's tier table. Its floor is the cap of the row before.
///
/// ```
/// // Binance BTCUSDT about the first quarter of 2026, second row
/// use ballast_engine::math::margin::Tier;
/// let second = Tier { cap: 800_000.0, rate: 0.005, max_leverage: 100.0, deduction: 300.0 };
/// assert_eq!(second.maintenance(400_000.0), 1_700.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// Largest notional of the tier, in settlement money; infinite for a last tier without one.
    pub cap: f64,
    /// Maintenance margin rate as a fraction of notional, at least 0 and below 1.
    pub rate: f64,
    /// Highest leverage allowed, at least 1; infinite for no limit.
    pub max_leverage: f64,
    /// Taken off `rate * notional`, in settlement money ("maintenance amount", "cum"); 0 where the venue has none.
    pub deduction: f64,
}

impl Tier {
    /// Maintenance margin at a notional by this row, in settlement money.
    ///
    /// ```
    /// use ballast_engine::math::margin::Tier;
    /// let second = Tier { cap: 800_000.0, rate: 0.005, max_leverage: 100.0, deduction: 300.0 };
    /// assert_eq!(second.maintenance(400_000.0), 1_700.0);
    /// ```
    pub fn maintenance(&self, notional: f64) -> f64 {
        self.rate * notional - self.deduction
    }
}

/// A checked tier table: at least one row, caps rising, maintenance never below zero.
///
/// ```
/// use ballast_engine::math::margin::{Tier, Tiers};
///
/// // Binance BTCUSDT about the first quarter of 2026, first two rows
/// let tiers = Tiers::new(vec![
///     Tier { cap: 300_000.0, rate: 0.004, max_leverage: 150.0, deduction: 0.0 },
///     Tier { cap: 800_000.0, rate: 0.005, max_leverage: 100.0, deduction: 300.0 },
/// ])?;
/// assert_eq!(tiers.at(300_000.0).maintenance(300_000.0), 1_200.0);
/// assert_eq!(tiers.at(400_000.0).maintenance(400_000.0), 1_700.0);
/// assert_eq!(tiers.first_jump(1e-9), None);
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tiers {
    rows: Vec<Tier>,
    last: Tier,
}

/// What is wrong with a tier table, and where.
///
/// ```
/// use ballast_engine::math::margin::{TierFault, TierProblem, Tiers};
/// let fault = TierFault { row: 0, problem: TierProblem::RateOutOfRange };
/// assert_eq!(Tiers::flat(1.0, 10.0), Err(fault));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierFault {
    /// Index of the row, from 0.
    pub row: usize,
    /// What is wrong with it.
    pub problem: TierProblem,
}

/// What can be wrong with a row of a tier table.
///
/// ```
/// use ballast_engine::math::margin::{TierProblem, Tiers};
/// assert_eq!(Tiers::flat(0.01, 0.5).map_err(|fault| fault.problem), Err(TierProblem::LeverageBelowOne));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierProblem {
    /// The table has no row at all.
    NoRows,
    /// The cap is not above the cap of the row before (0 for the first), or a row follows one without a cap.
    CapNotRising,
    /// The rate is not a fraction from 0 to below 1.
    RateOutOfRange,
    /// The leverage is below 1.
    LeverageBelowOne,
    /// The deduction is negative, not finite, or larger than what it is taken from at the floor of the tier.
    DeductionOutOfRange,
}

impl fmt::Display for TierFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            TierProblem::NoRows => return f.write_str("the tier table is empty"),
            TierProblem::CapNotRising => "the cap must be above that of the row before",
            TierProblem::RateOutOfRange => "the maintenance rate must be at least 0 and below 100 %",
            TierProblem::LeverageBelowOne => "the leverage must be at least 1",
            TierProblem::DeductionOutOfRange => {
                "the deduction must be between 0 and what it is taken from at the floor"
            }
        };
        write!(f, "tier {}: {problem}", self.row + 1)
    }
}

impl std::error::Error for TierFault {}

/// A deduction may exceed what it is taken from at the floor by this part, a rounding.
const DEDUCTION_ROUNDING: f64 = 1e-9;

impl Tiers {
    /// Checks the rows, given from the lowest tier up.
    ///
    /// # Errors
    /// The first row at fault, and what is wrong with it.
    ///
    /// ```
    /// use ballast_engine::math::margin::{TierProblem, Tiers};
    /// assert_eq!(Tiers::new(Vec::new()).map_err(|fault| fault.problem), Err(TierProblem::NoRows));
    /// ```
    pub fn new(rows: Vec<Tier>) -> Result<Tiers, TierFault> {
        let mut floor = 0.0;
        for (row, tier) in rows.iter().enumerate() {
            check(tier, floor).map_err(|problem| TierFault { row, problem })?;
            floor = tier.cap;
        }
        let last = *rows.last().ok_or(TierFault { row: 0, problem: TierProblem::NoRows })?;
        Ok(Tiers { rows, last })
    }

    /// One rate for every notional, with a leverage limit (infinite for none).
    ///
    /// # Errors
    /// As [`Tiers::new`].
    ///
    /// ```
    /// use ballast_engine::math::margin::Tiers;
    /// let tiers = Tiers::flat(0.005, f64::INFINITY)?;
    /// assert_eq!(tiers.at(1e9).maintenance(1e9), 5e6);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn flat(rate: f64, max_leverage: f64) -> Result<Tiers, TierFault> {
        Tiers::new(vec![Tier { cap: f64::INFINITY, rate, max_leverage, deduction: 0.0 }])
    }

    /// The rows, from the lowest tier up.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!(tiers.rows().len(), 2);
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn rows(&self) -> &[Tier] {
        &self.rows
    }

    /// Index of the tier of a notional. A notional on the edge belongs to the lower tier, as on Binance; one beyond the
    /// last cap to the last.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!((tiers.index(300_000.0), tiers.index(300_001.0)), (0, 1));
    /// assert_eq!(tiers.index(900_000.0), 1);
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn index(&self, notional: f64) -> usize {
        self.rows.partition_point(|tier| tier.cap < notional).min(self.rows.len() - 1)
    }

    /// The tier with an index; the last one for an index beyond it.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!(tiers.tier(1).rate, 0.005);
    /// assert_eq!(tiers.tier(7), tiers.tier(1));
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn tier(&self, index: usize) -> &Tier {
        self.rows.get(index).unwrap_or(&self.last)
    }

    /// Notional above which a tier begins.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!((tiers.floor(0), tiers.floor(1)), (0.0, 300_000.0));
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn floor(&self, index: usize) -> f64 {
        index.checked_sub(1).map_or(0.0, |below| self.tier(below).cap)
    }

    /// The tier of a notional, as [`Tiers::index`] has it.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!(tiers.at(400_000.0).deduction, 300.0);
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn at(&self, notional: f64) -> &Tier {
        self.tier(self.index(notional))
    }

    /// Whether a notional is within the last cap: a larger position is not accepted.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert!(tiers.admits(800_000.0) && !tiers.admits(800_001.0));
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn admits(&self, notional: f64) -> bool {
        notional <= self.last.cap
    }

    /// Highest leverage allowed at a notional; infinite where there is no limit.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!((tiers.max_leverage(300_000.0), tiers.max_leverage(300_001.0)), (150.0, 100.0));
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn max_leverage(&self, notional: f64) -> f64 {
        self.at(notional).max_leverage
    }

    /// The deductions that would make maintenance continuous: from the floor of each tier,
    /// `floor * (rate - rate below) + deduction below`. To check a table, or to fill in a missing column.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// let derived = tiers.continuous_deductions();
    /// assert!(derived.iter().zip([0.0, 300.0]).all(|(one, published)| (one - published).abs() < 1e-6));
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn continuous_deductions(&self) -> Vec<f64> {
        let (mut rate, mut deduction, mut floor) = (self.tier(0).rate, 0.0, 0.0);
        let mut deductions = Vec::with_capacity(self.rows.len());
        for tier in &self.rows {
            deduction += floor * (tier.rate - rate);
            deductions.push(deduction);
            (rate, floor) = (tier.rate, tier.cap);
        }
        deductions
    }

    /// Whether any row has a deduction.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert!(tiers.has_deductions());
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn has_deductions(&self) -> bool {
        self.rows.iter().any(|tier| tier.deduction != 0.0)
    }

    /// The first row at whose floor maintenance jumps by more than that part of itself; none where it is continuous.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!(tiers.first_jump(1e-9), None);
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn first_jump(&self, part: f64) -> Option<usize> {
        self.first_pair(|below, above| {
            let jump = above.maintenance(below.cap) - below.maintenance(below.cap);
            jump.abs() > part * below.cap * above.rate.max(below.rate)
        })
    }

    /// The first row with a rate below that of the row before.
    ///
    /// ```
    /// # use ballast_engine::math::margin::{Tier, TierFault, TierProblem, Tiers};
    /// # let row = |cap, rate, max_leverage, deduction| Tier { cap, rate, max_leverage, deduction };
    /// # let tiers = Tiers::new(vec![row(300e3, 0.004, 150.0, 0.0), row(800e3, 0.005, 100.0, 300.0)])?;
    /// // Binance BTCUSDT about the first quarter of 2026: 0.4 % to 300,000, 0.5 % less 300 to 800,000.
    /// assert_eq!(tiers.first_fall(), None);
    /// # Ok::<(), TierFault>(())
    /// ```
    pub fn first_fall(&self) -> Option<usize> {
        self.first_pair(|below, above| above.rate < below.rate)
    }

    /// The upper row of the first two neighbours of which that is so.
    fn first_pair(&self, holds: impl Fn(&Tier, &Tier) -> bool) -> Option<usize> {
        let found = self.rows.windows(2).position(|pair| matches!(pair, [below, above] if holds(below, above)));
        found.map(|below| below + 1)
    }
}

fn check(tier: &Tier, floor: f64) -> Result<(), TierProblem> {
    let most_deducted = floor * tier.rate * (1.0 + DEDUCTION_ROUNDING);
    let sound = [
        (tier.cap > floor, TierProblem::CapNotRising),
        ((0.0..1.0).contains(&tier.rate), TierProblem::RateOutOfRange),
        (tier.max_leverage >= 1.0, TierProblem::LeverageBelowOne),
        ((0.0..=most_deducted).contains(&tier.deduction), TierProblem::DeductionOutOfRange),
    ];
    sound.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, problem)| Err(problem))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Rows of cap, rate, highest leverage, deduction.
    pub(crate) fn table(rows: &[[f64; 4]]) -> Tiers {
        Tiers::new(rows.iter().copied().map(tier).collect()).unwrap()
    }

    fn tier([cap, rate, max_leverage, deduction]: [f64; 4]) -> Tier {
        Tier { cap, rate, max_leverage, deduction }
    }

    fn fault(rows: &[[f64; 4]]) -> (usize, TierProblem) {
        let fault = Tiers::new(rows.iter().copied().map(tier).collect()).unwrap_err();
        (fault.row, fault.problem)
    }

    /// Binance USD-M BTCUSDT about 2026-Q1; freqtrade's binance_leverage_tiers.json in ymcbzrgn/HydraQuant@b94b0926.
    pub(crate) fn btcusdt() -> Tiers {
        table(&[
            [300e3, 0.004, 150.0, 0.0],
            [800e3, 0.005, 100.0, 300.0],
            [3e6, 0.0065, 75.0, 1_500.0],
            [12e6, 0.01, 50.0, 12_000.0],
            [70e6, 0.02, 25.0, 132_000.0],
            [100e6, 0.025, 20.0, 482_000.0],
            [230e6, 0.05, 10.0, 2_982_000.0],
            [480e6, 0.1, 5.0, 14_482_000.0],
            [600e6, 0.125, 4.0, 26_482_000.0],
            [800e6, 0.15, 3.0, 41_482_000.0],
            [1_200e6, 0.25, 2.0, 121_482_000.0],
            [1_800e6, 0.5, 1.0, 421_482_000.0],
        ])
    }

    /// Binance USD-M ETHUSDT of 2021; gist crackcomm/e29582030d9eeac6c6124a7503cd0ac2.
    pub(crate) fn ethusdt_2021() -> Tiers {
        table(&[
            [10e3, 0.005, 100.0, 0.0],
            [100e3, 0.0065, 75.0, 15.0],
            [500e3, 0.01, 50.0, 365.0],
            [1e6, 0.02, 25.0, 5_365.0],
            [2e6, 0.05, 10.0, 35_365.0],
            [5e6, 0.1, 5.0, 135_365.0],
            [10e6, 0.125, 4.0, 260_365.0],
            [20e6, 0.15, 3.0, 510_365.0],
            [5e9, 0.25, 2.0, 2_510_365.0],
        ])
    }

    #[test]
    fn published_deductions_are_those_that_make_maintenance_continuous() {
        for tiers in [btcusdt(), ethusdt_2021()] {
            assert!(tiers.first_jump(1e-9).is_none() && tiers.has_deductions());
            for (derived, tier) in tiers.continuous_deductions().iter().zip(tiers.rows()) {
                assert!((derived - tier.deduction).abs() < 1e-6, "{derived} against {}", tier.deduction);
            }
        }
        // Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46, COIN-M level 5: 50 * (5 % - 2.5 %) + 0.56 = 1.81 BTC
        let coin = table(&[[22.4, 0.0, 9.0, 0.0], [50.0, 0.025, 9.0, 0.56], [1e3, 0.05, 9.0, 1.81]]);
        assert!((coin.continuous_deductions()[2] - 1.81).abs() < 1e-9);
    }

    #[test]
    fn a_notional_finds_the_tier_of_two_projects_tests() {
        // freqtrade tests/exchange/test_exchange.py::test_get_maintenance_ratio_and_amt, ADA fixture
        let ada = table(&[
            [100e3, 0.025, 20.0, 0.0],
            [500e3, 0.05, 10.0, 2_500.0],
            [1e6, 0.1, 5.0, 27_500.0],
            [2e6, 0.15, 3.33, 77_500.0],
            [5e6, 0.25, 2.0, 277_500.0],
            [30e6, 0.5, 1.0, 1_527_500.0],
        ]);
        assert_eq!(ada.at(500.0).rate, 0.025);
        assert_eq!((ada.at(20e6).rate, ada.at(20e6).deduction), (0.5, 1_527_500.0));
        assert_eq!((ada.at(999_999.9).rate, ada.at(999_999.9).deduction), (0.1, 27_500.0));
    }

    #[test]
    fn a_deduction_that_does_not_join_and_a_rate_that_falls_are_found_in_their_row() {
        let slip = table(&[[50e3, 0.004, 125.0, 0.0], [250e3, 0.005, 100.0, 70.0], [1e6, 0.01, 50.0, 1_320.0]]);
        assert_eq!((slip.first_jump(1e-3), slip.first_fall()), (Some(1), None));
        let falling = table(&[[50e3, 0.01, 9.0, 0.0], [250e3, 0.02, 9.0, 0.0], [1e6, 0.005, 9.0, 0.0]]);
        assert_eq!(falling.first_fall(), Some(2));
    }

    #[test]
    fn an_edge_belongs_to_the_lower_tier_and_one_unit_more_to_the_upper() {
        let tiers = btcusdt();
        for index in 0..tiers.rows().len() - 1 {
            let edge = tiers.tier(index).cap;
            assert_eq!(tiers.index(edge - 1.0), index);
            assert_eq!(tiers.index(edge), index);
            assert_eq!(tiers.index(edge + 1.0), index + 1);
            assert_eq!(tiers.floor(index + 1), edge);
        }
        assert_eq!(tiers.index(0.0), 0);
        assert_eq!(tiers.index(2e9), 11);
        assert!(tiers.admits(1.8e9) && !tiers.admits(1.8e9 + 1.0));
    }

    #[test]
    fn leverage_falls_with_notional() {
        assert_eq!(btcusdt().max_leverage(300e3), 150.0);
        assert_eq!(btcusdt().max_leverage(300_001.0), 100.0);
    }

    #[test]
    fn a_bad_row_is_named_with_its_problem() {
        assert_eq!(fault(&[]), (0, TierProblem::NoRows));
        assert_eq!(fault(&[[0.0, 0.01, 10.0, 0.0]]), (0, TierProblem::CapNotRising));
        assert_eq!(fault(&[[9.0, 0.01, 10.0, 0.0], [9.0, 0.02, 5.0, 0.0]]), (1, TierProblem::CapNotRising));
        let inf = f64::INFINITY;
        assert_eq!(fault(&[[inf, 0.01, 10.0, 0.0], [inf, 0.02, 5.0, 0.0]]), (1, TierProblem::CapNotRising));
        assert_eq!(fault(&[[f64::NAN, 0.01, 10.0, 0.0]]), (0, TierProblem::CapNotRising));
        assert_eq!(fault(&[[9.0, 1.0, 10.0, 0.0]]), (0, TierProblem::RateOutOfRange));
        assert_eq!(fault(&[[9.0, -0.1, 10.0, 0.0]]), (0, TierProblem::RateOutOfRange));
        assert_eq!(fault(&[[9.0, 0.01, 0.5, 0.0]]), (0, TierProblem::LeverageBelowOne));
        assert_eq!(fault(&[[9.0, 0.01, 5.0, 0.1]]), (0, TierProblem::DeductionOutOfRange));
        assert_eq!(fault(&[[9.0, 0.01, 5.0, 0.0], [99.0, 0.02, 5.0, 0.19]]), (1, TierProblem::DeductionOutOfRange));
        let message = TierFault { row: 1, problem: TierProblem::LeverageBelowOne }.to_string();
        assert_eq!(message, "tier 2: the leverage must be at least 1");
    }

    #[test]
    fn a_flat_rate_is_one_tier_without_a_cap() {
        let flat = Tiers::flat(0.005, f64::INFINITY).unwrap();
        assert_eq!(flat.at(1e9).maintenance(1e9), 5e6);
        assert!(flat.admits(1e300) && flat.first_jump(0.0).is_none() && !flat.has_deductions());
    }
}
