//! Whether an answer agrees with a figure of somebody else; shared with the tests that run in a browser.

use serde_json::Value as Json;

/// What of an answer disagrees with a vector.
pub fn disagreement(vector: &Json, answer: &Json) -> Vec<String> {
    let id = vector["id"].as_str().expect("every vector has an id");
    assert!(vector["source"].as_str().is_some_and(|source| !source.is_empty()), "{id} has no source");
    let expected = vector["expected"].as_object().expect("every vector expects something");
    if let Some(problem) = expected.get("problem") {
        let problems = answer["problems"].as_array().expect("problems");
        let found = problems.iter().any(|other| other["field"] == problem["field"] && other["code"] == problem["code"]);
        return if found {
            Vec::new()
        } else {
            vec![format!("{id}: wanted problem {problem}, got {}", answer["problems"])]
        };
    }
    let wrong = |(key, wanted): (&String, &Json)| {
        let got = &answer["outputs"][key];
        (!agrees(got, wanted, &vector["tolerance"]))
            .then(|| format!("{id}: {key} is {got}, not {wanted}; {}", answer["problems"]))
    };
    let status = (answer["status"] != "ok").then(|| format!("{id}: {}", answer["problems"]));
    status.into_iter().chain(expected.iter().filter_map(wrong)).collect()
}

/// A table agrees by its first rows, and of them by the cells that are named.
fn agrees(got: &Json, wanted: &Json, tolerance: &Json) -> bool {
    if let (Some(got), Some(wanted)) = (got.as_array(), wanted.as_array()) {
        return got.len() >= wanted.len() && got.iter().zip(wanted).all(|(got, wanted)| agrees(got, wanted, tolerance));
    }
    if let (Some(got), Some(wanted)) = (got.as_object(), wanted.as_object()) {
        return wanted.iter().all(|(name, cell)| got.get(name).is_some_and(|got| agrees(got, cell, tolerance)));
    }
    let (Some(got), Some(wanted)) = (got.as_f64(), wanted.as_f64()) else { return got == wanted };
    let relative = tolerance["rel"].as_f64().map(|rel| rel * wanted.abs());
    let allowed = tolerance["abs"].as_f64().or(relative).expect("a number needs a tolerance");
    (got - wanted).abs() <= allowed
}
