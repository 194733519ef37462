//! The portfolio that grows fastest within limits, with the proof that it does.
//!
//! ```text
//! maximise  slope'f - f'curvature f/2     f weight of each name, over equity; below 0: short
//! with      a side for each name, |f| <= its limit, sum |f| <= gross limit, |sum f| <= net limit
//! ```
//!
//! Within one choice of signs all limits are linear and `quadratic` finds the best point. Where a name that may be either
//! long or short ends at 0 and would rather cross it, its sign is turned and the search goes on from there: each turn gains,
//! so no choice of signs comes twice. At the end the conditions of Karush, Kuhn and Tucker, which only the best point
//! meets, are checked against the inputs; a point that fails them is not given.
//!
//! Sources: E. O. Thorp, "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market" (2006), ISBN
//! 978-981-4293-49-5, for the objective; H. W. Kuhn, A. W. Tucker, "Nonlinear Programming" (1951), for the conditions.

use super::matrix::{Factor, Square, dot};
use super::quadratic::{self, Bound, Parabola};

/// Which way a name may be held.
///
/// ```
/// use ballast_engine::math::portfolio::Stance;
/// assert_eq!(Stance::default(), Stance::Long);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// Only long.
    #[default]
    Long,
    /// Only short.
    Short,
    /// Either way.
    Either,
}

impl Stance {
    /// Whether a weight is on the wrong side.
    ///
    /// ```
    /// use ballast_engine::math::portfolio::Stance;
    /// assert!(Stance::Long.forbids(-0.1) && Stance::Short.forbids(0.1));
    /// assert!(!Stance::Either.forbids(-0.1));
    /// ```
    pub fn forbids(self, weight: f64) -> bool {
        match self {
            Stance::Long => weight < 0.0,
            Stance::Short => weight > 0.0,
            Stance::Either => false,
        }
    }
}

/// Limits of a portfolio, in multiples of equity; none: no limit.
///
/// ```
/// use ballast_engine::math::portfolio::{Bounds, Stance};
/// let bounds = Bounds { stances: vec![Stance::Long], names: vec![Some(0.5)], ..Bounds::default() };
/// assert!(bounds.allow(&[0.5]) && !bounds.allow(&[0.6]));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Which way each name may be held.
    pub stances: Vec<Stance>,
    /// The most of each name, long or short.
    pub names: Vec<Option<f64>>,
    /// The most of longs and shorts together.
    pub gross: Option<f64>,
    /// The most of longs less shorts, either way.
    pub net: Option<f64>,
}

/// Of a limit, what may pass for keeping it.
const KEPT: f64 = 1e-9;

impl Bounds {
    /// Whether a split keeps every limit.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Bounds, Stance};
    /// # let bounds = Bounds { stances: vec![Stance::Either; 2], names: vec![None; 2], gross: Some(2.0), net: Some(1.0) };
    /// // Two names, either way: 2 of gross exposure, 1 of net.
    /// assert!(bounds.allow(&[1.2, -0.8]));
    /// assert!(!bounds.allow(&[1.2, 0.3]));
    /// ```
    pub fn allow(&self, weights: &[f64]) -> bool {
        let within = |most: Option<f64>, taken: f64| most.is_none_or(|most| taken <= most + KEPT * (1.0 + most));
        let each = weights.iter().zip(&self.stances).zip(&self.names);
        within(self.gross, gross(weights))
            && within(self.net, net(weights).abs())
            && each.into_iter().all(|((w, stance), most)| within(*most, w.abs()) && !stance.forbids(*w))
    }

    /// A split with one factor for all, no greater than 1, so that it keeps the limits; what is on the wrong side is
    /// left out. What people do instead of solving again.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Bounds, Stance};
    /// # let bounds = Bounds { stances: vec![Stance::Either; 2], names: vec![None; 2], gross: Some(2.0), net: Some(1.0) };
    /// // Two names, either way: 2 of gross exposure, 1 of net.
    /// assert_eq!(bounds.scaled_down(&[2.0, -2.0]), [1.0, -1.0]);
    /// assert_eq!(bounds.scaled_down(&[1.0, 1.0]), [0.5, 0.5]);
    /// ```
    pub fn scaled_down(&self, weights: &[f64]) -> Vec<f64> {
        let sided = weights.iter().zip(&self.stances);
        let kept: Vec<f64> = sided.map(|(w, stance)| if stance.forbids(*w) { 0.0 } else { *w }).collect();
        let room = |most: Option<f64>, taken: f64| match most {
            Some(most) if taken > most => most / taken,
            _ => 1.0,
        };
        let whole = room(self.gross, gross(&kept)).min(room(self.net, net(&kept).abs()));
        let factor = kept.iter().zip(&self.names).map(|(w, most)| room(*most, w.abs())).fold(whole, f64::min);
        kept.into_iter().map(|weight| weight * factor).collect()
    }
}

