//! What there is to warn of, at the field to blame.

use super::solving::last_cap;
use super::{HeldPosition, Standing};
use crate::calculators::trade::{MarginMode, leverage_words, stop_passed};
use crate::math::margin::{Position, Unopenable};
use crate::number_text::{Style, canonical, decimals_for, display, percent};
use crate::spec::{Fault, Problem};

/// A closing fee above this fraction is rather a figure in another unit.
const LARGE_FEE: f64 = 0.01;
/// A mark this many times the entry price, or as small a part of it, is rather a slip.
const FAR: f64 = 5.0;

impl HeldPosition {
    pub(super) fn warnings(&self, position: &Position<'_>, standing: &Standing) -> Vec<Problem> {
        let refused = position.unopenable().map(|reason| self.refused(position, reason));
        let times = self.mark.map_or(1.0, |mark| mark / self.entry);
        let far = (times >= FAR || times <= 1.0 / FAR)
            .then(|| Problem::warning("mark_price", Fault::FarFromEntry(words_for(times, 3))));
        let fee = self.terms.requirement_fee;
        let fee = (fee > LARGE_FEE)
            .then(|| Problem::warning("requirement_fee_pct", Fault::FeeLooksLarge(canonical(percent(fee)))));
        let odd = self.terms.odd_tiers(position.tiers);
        refused.into_iter().chain(far).chain(fee).chain(self.about_the_stop(standing)).chain(odd).collect()
    }

    /// Why the venue would not open it, at the field to blame.
    fn refused(&self, position: &Position<'_>, reason: Unopenable) -> Problem {
        match reason {
            Unopenable::BeyondLastTier => {
                Problem::warning("quantity", Fault::BeyondLastTier(words_for(last_cap(position.tiers), 6)))
            }
            Unopenable::LeverageAboveTier => {
                let most = position.allowed_leverage();
                let problem = Problem::warning("leverage", Fault::LeverageAboveTier(leverage_words(most)));
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
            let collateral = position.margin_at(leverage) + self.extra_margin - self.accrued_costs;
            leverage >= 1.0 && Position { collateral, leverage: Some(leverage), ..*position }.unopenable().is_none()
        })
    }

    /// A stop that cannot be placed, or that comes too late, changes no figure here.
    fn about_the_stop(&self, standing: &Standing) -> Option<Problem> {
        if let Err(fault) = self.stop_price() {
            return Some(Problem::warning("stop", fault));
        }
        let stop = standing.stop.ok()?;
        if let Some(fault) = stop_passed(self.side, stop, standing.mark) {
            return Some(Problem::warning("stop", fault));
        }
        let price = standing.price.ok()?;
        let is_beyond = self.side.sign() * (stop - price) <= 0.0;
        is_beyond.then(|| Problem::warning("stop", Fault::StopBeyondLiquidation(words_for(price, 7))))
    }
}

fn with_leverage(problem: Problem, leverage: f64) -> Problem {
    let text = canonical(leverage);
    problem.with_fix(format!("Use {text}×"), vec![("leverage", text)])
}

fn words_for(number: f64, figures: i32) -> String {
    display(number, Style { decimals: decimals_for(number, figures, 0), fixed: false, signed: false })
}
