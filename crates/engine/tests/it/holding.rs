//! Random runs of fills, replayed here by hand: money is paid and taken fill by fill, and no average is ever computed.

use ballast_engine::calculators;
use ballast_engine::number_text::canonical;
use ballast_engine::spec::{Outcome, Texts};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Maker and taker fee in percent: opened with limit orders, stopped at market.
const FEES: [f64; 2] = [0.02, 0.055];
const LOT: f64 = 0.001;

#[derive(Clone, Debug)]
struct Run {
    contract: &'static str,
    is_long: bool,
    /// Quantities in lots, above 0 opening, and prices.
    fills: Vec<(f64, f64)>,
    mark: f64,
    stop: f64,
    risk: f64,
}

/// What the account gained by fills at these prices, were it all closed at `exit`: sums of money in and out.
fn gained(run: &Run, fills: &[(f64, f64)], exit: Option<f64>) -> f64 {
    let sign = if run.is_long { 1.0 } else { -1.0 };
    let worth =
        |quantity: f64, price: f64| if run.contract == "inverse" { -quantity / price } else { quantity * price };
    let held: f64 = fills.iter().map(|(quantity, _)| quantity).sum();
    let flows: f64 = fills.iter().map(|(quantity, price)| -sign * worth(*quantity, *price)).sum();
    let fees: f64 = fills.iter().map(|(quantity, price)| worth(*quantity, *price).abs() * FEES[0] / 100.0).sum();
    let closed = exit.map_or(0.0, |exit| sign * worth(held, exit) - worth(held, exit).abs() * FEES[1] / 100.0);
    flows - fees + closed
}

fn answer(run: &Run, fills: &[(f64, f64)]) -> Outcome {
    let pairs: Vec<String> =
        fills.iter().map(|(quantity, price)| format!("{}@{}", canonical(*quantity), canonical(*price))).collect();
    let numbers = [("mark_price", run.mark), ("stop", run.stop), ("risk_amount", run.risk), ("equity", 1e6)];
    let fees = [("maker_fee_pct", FEES[0]), ("taker_fee_pct", FEES[1]), ("lot_step", LOT), ("leverage", 10.0)];
    let words =
        [("contract", run.contract), ("side", if run.is_long { "long" } else { "short" }), ("risk_by", "risk-amount")];
    let mut texts: Texts = words.into_iter().collect();
    numbers.into_iter().chain(fees).for_each(|(key, number)| texts.set(key, canonical(number)));
    texts.set("fills", pairs.join(","));
    calculators::find("average-entry").expect("a calculator").prepare(&texts).outcome()
}

/// Openings, and after some of them a part of what is held closed again.
fn runs() -> impl Strategy<Value = Run> {
    let opening = (1..2000_u32, 80.0..120.0f64);
    let fills = prop::collection::vec((opening, prop::option::of(0.1..0.9f64), 80.0..120.0f64), 1..6);
    (fills, any::<bool>(), any::<bool>(), 90.0..110.0f64, 0.01..0.3f64, 0.01..1.0f64).prop_map(
        |(fills, is_inverse, is_long, mark, away, risk)| {
            let (mut lots, mut run) = (0.0, Vec::new());
            let cents = |price: f64| (price * 100.0).round() / 100.0;
            for ((opened, price), closed, at) in fills {
                lots += f64::from(opened);
                run.push((f64::from(opened) / 1000.0, cents(price)));
                let part = closed.map_or(0.0, |share| (share * lots).floor());
                if part > 0.0 {
                    lots -= part;
                    run.push((-part / 1000.0, cents(at)));
                }
            }
            let stop = cents(if is_long { mark * (1.0 - away) } else { mark * (1.0 + away) });
            let worth = if is_inverse { lots / 1000.0 / mark } else { lots / 1000.0 * mark };
            let contract = if is_inverse { "inverse" } else { "linear" };
            Run { contract, is_long, fills: run, mark: cents(mark), stop, risk: risk * worth }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn realised_and_open_profit_and_the_whole_at_the_stop_are_money_in_and_out(run in runs()) {
        let outcome = answer(&run, &run.fills);
        let scale = run.fills.iter().map(|(quantity, price)| quantity.abs() * price).sum::<f64>();
        let tolerance = 1e-12 * if run.contract == "inverse" { scale / 6400.0 } else { scale };
        let number = |key: &str| outcome.number(key).expect("a number");
        let whole = number("whole_profit_at_stop");
        prop_assert!((whole - gained(&run, &run.fills, Some(run.stop))).abs() < tolerance, "{whole}");
        let at_mark = gained(&run, &run.fills, Some(run.mark)) + number("mark_notional") * FEES[1] / 100.0;
        prop_assert!((number("realised_profit") + number("open_profit") - at_mark).abs() < tolerance);
    }

    #[test]
    fn closing_at_the_breakeven_leaves_nothing_of_all_the_fills(run in runs()) {
        let outcome = answer(&run, &run.fills);
        if let Some(price) = outcome.number("breakeven_whole_price") {
            let mut all = run.fills.clone();
            all.push((-all.iter().map(|(quantity, _)| quantity).sum::<f64>(), price));
            let worth = outcome.number("notional").expect("a number");
            prop_assert!(gained(&run, &all, None).abs() < 1e-9 * worth);
        }
    }

    #[test]
    fn what_may_be_added_loses_no_more_than_the_risk_and_one_lot_more_does(run in runs()) {
        let outcome = answer(&run, &run.fills);
        if let Some(room) = outcome.number("room_quantity") {
            let lost = |quantity: f64| {
                let before = outcome.number("profit_at_stop").expect("a number");
                let added = [(quantity, run.mark)];
                -before - gained(&run, &added, Some(run.stop))
            };
            prop_assert!(lost(room) <= run.risk * (1.0 + 1e-9), "{} of {}", lost(room), run.risk);
            prop_assert!(lost(room + LOT) > run.risk * (1.0 - 1e-9), "{} of {}", lost(room + LOT), run.risk);
            let mut all = run.fills.clone();
            all.push((room, run.mark));
            let then = answer(&run, &all);
            let close = |one: Option<f64>, other: Option<f64>| (one.expect("one") / other.expect("other") - 1.0).abs() < 1e-9;
            prop_assert!(close(then.number("average_entry"), outcome.number("average_after")));
            prop_assert!(close(then.number("profit_at_stop").map(|profit| -profit), outcome.number("realised_risk_amount")));
        }
    }
}