/// Longs and shorts together.
///
/// ```
/// use ballast_engine::math::portfolio::bounds::gross;
/// assert_eq!(gross(&[1.5, -0.5]), 2.0);
/// ```
pub fn gross(weights: &[f64]) -> f64 {
    weights.iter().map(|weight| weight.abs()).sum()
}

/// Longs less shorts.
///
/// ```
/// use ballast_engine::math::portfolio::bounds::net;
/// assert_eq!(net(&[1.5, -0.5]), 1.0);
/// ```
pub fn net(weights: &[f64]) -> f64 {
    weights.iter().sum()
}

/// What grows: the slope at nothing held, and how it bends.
///
/// ```
/// # use ballast_engine::math::portfolio::{Bounds, Growth, Square, Stance};
/// # let growth = Growth { slope: vec![0.9], curvature: Square::of(1, &|_, _| 0.36) };
/// // A return of 90 % a year at a volatility of 60 %: full Kelly is 0.9 / 0.36.
/// assert_eq!(growth.best().map(|weights| (weights.iter().sum::<f64>() * 1e9).round()), Some(2.5e9));
/// ```
#[derive(Clone, Debug)]
pub struct Growth {
    /// Gain of each name for each unit held.
    pub slope: Vec<f64>,
    /// What the names together take off: positive definite.
    pub curvature: Square,
}

impl Growth {
    /// At that split.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Bounds, Growth, Square, Stance};
    /// # let growth = Growth { slope: vec![0.9], curvature: Square::of(1, &|_, _| 0.36) };
    /// // A return of 90 % a year at a volatility of 60 %: full Kelly is 0.9 / 0.36.
    /// // At twice equity 2 * 0.9 - 4 * 0.36 / 2 = 108 % a year.
    /// assert!((growth.at(&[2.0]) - 1.08).abs() < 1e-15);
    /// ```
    pub fn at(&self, weights: &[f64]) -> f64 {
        dot(&self.slope, weights) - 0.5 * self.curvature.between(weights, weights)
    }

    /// The best split without limits; `None` where the curvature is not positive definite.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Bounds, Growth, Square, Stance};
    /// # let growth = Growth { slope: vec![0.9], curvature: Square::of(1, &|_, _| 0.36) };
    /// // A return of 90 % a year at a volatility of 60 %: full Kelly is 0.9 / 0.36.
    /// let best = growth.best().unwrap_or_default();
    /// assert!(matches!(best[..], [weight] if (weight - 2.5).abs() < 1e-12));
    /// ```
    pub fn best(&self) -> Option<Vec<f64>> {
        Some(Factor::of(&self.curvature, SINGULAR)?.solve(&self.slope))
    }

    /// The best split within limits; `None` where it could not be proven best.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Bounds, Growth, Square, Stance};
    /// # let growth = Growth { slope: vec![0.9], curvature: Square::of(1, &|_, _| 0.36) };
    /// // A return of 90 % a year at a volatility of 60 %: full Kelly is 0.9 / 0.36.
    /// let bounds = Bounds { stances: vec![Stance::Long], names: vec![None], gross: Some(2.0), net: None };
    /// let best = growth.best_within(&bounds).unwrap_or_default();
    /// assert!(matches!(best[..], [weight] if (weight - 2.0).abs() < 1e-9));
    /// ```
    pub fn best_within(&self, bounds: &Bounds) -> Option<Vec<f64>> {
        Search::new(self, bounds)?.best()
    }
}

/// A pivot below this share of its diagonal is none.
const SINGULAR: f64 = 1e-12;

/// A position of less volatility than this is none.
const DUST: f64 = 1e-15;

/// Most times that signs are turned.
const MOST_TURNS: usize = 200;

/// How far the conditions may be off, as a share of the steepest slope.
const PROVEN: f64 = 1e-8;

/// In units in which every name bends by 1, so that none is large beside another.
struct Search<'a> {
    of: &'a Growth,
    within: &'a Bounds,
    units: Vec<f64>,
    parabola: Parabola,
}

