//! Every ladder walked down and up by a simulator that knows no average, no formula of margin and nothing of the engine:
//! it moves money fill by fill, lets the price run tick by tick, and says what happens to the account.

use ballast_engine::calculators;
use ballast_engine::number_text::canonical;
use ballast_engine::spec::{Outcome, Status, Texts, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const MAKER: f64 = 0.0002;
const TAKER: f64 = 0.00055;
const SLIP: f64 = 0.001;
const MAINTENANCE: f64 = 0.006;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Linear,
    Inverse,
    Quanto,
}

/// A plan as drawn.
#[derive(Clone, Debug)]
struct Drawn {
    kind: Kind,
    is_long: bool,
    is_cross: bool,
    plan: &'static str,
    stop_rule: &'static str,
    market: bool,
    count: u32,
    step_pct: f64,
    step_multiplier: f64,
    volume_multiplier: f64,
    weighting: &'static str,
    stop_pct: f64,
    breakeven_after: u32,
    leverage: f64,
    risk_pct: f64,
    lot: Option<f64>,
    held: usize,
}

impl Drawn {
    fn size(&self) -> f64 {
        match self.kind {
            Kind::Linear => 1.0,
            Kind::Inverse => 10.0,
            Kind::Quanto => 0.01,
        }
    }

    /// Settlement money, so that quantities are some hundreds of lots.
    fn equity(&self) -> f64 {
        if self.kind == Kind::Inverse { 20.0 } else { 20_000.0 }
    }

    fn worth(&self, quantity: f64, price: f64) -> f64 {
        match self.kind {
            Kind::Linear => quantity * price,
            Kind::Inverse => quantity * self.size() / price,
            Kind::Quanto => quantity * self.size() * price,
        }
    }

    /// What buying (or, for a short, selling) there and closing elsewhere pays, before fees.
    fn paid(&self, quantity: f64, opened: f64, closed: f64) -> f64 {
        let difference = self.worth(quantity, closed) - self.worth(quantity, opened);
        let gains_with_worth = self.is_long != (self.kind == Kind::Inverse);
        if gains_with_worth { difference } else { -difference }
    }

    fn worse(&self, price: f64, opens: bool) -> f64 {
        if self.is_long == opens { price * (1.0 + SLIP) } else { price * (1.0 - SLIP) }
    }

    fn texts(&self) -> Texts {
        let words = [
            ("side", if self.is_long { "long" } else { "short" }),
            ("margin_mode", if self.is_cross { "cross" } else { "isolated" }),
            ("plan", self.plan),
            ("stop_rule", self.stop_rule),
            ("entry_order", if self.market { "market" } else { "limit" }),
            ("weighting", self.weighting),
            (
                "contract",
                match self.kind {
                    Kind::Linear => "linear",
                    Kind::Inverse => "inverse",
                    Kind::Quanto => "quanto",
                },
            ),
        ];
        let numbers = [
            ("entry", 100.0),
            ("contract_size", self.size()),
            ("rung_count", f64::from(self.count)),
            ("step_multiplier", self.step_multiplier),
            ("volume_multiplier", self.volume_multiplier),
            ("breakeven_after_fills", f64::from(self.breakeven_after)),
            ("leverage", self.leverage),
            ("equity", self.equity()),
            ("risk_pct", self.risk_pct),
            ("maker_fee_pct", 100.0 * MAKER),
            ("taker_fee_pct", 100.0 * TAKER),
            ("slippage_pct", 100.0 * SLIP),
            ("maintenance_pct", 100.0 * MAINTENANCE),
        ];
        let mut texts: Texts = words.into_iter().collect();
        numbers.into_iter().for_each(|(key, number)| texts.set(key, canonical(number)));
        texts.set("step", format!("{}pct", canonical(self.step_pct)));
        texts.set("stop", format!("{}pct", canonical(self.stop_pct)));
        if let Some(lot) = self.lot {
            texts.set("lot_step", canonical(lot));
        }
        let held: Vec<String> = (0..self.held).map(|at| format!("{}@{}", 3 + at, 100.0 + 0.25 * at as f64)).collect();
        texts.set("fills", held.join(","));
        texts
    }

