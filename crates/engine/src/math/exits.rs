//! A position taken down in parts: what every outcome brings, where the trade is free, and how likely each is.
//!
//! ```text
//! outcome k    the first k targets are filled, the rest leaves at the stop in force then:
//!              sum over j <= k of q_j net(T_j) + (Q - sum q_j) net(S_k)
//! S_k          the stop; from the b-th target on the breakeven stop, once a target lies beyond it and where it is nearer
//! free at P    q_1 net(P) + (Q - q_1) net(S) = 0
//! unit         net(X) = w, solved for the fill X:  linear, quanto  X (s - g) = w/c + E (s + f + h)
//!                                                  inverse         (s + g)/X = (s - f - h)/E - w/c
//!
//! q_j, T_j  quantity and price of the j-th target    Q  the position    S  its stop    s  +1 long, -1 short    E  entry fill
//! net(X)  what one unit brings after both fees, slippage and holding cost    f, g  fees of entry and exit
//! h  holding cost over entry notional    c  contract size
//! ```
//!
//! Ours, from first principles. How likely: [`race`] and [`trail`].

pub mod race;
pub mod trail;

use super::contract::costs::{Fill, Order, RoundTrip};
use super::contract::{Contract, Payoff, Side, Trade};
use trail::Trail;

/// What leaving costs, whatever the price.
///
/// ```
/// use ballast_engine::math::exits::Leaving;
/// let market = Leaving { fee_rate: 0.000_55, slippage: 0.001 };
/// assert_eq!(market.at(48_500.0).slippage, 0.001);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaving {
    /// Fee as a fraction of filled notional.
    pub fee_rate: f64,
    /// Slippage as a fraction of the price; 0 for a limit order.
    pub slippage: f64,
}

impl Leaving {
    /// The order at a price.
    ///
    /// ```
    /// use ballast_engine::math::exits::Leaving;
    /// let order = Leaving { fee_rate: 0.0002, slippage: 0.0 }.at(51_000.0);
    /// assert_eq!((order.price, order.fee_rate), (51_000.0, 0.0002));
    /// ```
    pub fn at(self, price: f64) -> Order {
        Order { price, fee_rate: self.fee_rate, slippage: self.slippage }
    }
}

/// One unit of a position and what entering, holding and leaving it cost.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
/// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
/// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
/// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
/// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
/// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
/// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
/// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
/// // One coin, long from 50,000, free of costs.
/// assert_eq!(unit.net(unit.by_stop, 49_000.0), -1_000.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// How it pays.
    pub payoff: Payoff,
    /// Long or short.
    pub side: Side,
    /// The entry price as planned.
    pub planned_entry: f64,
    /// The entry as filled.
    pub entry: Fill,
    /// Funding over the holding as a fraction of entry notional; positive is paid.
    pub holding_rate: f64,
    /// Leaving at a target.
    pub by_target: Leaving,
    /// Leaving at a stop.
    pub by_stop: Leaving,
}

impl Unit {
    /// What it brings after all costs.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000, free of costs.
    /// // A fee of 0.1 % on 51,000 is 51.
    /// let dear = Leaving { fee_rate: 0.001, ..free };
    /// assert!(near(unit.net(dear, 51_000.0), 949.0));
    /// ```
    pub fn net(&self, leaving: Leaving, price: f64) -> f64 {
        let exit = leaving.at(price).closing(self.side);
        let trip = RoundTrip { side: self.side, entry: self.entry, exit, holding_rate: self.holding_rate };
        self.payoff.proceeds(&trip).net()
    }

    /// What it brings between the prices planned, before costs.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000, free of costs.
    /// assert_eq!(unit.gross(51_000.0), 1_000.0);
    /// ```
    pub fn gross(&self, price: f64) -> f64 {
        self.payoff.profit(&Trade { side: self.side, quantity: 1.0, entry: self.planned_entry }, price)
    }

    /// The price of the order that brings so much after all costs; `None` where no price does.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000, free of costs.
    /// assert_eq!(unit.price_for(free, 1_500.0), Some(51_500.0));
    /// ```
    pub fn price_for(&self, leaving: Leaving, net: f64) -> Option<f64> {
        let (sign, sunk) = (self.side.sign(), self.entry.fee_rate + self.holding_rate);
        let fill = match self.payoff.contract {
            Contract::Linear => (net + self.entry.price * (sign + sunk)) / (sign - leaving.fee_rate),
            Contract::Quanto => {
                (net / self.payoff.contract_size + self.entry.price * (sign + sunk)) / (sign - leaving.fee_rate)
            }
            Contract::Inverse => {
                (sign + leaving.fee_rate) / ((sign - sunk) / self.entry.price - net / self.payoff.contract_size)
            }
        };
        let price = fill / (1.0 - sign * leaving.slippage);
        (price.is_finite() && price > 0.0).then_some(price)
    }
}

