//! Keeping liquidation behind a stop: the margin it takes, and the leverage it allows.

use super::position::{MaintenanceBasis, Position};

impl Position<'_> {
    /// The collateral at which liquidation falls exactly on `stop`; any more keeps it beyond. Whatever collateral the
    /// position has is left out of account. Zero or less where the other positions' profit covers it.
    ///
    /// It is the largest of `requirement + loss` between entry and stop: on schedules without deductions that may be at
    /// an edge between tiers. A stop on the winning side asks only that the position can be opened.
    pub fn margin_for_stop(&self, stop: f64) -> f64 {
        let needs_at = |notional: f64, tier: usize| {
            let loss = self.slope() * (self.entry_notional() - notional);
            let margined = match self.rules.basis {
                MaintenanceBasis::Mark => notional,
                MaintenanceBasis::Entry => self.entry_notional(),
            };
            self.tiers.tier(tier).maintenance(margined) + self.rules.closing_fee * margined + loss
        };
        let entry = self.entry_notional();
        let loses = self.payoff.profit(&self.trade, stop) < 0.0;
        let end = if loses { self.notional(stop) } else { entry };
        let (low, high) = (entry.min(end), entry.max(end));
        let (first, last) = match self.rules.basis {
            MaintenanceBasis::Mark => (self.tiers.index(low), self.tiers.index(high)),
            MaintenanceBasis::Entry => (self.tiers.index(entry), self.tiers.index(entry)),
        };
        // Within a tier the need is a straight line: its ends are enough.
        let most = (first..=last)
            .flat_map(|tier| {
                let from = if tier == first { low } else { self.tiers.floor(tier) };
                let to = if tier == last { high } else { self.tiers.tier(tier).cap };
                [needs_at(from, tier), needs_at(to, tier)]
            })
            .fold(f64::NEG_INFINITY, f64::max);
        most + self.other_maintenance - self.other_profit
    }

    /// The leverage at which liquidation falls exactly on `stop`, or the highest the tier allows if that is lower: every
    /// leverage below keeps liquidation beyond the stop. Collateral is then `notional at entry / leverage`. May be below
    /// 1, where the stop is too far for any leverage (an inverse long).
    pub fn leverage_for_stop(&self, stop: f64) -> f64 {
        let notional = self.entry_notional();
        let allowed = self.tiers.max_leverage(notional);
        let margin = self.margin_for_stop(stop);
        if margin > 0.0 { allowed.min(notional / margin) } else { allowed }
    }
}
