//! What a run of fills leaves: quantity, average entry, realised profit and fees, and what may still be added.
//!
//! ```text
//! opening     E = the price at which what is held is worth what was paid for it
//!             linear, quanto  sum(q p) / sum(q)            inverse  sum(q) / sum(q / p)
//! closing     realised += profit of the part closed, from E;  E stays
//! breakeven   t (n - N) - g n = sunk                       n = (sunk + t N) / (t - g), and the price that n is worth
//! room        (budget + profit at the stop) / loss of one more unit there
//!
//! q quantity    p price of a fill    n notional at the exit    N notional at E    g fee of the exit, a fraction
//! t  by how much profit changes per unit of notional: s, or -s on an inverse contract
//! ```
//!
//! Ours, from first principles. The harmonic average of an inverse contract is also that of get10101/10101@3ae13509.

use super::contract::costs::{Fill, RoundTrip};
use super::contract::{Payoff, Side, Trade};

/// What sums of quantities leave behind in binary, as a part of the largest quantity held.
const DUST: f64 = 1e-12;

/// A position after some of its fills. Money in the settlement currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// How the contract pays.
    pub payoff: Payoff,
    /// Long or short.
    pub side: Side,
    /// Base units (linear) or contracts; 0 where nothing is held.
    pub quantity: f64,
    /// Average price of what is held, while anything is.
    pub entry: Option<f64>,
    /// Profit of the parts closed, before fees.
    pub realised: f64,
    /// Every fee paid so far; below 0 where rebates prevail.
    pub fees: f64,
    /// The part of them that opened what is still held.
    pub entry_fees: f64,
    largest: f64,
}

/// A fill would close more than is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClosesTooMuch {
    /// What is held.
    pub held: f64,
}

/// One more fill, and the stop that all would be closed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Addition {
    /// The fill that adds.
    pub next: Fill,
    /// The fill of the stop.
    pub stop: Fill,
    /// The most that what is open may lose there.
    pub budget: f64,
}

/// Why nothing limits what may be added, or nothing may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRoom {
    /// One more unit loses nothing at the stop.
    NothingLost,
    /// What is held loses the whole budget already.
    AlreadyLost,
}

impl Held {
    /// Before the first fill.
    pub fn nothing(payoff: Payoff, side: Side) -> Held {
        Held { payoff, side, quantity: 0.0, entry: None, realised: 0.0, fees: 0.0, entry_fees: 0.0, largest: 0.0 }
    }

    /// After a fill that opens `quantity` more.
    #[must_use]
    pub fn opened(self, quantity: f64, fill: Fill) -> Held {
        let worth = self.payoff.notional(quantity, fill.price);
        let held = self.quantity + quantity;
        let fee = fill.fee_rate * worth;
        Held {
            quantity: held,
            entry: Some(self.payoff.price_for_notional(held, self.entry_notional() + worth)),
            fees: self.fees + fee,
            entry_fees: self.entry_fees + fee,
            largest: self.largest.max(held),
            ..self
        }
    }

    /// After a fill that closes `quantity` of it.
    ///
    /// # Errors
    /// Less is held.
    pub fn closed(self, quantity: f64, fill: Fill) -> Result<Held, ClosesTooMuch> {
        let too_much = ClosesTooMuch { held: self.quantity };
        let entry = self.entry.ok_or(too_much)?;
        let left = self.quantity - quantity;
        let dust = DUST * self.largest;
        if left < -dust {
            return Err(too_much);
        }
        let realised = self.realised + self.payoff.profit(&Trade { side: self.side, quantity, entry }, fill.price);
        let fees = self.fees + fill.fee_rate * self.payoff.notional(quantity, fill.price);
        if left <= dust {
            return Ok(Held { realised, fees, ..Held::nothing(self.payoff, self.side) });
        }
        Ok(Held { quantity: left, realised, fees, entry_fees: self.entry_fees * left / self.quantity, ..self })
    }

    /// What is held at the prices that were paid.
    pub fn entry_notional(&self) -> f64 {
        self.entry.map_or(0.0, |entry| self.payoff.notional(self.quantity, entry))
    }

    /// Profit of what is held at a price, before fees.
    pub fn profit(&self, price: f64) -> f64 {
        let trade = |entry| Trade { side: self.side, quantity: self.quantity, entry };
        self.entry.map_or(0.0, |entry| self.payoff.profit(&trade(entry), price))
    }

    /// What closing all of it there brings, the fees of what is held and of closing it counted.
    pub fn profit_if_closed(&self, exit: Fill) -> f64 {
        self.profit(exit.price) - self.entry_fees - exit.fee_rate * self.payoff.notional(self.quantity, exit.price)
    }

