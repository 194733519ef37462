use super::fractions::Measure;
use super::solving::solve;
use super::*;
use crate::chart::Chart;
use crate::spec::{Fault, Naming, Problem, Severity, Texts};

fn coin(win_rate: f64, payoff_ratio: f64) -> Kelly {
    Kelly { win_rate, payoff_ratio, ..Kelly::default() }
}

fn trades(results: &[f64]) -> Kelly {
    Kelly { edge_model: EdgeModel::Trades, trades: results.to_vec(), ..Kelly::default() }
}

fn outcomes(rows: &[(f64, Gain)]) -> Kelly {
    let outcomes = rows.iter().map(|&(probability, result)| Chance { probability, result }).collect();
    Kelly { edge_model: EdgeModel::Outcomes, outcomes, ..Kelly::default() }
}

fn solved(input: &Kelly) -> Fractions {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn warnings(input: &Kelly) -> Vec<Problem> {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).warnings
}

fn refused(input: &Kelly) -> Vec<Problem> {
    solve(input).err().unwrap_or_default()
}

fn naming() -> Naming {
    Texts::new().naming()
}

fn words(input: &Kelly) -> String {
    wording::statement(input, &solved(input), &naming()).words
}

fn number(input: &Kelly, key: &str) -> f64 {
    let results = solved(input);
    let output = OUTPUTS.iter().find(|output| output.row.key.name == key).unwrap();
    match (output.value)(&results) {
        Value::Number(number) => number,
        other => panic!("{key}: {other:?}"),
    }
}

fn is_absent(input: &Kelly, key: &str) -> bool {
    let results = solved(input);
    let output = OUTPUTS.iter().find(|output| output.row.key.name == key).unwrap();
    matches!((output.value)(&results), Value::Absent(_))
}

