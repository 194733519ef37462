//! Equity minus requirement as a curve over the notional, and where the way from the mark first meets its zero.

use super::position::Position;
use super::rules::{FeeBasis, MaintenanceBasis};
use super::tiers::Tier;
use crate::math::contract::Contract;
use crate::math::order::within;

/// `level + slope * n + bend * n^2`: a line, but for an inverse position whose rate rises with its size.
#[derive(Clone, Copy)]
pub(super) struct Curve {
    pub level: f64,
    pub slope: f64,
    pub bend: f64,
}

/// A notional met on the way from the mark, and the tier there.
#[derive(Clone, Copy)]
pub(super) struct Met {
    pub notional: f64,
    pub tier: usize,
}

/// Which way the notional goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

impl Way {
    fn reversed(self) -> Way {
        match self {
            Way::Up => Way::Down,
            Way::Down => Way::Up,
        }
    }

    /// The nearer of two notionals that both lie this way; the first where they are equal.
    fn nearer(self, one: Met, other: Met) -> Met {
        let other_first = match self {
            Way::Up => other.notional < one.notional,
            Way::Down => other.notional > one.notional,
        };
        if other_first { other } else { one }
    }

    /// Where it ends: at a notional of zero the price of a linear contract is zero, that of an inverse one without limit.
    fn end(self) -> f64 {
        match self {
            Way::Up => f64::INFINITY,
            Way::Down => 0.0,
        }
    }
}

impl Curve {
    pub fn at(self, notional: f64) -> f64 {
        self.level + notional * (self.slope + notional * self.bend)
    }

    /// Where a surplus above zero at `from` is used up on the way to `to`, that end included; none if it is not. Since no
    /// surplus bends upward, one that is above zero at both ends is so between them; and one without an end upward is a
    /// line or falls anyway.
    fn used_up(self, from: f64, to: f64) -> Option<f64> {
        let way = if to > from { Way::Up } else { Way::Down };
        let lasts =
            if to.is_finite() { self.at(to) > 0.0 || (to == 0.0 && self.level >= 0.0) } else { self.slope >= 0.0 };
        (!lasts).then(|| within(self.root(way), from.min(to), from.max(to)))
    }

    /// The root this way from between the two, without taking the difference of nearly equal numbers.
    pub fn root(self, way: Way) -> f64 {
        if self.bend == 0.0 {
            return -self.level / self.slope;
        }
        let discriminant = (self.slope * self.slope - 4.0 * self.bend * self.level).max(0.0);
        let half_sum = -0.5 * (self.slope + discriminant.sqrt().copysign(self.slope));
        let (one, other) = (self.level / half_sum, half_sum / self.bend);
        match way {
            Way::Up => one.max(other),
            Way::Down => one.min(other),
        }
    }
}

impl Position<'_> {
    /// The first notional on the way from the mark at which the surplus is used up.
    ///
    /// The way is that of the position's loss. Coin that outweighs a short turns the loss of equity the other way: then
    /// both ways are gone, since the requirement still grows on the first, and the nearer answer counts.
    pub(super) fn first_met(&self) -> Option<Met> {
        let way = if self.slope() > 0.0 { Way::Down } else { Way::Up };
        let along = self.met(way);
        let outweighed = self.slope() * (self.slope() + self.coin_slope()) < 0.0;
        let back = if outweighed { self.met(way.reversed()) } else { None };
        let mark = self.notional(self.mark);
        let distance = |met: Met| (met.notional / mark).max(mark / met.notional);
        match (along, back) {
            (Some(along), Some(back)) => Some(if distance(back) < distance(along) { back } else { along }),
            (along, back) => along.or(back),
        }
    }

    /// The first notional that way at which the requirement is met: by the tiers or by the floor.
    fn met(&self, way: Way) -> Option<Met> {
        let from = self.notional(self.mark);
        let by_floor = self.surplus_over_floor().used_up(from, way.end());
        let by_floor = by_floor.map(|notional| Met { notional, tier: self.tier_of(notional) });
        match (self.walk(way), by_floor) {
            (Some(by_tier), Some(by_floor)) => Some(way.nearer(by_tier, by_floor)),
            (by_tier, by_floor) => by_tier.or(by_floor),
        }
    }

    /// Walks the tiers from the mark and stops at the first notional at which the surplus is used up; none if it lasts to
    /// the end of the way.
    fn walk(&self, way: Way) -> Option<Met> {
        let mut from = self.notional(self.mark);
        let mut tier = self.tier_index(self.mark);
        loop {
            let surplus = self.surplus(self.tiers.tier(tier));
            // A jump of maintenance at the edge just crossed. Coin may lift the surplus above zero again further on.
            if surplus.at(from) <= 0.0 {
                return Some(Met { notional: from, tier });
            }
            let to = self.edge_ahead(tier, way);
            if let Some(notional) = surplus.used_up(from, to) {
                return Some(Met { notional, tier });
            }
            if to == way.end() {
                return None;
            }
            tier = if way == Way::Up { tier + 1 } else { tier.saturating_sub(1) };
            from = to;
        }
    }

    /// The edge of a tier that lies ahead; the end of the way where there is none, or where the tier does not move.
    fn edge_ahead(&self, tier: usize, way: Way) -> f64 {
        match way {
            _ if !self.tier_moves() => way.end(),
            Way::Down => self.tiers.floor(tier),
            Way::Up if tier + 1 < self.tiers.rows().len() => self.tiers.tier(tier).cap,
            Way::Up => way.end(),
        }
    }

    fn tier_of(&self, notional: f64) -> usize {
        if self.tier_moves() { self.tiers.index(notional) } else { self.tier_index(self.mark) }
    }

    /// Equity minus requirement by one tier.
    pub(super) fn surplus(&self, tier: &Tier) -> Curve {
        let per_coin = self.rules.rate_per_coin;
        let (by_quantity, bend) = match self.payoff.contract {
            Contract::Inverse => (0.0, per_coin),
            Contract::Linear | Contract::Quanto => (per_coin * self.trade.quantity, 0.0),
        };
        self.surplus_over(Curve { level: -tier.deduction, slope: tier.rate + by_quantity, bend })
    }

    /// Equity minus the least that the requirement may be.
    pub(super) fn surplus_over_floor(&self) -> Curve {
        self.surplus_over(Curve { level: self.rules.floor, slope: 0.0, bend: 0.0 })
    }

    /// Equity minus a maintenance, the closing fee and the other positions' maintenance.
    fn surplus_over(&self, maintenance: Curve) -> Curve {
        let fee = match self.rules.fee_basis {
            FeeBasis::Maintenance => self.rules.closing_fee,
            FeeBasis::Bankruptcy | FeeBasis::Opening => 0.0,
        };
        let required = Curve { slope: maintenance.slope + fee, ..maintenance };
        let required = match self.rules.basis {
            MaintenanceBasis::Mark => required,
            MaintenanceBasis::Entry => Curve { level: required.at(self.entry_notional()), slope: 0.0, bend: 0.0 },
        };
        Curve {
            level: self
                .less_dust(self.level_at_zero() - self.other_maintenance - required.level - self.fee_set_aside()),
            slope: self.slope() + self.coin_slope() - required.slope,
            bend: -required.bend,
        }
    }
}
