use super::solving::solve;
use super::*;
use crate::calculators::game::{Model, StakeRule};
use crate::chart::Chart;
use crate::spec::{Fault, Naming, Severity, Statement, Texts};

fn coin(win_rate: f64, payoff_ratio: f64, risk: f64) -> Game {
    Game { win_rate, payoff_ratio, risk, equity: 10_000.0, paths: 500, ..Game::default() }
}

fn solved(input: &Game) -> Ruin {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn value(input: &Game, key: &str) -> Value {
    let results = solved(input);
    (OUTPUTS.iter().find(|output| output.row.key.name == key).unwrap().value)(&results)
}

fn number(input: &Game, key: &str) -> f64 {
    match value(input, key) {
        Value::Number(number) => number,
        other => panic!("{key}: {other:?}"),
    }
}

fn reason(input: &Game, key: &str) -> &'static str {
    match value(input, key) {
        Value::Absent(reason) => reason.0,
        other => panic!("{key}: {other:?}"),
    }
}

fn naming() -> Naming {
    Texts::new().naming()
}

fn said(input: &Game) -> Statement {
    wording::statement(input, &solved(input), &naming())
}

#[test]
fn with_a_share_of_equity_nothing_falls_to_zero_and_it_is_said() {
    let input = Game { ruin_level: 0.0, ..coin(0.55, 1.0, 0.05) };
    assert_eq!(reason(&input, "ruin_ever_pct"), "A share of equity never falls to 0: name a level above it");
    // Unless one loss takes all of it.
    assert_eq!(number(&Game { risk: 1.0, ..input }, "ruin_ever_pct"), 1.0);
}

#[test]
fn without_growth_ruin_is_certain_and_the_words_say_why() {
    let no_edge = coin(0.4, 1.0, 0.05);
    assert_eq!(number(&no_edge, "ruin_ever_pct"), 1.0);
    assert_eq!(said(&no_edge).words, "No edge: sooner or later it falls to 5,000.00 USDT");
    // By hand: 0.55 ln 1.25 + 0.45 ln 0.75 = -0.0067: an edge, and too large a share of it.
    let too_large = coin(0.55, 1.0, 0.25);
    assert_eq!(number(&too_large, "ruin_ever_pct"), 1.0);
    assert!(said(&too_large).words.starts_with("Too large a share: the account shrinks in spite of its edge"));
}

#[test]
fn nothing_risked_is_said_and_has_no_odds() {
    let idle = coin(0.55, 1.0, 0.0);
    assert_eq!(said(&idle).words, "Nothing is risked, so nothing is lost");
    assert_eq!((number(&idle, "ruin_chance_pct"), reason(&idle, "ruin_ever_pct")), (0.0, "Nothing is risked"));
}

#[test]
fn a_certain_win_never_ruins_and_is_warned_of() {
    let sure = coin(1.0, 1.0, 0.05);
    assert_eq!((number(&sure, "ruin_ever_pct"), number(&sure, "longest_streak")), (0.0, 0.0));
    assert_eq!(solve(&sure).unwrap().warnings[0].fault, Fault::CertainWin);
    assert_eq!(reason(&sure, "streak_wait"), "Never, or beyond what a number can hold");
}

#[test]
fn formulas_that_do_not_apply_say_for_what_they_are() {
    let input = coin(0.45, 1.5, 0.05);
    assert_eq!(reason(&input, "ruin_equal_bets_pct"), "Asked of a win rate at a payoff of 1 only");
    assert_eq!(reason(&input, "ruin_before_goal_pct"), "No goal is named");
    let list = Game { model: Model::Trades, trades: vec![1.0, -1.0, 2.0], ..input };
    assert_eq!(reason(&list, "ruin_exact_pct"), "Asked of a win rate and payoff only");
}

#[test]
fn a_fall_of_everything_cannot_be_recovered() {
    // Vector drawdown.recovery.full.
    let all = Game { stake_rule: StakeRule::Same, streak_length: 1, ..coin(0.4, 2.0, 1.0) };
    assert_eq!(reason(&all, "recovery_pct"), "None: nothing is left to recover with");
}

#[test]
fn with_a_goal_fellers_two_barriers_are_the_answer_for_even_bets() {
    // Vector ruin.feller.p0.45_z90_a100.
    let input = Game {
        ruin_level: 0.0,
        goal_level: Some(100.0 / 90.0),
        stake_rule: StakeRule::Same,
        trades_ahead: 10,
        ..coin(0.45, 1.0, 1.0 / 90.0)
    };
    assert!((number(&input, "ruin_ever_pct") - 0.865_569_368_919_027_1).abs() < 1e-9);
    let share = Game { stake_rule: StakeRule::Share, ruin_level: 0.5, ..input };
    assert_eq!(reason(&share, "ruin_ever_least_pct"), "Not known with a goal");
}

#[test]
fn so_many_trades_that_typing_would_stall_are_simulated_on_fewer_accounts_and_it_is_said() {
    let long = Game { trades_ahead: 10_000, paths: 2000, ..coin(0.4, 1.0, 0.2) };
    let solved = solve(&long).unwrap();
    assert_eq!(solved.results.within.paths, 400.0);
    let notice = solved.warnings.last().unwrap();
    assert_eq!((&notice.fault, notice.severity), (&Fault::FewerPaths("400".into()), Severity::Notice));
    assert_eq!(reason(&long, "ruin_exact_pct"), "Too many trades to count through");
}

#[test]
fn the_fan_widens_in_order_from_the_equity_at_the_start() {
    let input = coin(0.45, 1.5, 0.05);
    let Some(Chart::Curve(curve)) = wording::chart(&input, &solved(&input), &naming()) else { panic!("no curve") };
    let lines = &curve.series[1..];
    assert_eq!((curve.series.len(), lines[0].points.len()), (6, 21));
    assert!(lines.iter().all(|line| line.points[0].y == 10_000.0));
    for pair in lines.windows(2) {
        assert!(pair[0].points.iter().zip(&pair[1].points).all(|(low, high)| low.y <= high.y && low.x == high.x));
    }
}

#[test]
fn the_same_inputs_give_the_same_figures_and_another_seed_others() {
    let input = coin(0.45, 1.5, 0.08);
    assert_eq!(number(&input, "median_end_amount"), number(&input, "median_end_amount"));
    let other = Game { seed: 2, ..input.clone() };
    assert_ne!(solved(&input).within.falls, solved(&other).within.falls);
}

#[test]
fn more_risk_never_makes_the_exact_chance_of_ruin_smaller_where_growth_is_gone() {
    let chance = |risk: f64| number(&coin(0.4, 1.0, risk), "ruin_exact_pct");
    let chances: Vec<f64> = [0.01, 0.02, 0.04, 0.08, 0.16].map(chance).to_vec();
    assert!(chances.windows(2).all(|pair| pair[0] <= pair[1]), "{chances:?}");
}

#[test]
fn the_closed_form_for_ever_bounds_what_is_counted_within_the_trades() {
    for rule in [StakeRule::Share, StakeRule::Same] {
        for (win_rate, payoff, risk) in [(0.45, 1.5, 0.05), (0.55, 1.0, 0.1), (0.35, 3.0, 0.03), (0.7, 0.6, 0.08)] {
            let input = Game { stake_rule: rule, trades_ahead: 300, paths: 100, ..coin(win_rate, payoff, risk) };
            assert!(number(&input, "ruin_exact_pct") <= number(&input, "ruin_ever_pct") + 1e-12);
        }
    }
}
