use super::solving::solve;
use super::*;
use crate::calculators::game::{Model, PathChart};
use crate::chart::Chart;
use crate::spec::{Fault, Naming, Severity, Texts};

fn list(trades: &[f64]) -> Game {
    Game {
        model: Model::Trades,
        trades: trades.to_vec(),
        risk: 0.02,
        equity: 10_000.0,
        rule_paths: 200,
        trades_ahead: 40,
        ..Game::default()
    }
}

fn solved(input: &Game) -> Rules {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn value(input: &Game, key: &str) -> Value {
    let results = solved(input);
    (OUTPUTS.iter().find(|output| output.row.key.name == key).unwrap().value)(&results)
}

fn naming() -> Naming {
    Texts::new().naming()
}

fn words(input: &Game) -> String {
    wording::statement(input, &solved(input), &naming()).words
}

#[test]
fn a_list_without_a_loss_has_no_optimal_f_and_the_other_rules_stand() {
    let input = list(&[1.0, 2.0, 0.5]);
    assert_eq!(value(&input, "optimal_f_pct"), Value::Absent(Reason("No trade loses: no share is too large")));
    let Value::Table(rows) = value(&input, "rules_table") else { panic!("no table") };
    assert_eq!(rows.len(), 7);
    assert!(matches!(rows[3][1], Value::Absent(_)) && matches!(rows[0][1], Value::Number(_)));
}

#[test]
fn a_list_without_a_win_stakes_nothing_at_optimal_f() {
    let input = list(&[-1.0, -0.5]);
    assert_eq!(value(&input, "optimal_f_pct"), Value::Number(0.0));
    assert!(words(&input).ends_with("No edge: optimal f stakes nothing"));
    assert_eq!(value(&input, "best_rule"), Value::Absent(Reason("None: each falls deeper, or does not grow")));
}

#[test]
fn the_odds_of_the_martingale_are_put_in_words() {
    // By hand: 2 + 4 + 8 + 16 + 32 % is more than half, 30 % is not: five losses; the sixth stake is 64 %.
    let input = Game { model: Model::Binary, win_rate: 0.45, payoff_ratio: 1.2, trades_ahead: 100, ..list(&[]) };
    let said = words(&input);
    // money_management_reference.py: martingale.5.
    assert!(
        said.starts_with("5 losses in a row ruin the martingale, and come with a chance of 92 % in 100 trades; the next stake would be 6,400.00 USDT"),
        "{said}"
    );
}

#[test]
fn a_loss_larger_than_any_so_far_is_warned_of() {
    let problem = |largest_loss| {
        let input = Game { largest_loss, ..list(&[2.0, -1.0]) };
        solve(&input).unwrap().warnings.into_iter().find(|problem| problem.key() == Some("largest_loss_r"))
    };
    assert_eq!(problem(None), None);
    // By hand: full Kelly of 2 or -1 is 25 %, so a loss of 3 R takes 75 %.
    let beyond = problem(Some(3.0)).unwrap();
    assert_eq!(beyond.fault, Fault::LossBeyondRecord { worst: "1".into(), takes: "75".into() });
    let within = problem(Some(0.5)).unwrap();
    assert_eq!((within.fault, within.severity), (Fault::LossWithinRecord("1".into()), Severity::Notice));
}

#[test]
fn every_rule_has_a_line_and_the_picture_may_show_stakes() {
    let curve = |path_chart| {
        let input = Game { path_chart, ..list(&[2.0, -1.0, 1.0, -1.0]) };
        let Some(Chart::Curve(curve)) = wording::chart(&input, &solved(&input), &naming()) else { panic!("no curve") };
        curve
    };
    let (equity, stakes) = (curve(PathChart::Equity), curve(PathChart::Stake));
    assert_eq!((equity.series.len(), equity.series[0].points.len(), stakes.series[0].points.len()), (7, 5, 4));
    // By hand: 2 % of 10,000, then of 10,400.
    let stake = |at: usize| stakes.series[0].points[at].y;
    assert!((stake(0) - 200.0).abs() < 1e-9 && (stake(1) - 208.0).abs() < 1e-9);
}

#[test]
fn the_best_rule_keeps_within_the_fall_that_one_would_bear() {
    let input = Game { drawdown_limit: 0.15, ..list(&[1.5, -1.0, 2.0, -1.0, 1.0, -0.5, 1.2]) };
    let rules = solved(&input);
    let (_, best) = rules.best_line().unwrap();
    for line in &rules.lines {
        let figures = line.figures.as_ref().unwrap();
        assert!(figures.bad_fall > 0.15 || figures.middle_end <= best.middle_end);
    }
    assert!(best.bad_fall <= 0.15);
}

#[test]
fn secure_f_keeps_within_the_limit_and_never_passes_optimal_f() {
    for limit in [0.05, 0.1, 0.3, 0.9] {
        let rules = solved(&Game { drawdown_limit: limit, ..list(&[1.5, -1.0, 2.0, -1.0, -1.0, 1.0]) });
        let optimal = rules.optimal.unwrap();
        let fall = crate::math::optimal_f::deepest_fall(&[1.5, -1.0, 2.0, -1.0, -1.0, 1.0], optimal.secure);
        assert!(fall <= limit + 1e-12 && optimal.secure <= optimal.share);
    }
}