    fn outcome(&self) -> Outcome {
        calculators::find("scaling-plan").expect("a calculator").prepare(&self.texts()).outcome()
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let kind = prop_oneof![Just(Kind::Linear), Just(Kind::Inverse), Just(Kind::Quanto)];
    let plan = prop_oneof![Just("pyramid"), Just("dca")];
    let rule = prop_oneof![Just("fixed"), Just("trailing"), Just("average"), Just("breakeven")];
    let weighting = prop_oneof![Just("equal"), Just("decreasing"), Just("fibonacci")];
    let tenths = |low: u32, high: u32| (low..high).prop_map(|tenths| f64::from(tenths) / 10.0);
    let words = (kind, any::<bool>(), any::<bool>(), plan, rule, any::<bool>(), weighting);
    let steps = (2..9_u32, tenths(5, 60), tenths(8, 16), tenths(8, 20));
    let limits = (tenths(30, 400), 1..5_u32, 1..30_u32, tenths(3, 40), prop::option::of(tenths(1, 20)), 0..3_usize);
    (words, steps, limits).prop_map(|(words, steps, limits)| Drawn {
        kind: words.0,
        is_long: words.1,
        is_cross: words.2,
        plan: words.3,
        stop_rule: words.4,
        market: words.5,
        weighting: words.6,
        count: steps.0,
        step_pct: steps.1,
        step_multiplier: steps.2,
        volume_multiplier: steps.3,
        stop_pct: limits.0,
        breakeven_after: limits.1,
        leverage: f64::from(limits.2),
        risk_pct: limits.3,
        lot: limits.4,
        held: limits.5,
    })
}

/// A row of the table, as numbers where there are such.
struct Row {
    price: f64,
    quantity: f64,
    is_filled: bool,
    cells: Vec<Option<f64>>,
}

impl Row {
    fn cell(&self, column: usize) -> Option<f64> {
        self.cells[column]
    }
}

const HELD: usize = 4;
const AVERAGE: usize = 5;
const MARGIN: usize = 7;
const STOP: usize = 9;
const AT_STOP: usize = 10;
const LIQUIDATION: usize = 11;
const BOUNCE: usize = 12;

fn rows(outcome: &Outcome) -> Vec<Row> {
    let Some(Value::Table(rows)) = outcome.value("ladder_plan") else { panic!("a table") };
    let number = |cell: &Value| if let Value::Number(number) = cell { Some(*number) } else { None };
    let row = |cells: &Vec<Value>| Row {
        price: number(&cells[2]).expect("a price"),
        quantity: number(&cells[3]).expect("a quantity"),
        is_filled: matches!(&cells[1], Value::Word(word) if word.code == "filled"),
        cells: cells.iter().map(number).collect(),
    };
    rows.iter().map(row).collect()
}

/// The account of the simulator: what was bought, and money that came and went.
struct Account<'a> {
    drawn: &'a Drawn,
    bought: Vec<(f64, f64)>,
    fees: f64,
    own_margin: f64,
}

impl Account<'_> {
    fn fill(&mut self, row: &Row) {
        let at = if self.drawn.market && !row.is_filled { self.drawn.worse(row.price, true) } else { row.price };
        let rate = if self.drawn.market { TAKER } else { MAKER };
        self.bought.push((row.quantity, at));
        self.fees += rate * self.drawn.worth(row.quantity, at);
        self.own_margin += self.drawn.worth(row.quantity, at) / self.drawn.leverage;
    }

    fn held(&self) -> f64 {
        self.bought.iter().map(|(quantity, _)| quantity).sum()
    }

    /// What the price has done to it so far.
    fn open_profit(&self, price: f64) -> f64 {
        self.bought.iter().map(|(quantity, at)| self.drawn.paid(*quantity, *at, price)).sum()
    }

    /// What the account has gained once all of it is sold there.
    fn closed(&self, price: f64, rate: f64) -> f64 {
        self.open_profit(price) - self.fees - rate * self.drawn.worth(self.held(), price)
    }

    fn is_alive(&self, price: f64) -> bool {
        let behind = if self.drawn.is_cross { self.drawn.equity() } else { self.own_margin };
        behind + self.open_profit(price) > MAINTENANCE * self.drawn.worth(self.held(), price)
    }

    /// The price runs against the position, a thousandth at a time, until the venue takes it.
    fn liquidated_at(&self, from: f64) -> Option<f64> {
        let factor = if self.drawn.is_long { 0.999 } else { 1.001 };
        let (mut alive, mut next) = (from, from * factor);
        for _ in 0..14_000 {
            if !self.is_alive(next) {
                for _ in 0..100 {
                    let middle = f64::midpoint(alive, next);
                    if self.is_alive(middle) { alive = middle } else { next = middle }
                }
                return Some(next);
            }
            (alive, next) = (next, next * factor);
        }
        None
    }
}

