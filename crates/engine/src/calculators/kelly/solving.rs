//! From what is known of the edge to the fraction that it is worth.

use super::fractions::{Fractions, Measure, NO_EDGE, NOTHING_STAKED, Row, Standing, TAKES_EVERYTHING};
use super::uncertainty::Uncertainty;
use super::{EdgeModel, Kelly, Shrinkage};
use crate::math::kelly::{
    Applied, Bet, Continuous, FullKelly, Growth, GrowthPoint, MULTIPLES, Plan, TestedEdge, TradeOff, Unbounded,
    ZeroGrowth,
};
use crate::spec::{Fault, Problem, Reason, Solved, word};

const CURVE_POINTS: usize = 161;

/// What repeats: a bet, or a market held all the time.
pub(super) enum Game {
    Bet(Bet),
    Market(Continuous),
}

/// An edge as the inputs describe it.
pub(super) struct Edge {
    pub(super) game: Game,
    /// How fractions of it read, before a certain win changes the worst loss.
    pub(super) measure: Measure,
    pub(super) tested: Option<TestedEdge>,
    /// Average result in R, costs taken off.
    pub(super) expectancy: Result<f64, Reason>,
    /// The average result is above 0 before costs.
    pub(super) gains_before_costs: bool,
    /// Where a missing loss is to be blamed.
    pub(super) losses_at: &'static str,
}

/// The inputs to the fraction.
pub(super) fn solve(input: &Kelly) -> Result<Solved<Fractions>, Vec<Problem>> {
    if input.shrinkage == Shrinkage::Posterior && input.edge_model != EdgeModel::Binary {
        return Err(vec![Problem::error("shrinkage", Fault::PriorNeedsWinRate)]);
    }
    let edge = match input.edge_model {
        EdgeModel::Continuous => input.market_edge(),
        _ => input.bet_edge(),
    }?;
    input.check_barrier(&edge.game)?;
    let (standing, full) = edge.full()?;
    let measure = edge.measure_at(standing, full);
    let uncertainty = Uncertainty::of(input, &edge, full);
    let limits = input.limits(&edge.game, measure.exposure(1.0).is_ok());
    let shrink_factor = uncertainty.factor(input.shrinkage);
    let plan = Plan { full, shrink_factor, multiple: input.kelly_share, limits };
    let applied = plan.applied(measure.largest_loss());
    Ok(Solved {
        results: edge.fractions(input, (standing, measure, uncertainty), (plan, applied)),
        warnings: input.warnings(standing, &edge),
    })
}

impl Edge {
    /// Whether there is an edge, and full Kelly of it.
    fn full(&self) -> Result<(Standing, f64), Vec<Problem>> {
        match self.game.full_kelly() {
            FullKelly::NoEdge if self.gains_before_costs => Ok((Standing::LostToCosts, 0.0)),
            FullKelly::NoEdge => Ok((Standing::NoEdge, 0.0)),
            FullKelly::Fraction(full) => Ok((Standing::Edge, full)),
            FullKelly::Unbounded(Unbounded::CertainWin { ruin_fraction }) => Ok((Standing::Certain, ruin_fraction)),
            FullKelly::Unbounded(Unbounded::NoLosingOutcome) => {
                Err(vec![Problem::error(self.losses_at, Fault::NoLosingOutcome)])
            }
            FullKelly::Unbounded(Unbounded::NoVolatility) => {
                Err(vec![Problem::error(self.losses_at, Fault::MustBeAbove("0".into()))])
            }
            FullKelly::Unbounded(Unbounded::OutOfRange) => Err(vec![Problem::overall(Fault::NoFiniteAnswer)]),
        }
    }

    /// A loss that is named but has no chance still is what the limit is measured by.
    fn measure_at(&self, standing: Standing, full: f64) -> Measure {
        let worst_loss = 1.0 / full;
        match self.measure {
            Measure::Multiples { planned_loss, .. } if standing == Standing::Certain => {
                Measure::Multiples { planned_loss, worst_loss }
            }
            Measure::Returns { .. } if standing == Standing::Certain => Measure::Returns { worst_loss },
            measure => measure,
        }
    }

