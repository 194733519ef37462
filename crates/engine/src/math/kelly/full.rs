//! The fraction at which a bet grows fastest, and the one at which it stops growing.
//!
//! Growth is concave in the fraction, so its slope `sum p_i x_i / (1 + f x_i)` falls from the edge at 0 to minus
//! infinity where the worst loss takes everything: it crosses zero once if there is an edge and a loss. The search
//! runs over `F = f * worst loss`, the fraction at risk, which lies between 0 and 1 whatever the unit of the results.

use super::bet::Bet;
use super::search::last_where;

/// How far beyond the zero-growth point the growth curve runs, as a share of it.
const CURVE_OVERHANG: f64 = 0.15;

/// What full Kelly says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FullKelly {
    /// On average the bet loses, or gains nothing: stake 0.
    NoEdge,
    /// Growth is greatest at this fraction (above 0): times equity for returns, equity per R for results in R.
    Fraction(f64),
    /// No finite fraction is best.
    Unbounded(Unbounded),
}

impl FullKelly {
    /// The fraction to stake: 0 without an edge, absent where no finite one is best.
    pub fn fraction(self) -> Option<f64> {
        match self {
            Self::NoEdge => Some(0.0),
            Self::Fraction(fraction) => Some(fraction),
            Self::Unbounded(_) => None,
        }
    }
}

/// Why growth has no maximum at a finite fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unbounded {
    /// No outcome loses: the more is staked, the faster it grows. A list of trades like that is too short.
    NoLosingOutcome,
    /// A loss is named, but has no chance of coming. Growth rises all the way to `ruin_fraction`, at which
    /// that loss would take everything: as the chance of winning nears 1, full Kelly nears it.
    CertainWin {
        /// 1 / the loss named.
        ruin_fraction: f64,
    },
    /// The continuous model with an edge and no volatility.
    NoVolatility,
    /// The best fraction is larger than a number can be.
    OutOfRange,
}

/// The fraction, beyond full Kelly, from which on capital shrinks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZeroGrowth {
    /// Growth is positive below this fraction and negative above it.
    At(f64),
    /// Capital shrinks at any fraction: there is no edge.
    Always,
    /// Capital grows at any fraction at which it survives.
    Never(Unbounded),
}

/// One point of the growth curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrowthPoint {
    /// The fraction staked.
    pub fraction: f64,
    /// Mean growth of the logarithm of capital, per bet (per year in the continuous model).
    pub growth: f64,
}

impl Bet {
    /// The fraction at which capital grows fastest.
    ///
    /// An edge smaller than the rounding error of its own sum counts as none.
    pub fn full_kelly(&self) -> FullKelly {
        if !self.has_edge() {
            return FullKelly::NoEdge;
        }
        let worst = self.worst_loss();
        if worst == 0.0 {
            return FullKelly::Unbounded(self.why_nothing_is_lost());
        }
        let at_risk = match self.win_of_two() {
            // p/a - q/b, in units of the loss a: exact to the last digit, which a search is not quite.
            Some(win) => self.mean() / win,
            None => last_where(0.0, 1.0, |at_risk| self.slope(at_risk, worst) > 0.0),
        };
        match self.fraction_for_risk(at_risk) {
            Some(0.0) => FullKelly::NoEdge,
            Some(fraction) => FullKelly::Fraction(fraction),
            None => FullKelly::Unbounded(Unbounded::OutOfRange),
        }
    }

    /// The fraction beyond which growth turns negative: about twice full Kelly for small edges, less for bets that
    /// lose as much as they win, more for those that win large and seldom.
    pub fn zero_growth(&self) -> ZeroGrowth {
        let full = match self.full_kelly() {
            FullKelly::NoEdge => return ZeroGrowth::Always,
            FullKelly::Unbounded(why) => return ZeroGrowth::Never(why),
            FullKelly::Fraction(full) => full,
        };
        let grows = |at_risk: f64| {
            let fraction = self.fraction_for_risk(at_risk).unwrap_or(f64::MAX);
            self.growth(fraction).rate().is_some_and(|rate| rate > 0.0)
        };
        let at_risk = last_where(self.fraction_at_risk(full), 1.0, grows);
        match self.fraction_for_risk(at_risk) {
            Some(fraction) => ZeroGrowth::At(fraction),
            None => ZeroGrowth::Never(Unbounded::OutOfRange),
        }
    }

