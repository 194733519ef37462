//! From what is typed to the edge that it describes, and what is odd about it.

use super::fractions::{Measure, Standing};
use super::solving::{Edge, Game};
use super::{EdgeModel, Kelly};
use crate::math::kelly::{Bet, BetProblem, Binary, Continuous, FullKelly, NoEstimate, Outcome, TestedEdge};
use crate::number_text::{canonical, percent};
use crate::spec::{Fault, Gain, Problem, Reason, Severity};

/// How far chances may miss a sum of 1, so that 33.3333 three times passes; they are then scaled to it.
const CHANCES_TOLERANCE: f64 = 1e-6;

impl Kelly {
    pub(super) fn bet_edge(&self) -> Result<Edge, Vec<Problem>> {
        let (gross, is_returns) = self.bet()?;
        let bet = gross.after_cost(self.cost).map_err(|problem| self.bet_problems(problem))?;
        let unit = match (is_returns, self.edge_model) {
            (false, _) => 1.0,
            (true, EdgeModel::Binary) => self.loss,
            (true, _) => gross.worst_loss(),
        };
        let measure = match is_returns {
            true => Measure::Returns { worst_loss: bet.worst_loss() },
            false => Measure::Multiples { planned_loss: 1.0 + self.cost, worst_loss: bet.worst_loss() },
        };
        let expectancy = if unit > 0.0 { Ok(bet.mean() / unit) } else { Err(Reason("No loss to measure it by")) };
        Ok(Edge {
            tested: self.tested_bet(&bet)?,
            game: Game::Bet(bet),
            measure,
            expectancy,
            gains_before_costs: gross.full_kelly() != FullKelly::NoEdge,
            losses_at: self.losses_at(),
        })
    }

    /// The bet before costs, and whether its results are returns.
    fn bet(&self) -> Result<(Bet, bool), Vec<Problem>> {
        let no_loss = || vec![Problem::error(self.losses_at(), Fault::NoLosingOutcome)];
        match self.edge_model {
            EdgeModel::Outcomes => self.bet_of_outcomes(),
            EdgeModel::Trades if self.trades.len() < 2 => {
                Err(vec![Problem::error("trades", Fault::TooFew { given: self.trades.len(), wanted: 2 })])
            }
            EdgeModel::Trades => {
                Ok((Bet::from_trades(&self.trades).map_err(|problem| self.bet_problems(problem))?, false))
            }
            // The payoff is counted in losses: without one there is no win either.
            _ if self.loss <= 0.0 => Err(no_loss()),
            _ => Ok((Bet::binary(self.binary()).map_err(|problem| self.bet_problems(problem))?, self.loss < 1.0)),
        }
    }

    fn binary(&self) -> Binary {
        Binary { win_probability: self.win_rate, win: self.payoff_ratio * self.loss, loss: self.loss }
    }

    fn bet_of_outcomes(&self) -> Result<(Bet, bool), Vec<Problem>> {
        let is_returns = self.outcomes.iter().any(|chance| matches!(chance.result, Gain::Return(_)));
        let problems = self.outcome_problems(is_returns);
        if !problems.is_empty() {
            return Err(problems);
        }
        let sum: f64 = self.outcomes.iter().map(|chance| chance.probability).sum();
        let outcome = |chance: &super::Chance| match chance.result {
            Gain::OfStake(result) | Gain::Return(result) => Outcome { probability: chance.probability / sum, result },
        };
        let outcomes: Vec<Outcome> = self.outcomes.iter().map(outcome).collect();
        Ok((Bet::from_outcomes(&outcomes).map_err(|problem| self.bet_problems(problem))?, is_returns))
    }

    fn outcome_problems(&self, is_returns: bool) -> Vec<Problem> {
        if self.outcomes.is_empty() {
            return vec![Problem::error("outcomes", Fault::Needed)];
        }
        let cell = |row: usize, column, fault| Problem::error("outcomes", fault).in_cell(row, Some(column));
        let mut problems = Vec::new();
        for (row, chance) in self.outcomes.iter().enumerate() {
            if !(0.0..=1.0).contains(&chance.probability) {
                problems.push(cell(row, "Chance", Fault::MustBeBetween("0".into(), "100 %".into())));
            }
            match chance.result {
                Gain::Return(result) if result < -1.0 => problems.push(cell(row, "Result", Fault::ReturnBelowAll)),
                // Nothing won and nothing lost reads the same in both.
                Gain::OfStake(result) if is_returns && result != 0.0 => {
                    problems.push(cell(row, "Result", Fault::MixedResults))
                }
                _ => {}
            }
        }
        let sum: f64 = self.outcomes.iter().map(|chance| chance.probability).sum();
        if problems.is_empty() && (sum - 1.0).abs() > CHANCES_TOLERANCE {
            let shown = canonical((percent(sum) * 1e6).round() / 1e6);
            problems.push(Problem::error("outcomes", Fault::ProbabilitiesOff(shown)));
        }
        problems
    }

