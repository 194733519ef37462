//! What the tables promise, checked once for every calculator, field, output and key.

use std::collections::HashSet;

use ballast_engine::calculators::{self, CALCULATORS, DESKS};
use ballast_engine::scenario::{RECORDS, Scenario, outcome, resolve};
use ballast_engine::spec::{Calculator, Feed, KEYS, Kind, RESERVED, Scope, Severity, Status, Texts, find_key};
use serde_json::json;

use crate::vectors::vectors;

fn every_calculator() -> impl Iterator<Item = &'static dyn Calculator> {
    CALCULATORS.iter().copied()
}

fn examples(calculator: &dyn Calculator) -> Texts {
    let mut texts = Texts::new();
    let naming = texts.naming();
    for row in calculator.fields() {
        texts.set(row.key.name, row.neutral().unwrap_or_else(|| row.example_for(&naming)));
    }
    texts
}

#[test]
fn every_key_is_declared_once_and_none_is_reserved() {
    let names: HashSet<&str> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(names.len(), KEYS.len());
    assert!(KEYS.iter().all(|key| !RESERVED.contains(&key.name)));
}

#[test]
fn every_key_in_percent_says_so_in_its_name_and_no_other_does() {
    for key in KEYS {
        assert_eq!(
            key.unit.is_percent() && !matches!(key.kind, Kind::Series),
            key.name.ends_with("_pct"),
            "{}",
            key.name
        );
    }
}

#[test]
fn every_choice_is_neutral_at_its_first_word() {
    for calculator in every_calculator() {
        for row in calculator.fields().into_iter().filter(|row| row.key.kind == Kind::Choice) {
            let first = calculator.words(row.key.name).first().map(|word| word.code);
            assert!(row.key.neutral.is_none() || row.key.neutral == first, "{} {}", calculator.slug(), row.key.name);
        }
    }
}

#[test]
fn every_row_has_its_words() {
    for calculator in every_calculator() {
        for row in calculator.fields() {
            assert!(!row.label.is_empty(), "{} {}", calculator.slug(), row.key.name);
            assert!(
                !row.help.is_empty() || row.key.name == "side",
                "{} {} has no help",
                calculator.slug(),
                row.key.name
            );
        }
        for row in calculator.outputs() {
            assert!(!row.label.is_empty() && !row.formula.is_empty(), "{} {}", calculator.slug(), row.key.name);
            let source = row.source;
            let is_address =
                source.starts_with("https://") || source.starts_with("DOI ") || source.starts_with("ISBN ");
            let is_path = source.contains('@') && source.contains('/');
            let is_ours = source.starts_with("ours, derivation in docs/numbers.md");
            assert!(is_address || is_path || is_ours, "{} {}: {source}", calculator.slug(), row.key.name);
        }
    }
}

#[test]
fn every_field_and_output_is_a_key_of_its_own_within_a_calculator() {
    for calculator in every_calculator() {
        let fields: HashSet<&str> = calculator.fields().iter().map(|row| row.key.name).collect();
        let outputs: HashSet<&str> = calculator.outputs().iter().map(|row| row.key.name).collect();
        assert_eq!(
            (fields.len(), outputs.len()),
            (calculator.fields().len(), calculator.outputs().len()),
            "{}",
            calculator.slug()
        );
        assert!(calculator.fields().iter().all(|row| row.key.scope != Scope::Result), "{}", calculator.slug());
    }
}

#[test]
fn every_example_is_in_range_and_solves() {
    for calculator in every_calculator() {
        let outcome = calculator.prepare(&examples(calculator)).outcome();
        assert_eq!(outcome.status, Status::Ok, "{}: {:?}", calculator.slug(), outcome.problems);
        for row in calculator.fields() {
            let mut texts = examples(calculator);
            texts.set(row.key.name, row.example);
            let problems = calculator.prepare(&texts).outcome().problems;
            let unread = |problem: &ballast_engine::spec::Problem| {
                problem.key() == Some(row.key.name) && problem.severity == Severity::Error
            };
            assert!(!problems.iter().any(unread), "{} {}: {problems:?}", calculator.slug(), row.key.name);
        }
    }
}

#[test]
fn a_first_visit_shows_a_solved_example_on_every_record_whose_contract_fits() {
    let contract_unfit = |problem: &ballast_engine::spec::Problem| problem.key() == Some("contract");
    for calculator in every_calculator() {
        for record in RECORDS {
            let profile = [("rules", record.name)].into_iter().collect();
            let scenario = Scenario { slug: calculator.slug().to_owned(), is_sample: true, ..Scenario::default() };
            let resolved = resolve(calculator, &scenario, &profile);
            let outcome = outcome(calculator, &resolved);
            let unfit = calculator.slug() == "delta-rebalance" && outcome.problems.iter().all(contract_unfit);
            let stands = outcome.status == Status::Ok || unfit;
            assert!(stands, "{} {}: {:?}", calculator.slug(), record.name, outcome.problems);
        }
    }
}