    /// `points` (2 or more) points of the growth curve, evenly spaced from 0 to a little beyond zero growth; without an
    /// edge, to half of the fraction at which the worst loss takes everything. Points at which it does are left out.
    /// Empty where growth has no end.
    pub fn growth_curve(&self, points: usize) -> Vec<GrowthPoint> {
        let Some(end) = self.curve_end() else { return Vec::new() };
        evenly_spaced(end, points)
            .filter_map(|fraction| self.growth(fraction).rate().map(|growth| GrowthPoint { fraction, growth }))
            .collect()
    }

    fn curve_end(&self) -> Option<f64> {
        let ruin = 1.0 / self.worst_loss();
        let end = match self.zero_growth() {
            ZeroGrowth::At(zero) => zero + (CURVE_OVERHANG * zero).min((ruin - zero) / 2.0),
            ZeroGrowth::Always => ruin / 2.0,
            ZeroGrowth::Never(_) => return None,
        };
        end.is_finite().then_some(end)
    }

    fn has_edge(&self) -> bool {
        let turnover: f64 = self.likely().map(|o| o.probability * o.result.abs()).sum();
        self.mean() > 4.0 * f64::EPSILON * turnover
    }

    /// What the bet wins, if one win and one loss are all that can happen.
    fn win_of_two(&self) -> Option<f64> {
        let mut results = self.likely().map(|outcome| outcome.result);
        let (first, second) = (results.next()?, results.next()?);
        let two = results.next().is_none() && first.min(second) < 0.0;
        two.then_some(first.max(second)).filter(|win| *win > 0.0)
    }

    /// Slope of growth at a fraction at risk, in units of the worst loss. Written with `worst / result` instead of
    /// `result / worst`, which may overflow.
    fn slope(&self, at_risk: f64, worst: f64) -> f64 {
        let staked = self.likely().filter(|o| o.result != 0.0);
        staked.map(|o| o.probability / (worst / o.result + at_risk)).sum()
    }

    /// The fraction that puts `at_risk` (0 to 1) of equity at risk, one rounding step lower where rounding up would
    /// risk it all.
    fn fraction_for_risk(&self, at_risk: f64) -> Option<f64> {
        let worst = self.worst_loss();
        let mut fraction = at_risk / worst;
        while fraction.is_finite() && fraction * worst >= 1.0 {
            fraction = fraction.next_down();
        }
        fraction.is_finite().then_some(fraction)
    }

    fn why_nothing_is_lost(&self) -> Unbounded {
        let named = self.outcomes().iter().map(|outcome| -outcome.result).fold(0.0, f64::max);
        let ruin_fraction = 1.0 / named;
        if ruin_fraction.is_finite() { Unbounded::CertainWin { ruin_fraction } } else { Unbounded::NoLosingOutcome }
    }
}

/// `points` fractions from 0 to `end`, both included; at least two.
pub(super) fn evenly_spaced(end: f64, points: usize) -> impl Iterator<Item = f64> {
    let steps = points.max(2) - 1;
    (0..=steps).map(move |step| end * (step as f64 / steps as f64))
}

#[cfg(test)]
mod tests {
    use super::super::{Binary, Outcome};
    use super::*;
    use crate::math::alike::Alike;

    fn binary(win_probability: f64, win: f64, loss: f64) -> Bet {
        Bet::binary(Binary { win_probability, win, loss }).unwrap()
    }

    fn outcomes(rows: &[(f64, f64)]) -> Bet {
        let rows: Vec<Outcome> = rows.iter().map(|&(probability, result)| Outcome { probability, result }).collect();
        Bet::from_outcomes(&rows).unwrap()
    }

    fn fraction(bet: &Bet) -> f64 {
        bet.full_kelly().fraction().unwrap()
    }