    fn tested_bet(&self, bet: &Bet) -> Result<Option<TestedEdge>, Vec<Problem>> {
        let tested = match (self.edge_model, self.sample_size) {
            (EdgeModel::Trades, _) => TestedEdge::of_results(bet, u32::try_from(self.trades.len()).unwrap_or(u32::MAX)),
            (_, None) => return Ok(None),
            (EdgeModel::Binary, Some(count)) => {
                let gross = self.binary();
                TestedEdge::of_binary(
                    Binary { win: gross.win - self.cost, loss: gross.loss + self.cost, ..gross },
                    count,
                )
            }
            (_, Some(count)) => TestedEdge::of_results(bet, count),
        };
        tested.map(Some).map_err(|why| vec![no_estimate(why)])
    }

    pub(super) fn market_edge(&self) -> Result<Edge, Vec<Problem>> {
        let market = Continuous {
            annual_drift: self.annual_return,
            annual_interest: self.risk_free,
            annual_funding: self.annual_funding,
            annual_cost: self.annual_cost,
            annual_volatility: self.annual_volatility,
        };
        market.check().map_err(|_| vec![Problem::overall(Fault::NoFiniteAnswer)])?;
        let tested = self.observed_years.map(|years| TestedEdge::of_drift(&market, years)).transpose();
        Ok(Edge {
            game: Game::Market(market),
            measure: Measure::Market,
            tested: tested.map_err(|why| vec![no_estimate(why)])?,
            expectancy: Err(Reason("Counted per year in this model")),
            gains_before_costs: self.annual_return > self.risk_free,
            losses_at: "annual_vol_pct",
        })
    }

    fn losses_at(&self) -> &'static str {
        match self.edge_model {
            EdgeModel::Binary => "loss_pct",
            EdgeModel::Outcomes => "outcomes",
            EdgeModel::Trades => "trades",
            EdgeModel::Continuous => "annual_vol_pct",
        }
    }

    fn bet_problems(&self, problem: BetProblem) -> Vec<Problem> {
        let percent_range = || Fault::MustBeBetween("0".into(), "100 %".into());
        vec![match (problem, self.edge_model) {
            (BetProblem::ProbabilityOutOfRange { .. }, EdgeModel::Binary) => Problem::error("win_pct", percent_range()),
            (BetProblem::CostOutOfRange, _) => Problem::error("cost_per_bet", Fault::MustBeAtLeast("0".into())),
            (BetProblem::NegativeLoss, _) => Problem::error("loss_pct", percent_range()),
            // Probabilities and rows are checked before; what is left is too large to add up.
            _ => Problem::overall(Fault::NoFiniteAnswer),
        }]
    }

    pub(super) fn required_win(&self) -> Result<f64, Reason> {
        if self.edge_model != EdgeModel::Binary {
            return Err(Reason("Asked of a win rate and payoff only"));
        }
        self.binary().required_win_probability(self.cost).ok_or(Reason("No win rate pays for these costs"))
    }
}

impl Kelly {
    pub(super) fn warnings(&self, standing: Standing, edge: &Edge) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if standing == Standing::Certain {
            let at = if self.edge_model == EdgeModel::Binary { "win_pct" } else { edge.losses_at };
            warnings.push(Problem::warning(at, Fault::CertainWin));
        }
        if let (Standing::LostToCosts, Game::Bet(bet)) = (standing, &edge.game)
            && bet.win_probability() == 0.0
        {
            warnings.push(Problem::warning("cost_per_bet", Fault::CostsEatWins));
        }
        warnings.extend(self.few_observations());
        warnings.extend(self.fractions_typed());
        warnings
    }

    fn few_observations(&self) -> Option<Problem> {
        let (at, count) = match self.edge_model {
            EdgeModel::Trades => ("trades", self.trades.len()),
            EdgeModel::Continuous => return None,
            _ => ("sample_size", usize::try_from(self.sample_size?).unwrap_or(usize::MAX)),
        };
        let few = Problem::warning(at, Fault::FewObservations(count));
        match count {
            0..30 => Some(few),
            30..100 => Some(Problem { severity: Severity::Notice, ..few }),
            _ => None,
        }
    }

    /// Shares that look as if 0.4 had been typed for 40 %.
    fn fractions_typed(&self) -> impl Iterator<Item = Problem> {
        let shares = [
            ("win_pct", self.win_rate, self.edge_model == EdgeModel::Binary),
            ("annual_vol_pct", self.annual_volatility, self.edge_model == EdgeModel::Continuous),
            ("kelly_share_pct", self.kelly_share, true),
        ];
        let odd = shares.into_iter().filter(|(_, share, shown)| *shown && *share > 0.0 && *share <= 0.01);
        odd.map(|(at, share, _)| looks_like_fraction(at, percent(share)))
    }
}

/// A percent that was typed as a fraction, with the percent perhaps meant.
pub(in crate::calculators) fn looks_like_fraction(at: &'static str, typed: f64) -> Problem {
    let perhaps = canonical(percent(typed));
    let fault = Fault::LooksLikeFraction { means: canonical(typed), perhaps: perhaps.clone() };
    Problem::warning(at, fault).with_fix(format!("Use {perhaps} %"), vec![(at, perhaps)])
}

fn no_estimate(why: NoEstimate) -> Problem {
    match why {
        NoEstimate::TooFewTrades { needed } => Problem::error("sample_size", Fault::MustBeAtLeast(needed.to_string())),
        NoEstimate::NoHistory => Problem::error("observed_years", Fault::MustBeAbove("0".into())),
        _ => Problem::overall(Fault::NoFiniteAnswer),
    }
}
