//! From the names to the split, and to what it risks.

use super::correlations::{Universe, unproven};
use super::{Allocated, Method, NAMES, Portfolio, frontier};
use crate::math::portfolio::bounds::{gross, net};
use crate::math::portfolio::measures::{correlated_heat, effective_number};
use crate::math::portfolio::parity::risk_parity;
use crate::math::portfolio::sample::Play;
use crate::math::portfolio::{Bounds, Growth, Split, Square, Stance};
use crate::spec::{Fault, Problem, Reason, Solved, Value};

const NO_RETURNS: Reason = Reason("Needs an expected return of each name");
const NOT_KELLY: Reason = Reason("Only Kelly is solved for growth");
const RUINED: Reason = Reason("It would have been ruined");
const NO_FREE_BEST: Reason = Reason("No best split without limits");

/// A split and all its figures.
#[derive(Clone, Debug)]
pub(super) struct Measures {
    pub weights: Vec<f64>,
    pub gross: f64,
    pub net: f64,
    pub volatility: f64,
    pub growth: Result<f64, Reason>,
    pub heat: f64,
    pub correlated_heat: f64,
    pub effective: Option<f64>,
    pub ratio: Option<f64>,
    pub multiplier: Option<f64>,
    pub risk_shares: Option<Vec<f64>>,
}

/// A figure of a split that may not be there.
pub(super) fn of(measures: &Result<Measures, Reason>, figure: fn(&Measures) -> Result<f64, Reason>) -> Value {
    measures.as_ref().map_err(|reason| *reason).and_then(figure).into()
}

/// What a split is judged by.
pub(super) struct Judge<'a> {
    input: &'a Portfolio,
    universe: &'a Universe,
    /// Growth from expected returns, where all are there.
    expected: Option<Growth>,
    losses: Vec<f64>,
}