    #[test]
    fn published_binary_bets_have_their_published_fractions() {
        // Vectors kelly.binary.deltax_50_2, .imsulaeman51, .wiki_60_20_20, .qs537.
        let cases =
            [((0.5, 2.0, 1.0), 0.25), ((0.51, 1.0, 1.0), 0.02), ((0.6, 0.2, 0.2), 1.0), ((0.6, 0.02, 0.01), 40.0)];
        for ((win_probability, win, loss), expected) in cases {
            let bet = binary(win_probability, win, loss);
            assert!((fraction(&bet) - expected).abs() < 1e-10, "{expected}");
        }
        let growth = binary(0.6, 0.02, 0.01).growth(40.0).rate().unwrap();
        assert!((growth - 0.148_341_749_434_875_13).abs() < 1e-10);
    }

    #[test]
    fn a_round_trip_cost_lowers_the_fraction() {
        // Vector kelly.costs.round_trip: p/(a + c) - q/(b - c).
        let bet = binary(0.55, 1.5, 1.0).after_cost(0.05).unwrap();
        assert!((fraction(&bet) - 0.213_464_696_223_316_99).abs() < 1e-12);
        assert!((bet.growth(fraction(&bet)).rate().unwrap() - 0.034_113_727_472_761_66).abs() < 1e-12);
    }

    #[test]
    fn several_outcomes_have_their_reference_fractions() {
        // Vectors kelly.multi.5way and kelly.multi.pabrai_stewart.
        let five = outcomes(&[(0.1, 3.0), (0.3, 1.0), (0.15, 0.0), (0.35, -0.5), (0.1, -1.0)]);
        assert!((fraction(&five) - 0.353_489_444_803_830_16).abs() < 1e-9);
        let stewart = outcomes(&[(0.8, 1.0), (0.19, 0.0), (0.01, -1.0)]);
        assert!((fraction(&stewart) - 0.975_308_641_975_308_6).abs() < 1e-9);
    }

    #[test]
    fn the_optimal_f_of_a_trade_list_is_kelly_per_worst_loss() {
        // Vectors kelly.optimal_f.vince_seq and kelly.optimal_f.coin_2to1: Vince's f is the fraction at risk.
        let vince = Bet::from_trades(&[9.0, 18.0, 7.0, 1.0, 10.0, -5.0, -3.0, -17.0, -7.0]).unwrap();
        assert!((vince.fraction_at_risk(fraction(&vince)) - 0.236_708_179_867_552_22).abs() < 1e-12);
        let growth = vince.growth(fraction(&vince)).rate().unwrap();
        assert!((growth.exponential() - 1.010_208_474_671_996).abs() < 1e-8);
        assert!((fraction(&Bet::from_trades(&[2.0, -1.0]).unwrap()) - 0.25).abs() < 1e-9);
    }

    #[test]
    fn monthly_returns_of_bacon_have_their_empirical_optimum() {
        // Vector kelly.performanceanalytics.bacon, exact_empirical_growth_optimum.
        let returns = [
            0.003, 0.026, 0.011, -0.01, 0.015, 0.025, 0.016, 0.067, -0.014, 0.04, -0.005, 0.081, 0.04, -0.037, -0.061,
            0.017, -0.049, -0.022, 0.07, 0.058, -0.065, 0.024, -0.005, -0.009,
        ];
        let bet = Bet::from_trades(&returns).unwrap();
        assert!((fraction(&bet) / 5.776_518_447_825_769 - 1.0).abs() < 1e-10);
    }

    #[test]
    fn lists_with_costs_agree_with_decimal_arithmetic() {
        // tests/reference/kelly_reference.py: trades.twelve_trades_with_cost, outcomes.gap_beyond_the_stop.
        let twelve = Bet::from_trades(&[2.0, -1.0, -1.0, 2.0, -1.0, 3.0, -1.0, -1.0, 2.0, -1.0, 2.0, -1.0]).unwrap();
        let twelve = twelve.after_cost(0.08).unwrap();
        assert!((fraction(&twelve) / 0.108_889_544_310_754_94 - 1.0).abs() < 1e-13);
        assert_zero_growth(&twelve, 0.222_367_700_530_215);
        let gap = outcomes(&[(0.5, 1.4), (0.46, -1.0), (0.04, -3.0)]);
        assert!((fraction(&gap) / 0.065_297_171_715_401_93 - 1.0).abs() < 1e-13);
        assert!((gap.fraction_at_risk(fraction(&gap)) / 0.195_891_515_146_205_79 - 1.0).abs() < 1e-13);
        assert_zero_growth(&gap, 0.128_259_656_015_767_53);
    }

