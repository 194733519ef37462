//! Every way in which a plan may end, how likely each is, and what comes of them together.

use super::{Exits, Part, ScaleOut, Stake};
use crate::math::contract::Side;
use crate::math::exits::race::{Race, Walk};
use crate::math::exits::trail::{NoMean, Trailing};
use crate::math::exits::{Ending, Plan};
use crate::math::touch::{Barrier, DriftingPrice};
use crate::spec::Reason;

const DAYS_A_YEAR: f64 = 365.0;
const NO_VOLATILITY: Reason = Reason("A drift needs a volatility");

/// One row of the outcomes.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// How many targets are hit.
    pub hit: usize,
    /// What then becomes of the rest.
    pub last: Last,
    /// What comes of it.
    pub ending: Ending,
    /// How likely it is.
    pub chance: Result<f64, Reason>,
}

/// What becomes of what the targets have not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// Nothing is left.
    Nothing,
    /// The stop where it stood.
    Stop,
    /// The stop at breakeven.
    Breakeven,
    /// The trailing stop before the price has gone any further.
    TrailedAtWorst,
    /// The trailing stop on average.
    TrailedOnAverage,
}

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    pub rows: Vec<End>,
    pub expected: Result<f64, Reason>,
    pub gain_chance: Result<f64, Reason>,
}

impl Ends {
    /// Every target is hit, the rest leaves at the worst it can.
    pub fn all(&self) -> Ending {
        let mut rows = self.rows.iter().filter(|end| end.last != Last::TrailedOnAverage);
        rows.next_back().map_or(Ending { exits: Vec::new(), net: 0.0, gross: 0.0 }, |end| end.ending.clone())
    }

    /// The worst once the first target is hit.
    pub fn worst_after_first(&self) -> f64 {
        let after = self.rows.iter().filter(|end| end.hit > 0);
        after.map(|end| end.ending.net).fold(f64::INFINITY, f64::min)
    }
}

impl ScaleOut {
    /// Chances that at least so many targets are hit, from none on.
    pub(super) fn reached(&self, plan: &Plan) -> Result<Vec<f64>, Reason> {
        if !self.hit_odds.is_empty() {
            return Ok(std::iter::once(1.0).chain(self.hit_odds.iter().copied()).collect());
        }
        let walk = self.walk()?;
        let mut reached = vec![1.0];
        let mut chance = 1.0;
        for (hit, target) in plan.targets.iter().enumerate() {
            let race = Race { from: self.furthest(plan, hit), wanted: target.price, other: plan.stop_after(hit) };
            chance *= walk.first(race);
            reached.push(chance);
        }
        Ok(reached)
    }

    fn walk(&self) -> Result<Walk, Reason> {
        Walk::of(self.annual_drift, self.annual_volatility).ok_or(NO_VOLATILITY)
    }

    /// Where the price stands as the k-th target is filled: there, or further where it is further now.
    fn furthest(&self, plan: &Plan, hit: usize) -> f64 {
        let (mark, sign) = (self.mark(), self.side.sign());
        let filled = hit.checked_sub(1).and_then(|last| plan.targets.get(last)).map_or(mark, |target| target.price);
        if sign * (filled - mark) > 0.0 { filled } else { mark }
    }

    /// The average price of the trailing stop.
    pub(super) fn trail_mean(&self, plan: &Plan) -> Result<f64, Reason> {
        let trail = plan.trail.filter(|_| plan.rest > 0.0).ok_or(Reason("Nothing trails"))?;
        let hit = plan.targets.len();
        let trailing = Trailing {
            side: self.side,
            contract: self.terms.contract,
            start: self.furthest(plan, hit),
            floor: plan.stop_after(hit),
        };
        trail.mean_price(self.walk()?, trailing).map_err(|why| match why {
            NoMean::Unbounded => Reason("At this drift the average has no bound"),
            NoMean::NoClosedForm => Reason("Known for a distance in percent, or without drift on a linear contract"),
        })
    }

