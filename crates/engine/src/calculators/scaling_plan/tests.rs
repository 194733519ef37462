//! Plans that can be checked by hand, and how much typing they take.

use crate::calculators::find;
use crate::chart::Viewport;
use crate::scenario::{self, Profile, Scenario, Share, decode, edit, encode, resolve};
use crate::spec::{Outcome, Status, Texts, Value};

fn outcome(typed: &[(&str, &str)]) -> Outcome {
    let account = [("side", "long"), ("entry", "100"), ("equity", "1000"), ("risk_pct", "1"), ("leverage", "2")];
    let mut texts: Texts = account.into_iter().collect();
    typed.iter().for_each(|(key, text)| texts.set(key, *text));
    find("scaling-plan").unwrap().prepare(&texts).outcome()
}

fn column(outcome: &Outcome, name: &str) -> Vec<f64> {
    let (row, value) = outcome.outputs.iter().find(|(row, _)| row.key.name == "ladder_plan").unwrap();
    let at = row.columns.iter().position(|column| column.name == name).unwrap();
    let Value::Table(rows) = value else { panic!("a table") };
    rows.iter().map(|cells| if let Value::Number(number) = cells[at] { number } else { f64::NAN }).collect()
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.problems.iter().map(|problem| problem.fault.code()).collect()
}

const PYRAMID: [(&str, &str); 4] = [("step", "1%"), ("rung_count", "3"), ("stop", "4%"), ("lot_step", "0.1")];

#[test]
fn the_whole_ladder_loses_the_risk_at_its_stop() {
    // By hand: three of q at 100, 101 and 102 lose 4 + 5 + 6 a unit at 96: 10 / 15 is 0.6667, in lots of 0.1 it is 0.6.
    let outcome = outcome(&PYRAMID);
    assert_eq!(column(&outcome, "quantity"), [0.6, 0.6, 0.6]);
    assert!((outcome.number("profit_at_stop").unwrap() + 9.0).abs() < 1e-12);
    assert_eq!(outcome.number("quantity"), Some(1.8));
}

#[test]
fn lots_that_rounding_left_over_go_round_again_in_proportion() {
    // Weights 3, 2, 1 lose 12 + 10 + 6 = 28 times the scale: 10 / 28 is 1.07, 0.71 and 0.36, of which lots of 0.1 make 1.0,
    // 0.7 and 0.3, which lose 9.3. The next lot, the first order's, still fits with 9.7; the one after it, the third's, not.
    let outcome = outcome(&[&PYRAMID[..], &[("weighting", "decreasing")]].concat());
    assert_eq!(column(&outcome, "quantity"), [1.1, 0.7, 0.3]);
    assert!((outcome.number("realised_risk_amount").unwrap() - 9.7).abs() < 1e-12);
}

#[test]
fn many_cheap_lots_near_the_stop_are_handed_out_to_the_last() {
    // The second order, a thousand times the first, lies 0.1 above the stop: 20 and 0.1 a unit, 10 to lose. In lots of 1
    // the exact scale 10 / 120 leaves none of the first order and 83 of the second, which lose 8.3; 100 lose 10.
    let typed = [("plan", "custom"), ("stop", "80"), ("rungs", "price,weight;100,1;80.1,1000"), ("lot_step", "1")];
    assert_eq!(column(&outcome(&typed), "quantity"), [0.0, 100.0]);
}

#[test]
fn a_stop_that_moves_to_breakeven_risks_most_just_before() {
    let outcome = outcome(&[&PYRAMID[..], &[("stop_rule", "breakeven"), ("breakeven_after_fills", "3")]].concat());
    // Two orders lose 4 + 5 a unit, the third moves the stop to the average of 101: 1.1 lots of each.
    assert_eq!(outcome.number("worst_rung"), Some(2.0));
    assert_eq!(column(&outcome, "quantity"), [1.1, 1.1, 1.1]);
    assert_eq!(outcome.number("profit_at_stop"), Some(0.0));
}

