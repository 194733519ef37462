//! Nothing larger fits: random tickets, sized through the calculator's face and replayed here fill by fill. The replay
//! shares no code with the sizing: money is moved order by order, and every limit is a yes or no to one quantity.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ballast_engine::calculators;
use ballast_engine::number_text::canonical;
use ballast_engine::spec::{Outcome, Status, Texts, Value};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

/// Floats may miss a limit by this part of the quantity.
const SLACK: f64 = 1e-12;
/// A limit so high that it limits nothing.
const LIFTED: &str = "1000000000000000";
const DIALS: usize = 40;

/// A ticket as typed.
#[derive(Clone, Debug)]
struct Ticket(Texts);

/// Numbers between 0 and 1, taken one after the other, each turned into what a field takes.
struct Dials<'a>(std::slice::Iter<'a, f64>);

impl Dials<'_> {
    fn next(&mut self) -> f64 {
        *self.0.next().expect("enough dials")
    }

    fn one_in(&mut self, times: f64) -> bool {
        self.next() < 1.0 / times
    }

    /// Between the two, all magnitudes alike.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.next())
    }
}

/// A decimal of so many significant digits, as somebody would type it.
fn decimal(number: f64, digits: usize) -> String {
    let rounded: f64 = format!("{number:.*e}", digits - 1).parse().expect("a number");
    rounded.to_string()
}

fn ticket(dials: &[f64]) -> Ticket {
    let mut dials = Dials(dials.iter());
    let mut ticket = Ticket(Texts::new());
    let (is_inverse, is_long, is_cross) = (dials.one_in(2.0), dials.one_in(2.0), dials.one_in(2.0));
    let entry = dials.between(0.05, 90_000.0);
    let away = dials.between(0.003, 0.15);
    ticket.type_in("side", if is_long { "long" } else { "short" }.into());
    ticket.type_in("entry", decimal(entry, 5));
    ticket.type_in("stop", decimal(entry * if is_long { 1.0 - away } else { 1.0 + away }, 7));
    ticket.type_in("contract", if is_inverse { "inverse" } else { "linear" }.into());
    ticket.type_in("contract_size", if is_inverse { "10" } else { "1" }.into());
    ticket.type_in("equity", decimal(dials.between(1.0, 1e6), 4));
    ticket.type_in("risk_pct", decimal(dials.between(0.1, 20.0), 2));
    ticket.type_in("leverage", decimal(dials.between(1.0, 40.0).round(), 2));
    ticket.type_in("maker_fee_pct", decimal(dials.next() * 0.05, 2));
    ticket.type_in("taker_fee_pct", decimal(dials.next() * 0.1, 2));
    ticket.type_in("slippage_pct", decimal(dials.next() * 0.1, 2));
    ticket.type_in("funding_rate_pct", decimal((dials.next() - 0.5) * 0.04, 2));
    ticket.type_in("hours", decimal(dials.next() * 50.0, 2));
    ticket.type_in("entry_order", if dials.one_in(2.0) { "market" } else { "limit" }.into());
    ticket.type_in("reserve_fees", if dials.one_in(2.0) { "both" } else { "entry" }.into());
    ticket.type_in("maintenance_at", if dials.one_in(3.0) { "entry" } else { "mark" }.into());
    ticket.type_in("requirement_fee_pct", if dials.one_in(3.0) { "0.06" } else { "0" }.into());
    ticket.limit(&mut dials, is_cross);
    ticket
}

impl Ticket {
    fn type_in(&mut self, key: &str, text: String) {
        self.0.set(key, text);
    }