    fn assert_zero_growth(bet: &Bet, expected: f64) {
        let ZeroGrowth::At(zero) = bet.zero_growth() else { panic!("{:?}", bet.zero_growth()) };
        assert!((zero / expected - 1.0).abs() < 1e-12, "{zero}");
    }

    #[test]
    fn growth_ends_near_twice_the_best_fraction() {
        // Vector kelly.binary.zero_growth_fc; kelly_reference.py: binary.seldom_and_large (2.16 times).
        assert_zero_growth(&binary(0.53, 1.0, 1.0), 0.119_712_138_335_318_49);
        assert_zero_growth(&binary(0.1, 12.0, 1.0), 0.053_976_715_684_316_307);
    }

    #[test]
    fn without_an_edge_nothing_is_staked() {
        // Vectors kelly.binary.no_edge, kelly.trade_list.no_wins; a fair coin by hand.
        let lists = [binary(0.3, 2.0, 1.0), Bet::from_trades(&[-1.0, -0.5]).unwrap(), binary(0.5, 1.0, 1.0)];
        for bet in lists {
            assert_eq!((bet.full_kelly(), bet.zero_growth()), (FullKelly::NoEdge, ZeroGrowth::Always));
            assert_eq!(bet.full_kelly().fraction(), Some(0.0));
        }
        assert_eq!(Bet::from_trades(&[0.0, 0.0]).unwrap().full_kelly(), FullKelly::NoEdge);
        // 0.1 + 0.2 - 0.3 is 5.6e-17 in doubles: no edge.
        assert_eq!(Bet::from_trades(&[0.1, 0.2, -0.3]).unwrap().full_kelly(), FullKelly::NoEdge);
    }

    #[test]
    fn without_a_loss_no_fraction_is_best() {
        // Vectors kelly.trade_list.no_losses, bad.kelly_loss_zero.
        let unbounded = FullKelly::Unbounded(Unbounded::NoLosingOutcome);
        assert_eq!(Bet::from_trades(&[1.0, 2.0, 0.5]).unwrap().full_kelly(), unbounded);
        assert_eq!(binary(0.6, 1.0, 0.0).full_kelly(), unbounded);
        assert!(binary(0.6, 1.0, 0.0).growth_curve(5).is_empty());
    }

    #[test]
    fn a_certain_win_names_the_fraction_it_tends_to() {
        // Vector bad.kelly_p_one: the limit is 1 / loss.
        let certain = Unbounded::CertainWin { ruin_fraction: 1.0 };
        assert_eq!(binary(1.0, 1.0, 1.0).full_kelly(), FullKelly::Unbounded(certain));
        assert_eq!(binary(1.0, 1.0, 1.0).zero_growth(), ZeroGrowth::Never(certain));
    }

    #[test]
    fn the_growth_curve_starts_at_zero_and_ends_below_it() {
        for bet in [binary(0.53, 1.0, 1.0), binary(0.1, 12.0, 1.0), binary(0.4, 1.0, 1.0)] {
            let curve = bet.growth_curve(101);
            assert_eq!(curve.len(), 101);
            assert_eq!((curve[0].fraction, curve[0].growth), (0.0, 0.0));
            assert!(curve[100].growth < 0.0);
        }
    }
    #[test]
    fn a_near_certain_bet_grows_to_the_brink_of_ruin() {
        // By hand: growth ends where 1 - f = 2^-99, which no double below 1 comes near.
        let bet = binary(0.99, 1.0, 1.0);
        assert_zero_growth(&bet, 1.0);
        assert!(bet.growth_curve(101).iter().all(|point| point.fraction < 1.0 && point.growth.is_finite()));
    }
}
