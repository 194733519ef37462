//! What an account holds: positions and collateral, each as lines in its own price.

use super::line::{Balance, Line};
use crate::math::contract::{Contract, Payoff, Trade};
use crate::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis, Tiers};

/// A position as the account sees it. Money is in the account's currency, the quote currency of every price.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Linear, or inverse with its size; the coin that an inverse contract pays is valued at the mark.
    pub payoff: Payoff,
    /// What was entered.
    pub trade: Trade,
    /// The mark price now.
    pub mark: f64,
    /// How much of the common shock its price makes: 1 all of it, 0 none.
    pub moves: f64,
    /// What maintenance it takes.
    pub schedule: Schedule,
    /// The exchange's setting, where it is known.
    pub leverage: Option<f64>,
}

/// Collateral that is not cash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asset {
    /// Units held.
    pub balance: f64,
    /// Price now.
    pub price: f64,
    /// The share of its worth that counts.
    pub weight: f64,
    /// How much of the common shock its price makes.
    pub moves: f64,
}

/// Maintenance in the contract's own settlement money: quote on a linear contract, coin on an inverse one.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    bands: Vec<Band>,
    rules: Rules,
}

/// Up to a cap, a rate and what is taken off.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    cap: f64,
    rate: f64,
    deduction: f64,
}

impl Schedule {
    /// One rate at the mark, and what is taken off it; never below zero.
    pub fn flat(rate: f64, deduction: f64) -> Schedule {
        let band = Band { cap: f64::INFINITY, rate, deduction };
        Schedule { bands: vec![band], rules: Rules::default() }
    }

    /// A venue's table under its rules as they are in cross margin; beyond the last cap the last tier goes on. None where
    /// maintenance is no straight line within a tier: a rate by the size of an inverse contract, a least sum, a closing fee
    /// that goes by what else is in the wallet.
    pub fn of_tiers(tiers: &Tiers, rules: Rules, payoff: Payoff) -> Option<Schedule> {
        let is_curved = payoff.contract == Contract::Inverse && rules.rate_per_coin != 0.0;
        let rows = tiers.rows();
        let band = |(at, tier): (usize, &crate::math::margin::Tier)| Band {
            cap: if at + 1 == rows.len() { f64::INFINITY } else { tier.cap },
            rate: tier.rate + rules.closing_fee,
            deduction: tier.deduction,
        };
        let bands = rows.iter().enumerate().map(band).collect();
        let is_fee_of_wallet = rules.closing_fee > 0.0 && rules.fee_basis != FeeBasis::Maintenance;
        let is_straight = !is_curved && !is_fee_of_wallet && rules.floor == 0.0;
        is_straight.then_some(Schedule { bands, rules })
    }
}

/// Money at one price.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Collateral and open profit.
    pub equity: f64,
    /// Maintenance.
    pub requirement: f64,
}

/// Equity and requirement of one row, as lines in its own price.
#[derive(Clone, Debug)]
pub(super) struct Holding {
    /// The price now.
    pub price: f64,
    /// How much of the common shock it makes.
    pub moves: f64,
    /// Where each line begins, from a price of zero up.
    pub bends: Vec<Bend>,
    /// Whether a price on the edge belongs to the line above it. A notional on the edge belongs to the lower tier, and
    /// the notional of an inverse contract falls as the price rises.
    pub edge_is_above: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Bend {
    pub from: f64,
    pub balance: Balance,
}

impl Position {
    /// Worth at a price, in the account's currency: that of an inverse contract never changes.
    pub fn notional(&self, price: f64) -> f64 {
        match self.payoff.contract {
            Contract::Inverse => self.trade.quantity * self.payoff.contract_size,
            Contract::Linear | Contract::Quanto => self.payoff.notional(self.trade.quantity, price),
        }
    }

    /// Profit at a price; what an inverse contract pays in coin is worth that price.
    pub fn profit(&self, price: f64) -> f64 {
        self.profit_line().at(price)
    }

    /// Maintenance at the mark now.
    pub fn maintenance(&self) -> f64 {
        self.holding().at(self.mark).requirement
    }

    /// The same with a share of it closed at the mark.
    pub fn reduced(&self, share: f64) -> Position {
        let trade = Trade { quantity: self.trade.quantity * (1.0 - share), ..self.trade };
        Position { trade, ..self.clone() }
    }

    /// Linear `d q (p - E)`; inverse `d V (1/E - 1/p)` coins of `p` each.
    fn profit_line(&self) -> Line {
        let signed = self.trade.side.sign() * self.notional(self.trade.entry);
        Line { level: -signed, slope: signed / self.trade.entry }
    }

