//! The engine inside a browser: the same figures as natively.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

#[path = "../crates/engine/tests/it/agreement.rs"]
mod agreement;
#[path = "../crates/engine/examples/evaluate/protocol.rs"]
mod protocol;

use serde_json::{Value as Json, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const FILES: &[&str] = &[
    include_str!("vectors/position-size.json"),
    include_str!("vectors/scaling-plan.json"),
    include_str!("vectors/liquidation.json"),
    include_str!("vectors/scale-out.json"),
    include_str!("vectors/average-entry.json"),
    include_str!("vectors/funding.json"),
    include_str!("vectors/cross-account.json"),
    include_str!("vectors/exposure-throttle.json"),
    include_str!("vectors/kelly.json"),
    include_str!("vectors/risk-of-ruin.json"),
    include_str!("vectors/money-management.json"),
    include_str!("vectors/portfolio.json"),
    include_str!("vectors/volatility-target.json"),
    include_str!("vectors/delta-rebalance.json"),
    include_str!("vectors/implied-volatility.json"),
    include_str!("vectors/debt-position.json"),
    include_str!("vectors/liquidity-position.json"),
];

#[wasm_bindgen_test]
fn the_browser_gives_the_figures_of_others() {
    let vectors = FILES.iter().flat_map(|file| serde_json::from_str::<Vec<Json>>(file).expect("a file of vectors"));
    let mut disagreements = Vec::new();
    for vector in vectors {
        let answer =
            protocol::answer(&json!({"calculator": vector["calculator"], "inputs": vector["inputs"]}).to_string());
        disagreements.extend(agreement::disagreement(&vector, &answer));
    }
    assert_eq!(disagreements, Vec::<String>::new());
}

#[wasm_bindgen_test]
fn every_calculator_can_be_listed() {
    assert_eq!(protocol::list().as_array().map(Vec::len), Some(ballast_engine::calculators::CALCULATORS.len()));
}
