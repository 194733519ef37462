//! Random questions: evaluate, the command line and a link give the same digits.

use ballast_engine::calculators::CALCULATORS;
use serde_json::{Value as Json, json};

use crate::{ballast, cases::cases, protocol};

/// Of an answer all that a reader sees; what was assumed is written down in an exact link.
fn seen(answer: &Json) -> [&Json; 5] {
    ["status", "outputs", "absent", "units", "problems"].map(|part| &answer[part])
}

fn disagreements(case: &Json) -> Vec<String> {
    let slug = case["calculator"].as_str().unwrap();
    let by_link = protocol::answer(&json!({"link": case["link"]}).to_string());
    let inputs = case["inputs"].as_object().unwrap();
    let mut words = vec![slug.to_owned(), "--json".to_owned(), "--examples".to_owned()];
    words.extend(inputs.iter().map(|(key, value)| format!("{key}={}", protocol::text(value))));
    let run = ballast(&words);
    let by_program: Json = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{words:?}: {}", run.err));
    let wanted_code = if case["answer"]["status"] == "ok" { 0 } else { 1 };
    assert_eq!(run.code, Some(wanted_code), "{words:?}");
    let differs = |who: &str, answer: &Json| {
        let wanted = seen(&case["answer"]);
        (seen(answer) != wanted).then(|| format!("{who}, question {}: {words:?}: {answer}", case["id"]))
    };
    differs("link", &by_link).into_iter().chain(differs("program", &by_program)).collect()
}

#[test]
fn five_hundred_random_questions_have_one_answer_each() {
    let cases: Vec<Json> = cases(500).collect();
    let (first, second) = cases.split_at(cases.len() / 2);
    let all = |half: &[Json]| half.iter().flat_map(disagreements).collect::<Vec<_>>();
    let found = std::thread::scope(|scope| {
        let other = scope.spawn(|| all(second));
        [all(first), other.join().unwrap()].concat()
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn random_questions_reach_results_and_problems_of_every_calculator() {
    let cases: Vec<Json> = cases(170).collect();
    let of = |slug: &str, status: &str| {
        cases.iter().filter(|case| case["calculator"] == slug && case["answer"]["status"] == status).count()
    };
    for calculator in CALCULATORS {
        assert!(of(calculator.slug(), "ok") > 0, "{} never has results", calculator.slug());
    }
    let invalid = cases.iter().filter(|case| case["answer"]["status"] == "invalid").count();
    assert!((17..85).contains(&invalid), "{invalid} of 170 have no results");
}
