//! Courses of an account: played in chunks, counted in tallies that merge.

use super::{Account, Random, Results, Sampler, Stake};

/// Courses to a chunk.
const CHUNK: u32 = 500;

/// Equity this close above a level counts as on it: a tenth of equity lost ten times leaves nothing, not 1.1e-16.
const ON_THE_LEVEL: f64 = 1e-9;

/// What is played. Money is in starting equities.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How much is staked.
    pub stake: Stake,
    /// At or below this the account counts as ruined, and stops.
    pub ruin: f64,
    /// At or above this it has reached its goal, and stops.
    pub goal: Option<f64>,
    /// How many trades, at most.
    pub trades: u32,
}

/// How a course ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// After all trades.
    Open,
    /// At or below the level of ruin.
    Ruined,
    /// At or above the goal.
    Reached,
}

/// Where a course ended, and what it went through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Course {
    end: f64,
    drawdown: f64,
    largest_stake: f64,
    fate: Fate,
}

impl Plan {
    fn fate(&self, equity: f64) -> Fate {
        if equity <= self.ruin + ON_THE_LEVEL {
            Fate::Ruined
        } else if self.goal.is_some_and(|goal| equity >= goal - ON_THE_LEVEL) {
            Fate::Reached
        } else {
            Fate::Open
        }
    }

    /// One course; `seen` is told the stake and the equity after every trade.
    fn course(&self, results: impl Iterator<Item = f64>, mut seen: impl FnMut(f64, f64)) -> Course {
        let mut account = Account::new(self.stake);
        let (mut peak, mut kept, mut largest_stake) = (1.0_f64, 1.0_f64, 0.0_f64);
        let mut fate = self.fate(account.equity);
        for result in results.take(self.trades as usize) {
            if fate != Fate::Open {
                break;
            }
            let stake = account.stake();
            account.take(result);
            let equity = account.equity;
            largest_stake = largest_stake.max(stake);
            peak = peak.max(equity);
            kept = kept.min(equity / peak);
            seen(stake, equity);
            fate = self.fate(equity);
        }
        Course { end: account.equity.max(0.0), drawdown: (1.0 - kept).min(1.0), largest_stake, fate }
    }

    /// The course of these results in their order: its tally, and stake and equity of every trade.
    pub fn replay(&self, results: &[f64]) -> (Tally, Vec<(f64, f64)>) {
        let mut steps = Vec::with_capacity(results.len());
        let course = self.course(results.iter().copied(), |stake, equity| steps.push((stake, equity)));
        let mut tally = Tally::default();
        tally.count(course);
        (tally, steps)
    }
}

/// What came of many courses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Courses that were ruined.
    pub ruined: u32,
    /// Courses that reached the goal.
    pub reached: u32,
    /// Equity at the end of each.
    pub ends: Vec<f64>,
    /// The deepest fall of each from its highest equity, the start included, 0 to 1.
    pub drawdowns: Vec<f64>,
    /// The largest stake of each.
    pub largest_stakes: Vec<f64>,
    /// Equity of each at the places asked for; a course that stopped stays where it was.
    pub marks: Vec<Vec<f64>>,
}

impl Tally {
    /// How many courses.
    pub fn courses(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Share of the courses that were ruined.
    pub fn ruin(&self) -> f64 {
        f64::from(self.ruined) / f64::from(self.courses().max(1))
    }

    /// How far that share is from the true chance, as a standard deviation.
    pub fn standard_error(&self) -> f64 {
        (self.ruin() * (1.0 - self.ruin()) / f64::from(self.courses().max(1))).sqrt()
    }

    fn count(&mut self, course: Course) {
        self.ruined += u32::from(course.fate == Fate::Ruined);
        self.reached += u32::from(course.fate == Fate::Reached);
        self.ends.push(course.end);
        self.drawdowns.push(course.drawdown);
        self.largest_stakes.push(course.largest_stake);
    }

    /// Joined with that of the chunk after it.
    pub fn merge(&mut self, later: Tally) {
        self.ruined += later.ruined;
        self.reached += later.reached;
        self.ends.extend(later.ends);
        self.drawdowns.extend(later.drawdowns);
        self.largest_stakes.extend(later.largest_stakes);
        if self.marks.is_empty() {
            self.marks = later.marks;
        } else {
            self.marks.iter_mut().zip(later.marks).for_each(|(mark, later)| mark.extend(later));
        }
    }
}

/// Many courses of one plan.
#[derive(Clone, Debug)]
pub struct Simulation<'a> {
    /// What is played.
    pub plan: Plan,
    /// What results are drawn from.
    pub results: &'a Results,
    /// What chance starts from.
    pub seed: u64,
    /// How many courses.
    pub courses: u32,
    /// After which trades equity is noted, ascending.
    pub places: Vec<u32>,
}

