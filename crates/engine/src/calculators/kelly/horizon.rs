//! Limits on falls, liquidation on the way, and odds by a date.

use super::fractions::{Fractions, NO_EDGE, NOTHING_STAKED, Standing};
use super::solving::{Edge, Game};
use super::{EdgeModel, Kelly};
use crate::math::kelly::{BarrierKelly, FallLimit, FractionalOdds, HorizonOdds, IsolatedLong, Levels, Limits};
use crate::spec::{Fault, Problem, Reason, Value};

const NO_FALL_LIMIT: Reason = Reason("No limit on falls");
const NO_BARRIER: Reason = Reason("No leverage of an isolated position was given");
const BINARY_ONLY: Reason = Reason("Counted for a win rate and payoff, or a return and volatility");

/// What stands besides the fraction itself: its further limits, and what it leads to by a date.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    /// The largest fraction that keeps within the limit on falls.
    pub(super) for_fall: Result<f64, Reason>,
    pub(super) barrier: Result<BarrierKelly, Reason>,
    /// Chance ever to fall that far, at most.
    pub(super) fall_ever: Result<f64, Reason>,
    pub(super) by_date: Result<HorizonOdds, Reason>,
}

impl Kelly {
    /// The largest fraction that keeps a fall unlikely enough.
    pub(super) fn fraction_for_fall(&self, game: &Game) -> Result<f64, Reason> {
        let limit = FallLimit { level: 1.0 - self.max_fall.ok_or(NO_FALL_LIMIT)?, chance: self.max_fall_chance };
        let fraction = match game {
            Game::Bet(bet) => bet.fraction_for_fall(limit),
            Game::Market(market) => market.exposure_for_fall(limit),
        };
        fraction.ok_or(Reason("No loss to fall by"))
    }

    /// What is best where the position may be liquidated on the way.
    pub(super) fn barrier(&self, game: &Game) -> Result<BarrierKelly, Reason> {
        let (Some(leverage), Game::Market(market)) = (self.barrier_leverage, game) else { return Err(NO_BARRIER) };
        let held = IsolatedLong { leverage, maintenance: self.barrier_maintenance, years: self.horizon_days / 365.0 };
        market.barrier_kelly(held).ok_or(Reason("Cannot be opened at that leverage"))
    }

    /// An isolated position that is asked about must be one that can be opened.
    pub(super) fn check_barrier(&self, game: &Game) -> Result<(), Vec<Problem>> {
        match (self.barrier_leverage, game) {
            (Some(leverage), Game::Market(_)) if 1.0 / leverage <= self.barrier_maintenance => {
                Err(vec![Problem::error("barrier_leverage", Fault::LeverageCannotOpen)])
            }
            _ => Ok(()),
        }
    }

    /// The limits that follow.
    pub(super) fn limits(&self, game: &Game, is_exposure: bool) -> Limits {
        Limits {
            exposure: self.max_exposure.filter(|_| is_exposure),
            fraction_at_risk: Some(1.0),
            fall: self.fraction_for_fall(game).ok(),
            barrier: self.barrier(game).ok().map(|barrier| barrier.exposure),
        }
    }

    pub(super) fn ahead(&self, edge: &Edge, standing: Standing, (fraction, multiple): (f64, f64)) -> Ahead {
        let staked = match standing {
            Standing::NoEdge | Standing::LostToCosts => Err(NO_EDGE),
            _ if fraction <= 0.0 => Err(NOTHING_STAKED),
            _ => Ok(fraction),
        };
        Ahead {
            for_fall: self.fraction_for_fall(&edge.game),
            barrier: self.barrier(&edge.game),
            fall_ever: staked.and_then(|fraction| self.fall_ever(&edge.game, (fraction, multiple))),
            by_date: staked.and_then(|fraction| self.by_date(&edge.game, fraction)),
        }
    }

    fn fall_ever(&self, game: &Game, (fraction, multiple): (f64, f64)) -> Result<f64, Reason> {
        let level = 1.0 - self.fall;
        let chance = match game {
            Game::Bet(bet) => bet.odds(fraction).chance_ever_to_fall_to(level).map(|bounds| bounds.at_most),
            Game::Market(_) => FractionalOdds::new(multiple).and_then(|odds| odds.chance_ever_to_fall_to(level)),
        };
        chance.map_err(|_| NOTHING_STAKED)
    }

    fn by_date(&self, game: &Game, fraction: f64) -> Result<HorizonOdds, Reason> {
        let levels = Levels { below: 1.0 - self.fall, above: 1.0 + self.gain };
        let odds = match (game, self.edge_model) {
            (Game::Bet(bet), EdgeModel::Binary) => bet.horizon_odds(fraction, levels, self.trades_ahead),
            (Game::Bet(_), _) => None,
            (Game::Market(market), _) => market.horizon_odds(fraction, levels, self.horizon_days / 365.0),
        };
        odds.ok_or(BINARY_ONLY)
    }
}

impl Fractions {
    pub(super) fn by_date(&self, of: fn(&HorizonOdds) -> f64) -> Value {
        self.ahead.by_date.as_ref().map(of).map_err(|reason| *reason).into()
    }

    pub(super) fn at_barrier(&self, of: fn(&BarrierKelly) -> f64) -> Value {
        self.ahead.barrier.as_ref().map(of).map_err(|reason| *reason).into()
    }
}
