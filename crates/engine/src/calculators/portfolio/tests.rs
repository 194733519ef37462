use super::solving::solve;
use super::*;
use crate::calculators;
use crate::math::portfolio::Stance;
use crate::spec::{Fault, Outcome, Problem, Severity, Solved, Status, Texts};

fn name(name: &str, annual_return: f64, volatility: f64) -> NameRow {
    NameRow {
        name: name.to_owned(),
        annual_return: Some(annual_return),
        volatility: Some(volatility),
        stop: Some(0.1),
        ..NameRow::default()
    }
}

fn matrix(cells: &[&[f64]]) -> Symmetric {
    Symmetric::from_rows(&cells.iter().map(|row| row.to_vec()).collect::<Vec<_>>()).unwrap()
}

/// Two names alike, the second with a little more return for its risk.
fn pair() -> Portfolio {
    Portfolio {
        equity: 10_000.0,
        names: vec![name("A", 0.3, 0.5), name("B", 0.35, 0.5)],
        correlations: matrix(&[&[1.0, 0.8], &[0.8, 1.0]]),
        ..Portfolio::default()
    }
}

fn solved(input: &Portfolio) -> Solved<Allocated> {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(input: &Portfolio) -> Problem {
    solve(input).err().unwrap_or_default().remove(0)
}

fn words(input: &Portfolio) -> String {
    wording::statement(input, &solved(input).results, &Texts::new().naming()).words
}

/// The calculator's answer to texts, the rest as in the example.
fn with(changes: &[(&str, &str)]) -> Outcome {
    let calculator = calculators::find("portfolio").unwrap();
    let mut texts: Texts =
        calculator.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    calculator.prepare(&texts).outcome()
}

#[test]
fn a_capped_split_is_solved_again_and_says_what_scaling_would_give_up() {
    // By hand: Σ⁻¹ m = (2/9, 11/9) / 0.25 × ... in units of 0.25: inverse of [1, .8; .8, 1] is [1, −.8; −.8, 1] / 0.36, so
    // the free best is (0.02, 0.11) / 0.09 = (0.2222, 1.2222). With gross 1: A pays 0.05 less and moves alike, so all
    // of it is B: growth 0.35 − 0.125. Scaled by 0.6923: (0.1538, 0.8462).
    let input = Portfolio { gross: Some(1.0), ..pair() };
    let results = solved(&input).results;
    assert!(results.after.weights.iter().zip([0.0, 1.0]).all(|(one, other)| (one - other).abs() < 1e-12));
    let scaled = results.scaled.unwrap().weights;
    assert!((scaled[0] - 2.0 / 13.0).abs() < 1e-12 && (scaled[1] - 11.0 / 13.0).abs() < 1e-12);
    // Growth given up: 0.225 − (0.3 × 2 + 0.35 × 11)/13 + (4 + 121 + 1.6 × 22) / 169 / 8.
    let lost = 0.225 - (0.6 + 3.85) / 13.0 + (125.0 + 35.2) / 169.0 / 8.0;
    assert!((results.scaling_loss.unwrap() - lost).abs() < 1e-12 && lost > 0.001);
    assert_eq!(
        words(&input),
        "B 100 %. Held down by: gross limit. Scaling to the limits instead would give up 0.118 % of growth a year"
    );
}

#[test]
fn without_limits_nothing_is_given_up() {
    let results = solved(&pair()).results;
    assert_eq!((results.scaling_loss, results.limits_reached.len()), (Ok(0.0), 0));
    assert_eq!(words(&pair()), "B 122 %, A 22.2 %");
}

#[test]
fn a_share_of_kelly_is_a_share_of_the_free_split() {
    let half = solved(&Portfolio { share: 0.5, ..pair() }).results.after.weights;
    let full = solved(&pair()).results.after.weights;
    assert!(half.iter().zip(full).all(|(half, full)| (half - full / 2.0).abs() < 1e-12));
}

#[test]
fn a_split_without_an_edge_on_the_side_given_holds_nothing_and_says_so() {
    let mut input = pair();
    input.names.iter_mut().for_each(|row| row.stance = Stance::Short);
    assert_eq!(words(&input), "Hold nothing: no name pays for its risk on the side given, or a limit is 0");
    assert_eq!(solved(&input).results.after.effective, None);
}

#[test]
fn correlations_that_cannot_hold_are_named_and_mended_by_one_click() {
    let names = "name,return_pct,vol_pct,stop_pct;A,20,50,5;B,20,50,5;C,10,50,5";
    let outcome = with(&[("names", names), ("correlations", "1,0.9,-0.9;0.9,1,0.9;-0.9,0.9,1")]);
    let problem = outcome.problems.first().unwrap();
    assert!(matches!(problem.fault, Fault::CorrelationsImpossible(_)) && problem.severity == Severity::Error);
    let fix = problem.fixes.first().unwrap();
    let (key, text) = fix.edits.first().unwrap();
    // portfolio_reference.py nearest: 0.4995 with no eigenvalue below 0.001.
    assert_eq!((*key, text.as_str()), ("correlations", "1,0.4995,-0.4995;0.4995,1,0.4995;-0.4995,0.4995,1"));
    let mended = with(&[("names", names), ("correlations", text)]);
    assert_eq!(mended.status, Status::Ok, "{:?}", mended.problems);
}

#[test]
fn two_names_that_are_one_have_no_kelly_but_share_risk() {
    let same = Portfolio { correlations: matrix(&[&[1.0, 1.0], &[1.0, 1.0]]), ..pair() };
    let problem = refused(&same);
    assert!(matches!(problem.fault, Fault::CorrelationsSingular(_)) && !problem.fixes.is_empty());
    let shared = solved(&Portfolio { method: Method::EqualRisk, ..same }).results.after.weights;
    assert!(shared.iter().all(|weight| (weight - 0.5).abs() < 1e-12));
}

#[test]
fn positions_that_hedge_each_other_wholly_cannot_share_risk() {
    let mut input =
        Portfolio { method: Method::EqualRisk, correlations: matrix(&[&[1.0, 1.0], &[1.0, 1.0]]), ..pair() };
    input.names[1].stance = Stance::Short;
    assert!(matches!(refused(&input).fault, Fault::AllocationUnfit(_)));
}

#[test]
fn pasted_returns_are_matched_to_names_by_their_header_and_others_left_out() {
    let typed = [("correlation_source", "returns"), ("names", "name,return_pct;B,10;A,10")];
    let pasted = "day\tA\tB\n1\t1\t2\n2\t2\t3.5%\n3\t3\t7\n4\t-1\t0";
    let bare = "2,1;3.5,2;7,3;0,-1";
    let correlation = |text: &str| {
        let outcome = with(&[typed[0], typed[1], ("return_history", text)]);
        assert_eq!(outcome.status, Status::Ok, "{:?}", outcome.problems);
        outcome.value("correlation_pairs").cloned()
    };
    assert_eq!(correlation(pasted), correlation(bare));
}

#[test]
fn names_pasted_in_lines_give_the_matrix_its_size() {
    let names = "BTC\t30\t50\nETH\t40\t60";
    let outcome = with(&[("names", names), ("correlations", "1\t0.5\n0.5\t1")]);
    assert_eq!(outcome.status, Status::Ok, "{:?}", outcome.problems);
}

#[test]
fn a_position_without_a_stop_counts_in_full_and_is_named() {
    let mut input = pair();
    input.names[0].stop = None;
    let outcome = solved(&input);
    let weights = &outcome.results.after.weights;
    assert!((outcome.results.after.heat - (weights[0] + 0.1 * weights[1])).abs() < 1e-12);
    assert_eq!(outcome.warnings.first().map(|problem| &problem.fault), Some(&Fault::CountsInFull("A".to_owned())));
}

#[test]
fn fifty_names_are_solved_with_every_limit() {
    let load = |at: usize| 0.3 + 0.012 * at as f64;
    let names = (0..50).map(|at| NameRow {
        stance: Stance::Either,
        ..name(&format!("N{at}"), 0.02 * at as f64 - 0.4, 0.4 + 0.01 * at as f64)
    });
    let row = |row: usize| (0..50).map(|column| if row == column { 1.0 } else { load(row) * load(column) }).collect();
    let input = Portfolio {
        names: names.collect(),
        correlations: Symmetric::from_rows(&(0..50).map(row).collect::<Vec<Vec<f64>>>()).unwrap(),
        gross: Some(2.0),
        net: Some(0.3),
        name_limit: Some(0.25),
        ..pair()
    };
    let results = solved(&input).results;
    assert!((results.after.gross - 2.0).abs() < 1e-9 && results.scaling_loss.unwrap() > 0.0);
}
