//! Figures of exchanges, papers, other libraries and independent scripts, through the same `evaluate` as the page.

use serde_json::{Value as Json, json};

use crate::agreement::disagreement;
use crate::protocol;

/// Every vector of a calculator's file.
pub fn vectors(slug: &str) -> Vec<Json> {
    let file = format!("{}/../../tests/vectors/{slug}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("every calculator has its vectors: {file}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The answer to a vector's inputs.
pub fn answer(vector: &Json) -> Json {
    protocol::answer(&json!({"calculator": vector["calculator"], "inputs": vector["inputs"]}).to_string())
}

fn disagreements(slug: &str) -> Vec<String> {
    vectors(slug).iter().flat_map(|vector| disagreement(vector, &answer(vector))).collect()
}

#[test]
fn position_size_gives_the_figures_of_others() {
    assert_eq!(disagreements("position-size"), Vec::<String>::new());
}

#[test]
fn liquidation_gives_the_figures_of_others() {
    assert_eq!(disagreements("liquidation"), Vec::<String>::new());
}

#[test]
fn kelly_gives_the_figures_of_others() {
    assert_eq!(disagreements("kelly"), Vec::<String>::new());
}

#[test]
fn volatility_target_gives_the_figures_of_others() {
    assert_eq!(disagreements("volatility-target"), Vec::<String>::new());
}

#[test]
fn average_entry_gives_the_figures_of_others() {
    assert_eq!(disagreements("average-entry"), Vec::<String>::new());
}

#[test]
fn funding_gives_the_figures_of_others() {
    assert_eq!(disagreements("funding"), Vec::<String>::new());
}

#[test]
fn scaling_plan_gives_the_figures_of_others() {
    assert_eq!(disagreements("scaling-plan"), Vec::<String>::new());
}