/// A target: so much is closed at that price.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
/// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
/// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
/// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
/// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
/// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
/// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
/// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
/// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
/// let first = Target { price: 51_000.0, quantity: 0.4 };
/// assert_eq!(plan.targets.first(), Some(&first));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The price of the order.
    pub price: f64,
    /// How much it closes; 0 where a share rounds to nothing.
    pub quantity: f64,
}

/// The stop moves to breakeven.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
/// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
/// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
/// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
/// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
/// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
/// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
/// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
/// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
/// // After the first target the stop stands at the entry.
/// assert_eq!(plan.breakeven, Some(Breakeven { after: 1, price: 50_000.0 }));
/// assert_eq!(plan.stop_after(1), 50_000.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breakeven {
    /// After so many targets.
    pub after: usize,
    /// The price of the stop then.
    pub price: f64,
}

/// How a position is to be taken down.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
/// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
/// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
/// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
/// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
/// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
/// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
/// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
/// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
/// assert!(near(plan.worst_ending(3).net, 2_200.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What each unit costs.
    pub unit: Unit,
    /// The targets in the order in which the price meets them.
    pub targets: Vec<Target>,
    /// What no target closes.
    pub rest: f64,
    /// The stop.
    pub stop: f64,
    /// Where it moves to breakeven.
    pub breakeven: Option<Breakeven>,
    /// How the rest trails once every target is hit.
    pub trail: Option<Trail>,
}

/// One way in which a plan ends.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
/// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
/// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
/// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
/// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
/// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
/// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
/// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
/// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
/// let Ending { net, exits, .. } = plan.worst_ending(0);
/// assert_eq!((net, exits.len()), (-1_000.0, 1));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Quantities and the prices of their orders.
    pub exits: Vec<Target>,
    /// After all costs, in settlement money.
    pub net: f64,
    /// Between the prices planned, before costs.
    pub gross: f64,
}

impl Plan {
    /// The whole position.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// assert!(near(plan.quantity(), 1.0));
    /// ```
    pub fn quantity(&self) -> f64 {
        self.closed(self.targets.len()) + self.rest
    }

    fn closed(&self, hit: usize) -> f64 {
        self.targets.iter().take(hit).map(|target| target.quantity).sum()
    }

    /// What is left after so many targets; summed from the end, so that nothing is left where nothing should be.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// assert!(near(plan.left(1), 0.6));
    /// assert_eq!(plan.left(3), 0.0);
    /// ```
    pub fn left(&self, hit: usize) -> f64 {
        self.rest + self.targets.iter().rev().take(self.targets.len() - hit).map(|target| target.quantity).sum::<f64>()
    }

    /// Whether a price lies nearer to gain than another.
    fn is_beyond(&self, price: f64, other: f64) -> bool {
        self.unit.side.sign() * (price - other) > 0.0
    }

    /// The nearer to gain of two prices.
    fn nearer_gain(&self, price: f64, other: f64) -> f64 {
        if self.is_beyond(price, other) { price } else { other }
    }

    /// The stop in force after so many targets. It moves to breakeven only where that lies behind the target just hit:
    /// elsewhere it would be filled at once.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// assert_eq!([0, 1, 2].map(|hit| plan.stop_after(hit)), [49_000.0, 50_000.0, 50_000.0]);
    /// ```
    pub fn stop_after(&self, hit: usize) -> f64 {
        let reached = hit.checked_sub(1).and_then(|last| self.targets.get(last));
        match (self.breakeven, reached) {
            (Some(breakeven), Some(reached))
                if hit >= breakeven.after && self.is_beyond(reached.price, breakeven.price) =>
            {
                self.nearer_gain(breakeven.price, self.stop)
            }
            _ => self.stop,
        }
    }