impl Simulation<'_> {
    /// Into how many chunks the work falls.
    pub fn chunks(&self) -> u32 {
        self.courses.div_ceil(CHUNK)
    }

    /// One chunk, from 0.
    pub fn run(&self, chunk: u32) -> Tally {
        let mut sampler = Sampler::new(self.results, Random::stream(self.seed, chunk));
        let count = self.courses.saturating_sub(chunk.saturating_mul(CHUNK)).min(CHUNK);
        let mut tally = Tally { marks: vec![Vec::new(); self.places.len()], ..Tally::default() };
        for _ in 0..count {
            self.play(&mut sampler, &mut tally);
        }
        tally
    }

    fn play(&self, sampler: &mut Sampler, tally: &mut Tally) {
        sampler.begin();
        let mut marks = self.places.iter().zip(tally.marks.iter_mut()).peekable();
        let mut trade = 0;
        let course = self.plan.course(std::iter::repeat_with(|| sampler.draw()), |_, equity| {
            trade += 1;
            while let Some((_, mark)) = marks.next_if(|(place, _)| **place <= trade) {
                mark.push(equity.max(0.0));
            }
        });
        marks.for_each(|(_, mark)| mark.push(course.end));
        tally.count(course);
    }

    /// All chunks.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        (0..self.chunks()).for_each(|chunk| all.merge(self.run(chunk)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coin() -> Results {
        Results::Coin { win_rate: 0.55, win: 1.0, loss: -1.0 }
    }

    fn simulation(results: &Results) -> Simulation<'_> {
        let plan = Plan { stake: Stake::Share(0.05), ruin: 0.7, goal: None, trades: 50 };
        Simulation { plan, results, seed: 11, courses: 1700, places: vec![0, 10, 50] }
    }

    #[test]
    fn chunks_merged_in_order_are_the_whole_whoever_ran_them_first() {
        let results = coin();
        let simulation = simulation(&results);
        let mut parts: Vec<(u32, Tally)> = (0..4).rev().map(|chunk| (chunk, simulation.run(chunk))).collect();
        parts.sort_by_key(|(chunk, _)| *chunk);
        let mut merged = Tally::default();
        parts.into_iter().for_each(|(_, part)| merged.merge(part));
        assert_eq!((simulation.chunks(), merged.courses()), (4, 1700));
        assert_eq!(merged, simulation.tally());
    }

    #[test]
    fn more_courses_begin_with_the_same_ones() {
        let results = coin();
        let few = Simulation { courses: 500, ..simulation(&results) }.tally();
        assert_eq!(few.ends, simulation(&results).tally().ends[..500]);
    }

    #[test]
    fn a_ruined_course_stops_and_stays() {
        let results = Results::Coin { win_rate: 0.0, win: 1.0, loss: -1.0 };
        let tally = simulation(&results).tally();
        // By hand: 0.95^7 = 0.6983 is the first at or below 0.7.
        assert_eq!((tally.ruined, tally.reached), (1700, 0));
        assert!(tally.marks[2].iter().all(|equity| (equity - 0.95_f64.powi(7)).abs() < 1e-15));
        assert!(tally.marks[0].iter().all(|equity| *equity == 0.95));
        assert_eq!((tally.ruin(), tally.standard_error()), (1.0, 0.0));
    }

    #[test]
    fn ten_losses_of_a_tenth_leave_nothing_whatever_their_sum_in_binary() {
        let plan = Plan { stake: Stake::Fixed(0.1), ruin: 0.0, goal: None, trades: 100 };
        let (tally, steps) = plan.replay(&[-1.0; 12]);
        assert_eq!((tally.ruined, steps.len(), tally.drawdowns[0].round()), (1, 10, 1.0));
    }

    #[test]
    fn a_fall_counts_from_the_start_where_that_was_the_highest() {
        let plan = Plan { stake: Stake::Share(0.1), ruin: 0.0, goal: None, trades: 100 };
        // By hand: 0.9, 0.81, 1.62, 1.458: the deepest is 19 % from the start, not 10 % from 1.62.
        let (tally, _) = plan.replay(&[-1.0, -1.0, 10.0, -1.0]);
        assert!((tally.drawdowns[0] - 0.19).abs() < 1e-15);
    }

    #[test]
    fn a_goal_reached_ends_the_course() {
        let plan = Plan { stake: Stake::Fixed(0.1), ruin: 0.0, goal: Some(1.2), trades: 100 };
        let (tally, steps) = plan.replay(&[1.0, 1.0, -1.0]);
        assert_eq!((tally.reached, steps.len()), (1, 2));
    }
}
