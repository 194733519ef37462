//! From the position to where it stands, and what there is to warn of.

use super::ladder::{Rung, ladder};
use super::{HeldPosition, Standing, touch, why};
use crate::calculators::trade::{MarginMode, liquidation_price};
use crate::math::contract::{Contract, Side, Trade};
use crate::math::margin::{Liquidation, Position, Tiers, Unopenable, initial_margin};
use crate::math::rounding::Rounding;
use crate::number_text::{Style, canonical, decimals_for, display, percent};
use crate::spec::{Fault, Problem, Reason, Solved};

const NO_TABLE: Reason = Reason("One rate for all sizes");
const NO_LEVERAGE_LIMIT: Reason = Reason("No limit is given");
const NOTHING_LEFT: Reason = Reason("No margin is left");
const MARGIN_TYPED: Reason = Reason("With the margin typed, leverage does not move liquidation");
const CROSS_MARGIN: Reason = Reason("In cross margin leverage does not move liquidation");

/// A closing fee above this fraction is rather a figure in another unit.
const LARGE_FEE: f64 = 0.01;
/// A mark this many times the entry price, or as small a part of it, is rather a slip.
const FAR: f64 = 5.0;

/// A position to how it stands.
pub(super) fn solve(input: &HeldPosition) -> Result<Solved<Standing>, Vec<Problem>> {
    let tiers = input.terms.tiers().map_err(|problem| vec![problem])?;
    let position = input.position(&tiers);
    match position.liquidation() {
        Liquidation::Undefined => Err(vec![Problem::overall(Fault::NoFiniteAnswer)]),
        liquidation => {
            Ok(Solved { results: input.standing(&position, liquidation), warnings: input.warnings(&position) })
        }
    }
}

