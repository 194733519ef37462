//! What an embed tells the page around it is what `evaluate` says, to the last digit.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::presentation::{Sheet, first_profile, opened};
use ballast_engine::scenario::{Profile, decode};
use serde_json::{Map, Value as Json, json};

use crate::protocol;
use crate::vectors::{answer, vectors};

/// Vectors of each calculator; they are in no order, and each takes its time.
const MOST: usize = 12;

/// JSON has one kind of number; its reader here tells whole ones apart.
fn plain(json: &Json) -> Json {
    match json {
        Json::Number(number) => json!(number.as_f64().unwrap()),
        Json::Array(items) => items.iter().map(plain).collect(),
        Json::Object(pairs) => {
            pairs.iter().map(|(key, value)| (key.clone(), plain(value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn told(slug: &str, inputs: &Json) -> Json {
    let sheet = Sheet::new(&protocol::typed(slug, Some(inputs)), &Profile::new());
    plain(&serde_json::from_str(&sheet.results(&[])).unwrap())
}

fn shared(answer: &Json) -> Json {
    let parts = ["status", "outputs", "assumed", "notices", "problems"];
    plain(&parts.into_iter().map(|part| (part.to_owned(), answer[part].clone())).collect::<Map<_, _>>().into())
}

#[test]
fn every_calculator_is_told_as_evaluate_tells_it() {
    for calculator in CALCULATORS {
        for vector in vectors(calculator.slug()).into_iter().take(MOST) {
            assert_eq!(told(calculator.slug(), &vector["inputs"]), shared(&answer(&vector)), "{}", vector["id"]);
        }
    }
}

#[test]
fn problems_name_row_and_column_and_texts_keep_their_signs() {
    for inputs in [
        json!({"edge_model": "trades", "trades": "1,x\"\\\n2"}),
        json!({"entry": 65000, "stop": "65000", "risk_pct": "\u{1}", "targets": "50@1,x@2"}),
        json!({"legs": "rules,side\n\"quoted\",long\n;"}),
    ] {
        for calculator in CALCULATORS {
            let slug = calculator.slug();
            let asked = json!({"calculator": slug, "inputs": inputs});
            assert_eq!(told(slug, &inputs), shared(&protocol::answer(&asked.to_string())), "{slug} {inputs}");
        }
    }
}

/// A link whose stop is misspelt, with a pair that says nothing, made by another build under a later version.
const MISREAD: &str =
    "#/position-size?v=9&rules=generic&side=long&entry=65000&stp=64500&equity=10000&risk_pct=1&=5&build=other";

fn opened_as(link: &str) -> Json {
    let opened = opened(link, &first_profile());
    let sheet = Sheet::new(&opened.scenario, &first_profile());
    plain(&serde_json::from_str(&sheet.results(&opened.problems)).unwrap())
}

#[test]
fn figures_that_rest_on_examples_name_them() {
    assert_eq!(opened_as(MISREAD)["assumed"], json!(["stop", "leverage"]));
    assert_eq!(opened_as(&MISREAD.replace("stp", "leverage=10&stop"))["assumed"], json!([]));
}

#[test]
fn what_could_not_be_read_of_a_link_is_told_as_evaluate_tells_it_and_once() {
    let sorted = |mut told: Json| {
        let mut notices = told["notices"].as_array().unwrap().clone();
        notices.sort_by_key(Json::to_string);
        told["notices"] = notices.into();
        told
    };
    let told = opened_as(MISREAD);
    assert_eq!(told["notices"].as_array().unwrap().len(), 5, "{}", told["notices"]);
    assert_eq!(sorted(told), sorted(shared(&protocol::evaluated(decode(MISREAD)))));
}