/// The inputs to the split.
pub(super) fn solve(input: &Portfolio) -> Result<Solved<Allocated>, Vec<Problem>> {
    let mut problems = input.row_problems();
    if input.method == Method::KellyReturns && !input.has_returns() {
        let fault = Fault::AllocationUnfit("must be past returns: that is what this Kelly is solved on");
        let problem = Problem::error("correlation_source", fault);
        problems.push(problem.with_fix("Paste past returns", vec![("correlation_source", "returns".to_owned())]));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let universe = input.universe()?;
    let judge = Judge::new(input, &universe);
    let after = judge.split().map_err(|problem| vec![problem])?;
    let results = judge.results(after);
    let warnings = judge.warnings(&results);
    Ok(Solved { results, warnings })
}

impl<'a> Judge<'a> {
    fn new(input: &'a Portfolio, universe: &'a Universe) -> Judge<'a> {
        let slope: Option<Vec<f64>> =
            input.names.iter().map(|row| row.annual_return.map(|annual| annual - input.interest)).collect();
        let expected = slope.map(|slope| Growth { slope, curvature: universe.covariances() });
        let losses = input.names.iter().map(|row| row.stop.unwrap_or(1.0)).collect();
        Judge { input, universe, expected, losses }
    }

    fn play(&self, share: f64) -> Play {
        Play { interest: self.input.interest / self.input.periods_per_year, share }
    }

    /// What a share of Kelly maximises: variance counts 1 over the share.
    fn charged(&self) -> Option<Growth> {
        let Growth { slope, curvature } = self.expected.as_ref()?;
        let each = vec![1.0 / self.input.share.sqrt(); slope.len()];
        Some(Growth { slope: slope.clone(), curvature: curvature.scaled(&each) })
    }

    /// The best split within limits; the best of all with limits that allow anything.
    pub(super) fn best(&self, bounds: &Bounds) -> Option<Vec<f64>> {
        match (&self.universe.sample, self.input.method) {
            (Some(sample), Method::KellyReturns) => sample.best_within(bounds, self.play(self.input.share)),
            _ => self.charged()?.best_within(bounds),
        }
    }

    /// The best split without sides and limits.
    pub(super) fn free_best(&self) -> Option<Vec<f64>> {
        let count = self.input.names.len();
        let free = Bounds { stances: vec![Stance::Either; count], names: vec![None; count], ..Bounds::default() };
        self.best(&free)
    }

    /// What the method makes of the names.
    fn split(&self) -> Result<Vec<f64>, Problem> {
        let volatilities = &self.universe.volatilities;
        let sides: Vec<f64> =
            self.input.names.iter().map(|row| if row.stance == Stance::Short { -1.0 } else { 1.0 }).collect();
        let of_risks = |risks: &[f64]| -> Vec<f64> {
            risks
                .iter()
                .zip(volatilities)
                .zip(&sides)
                .map(|((risk, volatility), side)| side * risk / volatility)
                .collect()
        };
        let weights = match self.input.method {
            Method::Kelly | Method::KellyReturns => return self.kelly(),
            Method::InverseVolatility => of_risks(&vec![1.0; sides.len()]),
            Method::EqualRisk => {
                let sided: Square = self.universe.correlations.scaled(&sides);
                let budgets: Vec<f64> = self.input.names.iter().map(|row| row.budget).collect();
                let hedged =
                    "No split shares risk so: on these sides, some positions hedge each other wholly, or nearly";
                of_risks(&risk_parity(&sided, &budgets).ok_or(Problem::overall(Fault::AllocationUnfit(hedged)))?)
            }
            Method::TargetVolatility => self.input.weights_now(),
        };
        Ok(self.input.bounds().scaled_down(&self.to_size(weights)?))
    }

    fn kelly(&self) -> Result<Vec<f64>, Problem> {
        self.best(&self.input.bounds()).ok_or_else(|| match self.input.method {
            Method::KellyReturns => {
                let fault = "No best split could be proven on these returns: where a mix of names never lost, more of it is always better, and only limits hold it; where there are fewer periods than names, no split is the only best one";
                Problem::overall(Fault::AllocationUnfit(fault))
            }
            _ => unproven(),
        })
    }

    /// In proportion to the weights: with the volatility wanted, or adding up to all of equity.
    fn to_size(&self, weights: Vec<f64>) -> Result<Vec<f64>, Problem> {
        let volatility = self.parts(&weights).volatility();
        let factor = match self.input.target {
            Some(target) => target / volatility,
            None => 1.0 / gross(&weights),
        };
        let fault = "must have a weight now that moves: nothing times any factor is nothing";
        match factor.is_finite() {
            true => Ok(weights.into_iter().map(|weight| weight * factor).collect()),
            false => Err(Problem::error(NAMES, Fault::AllocationUnfit(fault))),
        }
    }

    fn parts<'b>(&'b self, weights: &'b [f64]) -> Split<'b> {
        Split { weights, volatilities: &self.universe.volatilities, correlations: &self.universe.correlations }
    }

    /// Growth a year of a split.
    fn growth(&self, weights: &[f64]) -> Result<f64, Reason> {
        if let (Some(sample), Method::KellyReturns) = (&self.universe.sample, self.input.method) {
            return sample
                .growth(weights, self.play(1.0))
                .map(|growth| growth * self.input.periods_per_year)
                .ok_or(RUINED);
        }
        self.expected.as_ref().map(|growth| self.input.interest + growth.at(weights)).ok_or(NO_RETURNS)
    }

    /// Growth a year, swings charged as the share of Kelly has it: what the best split has most of.
    pub(super) fn charged_growth(&self, weights: &[f64]) -> Option<f64> {
        if let (Some(sample), Method::KellyReturns) = (&self.universe.sample, self.input.method) {
            let sure = sample.certain_growth(weights, self.play(self.input.share))?;
            return Some(sure * self.input.periods_per_year);
        }
        Some(self.input.interest + self.charged()?.at(weights))
    }

    fn measures(&self, weights: Vec<f64>) -> Measures {
        let losses: Vec<f64> = weights.iter().zip(&self.losses).map(|(weight, loss)| weight * loss).collect();
        let parts = self.parts(&weights);
        Measures {
            gross: gross(&weights),
            net: net(&weights),
            volatility: parts.volatility(),
            growth: self.growth(&weights),
            heat: gross(&losses),
            correlated_heat: correlated_heat(&losses, &self.universe.correlations),
            effective: effective_number(&weights),
            ratio: parts.diversification_ratio(),
            multiplier: parts.diversification_multiplier(),
            risk_shares: parts.risk_shares(),
            weights,
        }
    }

    fn results(&self, after: Vec<f64>) -> Allocated {
        let input = self.input;
        let bounds = input.bounds();
        let free = if input.method.is_kelly() { self.free_best().ok_or(NO_FREE_BEST) } else { Err(NOT_KELLY) };
        let scaled = free.as_ref().map(|free| bounds.scaled_down(free)).map_err(|reason| *reason);
        let lost = |scaled: &Vec<f64>| Some(self.charged_growth(&after)? - self.charged_growth(scaled)?);
        let scaling_loss = scaled.as_ref().map_err(|reason| *reason).and_then(|scaled| lost(scaled).ok_or(RUINED));
        Allocated {
            equity: input.equity,
            names: input.names.iter().map(|row| row.name.clone()).collect(),
            now: self.measures(input.weights_now()),
            limits_reached: self.limits_reached(&after, &bounds),
            after: self.measures(after),
            scaled: scaled.map(|scaled| self.measures(scaled)),
            unlimited: free.map(|free| self.measures(free)),
            // What rounding leaves of nothing is nothing.
            scaling_loss: scaling_loss.map(|loss| if loss.abs() < 1e-12 { 0.0 } else { loss }),
            losses: self.losses.clone(),
            smallest_eigenvalue: self.universe.smallest_eigenvalue,
            correlations: self.universe.correlations.clone(),
            is_estimated: input.has_returns(),
            frontier: frontier::points(self),
        }
    }

    /// The limits that a split stands at, in words.
    fn limits_reached(&self, weights: &[f64], bounds: &Bounds) -> Vec<String> {
        let at = |limit: Option<f64>, taken: f64| limit.is_some_and(|limit| taken >= limit - 1e-9 * (1.0 + limit));
        let whole =
            [("gross limit", at(bounds.gross, gross(weights))), ("net limit", at(bounds.net, net(weights).abs()))];
        let held = weights.iter().zip(&bounds.names).zip(&self.input.names);
        let names = held.filter(|((weight, limit), _)| at(**limit, weight.abs()));
        let names = names.map(|(_, row)| format!("limit of {}", row.name));
        let whole = whole.into_iter().filter(|(_, is_at)| *is_at).map(|(name, _)| name.to_owned());
        whole.chain(names).collect()
    }

    fn warnings(&self, results: &Allocated) -> Vec<Problem> {
        let weights = results.after.weights.iter().zip(&results.now.weights);
        let open = self
            .input
            .names
            .iter()
            .zip(weights)
            .filter(|(row, (after, now))| row.stop.is_none() && (**after != 0.0 || **now != 0.0));
        let open: Vec<&str> = open.map(|(row, _)| row.name.as_str()).collect();
        let without = (!open.is_empty()).then(|| Problem::warning(NAMES, Fault::CountsInFull(open.join(", "))));
        let periods = self.universe.sample.as_ref().map_or(usize::MAX, |sample| sample.periods.len());
        let few = (periods < 100).then(|| Problem::warning("return_history", Fault::FewObservations(periods)));
        self.input.row_warnings().into_iter().chain(without).chain(few).collect()
    }

    /// What the picture is drawn for.
    pub(super) fn input(&self) -> &Portfolio {
        self.input
    }
}