    /// The outcomes of a plan.
    pub(super) fn ends(&self, plan: &Plan) -> Ends {
        let reached = self.reached(plan);
        let all = plan.targets.len();
        let chance = |hit: usize| {
            let from = |hit: usize| reached.as_ref().map(|reached| reached.get(hit).copied().unwrap_or_default());
            from(hit).and_then(|here| Ok(here - from(hit + 1)?)).map_err(|why| *why)
        };
        let row =
            |hit: usize| End { hit, last: last_of(plan, hit), ending: plan.worst_ending(hit), chance: chance(hit) };
        let mut rows: Vec<End> = (0..=all).map(row).collect();
        let missing = match (self.hit_odds.is_empty(), last_of(plan, all)) {
            (false, _) | (true, Last::Nothing) => None,
            (true, Last::Stop | Last::Breakeven) => Some(Reason("What is left has no exit but its stop: let it trail")),
            (true, _) => match self.trail_mean(plan) {
                Ok(mean) => {
                    let average = with_average(&mut rows, plan, mean);
                    rows.extend(average);
                    None
                }
                Err(why) => Some(why),
            },
        };
        let all_known = reached.as_ref().map(|_| ()).map_err(|why| *why);
        Ends {
            expected: missing
                .map_or(all_known, Err)
                .map(|()| without_dust(weighed(&rows, |end| end.ending.net), &rows)),
            gain_chance: all_known.and_then(|()| self.gain_chance(&rows)),
            rows,
        }
    }

    /// Chance of a gain, where it does not depend on how far a trailing rest goes.
    fn gain_chance(&self, rows: &[End]) -> Result<f64, Reason> {
        let is_open = |end: &End| end.last == Last::TrailedAtWorst && end.ending.net <= 0.0;
        if self.hit_odds.is_empty() && rows.iter().any(is_open) {
            return Err(Reason("Depends on how far the rest trails"));
        }
        Ok(weighed(rows, |end| if end.ending.net > 0.0 { 1.0 } else { 0.0 }))
    }

    /// Chance that the price touches a level within the days.
    pub(super) fn touch(&self, level: f64) -> Result<f64, Reason> {
        let annual_volatility = self.annual_volatility.ok_or(Reason("Needs a volatility"))?;
        let price = DriftingPrice { price: self.mark(), annual_drift: self.annual_drift, annual_volatility };
        let barrier = if self.side == Side::Long { Barrier::Above(level) } else { Barrier::Below(level) };
        let chance = price.touch_probability(barrier, self.horizon_days / DAYS_A_YEAR);
        chance.ok_or(Reason("No finite chance with these figures"))
    }

    pub(super) fn parts(&self, plan: &Plan, shares: &[(f64, usize)]) -> Vec<Part> {
        let reached = self.reached(plan);
        let part = |(at, target): (usize, &crate::math::exits::Target)| Part {
            share: shares.get(at).map_or(0.0, |(share, _)| *share),
            price: target.price,
            quantity: target.quantity,
            profit: target.quantity * plan.unit.net(plan.unit.by_target, target.price),
            stop: (plan.left(at + 1) > 0.0).then(|| plan.worst_last(at + 1)),
            chance: reached
                .as_ref()
                .map(|reached| reached.get(at + 1).copied().unwrap_or_default())
                .map_err(|why| *why),
            touch: self.touch(target.price),
        };
        plan.targets.iter().enumerate().map(part).collect()
    }
}

/// Sum of chance times what each row brings.
fn weighed(rows: &[End], of: impl Fn(&End) -> f64) -> f64 {
    rows.iter().map(|end| end.chance.map_or(0.0, |chance| chance * of(end))).sum()
}

/// A fair game without costs brings nothing, not what binary fractions leave of it.
fn without_dust(expected: f64, rows: &[End]) -> f64 {
    let largest = rows.iter().map(|end| end.ending.net.abs()).fold(0.0, f64::max);
    if expected.abs() <= 1e-13 * largest { 0.0 } else { expected }
}

/// The chance of the row of the trailing stop moves to the one that holds its average.
fn with_average(rows: &mut [End], plan: &Plan, mean: f64) -> Option<End> {
    let worst = rows.last_mut()?;
    let average = End {
        hit: worst.hit,
        last: Last::TrailedOnAverage,
        ending: plan.ending(worst.hit, mean),
        chance: worst.chance,
    };
    worst.chance = Err(Reason("In the next row"));
    Some(average)
}

fn last_of(plan: &Plan, hit: usize) -> Last {
    let is_all = hit == plan.targets.len();
    match (plan.left(hit) > 0.0, is_all && plan.trail.is_some()) {
        (false, _) => Last::Nothing,
        (true, true) => Last::TrailedAtWorst,
        (true, false) if plan.stop_after(hit) == plan.stop => Last::Stop,
        (true, false) => Last::Breakeven,
    }
}

impl Exits {
    pub(super) fn stake_of(plan: &Plan) -> Stake {
        Stake { net: plan.risk(), gross: -plan.quantity() * plan.unit.gross(plan.stop) }
    }
}