/// Where the stop of a plan of that rule lies after these fills; the simulator keeps it itself, as a trader would.
struct Stop {
    price: Option<f64>,
}

impl Stop {
    fn after(&mut self, account: &Account<'_>, opened: u32) {
        let drawn = account.drawn;
        let behind = |price: f64| price * (1.0 + if drawn.is_long { -0.01 } else { 0.01 } * drawn.stop_pct);
        // From the first fill that was held already, or from the entry that was typed.
        let first = behind(100.0);
        let last = account.bought.iter().rev().find(|(quantity, _)| *quantity > 0.0).map(|(_, at)| *at);
        self.price = Some(match drawn.stop_rule {
            "trailing" => {
                let next = behind(last.expect("a fill"));
                match self.price {
                    Some(before) if drawn.is_long => before.max(next),
                    Some(before) => before.min(next),
                    None => next,
                }
            }
            "average" => behind(bisected(account, |price| account.open_profit(price))),
            "breakeven" if opened >= drawn.breakeven_after => {
                let sold = bisected(account, |price| account.closed(price, TAKER));
                sold / (1.0 + if drawn.is_long { -SLIP } else { SLIP })
            }
            _ => first,
        });
    }
}

/// The price at which a sum of the account that rises with its gain is nothing.
fn bisected(account: &Account<'_>, sum: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (1.0, 10_000.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if (sum(middle) < 0.0) == account.drawn.is_long { low = middle } else { high = middle }
    }
    low
}

fn near(found: f64, expected: f64, scale: f64) -> bool {
    (found - expected).abs() <= 1e-9 * scale.abs().max(expected.abs())
}

fn assert_row(row: &Row, account: &Account<'_>, stop: &Stop) -> Result<(), TestCaseError> {
    let drawn = account.drawn;
    let held = account.held();
    let number = |column: usize| row.cell(column).expect("a number");
    prop_assert!(near(number(HELD), held, held));
    let average = bisected(account, |price| account.open_profit(price));
    prop_assert!(near(number(AVERAGE), average, average), "average {} is not {average}", number(AVERAGE));
    let prices = account.bought.iter().filter(|(quantity, _)| *quantity > 0.0).map(|(_, at)| *at);
    let (lowest, highest) = prices.fold((f64::MAX, 0.0_f64), |(low, high), at| (low.min(at), high.max(at)));
    prop_assert!(number(AVERAGE) >= lowest * (1.0 - 1e-12) && number(AVERAGE) <= highest * (1.0 + 1e-12));
    prop_assert!(near(number(MARGIN), account.own_margin, account.own_margin));

    let price = stop.price.expect("a stop");
    prop_assert!(near(number(STOP), price, price), "stop {} is not {price}", number(STOP));
    let lost = account.closed(drawn.worse(number(STOP), false), TAKER);
    let worth = drawn.worth(held, average);
    prop_assert!(near(number(AT_STOP), lost, worth), "at the stop {} and not {lost}", number(AT_STOP));

    let fill = account.bought.last().expect("a fill").1;
    let back = fill * (1.0 + number(BOUNCE));
    prop_assert!(account.closed(back, MAKER).abs() <= 1e-9 * worth, "{}", account.closed(back, MAKER));
    assert_liquidation(row, account, fill)
}