    /// So many targets are hit, and what is left leaves at that price by a stop.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// // 400 from the first target, and 0.6 that lose 500 each
    /// assert!(near(plan.ending(1, 49_500.0).net, 100.0));
    /// ```
    pub fn ending(&self, hit: usize, last: f64) -> Ending {
        let left = self.left(hit);
        let hits = self.targets.iter().take(hit).filter(|target| target.quantity > 0.0).copied();
        let stopped = (left > 0.0).then_some(Target { price: last, quantity: left });
        let net = |exit: &Target| exit.quantity * self.unit.net(self.unit.by_target, exit.price);
        let gross = |exit: &Target| exit.quantity * self.unit.gross(exit.price);
        Ending {
            net: hits.clone().map(|exit| net(&exit)).sum::<f64>() + left * self.unit.net(self.unit.by_stop, last),
            gross: hits.clone().chain(stopped).map(|exit| gross(&exit)).sum(),
            exits: hits.chain(stopped).collect(),
        }
    }

    /// So many targets are hit, then the stop; after the last the trailing stop, at the worst it can be.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// // After the first target the stop moves to 50,000.
    /// let nets = [0, 1, 2, 3].map(|hit| plan.worst_ending(hit).net);
    /// assert!(nets.iter().zip([-1_000.0, 400.0, 1_000.0, 2_200.0]).all(|(net, wanted)| near(*net, wanted)));
    /// ```
    pub fn worst_ending(&self, hit: usize) -> Ending {
        self.ending(hit, self.worst_last(hit))
    }

    /// The price at which what is left then leaves at the worst.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// // Of a rest that trails 1,000 behind the last target
    /// let trailing = Plan { rest: 0.5, trail: Some(Trail::Distance(1_000.0)), ..plan };
    /// assert_eq!(trailing.worst_last(3), 53_000.0);
    /// ```
    pub fn worst_last(&self, hit: usize) -> f64 {
        let stop = self.stop_after(hit);
        match (self.trail, self.targets.last()) {
            (Some(trail), Some(last)) if hit == self.targets.len() => {
                self.nearer_gain(trail.behind(self.unit.side, last.price), stop)
            }
            _ => stop,
        }
    }

    /// What the whole position loses at the stop; below 0 it gains.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// assert!(near(plan.risk(), 1_000.0));
    /// ```
    pub fn risk(&self) -> f64 {
        -self.quantity() * self.unit.net(self.unit.by_stop, self.stop)
    }

    /// The price at which closing the first part pays for all else, were that closed at the stop where it stands now.
    /// `None` where no price does, or nothing can be lost at the stop.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// // 0.4 (P - 50,000) = 0.6 * 1,000
    /// assert!(plan.free_price().is_some_and(|price| near(price, 51_500.0)));
    /// ```
    pub fn free_price(&self) -> Option<f64> {
        let at_stop = self.unit.net(self.unit.by_stop, self.stop);
        let part = self.targets.iter().map(|target| target.quantity).find(|quantity| *quantity > 0.0)?;
        let owed = -(self.quantity() - part) * at_stop / part;
        self.unit.price_for(self.unit.by_target, owed).filter(|_| at_stop < 0.0)
    }

    /// After how many targets nothing can be lost any more, the moves of the stop counted.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, costs::Fill};
    /// # use ballast_engine::math::exits::{Breakeven, Ending, Leaving, Plan, Target, Unit, trail::Trail};
    /// # let free = Leaving { fee_rate: 0.0, slippage: 0.0 };
    /// # let entry = Fill { price: 50_000.0, fee_rate: 0.0 };
    /// # let unit = Unit { payoff: Payoff::LINEAR, side: Side::Long, planned_entry: 50_000.0, entry, holding_rate: 0.0, by_target: free, by_stop: free };
    /// # let targets = [(51_000.0, 0.4), (52_000.0, 0.3), (54_000.0, 0.3)].map(|(price, quantity)| Target { price, quantity }).to_vec();
    /// # let plan = Plan { unit, targets, rest: 0.0, stop: 49_000.0, breakeven: Some(Breakeven { after: 1, price: 50_000.0 }), trail: None };
    /// # let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    /// // One coin, long from 50,000 with a stop at 49,000: 0.4 leave at 51,000, 0.3 at 52,000, 0.3 at 54,000.
    /// // With the stop at the entry from then on.
    /// assert_eq!(plan.free_after(), Some(1));
    /// assert_eq!(Plan { breakeven: None, ..plan }.free_after(), Some(2));
    /// ```
    pub fn free_after(&self) -> Option<usize> {
        (0..=self.targets.len()).find(|hit| self.worst_ending(*hit).net >= 0.0)
    }
}

#[cfg(test)]
mod tests;