/// What the limits cost at the margin.
struct Prices {
    gross: f64,
    net: f64,
    /// Of not crossing 0, for each name.
    crossing: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(of: &'a Growth, within: &'a Bounds) -> Option<Search<'a>> {
        let units: Vec<f64> = (0..of.slope.len()).map(|at| 1.0 / of.curvature.at(at, at).sqrt()).collect();
        let slope = of.slope.iter().zip(&units).map(|(slope, unit)| slope * unit).collect();
        let curvature = of.curvature.scaled(&units);
        let inverse = Factor::of(&curvature, SINGULAR)?.inverse();
        Some(Search { of, within, units, parabola: Parabola { curvature, inverse, slope } })
    }

    fn best(&self) -> Option<Vec<f64>> {
        let free = self.parabola.inverse.times(&self.parabola.slope);
        let sign = |(stance, free): (&Stance, &f64)| match stance {
            Stance::Short => -1.0,
            Stance::Either if *free < 0.0 => -1.0,
            _ => 1.0,
        };
        let mut signs: Vec<f64> = self.within.stances.iter().zip(&free).map(sign).collect();
        for _ in 0..MOST_TURNS {
            let (weights, prices) = self.within_signs(&signs)?;
            let turning = self.turning(&weights, &prices);
            if !turning.contains(&true) {
                return self.proves(&weights, &prices).then_some(weights);
            }
            signs.iter_mut().zip(turning).filter(|(_, turns)| *turns).for_each(|(sign, _)| *sign = -*sign);
        }
        None
    }

    /// The best split where each name has that sign or nothing.
    fn within_signs(&self, signs: &[f64]) -> Option<(Vec<f64>, Prices)> {
        let signed = |cell: f64, row: usize| cell * signs.get(row).copied().unwrap_or(1.0);
        let parabola = Parabola {
            curvature: self.parabola.curvature.scaled(signs),
            inverse: self.parabola.inverse.scaled(signs),
            slope: self.parabola.slope.iter().zip(signs).map(|(slope, sign)| slope * sign).collect(),
        };
        let found = quadratic::minimum(&parabola, &self.linear(signs))?;
        let count = signs.len();
        let price = |at: usize| found.prices.get(at).copied().unwrap_or_default();
        let mut totals = count + self.within.names.iter().flatten().count();
        let mut next = |is_there: bool| {
            let price = if is_there { price(totals) } else { 0.0 };
            totals += usize::from(is_there);
            price
        };
        let gross = next(self.within.gross.is_some());
        let net = next(self.within.net.is_some()) - next(self.within.net.is_some());
        let crossing = found.prices.iter().take(count).copied().collect();
        let at_limit = self.at_limits(&found.prices, count);
        let exact = |(at, (x, unit)): (usize, (&f64, &f64))| match at_limit.get(at).copied().flatten() {
            Some(limit) => signed(limit, at),
            // What rounding leaves beside 0, on either side, is 0.
            None => signed(if *x > DUST { x * unit } else { 0.0 }, at),
        };
        let weights = found.point.iter().zip(&self.units).enumerate().map(exact).collect();
        Some((weights, Prices { gross, net, crossing }))
    }

    /// What each name is held at by a limit of its own that binds: 0, or its most.
    fn at_limits(&self, prices: &[f64], count: usize) -> Vec<Option<f64>> {
        let is_priced = |at: usize| prices.get(at).is_some_and(|price| *price > 0.0);
        let mut place = count;
        let most = |most: &Option<f64>| {
            let limit = *most;
            let priced = limit.is_some() && is_priced(place);
            place += usize::from(limit.is_some());
            limit.filter(|_| priced)
        };
        let highs: Vec<Option<f64>> = self.within.names.iter().map(most).collect();
        highs.into_iter().enumerate().map(|(at, high)| if is_priced(at) { Some(0.0) } else { high }).collect()
    }

    /// Every limit as a line: no name below 0, then each one's most, then gross, then net both ways.
    fn linear(&self, signs: &[f64]) -> Vec<Bound> {
        let count = signs.len();
        let only = |at: usize, cell: f64| (0..count).map(|other| if other == at { cell } else { 0.0 }).collect();
        let all = |factor: f64| -> Vec<f64> { self.units.iter().map(|unit| unit * factor).collect() };
        let signed = |factor: f64| all(factor).iter().zip(signs).map(|(unit, sign)| unit * sign).collect();
        let above_zero = (0..count).map(|at| Bound { normal: only(at, -1.0), limit: 0.0 });
        let most = self.within.names.iter().zip(&self.units).enumerate();
        let most = most.filter_map(|(at, (most, unit))| Some(Bound { normal: only(at, 1.0), limit: (*most)? / unit }));
        let gross = self.within.gross.map(|limit| Bound { normal: all(1.0), limit });
        let net = self.within.net.iter().flat_map(|&limit| [1.0, -1.0].map(|way| Bound { normal: signed(way), limit }));
        above_zero.chain(most).chain(gross).chain(net).collect()
    }

    /// Steepest slope, in the units of the search.
    fn steepest(&self) -> f64 {
        self.parabola.slope.iter().map(|slope| slope.abs()).fold(0.0, f64::max)
    }

    /// Which names stand at 0 and would gain on its other side: crossing turns the price of gross around.
    fn turning(&self, weights: &[f64], prices: &Prices) -> Vec<bool> {
        let least = PROVEN * self.steepest();
        let names = self.within.stances.iter().zip(weights).zip(&prices.crossing).zip(&self.units);
        let turns = |(((stance, weight), crossing), unit): (((&Stance, &f64), &f64), &f64)| {
            *stance == Stance::Either && *weight == 0.0 && *crossing > 2.0 * prices.gross * unit + least
        };
        names.map(turns).collect()
    }

    /// Whether the conditions hold that only the best split meets.
    fn proves(&self, weights: &[f64], prices: &Prices) -> bool {
        let off = PROVEN * self.steepest();
        let bent = self.of.curvature.times(weights);
        let (mut worst, names) = (0.0_f64, self.within.stances.iter().zip(&self.within.names));
        for ((((weight, slope), bent), unit), (stance, most)) in
            weights.iter().zip(&self.of.slope).zip(&bent).zip(&self.units).zip(names)
        {
            // What one more unit gains once the net limit is paid for.
            let gain = slope - bent - prices.net;
            let wrong = condition(*weight, gain, prices.gross, (*stance, *most));
            worst = worst.max(wrong * unit);
        }
        let binds = |price: f64, limit: Option<f64>, taken: f64| {
            price.abs() * limit.map_or(0.0, |limit| (limit - taken).abs()) <= off.max(PROVEN * price.abs() * taken)
        };
        worst <= off
            && prices.gross >= -off
            && self.within.allow(weights)
            && binds(prices.gross, self.within.gross, gross(weights))
            && binds(prices.net, self.within.net, net(weights).abs())
    }
}