fn close(actual: f64, expected: f64) -> bool {
    (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

#[test]
fn results_in_r_have_a_share_at_risk_and_no_exposure() {
    // Vector kelly.binary.deltax_50_2: 25 %.
    assert!(close(number(&coin(0.5, 2.0), "fraction_at_risk_pct"), 0.25));
    assert!(is_absent(&coin(0.5, 2.0), "exposure"));
}

#[test]
fn returns_have_both_numbers_called_kelly() {
    // Vector kelly.binary.qs537: 40 times equity, 40 % of it at risk.
    let input = Kelly { loss: 0.01, ..coin(0.6, 2.0) };
    assert!((number(&input, "exposure") - 40.0).abs() < 1e-10);
    assert!((number(&input, "fraction_at_risk_pct") - 0.4).abs() < 1e-12);
}

#[test]
fn a_market_has_an_exposure_and_no_share_at_risk() {
    // Vector kelly.continuous.thorp_sp500.
    let fund = Kelly {
        edge_model: EdgeModel::Continuous,
        annual_return: 0.11,
        risk_free: 0.06,
        annual_volatility: 0.15,
        ..Kelly::default()
    };
    assert!(close(number(&fund, "exposure"), 2.222_222_222_222_222_3));
    assert!(is_absent(&fund, "fraction_at_risk_pct") && is_absent(&fund, "growth_per_bet_pct"));
}

#[test]
fn a_gap_beyond_the_stop_is_told_apart_from_the_risk_at_the_stop() {
    // kelly_reference.py: outcomes.gap_beyond_the_stop. 6.5 % of equity at the stop, 19.6 % if it gaps to -3 R.
    let input = outcomes(&[(0.5, Gain::OfStake(1.4)), (0.46, Gain::OfStake(-1.0)), (0.04, Gain::OfStake(-3.0))]);
    assert!(close(number(&input, "fraction_at_risk_pct"), 0.065_297_171_715_401_93));
    assert!(close(number(&input, "worst_case_loss_pct"), 0.195_891_515_146_205_79));
}

#[test]
fn the_risk_at_the_stop_counts_its_cost() {
    // kelly_reference.py: trades.twelve_trades_with_cost: 10.9 % staked, 11.8 % lost at the stop with 0.08 R of costs.
    let input = Kelly {
        cost: 0.08,
        shrinkage: Shrinkage::None,
        ..trades(&[2.0, -1.0, -1.0, 2.0, -1.0, 3.0, -1.0, -1.0, 2.0, -1.0, 2.0, -1.0])
    };
    assert!(close(number(&input, "fraction_at_risk_pct"), 0.117_600_707_855_615_34));
}

#[test]
fn where_no_trade_lost_a_whole_r_the_risk_is_held_to_all_of_equity() {
    // By hand: half win 1 R, half lose 0.2 R: 0.5/0.2 - 0.5/1 = 2 times equity.
    let input = Kelly { shrinkage: Shrinkage::None, ..trades(&[1.0, -0.2]) };
    assert!(close(number(&input, "full_fraction_at_risk_pct"), 2.0));
    assert_eq!(number(&input, "fraction_at_risk_pct"), 1.0);
    assert_eq!(solved(&input).binding(), Binding::Equity);
    assert!(words(&input).contains("no result listed loses as much as the stop would"));
}

#[test]
fn the_exposure_limit_clips_returns_and_leaves_r_alone() {
    // Vector kelly.lev_cap: 2 instead of 2.5.
    let market = Kelly {
        edge_model: EdgeModel::Continuous,
        annual_return: 0.9,
        annual_volatility: 0.6,
        max_exposure: Some(2.0),
        ..Kelly::default()
    };
    assert_eq!((number(&market, "exposure"), solved(&market).binding()), (2.0, Binding::Exposure));
    assert!(words(&market).contains("The exposure limit holds this to 2×, not 2.5×"));
    let in_r = Kelly { max_exposure: Some(0.01), ..coin(0.5, 2.0) };
    assert_eq!(solved(&in_r).binding(), Binding::None);
}

#[test]
fn without_a_record_the_answer_is_an_upper_bound() {
    assert_eq!(solved(&coin(0.5, 2.0)).evidence(), Evidence::Untested);
    assert!(words(&coin(0.5, 2.0)).starts_with("Upper bound: the edge is untested"));
    assert!(is_absent(&coin(0.5, 2.0), "edge_t"));
}

#[test]
fn a_record_says_how_likely_it_was_luck_what_would_follow_and_what_is_taken_off() {
    // kelly_more_reference.py: luck.forty-trades, an edge with a chance of 89.44 %; shrink factor 1.18^2/(1 + 1.18^2).
    let input = Kelly { sample_size: Some(40), kelly_share: 0.25, ..coin(0.45, 1.8) };
    assert_eq!(
        words(&input),
        "Chance that your 40 trades were luck: 10.6 %. If so, no figure here holds: any stake is halved sooner \
         or later. That doubt leaves 58.2 % of full Kelly, of which you use 25 %"
    );
    let trusted = words(&Kelly { shrinkage: Shrinkage::None, ..input });
    assert!(trusted.ends_with("Nothing is taken off for that doubt; you use 25 % of full Kelly"), "{trusted}");
}

#[test]
fn a_record_shrinks_the_fraction_unless_it_is_trusted_as_typed() {
    // kelly_reference.py: binary.even_money_without_cost, 400 trades.
    let tested = Kelly { sample_size: Some(400), ..coin(0.55, 1.0) };
    let factor = number(&tested, "shrink_factor_pct");
    assert!(close(number(&tested, "fraction_at_risk_pct"), 0.1 * factor) && factor < 0.9);
    let trusted = Kelly { shrinkage: Shrinkage::None, ..tested };
    assert!(close(number(&trusted, "fraction_at_risk_pct"), 0.1));
    assert!(close(
        number(&trusted, "edge_t"),
        number(&Kelly { shrinkage: Shrinkage::Sample, ..trusted.clone() }, "edge_t")
    ));
}

#[test]
fn without_an_edge_the_best_stake_is_nothing() {
    // Vector kelly.binary.no_edge.
    let input = coin(0.3, 2.0);
    assert_eq!(number(&input, "fraction_at_risk_pct"), 0.0);
    assert_eq!(words(&input), "No edge: the best stake is 0");
    assert!(is_absent(&input, "halving_chance_pct") && is_absent(&input, "zero_growth_fraction_pct"));
}

#[test]
fn costs_that_take_the_edge_are_named() {
    // Vector kelly.costs.round_trip: the edge is gone at a cost of 0.375.
    let input = Kelly { cost: 0.4, ..coin(0.55, 1.5) };
    assert_eq!(words(&input), "No edge: costs take all of it. The best stake is 0");
    let hopeless = Kelly { cost: 1.6, ..coin(0.55, 1.5) };
    assert_eq!(warnings(&hopeless)[0].fault, Fault::CostsEatWins);
}

#[test]
fn a_certain_win_is_only_a_limit() {
    // Vector bad.kelly_p_one: 1, and it is not credible.
    let input = coin(1.0, 1.0);
    assert_eq!(number(&input, "fraction_at_risk_pct"), 1.0);
    assert_eq!((warnings(&input)[0].key(), &warnings(&input)[0].fault), (Some("win_pct"), &Fault::CertainWin));
    assert_eq!(solved(&Kelly { loss: 0.2, ..input }).measure, Measure::Returns { worst_loss: 0.2 });
}

#[test]
fn without_a_loss_the_field_that_lacks_it_is_blamed() {
    // Vectors kelly.trade_list.no_losses, bad.kelly_loss_zero.
    let cases = [
        (trades(&[1.0, 2.0, 0.5]), "trades"),
        (Kelly { loss: 0.0, ..coin(0.6, 1.0) }, "loss_pct"),
        (outcomes(&[(1.0, Gain::OfStake(1.0))]), "outcomes"),
    ];
    for (input, key) in cases {
        assert_eq!(refused(&input)[0].fault, Fault::NoLosingOutcome);
        assert_eq!(refused(&input)[0].key(), Some(key));
    }
}

#[test]
fn outcomes_are_all_multiples_or_all_returns() {
    let mixed = outcomes(&[(0.5, Gain::Return(0.02)), (0.3, Gain::OfStake(0.0)), (0.2, Gain::OfStake(-1.0))]);
    let problem = &refused(&mixed)[0];
    assert_eq!((&problem.fault, problem.at.as_ref().unwrap().row), (&Fault::MixedResults, Some(2)));
    assert_eq!(
        refused(&outcomes(&[(0.5, Gain::Return(0.1)), (0.5, Gain::Return(-1.2))]))[0].fault,
        Fault::ReturnBelowAll
    );
    assert_eq!(refused(&outcomes(&[]))[0].fault, Fault::Needed);
}

#[test]
fn chances_add_up_to_a_hundred_give_or_take_a_millionth() {
    // Vector bad.probs_do_not_sum: 60 % and 50 %.
    let sum = |first: f64, second: f64| outcomes(&[(first, Gain::OfStake(1.0)), (second, Gain::OfStake(-1.0))]);
    assert_eq!(refused(&sum(0.6, 0.5))[0].fault, Fault::ProbabilitiesOff("110".into()));
    let third = Gain::OfStake(2.0);
    let thirds = outcomes(&[(0.333_333_3, third), (0.333_333_3, third), (0.333_333_3, Gain::OfStake(-1.0))]);
    // By hand: 2/3 of the bets win 2 R: 2/3 - 1/3 / 2 = 1/2.
    assert!((number(&thirds, "fraction_at_risk_pct") - 0.5).abs() < 1e-9);
}

#[test]
fn few_results_warn_and_one_is_refused() {
    // Vector bad.returns_too_few: at least 2.
    assert_eq!(refused(&trades(&[0.01]))[0].fault, Fault::TooFew { given: 1, wanted: 2 });
    let severity = |count| {
        warnings(&Kelly { sample_size: Some(count), ..coin(0.55, 1.0) }).first().map(|problem| problem.severity)
    };
    assert_eq!((severity(29), severity(30), severity(100)), (Some(Severity::Warning), Some(Severity::Notice), None));
}

#[test]
fn a_win_rate_typed_as_a_fraction_is_asked_about() {
    // 0.4 typed is 0.4 %.
    let warning = &warnings(&coin(0.004, 300.0))[0];
    assert_eq!(warning.fault, Fault::LooksLikeFraction { means: "0.4".into(), perhaps: "40".into() });
    assert_eq!(warning.fixes[0].edits, vec![("win_pct", "40".to_owned())]);
}

#[test]
fn the_table_has_the_usual_shares_and_the_one_used() {
    // Vector kelly.fractional: half Kelly keeps 75 % of growth, double Kelly none, one and a half 75 % again.
    let fund = Kelly {
        edge_model: EdgeModel::Continuous,
        annual_return: 0.11,
        risk_free: 0.06,
        annual_volatility: 0.15,
        kelly_share: 1.5,
        ..Kelly::default()
    };
    let results = solved(&fund);
    let kept: Vec<f64> = results.rows.iter().map(|row| row.trade_off.growth_kept.unwrap()).collect();
    assert!(kept.iter().zip([0.4375, 0.75, 1.0, 0.0, 0.75]).all(|(kept, expected)| close(*kept, expected)), "{kept:?}");
    assert!(words(&fund).contains("Above full Kelly"));
}

#[test]
fn the_curve_is_marked_where_you_are_at_full_kelly_and_where_growth_ends() {
    let input = Kelly { kelly_share: 0.5, ..coin(0.53, 1.0) };
    let Some(Chart::Curve(curve)) = wording::chart(&input, &solved(&input), &naming()) else { panic!("no curve") };
    // Vector kelly.binary.zero_growth_fc: full 6 %, growth ends at 11.97 %.
    let words: Vec<&str> = curve.markers.iter().map(|marker| marker.words.as_str()).collect();
    assert_eq!(words, ["you, 3 %", "full Kelly, 6 %", "growth ends, 12 %"]);
    assert_eq!((curve.x.unit.as_str(), (curve.x.text.0)(0.06).as_str()), ("%", "6"));
}

#[test]
fn a_limit_on_falls_is_named_with_what_it_takes_off() {
    // Vector kelly.risk_constrained.
    let input = Kelly { sample_size: Some(100_000), max_fall: Some(0.3), ..coin(0.6, 1.0) };
    let said = words(&input);
    assert!(said.ends_with(". The limit on falls holds this to 5.43 %, not 20 %"), "{said}");
    assert!((number(&input, "fall_limit_fraction_pct") - 0.054_257_285_463_285_09).abs() < 1e-12);
}

#[test]
fn a_prior_may_raise_the_bet_and_says_so() {
    // (20 + 9)/(50 + 10) = 0.4833 instead of 0.4, at two to one.
    let prior = BetaPrior { wins: 9.0, losses: 1.0 };
    let input = Kelly { sample_size: Some(50), shrinkage: Shrinkage::Posterior, prior, ..coin(0.4, 2.0) };
    assert!(close(number(&input, "cautious_win_pct"), 29.0 / 60.0));
    assert!(close(number(&input, "fraction_at_risk_pct"), (3.0 * 29.0 / 60.0 - 1.0) / 2.0));
    assert!(words(&input).contains("Your prior raises this to 225 % of full Kelly"), "{}", words(&input));
}

#[test]
fn a_prior_without_a_win_rate_is_refused() {
    let input = Kelly { shrinkage: Shrinkage::Posterior, ..trades(&[1.0, -1.0, 2.0]) };
    assert_eq!(refused(&input).remove(0).fault, Fault::PriorNeedsWinRate);
}

#[test]
fn an_isolated_position_that_cannot_be_opened_is_refused() {
    let input = Kelly {
        edge_model: EdgeModel::Continuous,
        annual_return: 0.4,
        annual_volatility: 0.6,
        barrier_leverage: Some(100.0),
        barrier_maintenance: 0.01,
        ..Kelly::default()
    };
    assert_eq!(refused(&input).remove(0).fault, Fault::LeverageCannotOpen);
}

#[test]
fn every_way_to_take_the_uncertainty_stands_beside_the_others() {
    let input = Kelly { sample_size: Some(40), ..coin(0.55, 1.5) };
    let left: Vec<f64> = solved(&input).uncertainty.ways.iter().filter_map(|(_, left)| left.ok()).collect();
    // By the sample, as typed, from an even prior, at the lower bound of 90 %.
    assert_eq!(left.len(), 4);
    assert!(left[1] == 1.0 && left[3] < left[0] && left[0] < left[2] && left[2] < 1.0, "{left:?}");
}
