//! From the position to where it stands.

use super::ladder::{Rung, ladder};
use super::{HeldPosition, Standing, State, touch, why};
use crate::calculators::terms::RatioDirection;
use crate::calculators::trade::{MarginMode, liquidation_price};
use crate::math::contract::{Contract, Side, Trade};
use crate::math::margin::dydx::{FillableSpread, fillable_price};
use crate::math::margin::{Liquidation, Position, Tiers, Unopenable};
use crate::spec::{Direction, Fault, Problem, Reason, Reference, Solved};

const NO_TABLE: Reason = Reason("One rate for all sizes");
const NO_LEVERAGE_LIMIT: Reason = Reason("No limit is given");
const NOTHING_LEFT: Reason = Reason("No margin is left");
const MARGIN_TYPED: Reason = Reason("With the margin typed, leverage does not move liquidation");
const CROSS_MARGIN: Reason = Reason("In cross margin leverage does not move liquidation");

const NO_RATIO: Reason = Reason("The venue shows no ratio");
const NO_FILL_LIMIT: Reason = Reason("The venue sets no such limit");
const NOTHING_TO_FILL: Reason = Reason("Not liquidatable at this mark");
const NO_STOP: Reason = Reason("No stop was given");

/// A position to how it stands.
pub(super) fn solve(input: &HeldPosition) -> Result<Solved<Standing>, Vec<Problem>> {
    if let Some(option) = input.solve_option()? {
        return Ok(option);
    }
    let tiers = input.terms.tiers().map_err(|problem| vec![problem])?;
    let position = input.position(&tiers);
    match position.liquidation() {
        Liquidation::Undefined => Err(vec![Problem::overall(Fault::NoFiniteAnswer)]),
        liquidation => {
            let results = input.standing(&position, liquidation);
            let warnings = input.warnings(&position, &results);
            Ok(Solved { results, warnings })
        }
    }
}

impl HeldPosition {
    /// The stop as a price, where there is one.
    pub(super) fn stop_price(&self) -> Result<Option<f64>, Fault> {
        let from = Reference { side: self.side, entry: self.entry, stop: None, atr: self.atr };
        self.stop.map(|level| level.price(from, Direction::Losing)).transpose()
    }