#[test]
fn at_most_four_cells_and_each_stands_on_a_figure_that_is_there() {
    use ballast_engine::spec::Role;
    for calculator in every_calculator() {
        let outputs = calculator.outputs();
        assert!(outputs.iter().filter(|row| row.role == Role::Cell).count() <= 4, "{}", calculator.slug());
        assert!(outputs.iter().any(|row| row.role == Role::Answer), "{}", calculator.slug());
        for key in outputs.iter().filter_map(|row| row.beside) {
            assert!(outputs.iter().any(|row| row.key.name == key), "{} {key}", calculator.slug());
        }
    }
}

#[test]
fn every_calculator_has_one_place_on_the_desks() {
    let placed: Vec<&str> = DESKS.iter().flat_map(|desk| desk.slugs()).collect();
    for calculator in every_calculator() {
        assert_eq!(placed.iter().filter(|slug| **slug == calculator.slug()).count(), 1, "{}", calculator.slug());
        assert!(calculator.next().iter().all(|next| calculators::find(next.slug).is_some()), "{}", calculator.slug());
    }
    assert_eq!(placed.len(), CALCULATORS.len());
}

#[test]
fn feeds_within_a_desk_end_at_an_input_and_have_no_cycle() {
    for desk in DESKS {
        let on_desk: Vec<&dyn Calculator> = desk.slugs().filter_map(calculators::find).collect();
        for (at, calculator) in on_desk.iter().enumerate() {
            for row in calculator.outputs() {
                let Feed::Desk(key) = row.feeds else { continue };
                let fed = |other: &&dyn Calculator| other.fields().iter().any(|field| field.key.name == key);
                assert!(!on_desk.iter().take(at).any(fed), "{} feeds {key} backwards", calculator.slug());
            }
        }
    }
}

#[test]
fn every_feed_ends_at_a_key() {
    for row in every_calculator().flat_map(|calculator| calculator.outputs()) {
        if let Feed::Desk(key) | Feed::Button(key) = row.feeds {
            assert!(find_key(key).is_some_and(|key| key.scope != Scope::Result), "{key}");
        }
    }
}

/// A vector moves a key where leaving it out changes the answer.
#[test]
fn every_input_is_moved_by_a_figure_of_somebody_else() {
    for calculator in every_calculator() {
        let vectors = vectors(calculator.slug());
        for row in calculator.fields() {
            let moved = vectors.iter().filter(|vector| vector["inputs"].get(row.key.name).is_some()).any(|vector| {
                let mut without = vector["inputs"].as_object().expect("inputs").clone();
                without.remove(row.key.name);
                let changed = json!({"calculator": calculator.slug(), "inputs": without});
                let (full, less) = (crate::vectors::answer(vector), crate::protocol::answer(&changed.to_string()));
                full["outputs"] != less["outputs"] || full["problems"] != less["problems"]
            });
            assert!(
                moved || EXEMPT.contains(&row.key.name),
                "no vector moves {} of {}",
                row.key.name,
                calculator.slug()
            );
        }
    }
}

/// What has no figure to move: words that only decide when a warning shows.
const EXEMPT: &[&str] = &["risk_warning_pct", "risk_alarm_pct"];

#[test]
fn the_list_holds_every_input_and_output_with_what_scripts_need() {
    let list = crate::protocol::list();
    for (calculator, listed) in every_calculator().zip(list.as_array().expect("an array")) {
        assert_eq!(listed["slug"], calculator.slug());
        assert_eq!(listed["inputs"].as_array().map(Vec::len), Some(calculator.fields().len()));
        assert_eq!(listed["outputs"].as_array().map(Vec::len), Some(calculator.outputs().len()));
        let complete = |rows: &serde_json::Value, names: &[&str]| {
            rows.as_array().expect("rows").iter().all(|row| names.iter().all(|name| !row[name].is_null()))
        };
        assert!(
            complete(&listed["inputs"], &["key", "kind", "unit", "scope", "range", "required", "example"]),
            "{listed}"
        );
        assert!(complete(&listed["outputs"], &["key", "kind", "unit", "role"]), "{listed}");
        let choices = |row: &serde_json::Value| row["kind"] != "choice" || !row["choices"].is_null();
        assert!(listed["inputs"].as_array().expect("rows").iter().all(choices), "{listed}");
    }
}
