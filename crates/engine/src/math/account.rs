//! A whole account: positions and collateral that one common shock moves together, and how far that may go.
//!
//! ```text
//! price     p(x) = p max(0, 1 + k x)                       never below zero
//! equity    C + sum of w b a(x) + sum of profits           linear d q (p - E), inverse d V (p/E - 1)
//! required  sum of max(0, r q p - D), max(0, r V - D p)    by the tier of the notional at p
//! used      required / equity; the account is liquidated where that reaches 1
//!
//! x  common shock, a fraction    k  how much of it a price makes    C  cash    w b a  weight, balance, price of collateral
//! d  +1 long, -1 short    q  quantity    V  contracts x size, quote    E  entry    r, D  rate and deduction of the tier
//! ```
//!
//! Money is in one currency, which every price is quoted in; the coin that an inverse contract pays is worth the price it
//! is paid at, so `d V (1/E - 1/p)` coins are `d V (p/E - 1)`. Then all of it is made of straight lines, with bends only
//! where a tier begins or a price reaches zero: from now outwards, bend by bend, the first shock at which the
//! requirement takes a given share of the equity is exact. Ours; `docs/numbers.md` derives it.

mod course;
pub mod heat;
mod holding;
mod line;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use holding::{Asset, Position, Schedule, Standing, moved};

use course::{Course, Part, reach};
use holding::Holding;

/// A common fall cannot take more than all.
const WHOLE_FALL: f64 = 1.0;
/// A rise to so many times the price is only what the roundings of decimals leave: a short paid in full by its coin.
const FARTHEST_RISE: f64 = 1e9;

/// Cash, positions and collateral.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Cash in the account's currency; below 0 it is borrowed.
    pub cash: f64,
    /// The positions.
    pub positions: Vec<Position>,
    /// Collateral besides cash.
    pub assets: Vec<Asset>,
}

/// Rows that make one relative move: the positions in one coin under whatever symbols, and the collateral in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coin {
    /// Positions, by index.
    pub positions: Vec<usize>,
    /// Collateral, by index.
    pub assets: Vec<usize>,
}

/// Which way everything goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The common shock is below 0.
    Fall,
    /// The common shock is above 0.
    Rise,
}

impl Way {
    /// Both.
    pub const BOTH: [Way; 2] = [Way::Fall, Way::Rise];

    /// -1 for a fall, +1 for a rise.
    pub const fn sign(self) -> f64 {
        match self {
            Way::Fall => -1.0,
            Way::Rise => 1.0,
        }
    }
}

/// The account with its lines drawn once, to be asked many things.
#[derive(Clone, Debug)]
pub struct Drawn<'a> {
    account: &'a Account,
    positions: Vec<Holding>,
    assets: Vec<Holding>,
    fall: Course,
    rise: Course,
}

impl Account {
    /// Equity and requirement after a common shock.
    pub fn after(&self, shock: f64) -> Standing {
        let holdings = self.positions.iter().map(Position::holding).chain(self.assets.iter().map(Asset::holding));
        let moved = |holding: Holding| holding.at(holding.moved(shock));
        holdings.map(moved).fold(Standing { equity: self.cash, requirement: 0.0 }, |sum, one| Standing {
            equity: sum.equity + one.equity,
            requirement: sum.requirement + one.requirement,
        })
    }

    /// Money that positions bind when opened at the mark; none where a leverage is not known.
    pub fn initial_margin(&self) -> Option<f64> {
        let bound = |position: &Position| Some(position.notional(position.mark) / position.leverage?);
        self.positions.iter().map(bound).sum()
    }

    /// Its lines, drawn.
    pub fn drawn(&self) -> Drawn<'_> {
        let positions: Vec<Holding> = self.positions.iter().map(Position::holding).collect();
        let assets: Vec<Holding> = self.assets.iter().map(Asset::holding).collect();
        let course = |way: Way| Course::of(positions.iter().chain(&assets), way.sign()).with(self.cash);
        let (fall, rise) = (course(Way::Fall), course(Way::Rise));
        Drawn { account: self, positions, assets, fall, rise }
    }
}

impl Standing {
    /// How much of the equity the requirement takes; none where nothing is left.
    pub fn used(self) -> Option<f64> {
        (self.equity > 0.0).then(|| self.requirement / self.equity)
    }

    /// Whether the account is liquidated here.
    pub fn is_liquidated(self) -> bool {
        self.equity <= self.requirement
    }
}

/// The nearer of two moves, a fraction each.
pub fn nearer(moves: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    moves.into_iter().flatten().min_by(|one, other| one.abs().total_cmp(&other.abs()))
}

impl Drawn<'_> {
    fn course(&self, way: Way) -> &Course {
        match way {
            Way::Fall => &self.fall,
            Way::Rise => &self.rise,
        }
    }

    /// The common shock at which the requirement takes the share `used` of the equity; none if it never does that way.
    pub fn shock(&self, way: Way, used: f64) -> Option<f64> {
        first_shock(&[self.course(way).whole()], way, used)
    }

    /// The nearer common shock at which the account is liquidated.
    pub fn room(&self) -> Option<f64> {
        nearer(Way::BOTH.map(|way| self.shock(way, 1.0)))
    }

    /// The nearer move of one coin's prices, a fraction of them, at which the account is liquidated while every other
    /// price makes `share` of the move that the shock behind it would bring: held at 0, together at 1.
    pub fn coin_move(&self, coin: &Coin, share: f64) -> Option<f64> {
        nearer(Way::BOTH.map(|way| self.coin_move_in(coin, share, way)))
    }

    /// The same one way of the market; a coin that no common shock moves falls in a fall.
    pub fn coin_move_in(&self, coin: &Coin, share: f64, way: Way) -> Option<f64> {
        let positions = || coin.positions.iter().filter_map(|index| self.positions.get(*index));
        let assets = || coin.assets.iter().filter_map(|index| self.assets.get(*index));
        let moves = positions().next()?.moves;
        // A coin that no common shock moves says nothing of the others: they stay.
        let (own, pace) = if moves == 0.0 { (way.sign(), 0.0) } else { (moves * way.sign(), share) };
        let with_others = Course::of(positions().chain(assets()), way.sign());
        let mut alone = Course::default();
        positions().chain(assets()).for_each(|holding| alone.join(holding, own));
        let alone = alone.in_order();
        let parts = [
            Part { course: self.course(way), pace, times: 1.0 },
            Part { course: &with_others, pace, times: -1.0 },
            alone.whole(),
        ];
        let limit = if own < 0.0 { -own.recip() } else { FARTHEST_RISE / own };
        reach(&parts, 1.0, limit).map(|distance| own * distance)
    }

    /// The nearer common shock at which the account is liquidated once a share of one position is closed at the mark.
    pub fn room_after(&self, index: usize, share: f64) -> Option<f64> {
        let (position, holding) = self.account.positions.get(index).zip(self.positions.get(index))?;
        let (kept, realised) = (position.reduced(share).holding(), share * position.profit(position.mark));
        let shock = |way: Way| {
            let before = Course::of(std::iter::once(holding), way.sign());
            let after = Course::of(std::iter::once(&kept), way.sign()).with(realised);
            let parts = [self.course(way).whole(), Part { times: -1.0, ..before.whole() }, after.whole()];
            first_shock(&parts, way, 1.0)
        };
        nearer(Way::BOTH.map(shock))
    }
}

fn first_shock(parts: &[Part<'_>], way: Way, used: f64) -> Option<f64> {
    let limit = if way == Way::Fall { WHOLE_FALL } else { FARTHEST_RISE };
    reach(parts, used, limit).map(|distance| way.sign() * distance)
}
