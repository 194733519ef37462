use super::*;
use crate::chart::{GRIP, TOUCHED_GRIP};
use crate::number_text::parse;
use crate::scenario::{Profile, Scenario};
use crate::spec::Texts;

const UP: Step = Step { up: true, tenfold: false };
const FREE: Shown<'static> = Shown { width: 660.0, is_touched: false, held: None, wishes: None };

/// A long from 65,000 in a contract with a tick of 0.1, and what else is typed.
fn sheet(slug: &str, typed: &[(&str, &str)]) -> Sheet {
    let always = [("side", "long"), ("entry", "65000"), ("price_rule", "0.1"), ("equity", "10000"), ("atr", "800")];
    let texts: Texts = always.iter().chain(typed).copied().collect();
    Sheet::new(&Scenario { slug: slug.to_owned(), texts, ..Scenario::default() }, &Profile::new())
}

fn trade(typed: &[(&str, &str)]) -> Sheet {
    sheet("position-size", &[&[("stop", "63500"), ("targets", "50@3r,50@71000")], typed].concat())
}

fn picture(sheet: &Sheet) -> Picture {
    Picture::of(sheet, (sheet, FREE)).unwrap()
}

fn knobs(picture: &Picture) -> Vec<&str> {
    picture.knobs.iter().map(|knob| knob.level.as_str()).collect()
}

fn text(picture: &Picture, level: &str) -> String {
    picture.knobs.iter().find(|knob| knob.level == level).unwrap().value.clone()
}

/// What the field says once a level is pulled down by so many pixels.
fn pulled(sheet: &Sheet, level: &str, down: f64) -> String {
    let held = picture(sheet).take(level, (sheet, Some(300.0))).unwrap();
    held.pulled(sheet, 300.0 + down).unwrap().1
}

fn nudged(sheet: &Sheet, level: &str, step: Step) -> String {
    picture(sheet).take(level, (sheet, None)).unwrap().nudged(sheet, step).unwrap().1
}

#[test]
fn what_is_typed_can_be_moved_and_what_follows_from_it_cannot() {
    let drawn = picture(&trade(&[]));
    assert_eq!(knobs(&drawn), ["entry", "stop", "target-1", "target-2"]);
    assert!(drawn.svg.contains("Liquidation"));
}

#[test]
fn a_pull_by_pixels_moves_the_price_by_as_much_and_puts_it_on_the_tick() {
    let sheet = trade(&[]);
    let scale = picture(&sheet).frame.unwrap().scale;
    let price = parse(&pulled(&sheet, "stop", 12.0)).unwrap();
    assert!((scale.at(price) - scale.at(63_500.0) - 12.0).abs() <= 0.5);
    // A pixel is some 40 here: prices in between would only look exact.
    assert_eq!(price % 10.0, 0.0);
    let coarse = trade(&[("price_rule", "50")]);
    assert_eq!(parse(&pulled(&coarse, "stop", 12.0)).unwrap() % 50.0, 0.0);
}

#[test]
fn an_offset_keeps_its_unit() {
    let in_percent = trade(&[("stop", "2%")]);
    assert!(pulled(&in_percent, "stop", 12.0).ends_with('%'));
    assert!(pulled(&trade(&[("stop", "2 atr")]), "stop", 12.0).ends_with("atr"));
    let targets = pulled(&trade(&[]), "target-1", -12.0);
    assert!(targets.starts_with("50@3.") && targets.ends_with("r,50@71000"), "{targets}");
    assert!(nudged(&in_percent, "stop", UP).ends_with('%'));
}

#[test]
fn an_offset_is_written_with_no_more_decimals_than_pixels_have() {
    let text = pulled(&trade(&[("stop", "2%")]), "stop", 12.0);
    assert!(text.len() <= "2.75%".len(), "{text}");
}

#[test]
fn arrow_keys_go_by_the_tick_and_by_ten_of_them() {
    assert_eq!(nudged(&trade(&[]), "stop", UP), "63500.1");
    assert_eq!(nudged(&trade(&[]), "stop", Step { up: false, tenfold: true }), "63499");
    assert_eq!(nudged(&trade(&[]), "entry", UP), "65000.1");
    assert_eq!(nudged(&trade(&[]), "target-2", UP), "50@3r,50@71000.1");
}

#[test]
fn an_arrow_key_up_means_a_higher_price_whatever_the_unit() {
    // 65,000 less 2 % is 63,700.
    let sheet = trade(&[("stop", "2%")]);
    let after = trade(&[("stop", &nudged(&sheet, "stop", UP))]);
    assert_eq!((text(&picture(&sheet), "stop"), text(&picture(&after), "stop")), ("63700".into(), "63700.1".into()));
    let short = [("side", "short"), ("stop", "2%"), ("targets", "100@61000")];
    let after = nudged(&trade(&short), "stop", UP);
    let after = trade(&[short[0], ("stop", &after), short[2]]);
    assert_eq!(text(&picture(&after), "stop"), "66300.1");
}