#[test]
fn a_stop_that_never_loses_gives_no_size() {
    let outcome = outcome(&[&PYRAMID[..], &[("stop_rule", "breakeven"), ("breakeven_after_fills", "1")]].concat());
    assert_eq!(outcome.number("quantity"), None);
    assert_eq!(outcome.statement.unwrap().words, "No order is sized. No limit: the stop then in force loses nothing");
}

#[test]
fn a_stop_trails_up_and_never_back() {
    let typed = [("plan", "custom"), ("stop", "4%"), ("stop_rule", "trailing")];
    let rungs = [("rungs", "price,quantity;100,1;105,1;103,1")];
    let stops = column(&outcome(&[&typed[..], &rungs].concat()), "stop_price");
    assert_eq!(stops, [96.0, 100.8, 100.8]);
}

#[test]
fn distances_are_in_percent_atr_r_or_price() {
    let prices = |step: &str| column(&outcome(&[&PYRAMID[1..], &[("step", step), ("atr", "2")]].concat()), "price");
    for step in ["1%", "0.5atr", "0.25r", "1"] {
        assert_eq!(prices(step), [100.0, 101.0, 102.0], "{step}");
    }
}

#[test]
fn what_is_held_stands_for_the_first_orders() {
    // Two of four are filled, at prices of their own: the third counts from them.
    let typed = [("step", "1%"), ("rung_count", "4"), ("stop", "96"), ("fills", "1@100.2,1@101.3")];
    let held = outcome(&[&typed[..], &[("step_from", "previous"), ("price_rule", "0.01")]].concat());
    assert_eq!(column(&held, "price"), [100.2, 101.3, 102.32, 103.35]);
    let from_base = outcome(&typed);
    assert!((column(&from_base, "price")[2] - 100.2 * 1.02).abs() < 1e-12);
}

#[test]
fn what_is_held_and_loses_the_risk_already_leaves_nothing_to_add() {
    let typed = [("step", "1%"), ("rung_count", "4"), ("stop", "96"), ("fills", "3@100")];
    let outcome = outcome(&typed);
    assert_eq!(outcome.status, Status::Ok);
    assert_eq!(column(&outcome, "quantity")[1..], [0.0; 3]);
    assert_eq!(outcome.number("room_quantity"), None);
    assert_eq!(outcome.number("quantity"), Some(3.0));
}

#[test]
fn own_orders_with_quantities_keep_them_and_the_others_share_the_rest_of_the_risk() {
    // 1 at 100 loses 4 at 96; 6 are left for weights 1 and 2 at 99 and 98, which lose 3 + 2 * 2 a scale of one.
    let typed = [("plan", "custom"), ("stop", "96"), ("rungs", "price,quantity,weight;100,1,;99,,1;-2%,,2")];
    let quantities = column(&outcome(&typed), "quantity");
    assert!((quantities[1] - 6.0 / 7.0).abs() < 1e-12 && (quantities[2] - 12.0 / 7.0).abs() < 1e-12);
    assert_eq!(quantities[0], 1.0);
}

#[test]
fn the_tenth_beyond_the_last_order_is_left_out_where_liquidation_comes_first() {
    let typed = [("plan", "dca"), ("step", "2%"), ("rung_count", "3"), ("stop", "80"), ("leverage", "20")];
    let outcome = outcome(&typed);
    assert_eq!(outcome.number("profit_at_next_tenth"), None);
    assert!(codes(&outcome).contains(&"stop-beyond-liquidation"));
}

#[test]
fn free_margin_pays_for_what_is_still_open() {
    // 2 held bind 100 at 2x, and two more of 2 at 101 and 102 another 203.
    let typed = [("step", "1%"), ("rung_count", "3"), ("stop", "80"), ("fills", "2@100")];
    let size = [("ladder_by", "first-quantity"), ("first_quantity", "2"), ("risk_pct", "20")];
    let with = |free: &str| outcome(&[&typed[..], &size, &[("free_margin", free)]].concat());
    assert_eq!(with("203").number("funds_needed"), Some(303.0));
    assert!(!codes(&with("203")).contains(&"funds-short"));
    assert!(codes(&with("202.9")).contains(&"funds-short"));
}