    /// Limits around the size that the risk allows, some of them below, some above.
    fn limit(&mut self, dials: &mut Dials<'_>, is_cross: bool) {
        let natural = self.budget() / self.lost(1.0);
        let (notional, equity) = (self.worth(natural, self.opened_at().0), self.number("equity"));
        let mut around = |times: f64, one_in: f64| dials.one_in(one_in).then(|| times * dials.between(0.2, 8.0));
        let limits = [
            ("max_exposure", around(notional / equity, 3.0)),
            ("free_margin", around(notional / self.number("leverage"), 2.0)),
            ("max_quantity", around(natural, 4.0)),
            ("day_loss_limit_pct", around(self.number("risk_pct"), 3.0).map(|limit| limit.min(100.0))),
        ];
        let tier = around(notional, 3.0);
        let least = around(natural / 4.0, 5.0);
        let wallet = is_cross.then(|| self.budget() * dials.between(0.3, 10.0) + 0.006 * notional);
        for (key, number) in limits.into_iter().filter_map(|(key, number)| Some((key, number?))) {
            self.type_in(key, decimal(number, 3));
        }
        if let Some(cap) = tier {
            let (first, second) = (decimal(cap / 3.0, 3), decimal(cap, 3));
            let leverage = self.0.get("leverage").unwrap_or_default().to_owned();
            self.type_in(
                "tiers",
                format!("cap,rate_pct,max_leverage,deduction;{first},0.4,100,0;{second},0.5,{leverage},0;,1,1,0"),
            );
        }
        match least {
            Some(number) if dials.one_in(2.0) => self.type_in("min_quantity", decimal(number, 3)),
            Some(number) => self.type_in("min_notional", decimal(number * notional / natural, 3)),
            None => {}
        }
        if let Some(wallet) = wallet {
            self.type_in("margin_mode", "cross".into());
            self.type_in("wallet_balance", decimal(wallet, 4));
            self.type_in("other_profit", decimal((dials.next() - 0.5) * wallet / 2.0, 3));
            self.type_in("other_maintenance", decimal(dials.next() * wallet / 3.0, 3));
        }
        self.type_in("lost_today", decimal(dials.next() * 0.3 * self.budget(), 3));
        self.type_in("lot_step", decimal(natural / dials.between(0.4, 3_000.0), 2));
    }

    fn number(&self, key: &str) -> f64 {
        self.0.text_or_neutral(key).parse().unwrap_or_else(|_| panic!("{key} is a number"))
    }

    fn share(&self, key: &str) -> f64 {
        self.number(key) / 100.0
    }

    fn given(&self, key: &str) -> Option<f64> {
        Some(self.0.text_or_neutral(key)).filter(|text| !text.is_empty()).map(|text| text.parse().expect("a number"))
    }

    fn says(&self, key: &str, word: &str) -> bool {
        self.0.text_or_neutral(key) == word
    }

    fn outcome(&self) -> Outcome {
        calculators::find("position-size").expect("listed").prepare(&self.0).outcome()
    }

    // The replay: what a venue would book.

    fn worth(&self, quantity: f64, price: f64) -> f64 {
        if self.says("contract", "inverse") {
            quantity * self.number("contract_size") / price
        } else {
            quantity * price
        }
    }

    /// A linear long owns the coin, an inverse long owes it: worth at the exit against worth at the entry, or the
    /// other way round.
    fn gained(&self, quantity: f64, opened: f64, closed: f64) -> f64 {
        let more = self.worth(quantity, closed) - self.worth(quantity, opened);
        if self.says("side", "long") == self.says("contract", "linear") { more } else { -more }
    }

    /// Price and fee of a fill: buyers at market pay more, sellers get less.
    fn filled(&self, price: f64, is_market: bool, buys: bool) -> (f64, f64) {
        match (is_market, buys) {
            (false, _) => (price, self.share("maker_fee_pct")),
            (true, true) => (price + price * self.share("slippage_pct"), self.share("taker_fee_pct")),
            (true, false) => (price - price * self.share("slippage_pct"), self.share("taker_fee_pct")),
        }
    }

    fn opened_at(&self) -> (f64, f64) {
        self.filled(self.number("entry"), self.says("entry_order", "market"), self.says("side", "long"))
    }

    fn budget(&self) -> f64 {
        self.share("risk_pct") * self.number("equity")
    }