fn assert_liquidation(row: &Row, account: &Account<'_>, fill: f64) -> Result<(), TestCaseError> {
    let found = row.cell(LIQUIDATION);
    let entry = row.cell(AVERAGE).expect("an average");
    if !account.is_alive(fill) || !account.is_alive(entry) {
        prop_assert!(found.is_none() || account.is_alive(fill), "{found:?} though it is gone at {fill}");
        return Ok(());
    }
    match (found, account.liquidated_at(fill)) {
        (Some(found), Some(met)) => prop_assert!(near(found, met, met), "liquidated at {met}, not {found}"),
        (found, met) => prop_assert!(found.is_none() && met.is_none(), "liquidated at {met:?}, not {found:?}"),
    }
    Ok(())
}

/// What ends the position.
enum Event {
    Stopped {
        orders_left: bool,
    },
    Liquidated {
        orders_left: bool,
    },
    /// The stop that follows a fill lies beyond its price.
    ClosedAtOnce,
}

/// The price runs from the first order to the last, a ten-thousandth at a time, and then against the position until
/// something ends it. Orders, stop and liquidation happen where the price crosses them.
fn ran(drawn: &Drawn, table: &[Row]) -> Event {
    let mut account = Account { drawn, bought: Vec::new(), fees: 0.0, own_margin: 0.0 };
    let (mut stop, mut opened, mut price) = (Stop { price: None }, 0, table[0].price);
    let falls_to_orders = drawn.is_long == (drawn.plan == "dca");
    loop {
        let waiting = table.get(opened as usize);
        let reached = |order: f64| if falls_to_orders { price <= order } else { price >= order };
        if let Some(row) = waiting.filter(|row| reached(row.price)) {
            account.fill(row);
            opened += 1;
            stop.after(&account, opened);
            let at = stop.price.expect("a stop");
            if account.is_alive(price) && if drawn.is_long { price <= at } else { price >= at } {
                return Event::ClosedAtOnce;
            }
        }
        let orders_left = table.get(opened as usize).is_some();
        let at = stop.price.expect("a stop");
        if !account.is_alive(price) {
            return Event::Liquidated { orders_left };
        }
        if if drawn.is_long { price <= at } else { price >= at } {
            return Event::Stopped { orders_left };
        }
        let falls = if orders_left { falls_to_orders } else { drawn.is_long };
        price *= if falls { 0.9999 } else { 1.0001 };
    }
}

/// Two things so near to each other that slippage and steps decide which comes first.
fn is_close_call(table: &[Row]) -> bool {
    let close = |one: f64, other: f64| (one / other - 1.0).abs() < 0.004;
    let levels = |row: &Row| [STOP, LIQUIDATION].into_iter().filter_map(|column| row.cell(column)).collect::<Vec<_>>();
    let mut calls = table.iter().flat_map(|row| table.iter().map(move |other| (row, other.price)));
    calls.any(|(row, price)| levels(row).into_iter().any(|level| close(level, price)))
        || table.iter().any(|row| matches!(levels(row)[..], [stop, liquidation] if close(stop, liquidation)))
}