    /// What the account has gained by the fills so far: profit of the parts closed less every fee paid.
    pub fn realised_net(&self) -> f64 {
        self.realised - self.fees
    }

    /// The price at which closing all of it wins back `sunk`, its own fee counted. `None` where no price does.
    pub fn breakeven(&self, sunk: f64, exit_fee_rate: f64) -> Option<f64> {
        let per_notional = self.payoff.profit_per_notional(self.side);
        let notional = (sunk + per_notional * self.entry_notional()) / (per_notional - exit_fee_rate);
        let price = self.payoff.price_for_notional(self.quantity, notional);
        (self.quantity > 0.0 && price.is_finite() && price > 0.0).then_some(price)
    }

    /// The largest quantity that may be added so that the stop loses no more than the budget, before the lot.
    ///
    /// # Errors
    /// There is no such limit, or nothing is left of it.
    pub fn room(&self, addition: &Addition) -> Result<f64, NoRoom> {
        let Addition { next, stop, budget } = *addition;
        let trip = RoundTrip { side: self.side, entry: next, exit: stop, holding_rate: 0.0 };
        let loss = self.payoff.proceeds(&trip).loss();
        let left = budget + self.profit_if_closed(stop);
        match (loss > 0.0, left > 0.0) {
            (false, _) => Err(NoRoom::NothingLost),
            (true, false) => Err(NoRoom::AlreadyLost),
            (true, true) => Ok(left / loss),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn free(price: f64) -> Fill {
        Fill { price, fee_rate: 0.0 }
    }

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
    }

    fn average(payoff: Payoff, fills: [(f64, f64); 2]) -> f64 {
        let held = Held::nothing(payoff, Side::Long);
        fills.into_iter().fold(held, |held, (quantity, price)| held.opened(quantity, free(price))).entry.unwrap()
    }

    #[test]
    fn the_average_of_an_inverse_contract_is_harmonic() {
        // get10101/10101@3ae13509: 1,000 at 10,000 and 2,000 at 12,000
        near(average(Payoff::inverse(1.0), [(1_000.0, 10_000.0), (2_000.0, 12_000.0)]), 11_250.0, 1e-9);
        // OctoBot-Trading@1ad2f4d6, inverse position tests
        near(average(Payoff::inverse(1.0), [(10.0, 19.130434782608695), (2.0, 500.0)]), 22.782188470831894, 1e-12);
        near(average(Payoff::LINEAR, [(10.0, 15.0), (100.0, 20.0)]), 19.545454545454547, 1e-12);
    }

    #[test]
    fn closing_leaves_the_entry_where_it_was() {
        let held = Held::nothing(Payoff::LINEAR, Side::Short).opened(0.3, free(100.0)).opened(0.1, free(104.0));
        let after = held.closed(0.25, free(90.0)).unwrap();
        assert_eq!(after.entry, held.entry);
        near(after.realised, 0.25 * 11.0, 1e-12);
    }

    #[test]
    fn tenths_that_add_up_to_what_was_bought_close_all_of_it() {
        let held = Held::nothing(Payoff::LINEAR, Side::Long).opened(0.1, free(100.0)).opened(0.2, free(100.0));
        let after = held.closed(0.3, free(101.0)).unwrap();
        assert_eq!((after.quantity, after.entry), (0.0, None));
    }

    #[test]
    fn more_than_is_held_cannot_be_closed() {
        let held = Held::nothing(Payoff::LINEAR, Side::Long).opened(0.1, free(100.0));
        assert_eq!(held.closed(0.2, free(101.0)), Err(ClosesTooMuch { held: 0.1 }));
        assert_eq!(Held::nothing(Payoff::LINEAR, Side::Long).closed(0.2, free(1.0)), Err(ClosesTooMuch { held: 0.0 }));
    }

    #[test]
    fn the_breakeven_that_bybit_shows_counts_what_was_realised() {
        // bybit-exchange docs v5/position: (entry x quantity - realised) / (quantity - |quantity| x fee)
        let held = Held::nothing(Payoff::LINEAR, Side::Long).opened(2.0, Fill { price: 100.0, fee_rate: 0.00055 });
        let held = held.closed(1.0, Fill { price: 99.0, fee_rate: 0.00055 }).unwrap();
        let realised = -1.0 - 0.00055 * (200.0 + 99.0);
        near(held.breakeven(-held.realised_net(), 0.00055).unwrap(), (100.0 - realised) / (1.0 - 0.00055), 1e-10);
    }

    #[test]
    fn what_is_lost_already_leaves_no_room() {
        let held = Held::nothing(Payoff::LINEAR, Side::Long).opened(1.0, free(100.0));
        let addition = Addition { next: free(98.0), stop: free(95.0), budget: 5.0 };
        assert_eq!(held.room(&addition), Err(NoRoom::AlreadyLost));
        near(held.room(&Addition { budget: 8.0, ..addition }).unwrap(), 1.0, 1e-12);
        let rebate = Fill { price: 98.0, fee_rate: -0.1 };
        assert_eq!(held.room(&Addition { next: rebate, ..addition }), Err(NoRoom::NothingLost));
    }

    fn any_payoff() -> impl Strategy<Value = Payoff> {
        prop_oneof![Just(Payoff::LINEAR), Just(Payoff::inverse(10.0)), Just(Payoff::quanto(0.001))]
    }

    fn any_fills() -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((0.01..10.0f64, 50.0..200.0f64), 1..8)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn the_order_of_openings_does_not_move_the_average(payoff in any_payoff(), fills in any_fills()) {
            let replay = |fills: &mut dyn Iterator<Item = &(f64, f64)>| {
                let held = Held::nothing(payoff, Side::Long);
                fills.fold(held, |held, (quantity, price)| held.opened(*quantity, free(*price))).entry.unwrap()
            };
            let (forwards, backwards) = (replay(&mut fills.iter()), replay(&mut fills.iter().rev()));
            prop_assert!((forwards / backwards - 1.0).abs() < 1e-12);
        }

        #[test]
        fn realised_and_open_profit_are_what_the_fills_paid_and_took(
            payoff in any_payoff(), fills in any_fills(), short: bool, mark in 50.0..200.0f64, fee_rate in -0.001..0.01f64,
        ) {
            // by hand: each fill is a trade of its own, held to the mark
            let side = if short { Side::Short } else { Side::Long };
            let mut held = Held::nothing(payoff, side);
            let mut by_hand = 0.0;
            for (at, (quantity, price)) in fills.iter().enumerate() {
                let fill = Fill { price: *price, fee_rate };
                let opens = at % 3 != 2;
                let part = if opens { *quantity } else { held.quantity * quantity / 10.0 };
                held = if opens { held.opened(part, fill) } else { held.closed(part, fill).unwrap() };
                let way = if opens { side } else { side.opposite() };
                by_hand += payoff.profit(&Trade { side: way, quantity: part, entry: *price }, mark);
                by_hand -= fee_rate * payoff.notional(part, *price);
            }
            let scale = payoff.notional(10.0, 50.0) + payoff.notional(10.0, 200.0);
            prop_assert!((held.realised_net() + held.profit(mark) - by_hand).abs() < 1e-11 * scale);
        }

        #[test]
        fn closing_at_the_breakeven_leaves_nothing(
            payoff in any_payoff(), fills in any_fills(), short: bool, fee_rate in -0.001..0.01f64,
        ) {
            let side = if short { Side::Short } else { Side::Long };
            let mut held = Held::nothing(payoff, side);
            for (quantity, price) in &fills {
                held = held.opened(*quantity, Fill { price: *price, fee_rate });
            }
            let held = held.closed(held.quantity / 3.0, Fill { price: 120.0, fee_rate }).unwrap();
            let worth = held.entry_notional();
            if let Some(price) = held.breakeven(held.entry_fees, fee_rate) {
                let left = held.profit_if_closed(Fill { price, fee_rate });
                prop_assert!(left.abs() < 1e-12 * worth);
            }
            if let Some(price) = held.breakeven(-held.realised_net(), fee_rate) {
                let flat = held.closed(held.quantity, Fill { price, fee_rate }).unwrap();
                prop_assert!(flat.realised_net().abs() < 1e-11 * worth.max(held.realised.abs()));
            }
        }

        #[test]
        fn what_the_room_adds_loses_the_budget(
            payoff in any_payoff(), fills in any_fills(), short: bool, budget in 0.1..100.0f64, next in 90.0..110.0f64,
        ) {
            let side = if short { Side::Short } else { Side::Long };
            let held = fills.iter().fold(Held::nothing(payoff, side), |held, (quantity, price)| {
                held.opened(*quantity, Fill { price: *price, fee_rate: 0.0005 })
            });
            let next = Fill { price: next, fee_rate: 0.0002 };
            let stop = Fill { price: next.price * (1.0 - 0.05 * side.sign()), fee_rate: 0.0005 };
            let budget = budget * held.entry_notional() / 100.0;
            if let Ok(room) = held.room(&Addition { next, stop, budget }) {
                let lost = -held.opened(room, next).profit_if_closed(stop);
                prop_assert!((lost - budget).abs() < 1e-11 * (held.entry_notional() + payoff.notional(room, next.price)));
            }
        }
    }
}