    /// In, funding stamp by stamp, out at the stop: what is gone.
    fn lost(&self, quantity: f64) -> f64 {
        let (opened, opening_fee) = self.opened_at();
        let (closed, closing_fee) = self.filled(self.number("stop"), true, !self.says("side", "long"));
        let mut account = -opening_fee * self.worth(quantity, opened);
        let due = self.share("funding_rate_pct")
            * self.worth(quantity, opened)
            * if self.says("side", "long") { 1.0 } else { -1.0 };
        let mut next_stamp = self.number("funding_interval_hours");
        while next_stamp <= self.number("hours") {
            account -= due;
            next_stamp += self.number("funding_interval_hours");
        }
        let begun = next_stamp - self.number("funding_interval_hours") < self.number("hours");
        account -= if begun && due > 0.0 { due } else { 0.0 };
        account += self.gained(quantity, opened, closed) - closing_fee * self.worth(quantity, closed);
        -account
    }

    fn bound(&self, quantity: f64) -> f64 {
        let (opened, fee) = self.opened_at();
        let own = self.worth(quantity, opened) / self.number("leverage");
        let entry_only = own + fee * self.worth(quantity, opened);
        let gone = |price: f64| own + self.gained(quantity, opened, price) <= 0.0;
        let far = if self.says("side", "long") { opened * 1e-12 } else { opened * 1e12 };
        if self.says("reserve_fees", "entry") || !gone(far) {
            return entry_only;
        }
        let (mut lives, mut dies) = (opened, far);
        for _ in 0..120 {
            let middle = f64::midpoint(lives, dies);
            if gone(middle) { dies = middle } else { lives = middle }
        }
        entry_only + self.share("taker_fee_pct") * self.worth(quantity, dies)
    }

    /// Rows of cap, maintenance rate and leverage allowed.
    fn tiers(&self) -> Vec<[f64; 3]> {
        let number = |cell: &str| if cell.is_empty() { f64::INFINITY } else { cell.parse().expect("a number") };
        let row = |row: &str| -> Vec<f64> { row.split(',').map(number).collect() };
        let rows: Vec<_> = self
            .0
            .text_or_neutral("tiers")
            .split_once(';')
            .map_or("", |(_, rows)| rows)
            .split_terminator(';')
            .map(row)
            .map(|row| [row[0], row[1] / 100.0, row[2]])
            .collect();
        if rows.is_empty() { vec![[f64::INFINITY, self.share("maintenance_pct"), f64::INFINITY]] } else { rows }
    }

    fn tier(&self, notional: f64) -> [f64; 3] {
        *self.tiers().iter().find(|row| notional <= row[0]).expect("the last tier has no cap")
    }

    /// Whether a cross position outlives every price from its entry to its stop: the ends, some in between, and both
    /// sides of every edge between tiers.
    fn outlives_stop(&self, quantity: f64) -> bool {
        let (opened, stop) = (self.opened_at().0, self.number("stop"));
        let price_of = |notional: f64| self.worth(quantity, 1.0) / notional;
        let price_of =
            |notional: f64| if self.says("contract", "inverse") { price_of(notional) } else { notional / quantity };
        let edges = self
            .tiers()
            .into_iter()
            .filter(|row| row[0].is_finite())
            .flat_map(|row| [row[0], row[0] * (1.0 + 1e-15)])
            .map(price_of);
        let between = (0..=16).map(|step| opened + (stop - opened) * f64::from(step) / 16.0);
        let passed = |price: &f64| (opened.min(stop)..=opened.max(stop)).contains(price);
        edges.chain(between).chain([stop]).filter(passed).all(|price| self.is_alive(quantity, price))
    }

    fn is_alive(&self, quantity: f64, price: f64) -> bool {
        let opened = self.opened_at().0;
        let valued = self.worth(quantity, if self.says("maintenance_at", "entry") { opened } else { price });
        let required =
            self.number("other_maintenance") + valued * (self.tier(valued)[1] + self.share("requirement_fee_pct"));
        self.number("wallet_balance") + self.number("other_profit") + self.gained(quantity, opened, price) > required
    }