impl HeldPosition {
    fn position<'t>(&self, tiers: &'t Tiers) -> Position<'t> {
        let payoff = self.terms.payoff();
        let notional = payoff.notional(self.quantity, self.entry);
        let collateral = match self.margin_mode {
            MarginMode::Cross => self.wallet_balance.unwrap_or(self.equity),
            MarginMode::Isolated => {
                self.position_margin.unwrap_or_else(|| initial_margin(notional, self.leverage)) + self.extra_margin
            }
        };
        Position {
            payoff,
            trade: Trade { side: self.side, quantity: self.quantity, entry: self.entry },
            mark: self.mark.unwrap_or(self.entry),
            collateral,
            coin_collateral: 0.0,
            other_profit: self.other_profit,
            other_maintenance: self.other_maintenance,
            rules: self.terms.rules(),
            leverage: Some(self.leverage),
            tiers,
        }
    }

    fn standing(&self, position: &Position<'_>, liquidation: Liquidation) -> Standing {
        let notional = position.notional(self.entry);
        let price = liquidation_price(liquidation);
        let tier = price.map(|_| tier_met(liquidation));
        let accepted = accepted(liquidation);
        let allowed = position.tiers.max_leverage(notional);
        Standing {
            liquidation,
            mark: position.mark,
            price,
            shown: price.map(|price| self.terms.price_rule.round(price, self.against_the_trader())),
            bankruptcy: accepted.and_then(|()| position.bankruptcy_price(0.0).ok_or(self.covered())),
            initial_margin: accepted.map(|()| initial_margin(notional, self.leverage)),
            balance: accepted.map(|()| position.equity(position.mark)),
            maintenance: accepted.map(|()| position.maintenance(position.mark)),
            requirement: accepted.map(|()| position.requirement(position.mark)),
            used: accepted.and_then(|()| position.margin_used().ok_or(NOTHING_LEFT)),
            entry_balance: position.equity(self.entry),
            entry_requirement: position.requirement(self.entry),
            open_profit: position.payoff.profit(&position.trade, position.mark),
            notional,
            allowed: if allowed.is_finite() { Ok(allowed) } else { Err(NO_LEVERAGE_LIMIT) },
            largest: last_cap(position.tiers),
            tier: tier.map(|tier| *position.tiers.tier(tier)),
            tier_number: tier.and_then(|tier| self.tier_number(tier)),
            ladder: self.ladder(position),
            touch: touch::touch(self, position.mark, price),
            venue_match: why::explained(self, position),
        }
    }

    fn tier_number(&self, tier: usize) -> Result<f64, Reason> {
        if self.terms.tiers.is_empty() { Err(NO_TABLE) } else { Ok(tier as f64 + 1.0) }
    }

    fn ladder(&self, position: &Position<'_>) -> Result<Vec<Rung>, Reason> {
        match (self.margin_mode, self.position_margin) {
            (MarginMode::Cross, _) => Err(CROSS_MARGIN),
            (MarginMode::Isolated, Some(_)) => Err(MARGIN_TYPED),
            (MarginMode::Isolated, None) => Ok(ladder(position, self.extra_margin)),
        }
    }

    /// Liquidation sooner rather than later: up for a long, down for a short.
    fn against_the_trader(&self) -> Rounding {
        match self.side {
            Side::Long => Rounding::Up,
            Side::Short => Rounding::Down,
        }
    }

    fn covered(&self) -> Reason {
        match self.terms.contract {
            Contract::Inverse => Reason("None: the margin covers any rise"),
            Contract::Linear | Contract::Quanto => Reason("None: the margin covers any fall"),
        }
    }

    fn warnings(&self, position: &Position<'_>) -> Vec<Problem> {
        let refused = position.unopenable().map(|reason| self.refused(position, reason));
        let times = self.mark.map_or(1.0, |mark| mark / self.entry);
        let far = (times >= FAR || times <= 1.0 / FAR)
            .then(|| Problem::warning("mark_price", Fault::FarFromEntry(words_for(times, 3))));
        let fee = self.terms.requirement_fee;
        let fee = (fee > LARGE_FEE)
            .then(|| Problem::warning("requirement_fee_pct", Fault::FeeLooksLarge(canonical(percent(fee)))));
        refused.into_iter().chain(far).chain(fee).collect()
    }

    /// Why the venue would not open it, at the field to blame.
    fn refused(&self, position: &Position<'_>, reason: Unopenable) -> Problem {
        match reason {
            Unopenable::BeyondLastTier => {
                Problem::warning("quantity", Fault::BeyondLastTier(words_for(last_cap(position.tiers), 6)))
            }
            Unopenable::LeverageAboveTier => {
                let most = position.tiers.max_leverage(position.notional(self.entry));
                let problem = Problem::warning("leverage", Fault::LeverageAboveTier(canonical(most)));
                with_leverage(problem, most.floor())
            }
            Unopenable::MarginBelowRequirement => self.margin_too_small(position),
        }
    }

    fn margin_too_small(&self, position: &Position<'_>) -> Problem {
        let fault = Fault::MarginBelowMaintenance {
            margin: words_for(position.equity(self.entry), 6),
            required: words_for(position.requirement(self.entry), 6),
        };
        match (self.margin_mode, self.position_margin, self.wallet_balance) {
            (MarginMode::Cross, _, Some(_)) => Problem::warning("wallet_balance", fault),
            (MarginMode::Cross, _, None) => Problem::warning("equity", fault),
            (MarginMode::Isolated, Some(_), _) => Problem::warning("position_margin", fault),
            (MarginMode::Isolated, None, _) => {
                let problem = Problem::warning("leverage", fault);
                match self.openable_leverage(position) {
                    Some(leverage) => with_leverage(problem, leverage),
                    None => problem,
                }
            }
        }
    }

    /// The highest whole leverage that leaves enough margin to open with, where there is one.
    fn openable_leverage(&self, position: &Position<'_>) -> Option<f64> {
        let edge = position.leverage_for_stop(self.entry).floor();
        [edge, edge - 1.0].into_iter().find(|&leverage| {
            let collateral = initial_margin(position.notional(self.entry), leverage) + self.extra_margin;
            leverage >= 1.0 && Position { collateral, leverage: Some(leverage), ..*position }.unopenable().is_none()
        })
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

fn last_cap(tiers: &Tiers) -> f64 {
    tiers.rows().last().map_or(f64::INFINITY, |tier| tier.cap)
}

fn with_leverage(problem: Problem, leverage: f64) -> Problem {
    let text = canonical(leverage);
    problem.with_fix(format!("Use {text}×"), vec![("leverage", text)])
}

fn words_for(number: f64, figures: i32) -> String {
    display(number, Style { decimals: decimals_for(number, figures, 0), fixed: false, signed: false })
}