#[test]
fn a_good_plan_has_nothing_to_warn_of() {
    assert_eq!(codes(&outcome(&PYRAMID)), Vec::<&str>::new());
    let safety = [("plan", "dca"), ("step", "2%"), ("rung_count", "4"), ("stop", "85")];
    assert_eq!(codes(&outcome(&safety)), Vec::<&str>::new());
}

/// What the page shows after these edits on a first visit.
fn typed_on_a_first_visit(edits: &[(&str, &str)]) -> (Scenario, Profile) {
    let sample = Scenario { slug: "scaling-plan".to_owned(), is_sample: true, ..Scenario::default() };
    let profile: Profile = [("rules", "binance-usdm/BTCUSDT/2026-q1")].into_iter().collect();
    edits.iter().fold((sample, profile), |(scenario, profile), change| {
        let edited = edit(&scenario, &profile, *change);
        (edited.scenario, edited.profile)
    })
}

/// The answer there, and that of the link that it makes.
fn shown_and_linked((scenario, profile): (Scenario, Profile)) -> [Outcome; 2] {
    let calculator = find("scaling-plan").unwrap();
    let resolved = resolve(calculator, &scenario, &profile);
    let link = encode(&scenario, (&profile, &resolved), Share::Exact);
    let there = resolve(calculator, &decode(&link).scenario, &Profile::new());
    [scenario::outcome(calculator, &resolved), scenario::outcome(calculator, &there)]
}

#[test]
fn a_ten_order_plan_of_safety_orders_takes_seven_edits_and_is_a_link() {
    let edits = [
        ("plan", "dca"),
        ("entry", "60000"),
        ("rung_count", "10"),
        ("step", "1.5%"),
        ("step_multiplier", "1.1"),
        ("volume_multiplier", "1.2"),
        ("stop", "40%"),
    ];
    for outcome in shown_and_linked(typed_on_a_first_visit(&edits)) {
        let prices = column(&outcome, "price");
        assert_eq!((prices.len(), prices[1]), (10, 59_100.0));
        // By hand: deviations of 1.5 % growing by a tenth add up to 15 (1.1^9 - 1) = 20.3692 % at the tenth.
        assert!((prices[9] - 47_778.4).abs() < 0.11, "{}", prices[9]);
    }
}

#[test]
fn a_turtle_pyramid_takes_four_edits_and_is_a_link() {
    let edits = [("entry", "60000"), ("atr", "1000"), ("step", "0.5atr"), ("stop", "2atr")];
    for outcome in shown_and_linked(typed_on_a_first_visit(&edits)) {
        assert_eq!(column(&outcome, "price"), [60_000.0, 60_500.0, 61_000.0, 61_500.0]);
        assert_eq!(column(&outcome, "stop_price"), [58_000.0, 58_500.0, 59_000.0, 59_500.0]);
    }
}

#[test]
fn twelve_orders_with_everything_else_stand_apart_on_a_phone() {
    let typed = [("plan", "dca"), ("step", "0.4%"), ("rung_count", "12"), ("stop", "80"), ("leverage", "10")];
    let chart = outcome(&[&typed[..], &[("targets", "50@103,50@104")]].concat()).chart.unwrap();
    let placed = chart.place(Viewport::of_width(350.0));
    let texts: Vec<&str> = placed.labels.iter().map(|label| label.text.as_str()).collect();
    for name in ["Average", "Stop", "Liquidation", "Target 1", "Target 2"] {
        assert!(texts.contains(&name), "{texts:?}");
    }
    for order in 1..=12 {
        assert!(texts.iter().any(|text| text.starts_with(&format!("{order}: ")) && !text.ends_with('…')), "{texts:?}");
    }
    for (at, label) in placed.labels.iter().enumerate() {
        assert!(label.font >= 12.0);
        let others = &placed.labels[at + 1..];
        assert!(others.iter().all(|other| !label.bounds().overlaps(&other.bounds())), "{label:?}");
    }
}