    /// The limits that a quantity breaks.
    fn broken_by(&self, quantity: f64) -> Vec<&'static str> {
        let notional = self.worth(quantity, self.opened_at().0);
        let equity = self.number("equity");
        let above = |limit: Option<f64>, used: f64| limit.is_some_and(|limit| used > limit);
        let room =
            self.given("day_loss_limit_pct").map(|limit| (limit / 100.0 * equity - self.number("lost_today")).max(0.0));
        let checks = [
            ("risk", self.lost(quantity) > self.budget()),
            ("exposure", above(self.given("max_exposure"), notional / equity)),
            ("margin", self.bound(quantity) > self.given("free_margin").unwrap_or(equity)),
            ("tier", self.tier(notional)[2] < self.number("leverage")),
            ("max-quantity", above(self.given("max_quantity"), quantity)),
            ("day-limit", above(room, self.lost(quantity))),
            ("liquidation", self.says("margin_mode", "cross") && !self.outlives_stop(quantity)),
        ];
        checks.into_iter().filter(|(_, is_broken)| *is_broken).map(|(limit, _)| limit).collect()
    }

    /// The fewest lots that the venue takes.
    fn smallest_order(&self) -> f64 {
        let per_unit = self.worth(1.0, self.opened_at().0);
        let least = self.given("min_quantity").unwrap_or(0.0).max(self.given("min_notional").unwrap_or(0.0) / per_unit);
        (least / self.number("lot_step") * (1.0 - SLACK)).ceil().max(1.0) * self.number("lot_step")
    }

    /// The same ticket with one limit out of the way.
    fn without(&self, limit: &str) -> Ticket {
        let mut lifted = self.clone();
        match limit {
            "risk" => lifted.0 = lifted.0.iter().chain([("method", "risk-amount"), ("risk_amount", LIFTED)]).collect(),
            "exposure" => lifted.type_in("max_exposure", String::new()),
            "margin" => lifted.type_in("free_margin", LIFTED.into()),
            "tier" => lifted.type_in("tiers", self.0.text_or_neutral("tiers").replace(",1,1,0", ",1,,0")),
            "max-quantity" => lifted.type_in("max_quantity", String::new()),
            "day-limit" => lifted.type_in("day_loss_limit_pct", String::new()),
            "liquidation" => lifted.type_in("wallet_balance", LIFTED.into()),
            other => panic!("{other} cannot be lifted"),
        }
        lifted
    }
}

fn binding(outcome: &Outcome) -> &'static str {
    match outcome.value("binding_limit") {
        Some(Value::Word(word)) => word.code,
        other => panic!("binding_limit is {other:?}"),
    }
}

/// Checks one ticket; the limit that decides it.
fn is_maximal(ticket: &Ticket) -> Result<&'static str, TestCaseError> {
    let outcome = ticket.outcome();
    prop_assert_eq!(outcome.status, Status::Ok, "{:?}", outcome.problems);
    let limit = binding(&outcome);
    let Some(quantity) = outcome.number("quantity") else {
        prop_assert_eq!(limit, "min-quantity");
        let smallest = ticket.smallest_order();
        prop_assert!(!ticket.broken_by(smallest * (1.0 + SLACK)).is_empty(), "{smallest} fits every limit");
        return Ok(limit);
    };
    let next = quantity + ticket.number("lot_step");
    let broken_by_next = ticket.broken_by(next * (1.0 + SLACK));
    prop_assert_eq!(ticket.broken_by(quantity * (1.0 - SLACK)), Vec::<&str>::new(), "{}", quantity);
    prop_assert!(ticket.lost(quantity) <= ticket.budget() * (1.0 + SLACK));
    prop_assert!(broken_by_next.contains(&limit), "{next} breaks {broken_by_next:?}, not {limit}");
    prop_assert!(quantity >= ticket.smallest_order() * (1.0 - SLACK));
    prop_assert!(is_in_lots(quantity, ticket.0.text_or_neutral("lot_step")), "{quantity}");
    let lifted = ticket.without(limit).outcome().number("quantity").unwrap_or(0.0);
    prop_assert!(lifted >= quantity, "lifting {limit} lowers {quantity} to {lifted}");
    let another_breaks = |quantity: f64| ticket.broken_by(quantity).iter().any(|other| *other != limit);
    let is_unexpected =
        if lifted > quantity { another_breaks(next * (1.0 - SLACK)) } else { !another_breaks(next * (1.0 + SLACK)) };
    prop_assert!(!is_unexpected, "lifting {limit} leads from {quantity} to {lifted}");
    let promised = outcome.number("lifted_quantity").unwrap_or(0.0);
    prop_assert!((promised - lifted).abs() <= SLACK * lifted, "promised {promised}, is {lifted}");
    Ok(limit)
}