/// What `liquidation` says of the same position.
fn asked(drawn: &Drawn, row: &Row, fill: f64) -> Option<f64> {
    let mut texts = drawn.texts();
    texts.set("quantity", canonical(row.cell(HELD)?));
    texts.set("entry", canonical(row.cell(AVERAGE)?));
    texts.set("mark_price", canonical(fill));
    calculators::find("liquidation").expect("a calculator").prepare(&texts).outcome().number("liquidation_price")
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// Plans that leave a price above 0, and have sizes.
fn solved(drawn: &Drawn) -> Option<Outcome> {
    let outcome = drawn.outcome();
    let has_sizes = outcome.number("quantity").is_some();
    (outcome.status == Status::Ok && has_sizes).then_some(outcome)
}

/// Plans with an open order that has a size.
fn sized(drawn: &Drawn) -> Option<Outcome> {
    solved(drawn).filter(|outcome| outcome.number("first_quantity").is_some())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_row_is_where_the_money_stands_after_its_fill(drawn in drawn()) {
        let Some(outcome) = solved(&drawn) else { return Ok(()) };
        let mut account = Account { drawn: &drawn, bought: Vec::new(), fees: 0.0, own_margin: 0.0 };
        let (mut stop, mut opened) = (Stop { price: None }, 0);
        for row in rows(&outcome) {
            if row.quantity > 0.0 {
                account.fill(&row);
                opened += 1;
                stop.after(&account, opened);
                assert_row(&row, &account, &stop)?;
                let fill = account.bought.last().expect("a fill").1;
                let asked = asked(&drawn, &row, fill);
                match (row.cell(LIQUIDATION), asked) {
                    (Some(one), Some(other)) => prop_assert!(near(one, other, other), "{one} and {other}"),
                    (one, other) => prop_assert!(one.is_none() && other.is_none(), "{one:?} and {other:?}"),
                }
            }
        }
    }

    #[test]
    fn the_price_runs_through_all_orders_and_back_or_the_plan_says_what_comes_first(drawn in drawn()) {
        let drawn = Drawn { held: 0, ..drawn };
        let Some(outcome) = sized(&drawn) else { return Ok(()) };
        let table = rows(&outcome);
        if table.iter().all(|row| row.quantity > 0.0) && !is_close_call(&table) {
            let says = |code: &str| outcome.problems.iter().any(|problem| problem.fault.code() == code);
            match ran(&drawn, &table) {
                Event::Stopped { orders_left: true } => prop_assert!(says("rung-beyond-stop")),
                Event::Liquidated { orders_left: true } => prop_assert!(says("rung-beyond-liquidation")),
                Event::Stopped { orders_left: false } => prop_assert!(!says("rung-beyond-stop")),
                Event::Liquidated { orders_left: false } => prop_assert!(says("stop-beyond-liquidation")),
                Event::ClosedAtOnce => prop_assert!(says("closed-at-once")),
            }
        }
    }

    #[test]
    fn no_step_from_now_on_loses_more_than_the_risk_and_the_next_lot_would(drawn in drawn()) {
        let Some(outcome) = sized(&drawn) else { return Ok(()) };
        let table = rows(&outcome);
        let budget = drawn.risk_pct / 100.0 * drawn.equity();
        let lost = |quantities: &[f64]| -> f64 {
            let mut account = Account { drawn: &drawn, bought: Vec::new(), fees: 0.0, own_margin: 0.0 };
            let (mut stop, mut opened, mut worst) = (Stop { price: None }, 0, f64::MIN);
            for (at, (row, quantity)) in table.iter().zip(quantities).enumerate() {
                if *quantity > 0.0 {
                    account.fill(&Row { quantity: *quantity, cells: Vec::new(), ..*row });
                    opened += 1;
                    stop.after(&account, opened);
                }
                if let Some(price) = stop.price.filter(|_| at + 1 >= drawn.held.max(1)) {
                    worst = worst.max(-account.closed(drawn.worse(price, false), TAKER));
                }
            }
            worst
        };
        let quantities: Vec<f64> = table.iter().map(|row| row.quantity).collect();
        prop_assert!(lost(&quantities) <= budget * (1.0 + 1e-9), "{} of {budget}", lost(&quantities));
        let Some(lot) = drawn.lot else {
            // Without lots nothing is left over.
            prop_assert!(lost(&quantities) >= budget * (1.0 - 1e-9), "{} of {budget}", lost(&quantities));
            return Ok(());
        };
        // The next lot in proportion, handed out by hand, no longer fits.
        let weights = drawn.weights(&table);
        let open: Vec<usize> = (drawn.held..table.len()).filter(|at| weights[*at] > 0.0).collect();
        let at_scale = |at: &usize| (quantities[*at] + lot) / weights[*at];
        let least = open.iter().map(at_scale).fold(f64::INFINITY, f64::min);
        let mut more = quantities.clone();
        open.iter().filter(|at| at_scale(at) <= least * (1.0 + 1e-12)).for_each(|at| more[*at] += lot);
        prop_assert!(lost(&more) > budget * (1.0 - 1e-9), "{} of {budget}", lost(&more));
    }

    #[test]
    fn the_quantities_of_the_orders_add_up_and_stay_in_proportion(drawn in drawn()) {
        let Some(outcome) = sized(&drawn) else { return Ok(()) };
        let table = rows(&outcome);
        let sum: f64 = table.iter().map(|row| row.quantity).sum();
        prop_assert!(near(outcome.number("quantity").expect("a quantity"), sum, sum));
        let weights = drawn.weights(&table);
        let scales: Vec<(f64, f64)> = (drawn.held..table.len())
            .map(|at| (table[at].quantity / weights[at], (table[at].quantity + drawn.lot.unwrap_or(0.0)) / weights[at]))
            .collect();
        let highest = scales.iter().map(|(low, _)| *low).fold(0.0, f64::max);
        let lowest = scales.iter().map(|(_, high)| *high).fold(f64::INFINITY, f64::min);
        // One scale fits all of them, each rounded down to its lot.
        prop_assert!(highest <= lowest * (1.0 + 1e-9), "{scales:?}");
    }

    #[test]
    fn the_average_lies_between_the_fills_that_made_it(drawn in drawn()) {
        let Some(outcome) = solved(&drawn) else { return Ok(()) };
        let (mut lowest, mut highest) = (f64::INFINITY, 0.0_f64);
        for row in rows(&outcome).iter().filter(|row| row.quantity > 0.0) {
            let slips = drawn.market && !row.is_filled;
            let fill = if slips { drawn.worse(row.price, true) } else { row.price };
            (lowest, highest) = (lowest.min(fill), highest.max(fill));
            let average = row.cell(AVERAGE).expect("an average");
            let dust = 1e-12 * highest;
            prop_assert!((lowest - dust..=highest + dust).contains(&average), "{average} of {lowest} to {highest}");
        }
    }

    #[test]
    fn the_largest_next_add_loses_no_more_than_the_risk_and_one_lot_more_does(drawn in drawn()) {
        let outcome = drawn.outcome();
        let Some(room) = outcome.number("room_quantity") else { return Ok(()) };
        let table = rows(&outcome);
        let budget = drawn.risk_pct / 100.0 * drawn.equity();
        let lost = |quantity: f64| -> f64 {
            let mut account = Account { drawn: &drawn, bought: Vec::new(), fees: 0.0, own_margin: 0.0 };
            let (mut stop, mut opened) = (Stop { price: None }, 0);
            for (at, row) in table.iter().enumerate().take(drawn.held + 1) {
                let quantity = if at == drawn.held { quantity } else { row.quantity };
                account.fill(&Row { quantity, cells: Vec::new(), ..*row });
                opened += 1;
                stop.after(&account, opened);
            }
            -account.closed(drawn.worse(stop.price.expect("a stop"), false), TAKER)
        };
        prop_assert!(lost(room) <= budget * (1.0 + 1e-9), "{} of {budget}", lost(room));
        let more = drawn.lot.map_or(room * 1.000_001, |lot| room + lot);
        prop_assert!(lost(more) > budget * (1.0 - 1e-9), "{} of {budget}", lost(more));
    }

    #[test]
    fn doubling_every_price_of_a_linear_plan_changes_no_percentage(drawn in drawn()) {
        let drawn = Drawn { kind: Kind::Linear, lot: None, held: 0, ..drawn };
        let Some(outcome) = sized(&drawn) else { return Ok(()) };
        let mut texts = drawn.texts();
        texts.set("entry", "200");
        let doubled = calculators::find("scaling-plan").expect("a calculator").prepare(&texts).outcome();
        for key in ["loss_at_stop_pct", "realised_risk_pct", "exposure", "liquidation_distance_pct", "bounce_pct"] {
            let (one, other) = (outcome.number(key), doubled.number(key));
            let same = one.zip(other).map_or(one.is_none() && other.is_none(), |(one, other)| (one - other).abs() < 1e-9);
            prop_assert!(same, "{key}: {one:?} and {other:?}");
        }
    }
}

impl Drawn {
    /// The proportion of every order, by hand from what the plan is called.
    fn weights(&self, table: &[Row]) -> Vec<f64> {
        let count = self.count as usize;
        let fibonacci = [1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0];
        let weight = |at: usize| match (self.plan, self.weighting) {
            ("dca", _) => {
                let sum = if at == 0 { 1.0 } else { self.volume_multiplier.powi(at as i32 - 1) };
                if self.kind == Kind::Inverse { sum } else { sum / table[at].price }
            }
            (_, "equal") => 1.0,
            (_, "decreasing") => (count - at) as f64,
            _ => fibonacci[count - 1 - at],
        };
        (0..table.len()).map(|at| if at < count { weight(at) } else { 0.0 }).collect()
    }
}