#[test]
fn without_a_tick_every_arrow_key_moves_an_offset() {
    let sheet = trade(&[("stop", "2%"), ("price_rule", "")]);
    let after = trade(&[("stop", &nudged(&sheet, "stop", UP)), ("price_rule", "")]);
    let price = |sheet: &Sheet| parse(&text(&picture(sheet), "stop")).unwrap();
    assert!((price(&after) - 64_000.0).abs() < 1e-6);
    let again = trade(&[("stop", &nudged(&after, "stop", UP)), ("price_rule", "")]);
    assert!(again.complaint("stop").is_some(), "65,000 is the entry");
}

#[test]
fn a_stop_pulled_across_the_entry_is_the_fields_ordinary_problem_and_the_picture_stays() {
    let before = trade(&[]);
    let held = picture(&before).take("stop", (&before, Some(300.0))).unwrap();
    for (stop, beyond) in [("63500", "above the entry"), ("2%", "at the entry")] {
        let before = trade(&[("stop", stop)]);
        let after = trade(&[("stop", &pulled(&before, "stop", -60.0))]);
        assert!(after.complaint("stop").is_some(), "{beyond}");
        let now = Picture::of(&before, (&after, Shown { held: Some(&held), ..FREE })).unwrap();
        assert_eq!(knobs(&now), knobs(&picture(&before)));
        assert!(!now.svg.contains("Liquidation") && !now.words.rows.concat().concat().contains('%'));
        assert_eq!(held.let_back(&after), Some(("stop", "63500".to_owned())));
    }
}

#[test]
fn while_a_level_is_pulled_the_others_stay_where_they_are() {
    let aimed = ("targets", "100@71000");
    let before = trade(&[aimed]);
    let held = picture(&before).take("stop", (&before, Some(300.0))).unwrap();
    let after = trade(&[aimed, ("stop", &held.pulled(&before, 400.0).unwrap().1)]);
    let now = Picture::of(&after, (&after, Shown { held: Some(&held), ..FREE })).unwrap();
    let place = |picture: &Picture, level: &str| {
        let knob = picture.knobs.iter().find(|knob| knob.level == level).unwrap();
        knob.style.split(';').find(|part| part.starts_with("top")).unwrap().to_owned()
    };
    for level in ["entry", "target-1"] {
        assert_eq!(place(&now, level), place(&picture(&before), level));
    }
    assert_ne!(place(&picture(&after), "entry"), place(&picture(&before), "entry"));
    let released = held.released(Some(&now));
    assert_eq!(Picture::of(&after, (&after, Shown { held: Some(&released), ..FREE })), Some(picture(&after)));
}

#[test]
fn a_pointer_that_comes_back_leaves_the_text_as_it_was() {
    let sheet = trade(&[("stop", "63,499.97")]);
    let held = picture(&sheet).take("stop", (&sheet, Some(300.0))).unwrap();
    assert_eq!(held.pulled(&sheet, 300.0), None);
    let away = trade(&[("stop", &held.pulled(&sheet, 310.0).unwrap().1)]);
    assert_eq!(held.pulled(&away, 300.0), Some(("stop", "63,499.97".to_owned())));
}

#[test]
fn orders_of_ones_own_plan_move_in_their_rows() {
    let plan = |rungs| sheet("scaling-plan", &[("plan", "custom"), ("stop", "60000"), ("stop_rule", "fixed"), rungs]);
    let own = plan(("rungs", "price,quantity,state;-2%,0.1,;64500,0.1,;65000,0.1,filled"));
    let drawn = picture(&own);
    assert_eq!(knobs(&drawn)[..4], ["rung-3", "rung-1", "rung-2", "stop"]);
    assert_eq!(text(&drawn, "rung-1"), "63700");
    let after = nudged(&own, "rung-1", Step { up: false, tenfold: true });
    assert_eq!(text(&picture(&plan(("rungs", &after))), "rung-1"), "63699");
    assert!(after.contains(";-2.00") && after.contains("%,0.1"), "{after}");
}

#[test]
fn a_stop_that_has_moved_by_its_rule_is_not_where_it_is_typed() {
    let typed = [("plan", "pyramid"), ("stop", "63500"), ("targets", "")];
    let fixed = picture(&sheet("scaling-plan", &[&typed[..], &[("stop_rule", "fixed")]].concat()));
    let trailing = picture(&sheet("scaling-plan", &[&typed[..], &[("stop_rule", "trailing")]].concat()));
    assert_eq!((knobs(&fixed), knobs(&trailing)), (vec!["entry", "stop"], vec!["entry"]));
}

#[test]
fn targets_of_an_exit_move_in_their_rows() {
    let exit = sheet("scale-out", &[("stop", "63500"), ("targets", "50@2r,50@3r"), ("quantity", "1")]);
    assert_eq!(nudged(&exit, "target-2", Step { up: true, tenfold: true }).split_once(',').unwrap().0, "50@2r");
}

#[test]
fn grips_are_large_enough_for_what_grasps_them() {
    let sheet = trade(&[]);
    for (is_touched, side) in [(false, GRIP), (true, TOUCHED_GRIP)] {
        let drawn = Picture::of(&sheet, (&sheet, Shown { is_touched, width: 256.0, ..FREE })).unwrap();
        assert!(drawn.knobs.iter().all(|knob| knob.style.contains(&format!(";height:{}px;", pixels(side)))));
    }
}