/// Whether a quantity, as it would be pasted, is a whole number of lots: counted in units of the last decimal.
fn is_in_lots(quantity: f64, lot: &str) -> bool {
    let units = |text: &str| -> i128 {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{fraction:0<15}").parse().expect("plain decimals")
    };
    units(&quantity.to_string()) % units(lot) == 0
}

#[test]
fn the_size_fits_every_limit_and_one_lot_more_breaks_the_one_named() {
    let config = ProptestConfig {
        cases: 1_000,
        rng_seed: RngSeed::Fixed(2),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let met = RefCell::new(BTreeMap::new());
    let outcome = TestRunner::new(config).run(&prop::collection::vec(0.0..1.0f64, DIALS), |dials| {
        let ticket = ticket(&dials);
        let limit = is_maximal(&ticket).map_err(|error| TestCaseError::fail(format!("{error}\n{ticket:?}")))?;
        *met.borrow_mut().entry(limit).or_insert(0) += 1;
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let limits = ["risk", "exposure", "margin", "tier", "max-quantity", "day-limit", "liquidation", "min-quantity"];
    let met = met.into_inner();
    assert!(
        limits.iter().all(|limit| met.get(limit).is_some_and(|times| *times >= 15)),
        "too few tickets of a kind: {met:?}"
    );
}

fn simple(more: &[(&str, &str)]) -> Outcome {
    let typed = [
        ("side", "long"),
        ("entry", "100"),
        ("stop", "95"),
        ("equity", "10000"),
        ("risk_pct", "1"),
        ("leverage", "10"),
    ];
    Ticket(typed.iter().chain(more).copied().collect()).outcome()
}

#[test]
fn the_days_room_is_never_below_zero_and_leaves_nothing_to_trade() {
    for lost in ["200", "200.01", "9999"] {
        let outcome = simple(&[("day_loss_limit_pct", "2"), ("lost_today", lost)]);
        assert_eq!(outcome.number("day_room_amount"), Some(0.0));
        assert_eq!((outcome.number("quantity"), binding(&outcome)), (None, "day-limit"));
    }
    let left = simple(&[("day_loss_limit_pct", "2"), ("lost_today", "120"), ("open_risk", "55")]);
    assert_eq!(
        (left.number("day_room_amount"), left.number("quantity"), binding(&left)),
        (Some(25.0), Some(5.0), "day-limit")
    );
}

#[test]
fn a_quantity_is_pasted_as_whole_lots() {
    for lot in ["0.001", "0.1", "0.3", "0.00007", "7", "0.025"] {
        for risk in ["0.37", "1", "1.7", "3.03"] {
            let quantity = simple(&[("lot_step", lot), ("risk_pct", risk)]).number("quantity").expect("a size");
            assert!(is_in_lots(quantity, lot), "{quantity} in lots of {lot}");
            assert_eq!(canonical(quantity), quantity.to_string());
        }
    }
}

#[test]
fn an_order_of_exactly_the_smallest_notional_is_taken() {
    // 3 × 1.15 is 3.45, although 3.45 / 1.15 comes out above 3 in floats
    let outcome = simple(&[
        ("entry", "1.15"),
        ("stop", "1.05"),
        ("lot_step", "1"),
        ("min_notional", "3.45"),
        ("max_quantity", "3"),
    ]);
    assert_eq!((outcome.number("quantity"), binding(&outcome)), (Some(3.0), "max-quantity"));
}