    pub(super) fn holding(&self) -> Holding {
        let equity = self.profit_line();
        let mut bends = Vec::with_capacity(self.schedule.bands.len() + 1);
        let mut add =
            |from: f64, requirement: Line| bends.push(Bend { from, balance: Balance { equity, requirement } });
        let is_inverse = self.payoff.contract == Contract::Inverse;
        let by_size = self.schedule.rules.rate_per_coin * if is_inverse { 0.0 } else { self.trade.quantity };
        let bands = self.bands().map(|band| Band { rate: band.rate + by_size, ..band });
        match self.schedule.rules.basis {
            MaintenanceBasis::Entry => bands.for_each(|band| add(0.0, self.entry_requirement(band))),
            MaintenanceBasis::Mark if is_inverse => self.inverse_bends(bands.collect(), &mut add),
            MaintenanceBasis::Mark => self.linear_bends(bands.collect(), &mut add),
        }
        Holding { price: self.mark, moves: self.moves, bends, edge_is_above: is_inverse }
    }

    /// The bands that the price may lead through: all, or the one that was fixed at the entry or by the quantity.
    fn bands(&self) -> impl Iterator<Item = Band> {
        let Schedule { bands, rules } = &self.schedule;
        let fixed = match (rules.tier_axis, rules.basis) {
            (TierAxis::Notional, MaintenanceBasis::Mark) => None,
            (TierAxis::Quantity, _) => Some(self.trade.quantity),
            _ => Some(self.payoff.notional(self.trade.quantity, self.trade.entry)),
        };
        let place = |measure: f64| bands.partition_point(|band| band.cap < measure).min(bands.len().saturating_sub(1));
        let range = fixed.map(place).map_or(0..bands.len(), |place| place..place + 1);
        let is_one = range.len() == 1;
        let open = move |band: &Band| Band { cap: if is_one { f64::INFINITY } else { band.cap }, ..*band };
        bands.get(range).unwrap_or_default().iter().map(open)
    }

    /// Maintenance at entry is constant: in quote on a linear contract, in coin on an inverse one.
    fn entry_requirement(&self, band: Band) -> Line {
        let notional = self.payoff.notional(self.trade.quantity, self.trade.entry);
        let held = (band.rate * notional - band.deduction).max(0.0);
        match self.payoff.contract {
            Contract::Inverse => Line { level: 0.0, slope: held },
            Contract::Linear | Contract::Quanto => Line { level: held, slope: 0.0 },
        }
    }

    /// `r q p - D`, each tier from the price at which the notional passes its floor.
    fn linear_bends(&self, bands: Vec<Band>, add: &mut impl FnMut(f64, Line)) {
        let per_price = self.notional(1.0);
        let mut from = 0.0;
        for band in bands {
            let to = band.cap / per_price;
            above_zero(Line { level: -band.deduction, slope: band.rate * per_price }, (from, to), add);
            from = to;
        }
    }

    /// `r V - D p`, the highest tier first: the coin's notional is largest where the price is lowest.
    fn inverse_bends(&self, bands: Vec<Band>, add: &mut impl FnMut(f64, Line)) {
        let worth = self.notional(1.0);
        let mut bands = bands.into_iter().rev().peekable();
        while let Some(band) = bands.next() {
            let to = bands.peek().map_or(f64::INFINITY, |below| worth / below.cap);
            above_zero(Line { level: band.rate * worth, slope: -band.deduction }, (worth / band.cap, to), add);
        }
    }
}

/// Adds a requirement between two prices, zero where the deduction exceeds it.
fn above_zero(line: Line, (from, to): (f64, f64), add: &mut impl FnMut(f64, Line)) {
    let root = line.root();
    if line.slope > 0.0 && root > from {
        add(from, Line::default());
        if root < to {
            add(root, line);
        }
    } else if line.slope < 0.0 && root < to {
        if root > from {
            add(from, line);
        }
        add(root.max(from), Line::default());
    } else {
        add(from, if line.slope == 0.0 && line.level < 0.0 { Line::default() } else { line });
    }
}

impl Asset {
    /// What counts of it at its price now.
    pub fn worth(&self) -> f64 {
        self.weight * self.balance * self.price
    }

    pub(super) fn holding(&self) -> Holding {
        let equity = Line { level: 0.0, slope: self.weight * self.balance };
        let balance = Balance { equity, ..Balance::default() };
        let bends = vec![Bend { from: 0.0, balance }];
        Holding { price: self.price, moves: self.moves, bends, edge_is_above: false }
    }
}

impl Holding {
    /// The index of the line that holds at a price.
    pub(super) fn line(&self, price: f64) -> usize {
        let is_begun = |bend: &Bend| bend.from < price || (self.edge_is_above && bend.from == price);
        self.bends.partition_point(is_begun).saturating_sub(1)
    }

    /// Money at a price.
    pub(super) fn at(&self, price: f64) -> Standing {
        self.bends.get(self.line(price)).map_or(Standing::default(), |bend| Standing {
            equity: bend.balance.equity.at(price),
            requirement: bend.balance.requirement.at(price),
        })
    }

    /// The price after a common shock: never below zero.
    pub(super) fn moved(&self, shock: f64) -> f64 {
        moved(self.price, self.moves * shock)
    }
}

/// A price after a move by a fraction of it: never below zero.
pub fn moved(price: f64, by: f64) -> f64 {
    price * (1.0 + by).max(0.0)
}