    fn fractions(
        &self,
        input: &Kelly,
        (standing, measure, uncertainty): (Standing, Measure, Uncertainty),
        (plan, applied): (Plan, Applied),
    ) -> Fractions {
        let multiple = applied.fraction / plan.full;
        Fractions {
            measure,
            standing,
            full: plan.full,
            applied,
            tested: self.tested,
            shrink_factor: plan.shrink_factor,
            growth: rate(self.game.growth(applied.fraction)),
            zero_growth: self.zero_growth(),
            used: self.used(standing, (applied.fraction, multiple)),
            expectancy: self.expectancy,
            required_win: input.required_win(),
            account_volatility: match &self.game {
                Game::Market(market) => Ok(market.volatility_at(applied.fraction)),
                Game::Bet(_) => Err(Reason("Depends on how many trades a year has")),
            },
            rows: self.rows(standing, multiple),
            curve: self.game.growth_curve(),
            uncertainty,
            ahead: input.ahead(self, standing, (applied.fraction, multiple)),
        }
    }

    fn zero_growth(&self) -> Result<f64, Reason> {
        match self.game.zero_growth() {
            ZeroGrowth::At(fraction) => Ok(fraction),
            ZeroGrowth::Always => Err(NO_EDGE),
            ZeroGrowth::Never(_) => Err(Reason("Grows at any fraction short of ruin")),
        }
    }

    fn used(&self, standing: Standing, (fraction, multiple): (f64, f64)) -> Result<TradeOff, Reason> {
        match standing {
            Standing::NoEdge | Standing::LostToCosts => Err(NO_EDGE),
            Standing::Certain => Err(Reason("A certain win has no odds")),
            Standing::Edge if fraction == 0.0 => Err(NOTHING_STAKED),
            Standing::Edge => self.game.trade_off(multiple).ok_or(TAKES_EVERYTHING),
        }
    }

    /// A quarter, half, full and double Kelly, and what is used.
    fn rows(&self, standing: Standing, multiple: f64) -> Vec<Row> {
        if standing != Standing::Edge {
            return Vec::new();
        }
        let names = [
            word("quarter", "Quarter Kelly"),
            word("half", "Half Kelly"),
            word("full", "Full Kelly"),
            word("double", "Double Kelly"),
        ];
        let multiples = names.into_iter().zip(MULTIPLES).chain([(word("used", "You"), multiple)]);
        let row = |(name, multiple)| {
            let trade_off = self.game.trade_off(multiple)?;
            Some(Row { name, volatility: self.game.volatility(trade_off.fraction), trade_off })
        };
        multiples.filter_map(row).collect()
    }
}

impl Game {
    fn full_kelly(&self) -> FullKelly {
        match self {
            Game::Bet(bet) => bet.full_kelly(),
            Game::Market(market) => market.full_kelly(),
        }
    }

    fn growth(&self, fraction: f64) -> Growth {
        match self {
            Game::Bet(bet) => bet.growth(fraction),
            Game::Market(market) => market.growth(fraction),
        }
    }

    fn zero_growth(&self) -> ZeroGrowth {
        match self {
            Game::Bet(bet) => bet.zero_growth(),
            Game::Market(market) => market.zero_growth(),
        }
    }

    fn trade_off(&self, multiple: f64) -> Option<TradeOff> {
        match self {
            Game::Bet(bet) => bet.trade_off(multiple),
            Game::Market(market) => market.trade_off(multiple),
        }
    }

    /// Standard deviation of what happens to capital, per bet or per year.
    fn volatility(&self, fraction: f64) -> f64 {
        match self {
            Game::Bet(bet) => fraction * bet.standard_deviation(),
            Game::Market(market) => market.volatility_at(fraction),
        }
    }

    fn growth_curve(&self) -> Vec<GrowthPoint> {
        match self {
            Game::Bet(bet) => bet.growth_curve(CURVE_POINTS),
            Game::Market(market) => market.growth_curve(CURVE_POINTS),
        }
    }
}

fn rate(growth: Growth) -> Result<f64, Reason> {
    match growth {
        Growth::Rate(rate) => Ok(rate),
        Growth::LosesEverything => Err(TAKES_EVERYTHING),
        Growth::OutOfRange => Err(Reason("Beyond what a number can hold")),
    }
}
