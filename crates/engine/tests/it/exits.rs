//! Random plans to take a position down, replayed here by hand: a price walks from order to order, and money is paid and
//! taken fill by fill.

use ballast_engine::calculators;
use ballast_engine::number_text::canonical;
use ballast_engine::scenario::{Profile, Scenario, Share, decode, edit, encode, outcome, resolve};
use ballast_engine::spec::{Outcome, Texts, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Limit and market orders, and what market orders slip.
const MAKER: f64 = 0.0002;
const TAKER: f64 = 0.0006;
const SLIPPAGE: f64 = 0.0005;
const ENTRY: f64 = 100.0;

#[derive(Clone, Debug)]
struct Plan {
    is_inverse: bool,
    is_long: bool,
    lots: u32,
    /// Percent, and percent beyond the entry: in rising order.
    targets: Vec<(u32, f64)>,
    stop: f64,
    breakeven_after: usize,
    trail: Option<f64>,
    costs: f64,
}

impl Plan {
    fn sign(&self) -> f64 {
        if self.is_long { 1.0 } else { -1.0 }
    }

    fn price(&self, percent: f64) -> f64 {
        ENTRY + self.sign() * percent
    }

    /// Money that a quantity stands for.
    fn worth(&self, quantity: f64, price: f64) -> f64 {
        if self.is_inverse { -quantity / price } else { quantity * price }
    }

    /// Money in and out for one fill, above 0 bought.
    fn flow(&self, bought: f64, price: f64, is_market: bool) -> f64 {
        let (fee, slips) = if is_market { (TAKER, SLIPPAGE) } else { (MAKER, 0.0) };
        let filled = price * (1.0 + bought.signum() * slips * self.costs);
        -self.worth(bought, filled) - self.costs * fee * self.worth(bought, filled).abs()
    }

    /// All money of a run: opened, closed in parts by limit orders, and the rest by a market order.
    fn result(&self, parts: &[(f64, f64)], last: f64) -> f64 {
        let whole = f64::from(self.lots) / 1000.0;
        let mut held = whole;
        let mut money = self.flow(self.sign() * whole, ENTRY, false);
        for (quantity, price) in parts {
            money += self.flow(-self.sign() * quantity, *price, false);
            held -= quantity;
        }
        if held > 1e-9 { money + self.flow(-self.sign() * held, last, true) } else { money }
    }

    /// Quantities in lots; the last target takes all where the shares are whole.
    fn parts(&self) -> Vec<(f64, f64)> {
        let whole: u32 = self.targets.iter().map(|(share, _)| share).sum();
        let mut left = self.lots;
        let mut parts = Vec::new();
        for (at, (share, percent)) in self.targets.iter().enumerate() {
            let is_last = whole == 100 && at + 1 == self.targets.len();
            let lots = if is_last { left } else { share * self.lots / 100 };
            left -= lots;
            parts.push((f64::from(lots) / 1000.0, self.price(*percent)));
        }
        parts
    }

    fn answer(&self) -> Outcome {
        let targets: Vec<String> =
            self.targets.iter().map(|(share, at)| format!("{share}@{}", canonical(self.price(*at)))).collect();
        let words = [
            ("side", if self.is_long { "long" } else { "short" }),
            ("contract", if self.is_inverse { "inverse" } else { "linear" }),
        ];
        let mut texts: Texts = words.into_iter().collect();
        let numbers = [
            ("entry", ENTRY),
            ("stop", self.price(-self.stop)),
            ("quantity", f64::from(self.lots) / 1000.0),
            ("lot_step", 0.001),
            ("breakeven_after", self.breakeven_after as f64),
            ("maker_fee_pct", 100.0 * MAKER * self.costs),
            ("taker_fee_pct", 100.0 * TAKER * self.costs),
            ("slippage_pct", 100.0 * SLIPPAGE * self.costs),
        ];
        numbers.into_iter().for_each(|(key, number)| texts.set(key, canonical(number)));
        texts.set("targets", targets.join(","));
        if let Some(trail) = self.trail {
            texts.set("trail_by", format!("{}%", canonical(trail)));
        }
        calculators::find("scale-out").expect("a calculator").prepare(&texts).outcome()
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let steps = prop::collection::vec((1..40_u32, 0.05..8.0f64), 1..5);
    let rest = (0.5..20.0f64, 0..6usize, prop::option::of(0.2..6.0f64));
    (steps, any::<[bool; 3]>(), 3..5000_u32, rest).prop_map(|(steps, [is_inverse, is_long, is_whole], lots, rest)| {
        let (stop, breakeven_after, trail) = rest;
        let cents = |number: f64| (number * 100.0).round() / 100.0;
        let mut at = 0.0;
        let mut targets = Vec::new();
        let mut left = 100;
        for (share, step) in steps {
            at = cents(at + step);
            targets.push((share.min(left), at));
            left -= share.min(left);
        }
        targets.retain(|(share, _)| *share > 0);
        if is_whole {
            targets.last_mut().expect("a target").0 += left;
        }
        let breakeven_after = breakeven_after.min(targets.len());
        let [stop, trail] = [Some(stop), trail].map(|number| number.map(cents));
        Plan { is_inverse, is_long, lots, targets, stop: stop.expect("a stop"), breakeven_after, trail, costs: 1.0 }
    })
}

/// A column of a table of numbers.
fn column(outcome: &Outcome, (table, name): (&str, &str)) -> Vec<Option<f64>> {
    let calculator = calculators::find("scale-out").expect("a calculator");
    let row = calculator.outputs().into_iter().find(|row| row.key.name == table).expect("a table");
    let at = row.columns.iter().position(|column| column.name == name).expect("a column");
    let Some(Value::Table(rows)) = outcome.value(table) else { panic!("{table} is no table") };
    rows.iter().map(|cells| if let Value::Number(number) = cells[at] { Some(number) } else { None }).collect()
}

/// The prices that the run after so many targets leaves at: the walk reaches them from target to target.
fn stops(plan: &Plan, outcome: &Outcome) -> Vec<f64> {
    let even = outcome.number("breakeven_stop").expect("a price");
    let (sign, first) = (plan.sign(), plan.price(-plan.stop));
    let mut in_force = vec![first];
    for (hit, (_, at)) in (1..).zip(&plan.targets) {
        let is_behind = sign * (plan.price(*at) - even) > 0.0;
        in_force.push(if plan.breakeven_after > 0 && hit >= plan.breakeven_after && is_behind { even } else { first });
    }
    in_force
}

#[test]
fn three_targets_are_set_up_in_six_edits_and_are_a_link() {
    let calculator = calculators::find("scale-out").expect("a calculator");
    let mut profile: Profile = [("equity", "10000 USDT"), ("risk_pct", "1")].into_iter().collect();
    let mut scenario = Scenario { slug: "scale-out".to_owned(), is_sample: true, ..Scenario::default() };
    let edits = [
        ("entry", "3000"),
        ("stop", "2940"),
        ("quantity", "10"),
        ("targets", "50@1r,30@2r,10@3r"),
        ("breakeven_after", "1"),
        ("trail_by", "1.5%"),
    ];
    for change in edits {
        let edited = edit(&scenario, &profile, change);
        (scenario, profile) = (edited.scenario, edited.profile);
    }
    let resolved = resolve(calculator, &scenario, &profile);
    // By hand, without costs: 5 x 60 + 3 x 120 + 1 x 180, and the last one stopped 1.5 % below 3,180.
    let shown = outcome(calculator, &resolved).number("plan_r_net").expect("a result");
    let expected = (300.0 + 360.0 + 180.0 + (3180.0 * 0.985 - 3000.0)) / 600.0;
    assert!((shown - expected).abs() < 1e-12, "{shown} is not {expected}");

    let link = encode(&scenario, (&profile, &resolved), Share::Exact);
    let again = resolve(calculator, &decode(&link).scenario, &Profile::default());
    assert_eq!(outcome(calculator, &again).number("plan_r_net"), Some(shown), "{link}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn every_outcome_is_the_money_of_its_fills(plan in plans()) {
        let outcome = plan.answer();
        let (parts, in_force) = (plan.parts(), stops(&plan, &outcome));
        let scale = plan.worth(f64::from(plan.lots) / 1000.0, ENTRY).abs();
        for (hit, found) in column(&outcome, ("exit_outcomes", "profit")).into_iter().enumerate() {
            let taken = hit.min(parts.len());
            let trailed = plan.trail.map(|trail| parts[parts.len() - 1].1 * (1.0 - plan.sign() * trail / 100.0));
            let is_all = taken == parts.len();
            let last = match trailed {
                // The row after all targets holds the average, which only the closed form knows.
                _ if hit > parts.len() => outcome.number("trail_mean_price").expect("a price"),
                Some(trailed) if is_all => plan.sign() * (plan.sign() * trailed).max(plan.sign() * in_force[taken]),
                _ => in_force[taken],
            };
            let expected = plan.result(&parts[..taken], last);
            prop_assert!((found.expect("money") - expected).abs() <= 1e-11 * scale, "{hit}: {found:?} is not {expected}");
        }
    }

    #[test]
    fn parts_add_up_to_the_position_and_are_whole_lots(plan in plans()) {
        let outcome = plan.answer();
        let parts: Vec<f64> = column(&outcome, ("target_plan", "quantity")).into_iter().flatten().collect();
        prop_assert_eq!(&parts, &plan.parts().iter().map(|(quantity, _)| *quantity).collect::<Vec<_>>());
        let rest = outcome.number("rest_quantity").expect("a rest");
        let lots = parts.iter().chain([&rest]).map(|quantity| (quantity * 1000.0).round()).sum::<f64>();
        prop_assert_eq!(lots, f64::from(plan.lots));
    }

    #[test]
    fn chances_sum_to_one_and_expect_what_they_weigh(plan in plans()) {
        let outcome = plan.answer();
        let chances = column(&outcome, ("exit_outcomes", "chance_pct"));
        let money = column(&outcome, ("exit_outcomes", "profit"));
        let known = || chances.iter().zip(&money).filter_map(|(chance, money)| Some(((*chance)?, (*money)?)));
        prop_assert!(known().all(|(chance, _)| (0.0..=1.0).contains(&chance)));
        prop_assert!((known().map(|(chance, _)| chance).sum::<f64>() - 1.0).abs() <= 1e-12);
        let weighed: f64 = known().map(|(chance, money)| chance * money).sum();
        let scale = plan.worth(f64::from(plan.lots) / 1000.0, ENTRY).abs();
        match outcome.number("expected_amount") {
            Some(expected) => prop_assert!((expected - weighed).abs() <= 1e-12 * scale),
            None => prop_assert!(plan.trail.is_none() && outcome.number("rest_quantity") > Some(0.0)),
        }
    }

    #[test]
    fn at_the_free_price_the_trade_comes_out_at_nothing(plan in plans()) {
        let outcome = plan.answer();
        let part = plan.parts().into_iter().map(|(quantity, _)| quantity).find(|quantity| *quantity > 0.0);
        if let (Some(price), Some(part)) = (outcome.number("free_price"), part) {
            let scale = plan.worth(f64::from(plan.lots) / 1000.0, ENTRY).abs();
            let left = plan.result(&[(part, price)], plan.price(-plan.stop));
            prop_assert!(left.abs() <= 1e-9 * scale, "{left} is left at {price}");
        }
    }

    #[test]
    fn without_costs_and_drift_a_linear_plan_brings_nothing_on_average(plan in plans()) {
        let fair = Plan { is_inverse: false, costs: 0.0, ..plan };
        // What no target closes must be able to gain as well as lose.
        let fair = Plan { trail: fair.trail.or(Some(1.0)), ..fair };
        let expected = fair.answer().number("expected_amount").expect("money");
        prop_assert!(expected.abs() <= 1e-12 * ENTRY * f64::from(fair.lots), "{expected}");
    }

    #[test]
    fn doubling_every_price_of_a_linear_plan_changes_no_chance_and_no_r(plan in plans()) {
        let texts = |times: f64| {
            let targets: Vec<String> = plan
                .targets
                .iter()
                .map(|(share, at)| format!("{share}@{}", canonical(times * plan.price(*at))))
                .collect();
            let mut texts: Texts = [("side", if plan.is_long { "long" } else { "short" })].into_iter().collect();
            texts.set("entry", canonical(times * ENTRY));
            texts.set("stop", canonical(times * plan.price(-plan.stop)));
            texts.set("quantity", "1");
            texts.set("targets", targets.join(","));
            texts.set("breakeven_after", plan.breakeven_after.to_string());
            texts.set("taker_fee_pct", "0.05");
            texts.set("annual_drift_pct", "30");
            texts.set("annual_vol_pct", "60");
            texts
        };
        let calculator = calculators::find("scale-out").expect("a calculator");
        let [once, twice] = [1.0, 2.0].map(|times| calculator.prepare(&texts(times)).outcome());
        for name in ["r_net", "r_gross", "chance_pct"] {
            let pairs = column(&once, ("exit_outcomes", name)).into_iter().zip(column(&twice, ("exit_outcomes", name)));
            for (one, other) in pairs {
                prop_assert!((one.expect("a number") - other.expect("a number")).abs() <= 1e-9, "{name}: {one:?} {other:?}");
            }
        }
    }
}
