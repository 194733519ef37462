//! Figures of others, through the program.

use serde_json::{Value as Json, json};

use crate::agreement::disagreement;
use crate::{ballast, ballast_reading, protocol};

fn vectors(slug: &str) -> Vec<Json> {
    let file = format!("{}/../../tests/vectors/{slug}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap()
}

/// Jesse's size for a short, tests/vectors/position-size.json, `size.ff.jesse.short`.
const SHORT: [&str; 7] =
    ["position-size", "side=short", "entry=80", "stop=100", "equity=10000", "risk_pct=1", "leverage=1"];

fn asked(flags: &[&str]) -> crate::Run {
    ballast(&[&SHORT, flags].concat())
}

#[test]
fn inputs_as_words_give_the_figures_of_others() {
    let wrong = |vector: &Json| {
        let inputs = vector["inputs"].as_object().unwrap().iter();
        let mut words = vec!["position-size".to_owned(), "--json".to_owned(), "--examples".to_owned()];
        words.extend(inputs.map(|(key, value)| format!("{key}={}", protocol::text(value))));
        disagreement(vector, &serde_json::from_str(&ballast(&words).out).unwrap())
    };
    let vectors = vectors("position-size");
    assert_eq!(vectors.iter().step_by(4).flat_map(wrong).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn requests_as_json_lines_give_the_figures_of_others() {
    let vectors = vectors("liquidation");
    let request = |vector: &Json| json!({"calculator": "liquidation", "inputs": vector["inputs"]}).to_string() + "\n";
    let run = ballast_reading(&["-"], &vectors.iter().map(request).collect::<String>());
    let answers: Vec<Json> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), vectors.len());
    let wrong = vectors.iter().zip(&answers).flat_map(|(vector, answer)| disagreement(vector, answer));
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn an_answer_is_read_like_the_page() {
    let run = asked(&[]);
    assert_eq!((run.code, run.out.lines().next()), (Some(0), Some("Position size")));
    let figure = |label: &str| run.out.lines().find(|line| line.trim().starts_with(label)).map(str::to_owned);
    let words = |line: String| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    assert_eq!(figure("Quantity ").map(words).as_deref(), Some("Quantity 5 coin"));
    assert_eq!(figure("If stopped ").map(words).as_deref(), Some("If stopped −100.00 USDT"));
}

#[test]
fn only_gives_bare_figures() {
    assert_eq!(asked(&["--only=quantity,realised_risk_amount,binding_limit"]).out, "5.0\n100.0\nrisk\n");
}

#[test]
fn explain_adds_formula_and_source() {
    let run = asked(&["--explain"]);
    assert!(run.out.contains("Quantity  (quantity)") && run.out.contains("\n      = "), "{}", run.out);
}

#[test]
fn a_link_made_here_gives_the_same_answer_here() {
    let link = asked(&["--link=https://example.org/ballast/"]).out;
    assert!(link.starts_with("https://example.org/ballast/#/position-size?v=1&"), "{link}");
    assert_eq!(ballast(&[link.trim(), "--only=quantity"]).out, "5.0\n");
}

#[test]
fn words_beside_a_link_win_over_it() {
    let link = asked(&["--link"]).out;
    assert_eq!(ballast(&[link.trim(), "risk_pct=2", "--only=quantity"]).out, "10.0\n");
}

#[test]
fn a_shared_trade_takes_the_account_that_is_typed_beside_it() {
    let link = "#/position-size?v=1&side=short&entry=80&stop=100&leverage=1&account=reader";
    let run = ballast(&[link, "--only=quantity"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("error: equity: Equity is needed"), "{}", run.err);
    assert_eq!(ballast(&[link, "equity=10000", "risk_pct=1", "--only=quantity"]).out, "5.0\n");
}