/// By how much a name's gain contradicts that its weight is best.
fn condition(weight: f64, gain: f64, gross: f64, (stance, most): (Stance, Option<f64>)) -> f64 {
    if weight == 0.0 {
        let (up, down) = (gain - gross, -gain - gross);
        let can = |way: f64| !stance.forbids(way) && most != Some(0.0);
        return if can(1.0) { up.max(0.0) } else { 0.0 }.max(if can(-1.0) { down.max(0.0) } else { 0.0 });
    }
    let further = gain * weight.signum() - gross;
    match most {
        Some(most) if weight.abs() >= most => (-further).max(0.0),
        _ => further.abs(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three names of the note on formulas: long, alike, and one without much of an edge.
    fn three() -> Growth {
        let volatility = [0.6, 0.8, 0.45];
        let correlations = [[1.0, 0.8, 0.55], [0.8, 1.0, 0.5], [0.55, 0.5, 1.0]];
        let curvature = Square::of(3, &|row, column| volatility[row] * correlations[row][column] * volatility[column]);
        Growth { slope: vec![0.56, 0.91, 0.21], curvature }
    }

    fn bounds(gross: Option<f64>) -> Bounds {
        Bounds { stances: vec![Stance::Long; 3], names: vec![None; 3], gross, net: None }
    }

    #[test]
    fn all_of_equity_goes_to_one_name_where_cvxpy_puts_it() {
        // kelly.multi_asset.long_only_unlevered (cvxpy 1.9.3, Clarabel)
        let found = three().best_within(&bounds(Some(1.0))).unwrap();
        assert!(found.iter().zip([0.0, 1.0, 0.0]).all(|(one, other)| (one - other).abs() < 1e-14));
    }

    #[test]
    fn without_limits_that_bind_it_is_the_free_best() {
        let free = three().best().unwrap();
        let either = Bounds { stances: vec![Stance::Either; 3], ..bounds(Some(1e6)) };
        let found = three().best_within(&either).unwrap();
        assert!(found.iter().zip(&free).all(|(one, other)| (one - other).abs() < 1e-12));
    }

    #[test]
    fn a_limit_of_nothing_leaves_nothing() {
        assert_eq!(three().best_within(&bounds(Some(0.0))), Some(vec![0.0; 3]));
        let none = Bounds { names: vec![Some(0.0); 3], ..bounds(None) };
        assert_eq!(three().best_within(&none), Some(vec![0.0; 3]));
    }

    #[test]
    fn a_limit_on_net_exposure_is_met_by_shorting_the_weakest() {
        let hedged = Bounds { stances: vec![Stance::Either; 3], net: Some(0.0), ..bounds(None) };
        let found = three().best_within(&hedged).unwrap();
        assert!(net(&found).abs() < 1e-12 && found[1] > 0.5 && found[0] < 0.0);
    }

    #[test]
    fn a_curvature_that_is_flat_somewhere_has_no_best() {
        let flat = Growth { slope: vec![0.2, 0.2], curvature: Square::of(2, &|_, _| 0.25) };
        assert_eq!((flat.best(), flat.best_within(&Bounds::default())), (None, None));
    }

    #[test]
    fn scaling_keeps_the_proportions_and_the_limits() {
        let limits = Bounds { net: Some(0.5), ..bounds(Some(1.0)) };
        assert_eq!(limits.scaled_down(&[1.5, 0.5, -1.0]), vec![0.375, 0.125, 0.0]);
    }
}