    fn position<'t>(&self, tiers: &'t Tiers) -> Position<'t> {
        let payoff = self.terms.payoff();
        let rules = match self.margin_mode {
            MarginMode::Cross => self.terms.rules().in_cross(payoff, self.side, self.leverage),
            MarginMode::Isolated => self.terms.rules(),
        };
        let bare = Position {
            payoff,
            trade: Trade { side: self.side, quantity: self.quantity, entry: self.entry },
            mark: self.mark.unwrap_or(self.entry),
            collateral: 0.0,
            coin_collateral: self.coin_collateral * self.terms.coin_weight,
            other_profit: self.other_profit,
            other_maintenance: self.other_maintenance,
            rules,
            leverage: Some(self.leverage),
            tiers,
        };
        let collateral = match self.margin_mode {
            MarginMode::Cross => self.wallet_balance.unwrap_or(self.equity),
            MarginMode::Isolated => {
                self.position_margin.unwrap_or_else(|| bare.margin_at(self.leverage)) + self.extra_margin
            }
        };
        Position { collateral: collateral - self.accrued_costs, ..bare }
    }

    fn standing(&self, position: &Position<'_>, liquidation: Liquidation) -> Standing {
        let price = liquidation_price(liquidation);
        let tier = price.map(|_| tier_met(liquidation));
        let accepted = accepted(liquidation);
        let allowed = position.allowed_leverage();
        let used = accepted.and_then(|()| position.margin_used().ok_or(NOTHING_LEFT));
        let bankruptcy = accepted.and_then(|()| position.bankruptcy_after_fee_set_aside().ok_or(self.covered()));
        Standing {
            state: state_of(liquidation),
            liquidation,
            mark: position.mark,
            price,
            shown: price.map(|price| self.as_shown(price)),
            shown_bankruptcy: bankruptcy.map(|price| self.as_shown(price)),
            bankruptcy,
            initial_margin: accepted.map(|()| position.margin_at(self.margined_at(allowed))),
            balance: accepted.map(|()| position.equity(position.mark)),
            maintenance: accepted.map(|()| position.maintenance(position.mark)),
            requirement: accepted.map(|()| position.requirement(position.mark)),
            used,
            venue_ratio: self.venue_ratio(used),
            fillable: self.fillable(position),
            stop: self.stop_price().ok().flatten().ok_or(NO_STOP),
            entry_balance: position.equity(self.entry),
            entry_requirement: position.requirement(self.entry),
            open_profit: position.payoff.profit(&position.trade, position.mark),
            notional: position.notional(self.entry),
            allowed: if allowed.is_finite() { Ok(allowed) } else { Err(NO_LEVERAGE_LIMIT) },
            largest: last_cap(position.tiers),
            size: position.tier_measure(self.entry),
            tier: tier.map(|tier| *position.tiers.tier(tier)),
            tier_number: tier.and_then(|tier| self.tier_number(tier)),
            ladder: self.ladder(position),
            touch: touch::touch(self, position.mark, price),
            venue_match: why::explained(self, position),
            assumptions: self.assumptions(),
            triggers: self.triggers(),
            trust: self.trust(),
        }
    }

    /// The leverage that decides the initial margin: the one set, but where a rate states it the highest allowed.
    fn margined_at(&self, allowed: f64) -> f64 {
        self.terms.initial_rate.map_or(self.leverage, |_| allowed)
    }

    /// The price as the venue shows it.
    fn as_shown(&self, price: f64) -> f64 {
        self.terms.liquidation_rounding.of(price, self.side, self.terms.price_rule)
    }

    fn venue_ratio(&self, used: Result<f64, Reason>) -> Result<f64, Reason> {
        match self.terms.ratio_direction {
            RatioDirection::Used => used,
            RatioDirection::Cover => used.and_then(|used| if used > 0.0 { Ok(1.0 / used) } else { Err(NO_RATIO) }),
            RatioDirection::None => Err(NO_RATIO),
        }
    }

    fn fillable(&self, position: &Position<'_>) -> Result<f64, Reason> {
        let to_maintenance = self.terms.fill_spread.ok_or(NO_FILL_LIMIT)?;
        let spread = FillableSpread { bankruptcy_adjustment: self.terms.bankruptcy_adjustment, to_maintenance };
        if state_of(position.liquidation()) == State::AlreadyLiquidatable {
            fillable_price(position, spread).ok_or(NOTHING_TO_FILL)
        } else {
            Err(NOTHING_TO_FILL)
        }
    }

    fn tier_number(&self, tier: usize) -> Result<f64, Reason> {
        if self.terms.tiers.is_empty() { Err(NO_TABLE) } else { Ok(tier as f64 + 1.0) }
    }

    fn ladder(&self, position: &Position<'_>) -> Result<Vec<Rung>, Reason> {
        match (self.margin_mode, self.position_margin) {
            (MarginMode::Cross, _) => Err(CROSS_MARGIN),
            (MarginMode::Isolated, Some(_)) => Err(MARGIN_TYPED),
            (MarginMode::Isolated, None) => Ok(ladder(position, self.extra_margin - self.accrued_costs)),
        }
    }

    /// Why no move takes all: a linear short can only be outweighed by coin.
    fn covered(&self) -> Reason {
        match (self.terms.contract, self.side) {
            (Contract::Inverse, _) => Reason("None: the margin covers any rise"),
            (Contract::Linear | Contract::Quanto, Side::Long) => Reason("None: the margin covers any fall"),
            (Contract::Linear | Contract::Quanto, Side::Short) => Reason("None: the coin posted outweighs the short"),
        }
    }
}

fn state_of(liquidation: Liquidation) -> State {
    match liquidation {
        Liquidation::Price { .. } => State::Price,
        Liquidation::Never(_) | Liquidation::Undefined => State::None,
        Liquidation::AlreadyLiquidatable => State::AlreadyLiquidatable,
        Liquidation::CannotBeOpened(_) => State::CannotBeOpened,
    }
}

/// Margins mean something only where the venue accepts the size and the leverage.
fn accepted(liquidation: Liquidation) -> Result<(), Reason> {
    match liquidation {
        Liquidation::CannotBeOpened(Unopenable::LeverageAboveTier | Unopenable::BeyondLastTier) => {
            liquidation_price(liquidation).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// The tier in which the requirement is met; the lowest where it never is.
fn tier_met(liquidation: Liquidation) -> usize {
    match liquidation {
        Liquidation::Price { tier, .. } => tier,
        _ => 0,
    }
}

pub(super) fn last_cap(tiers: &Tiers) -> f64 {
    tiers.rows().last().map_or(f64::INFINITY, |tier| tier.cap)
}
