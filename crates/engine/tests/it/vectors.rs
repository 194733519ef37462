//! Figures of exchanges, papers, other libraries and independent scripts, through the same `evaluate` as the page.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::spec::Calculator;
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

#[test]
fn every_calculator_gives_the_figures_of_others() {
    let disagreements = |calculator: &&dyn Calculator| -> Vec<String> {
        vectors(calculator.slug()).iter().flat_map(|vector| disagreement(vector, &answer(vector))).collect()
    };
    assert_eq!(CALCULATORS.iter().flat_map(disagreements).collect::<Vec<_>>(), Vec::<String>::new());
}
