//! Help, and what is no question.

use std::io::Read;
use std::process::{Command, Stdio};

use ballast_engine::calculators::CALCULATORS;

use crate::{ballast, protocol};

#[test]
fn without_words_it_says_how_to_use_it() {
    let run = ballast::<&str>(&[]);
    assert!(run.code == Some(0) && run.out.contains("ballast CALCULATOR KEY=TEXT"), "{run:?}");
    assert_eq!(ballast(&["--help"]).out, run.out);
}

#[test]
fn the_list_names_every_calculator() {
    let out = ballast(&["--list"]).out;
    let slugs: Vec<&str> = out.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(slugs, CALCULATORS.iter().map(|calculator| calculator.slug()).collect::<Vec<_>>());
}

#[test]
fn the_list_as_json_is_that_of_evaluate() {
    assert_eq!(ballast(&["--list", "--json"]).out, format!("{}\n", protocol::list()));
}

#[test]
fn help_names_every_key_of_every_calculator() {
    for calculator in CALCULATORS {
        let out = ballast(&[calculator.slug(), "--help"]).out;
        let begins = |key: &str| out.lines().any(|line| line.trim_start().starts_with(&format!("{key} ")));
        let rows = calculator.fields().into_iter().map(|row| row.key.name);
        let missing: Vec<_> =
            rows.chain(calculator.outputs().into_iter().map(|row| row.key.name)).filter(|key| !begins(key)).collect();
        assert_eq!(missing, Vec::<&str>::new(), "{}", calculator.slug());
    }
}

#[test]
fn the_example_in_the_help_of_every_calculator_has_an_answer() {
    for calculator in CALCULATORS {
        let help = ballast(&[calculator.slug(), "--help"]).out;
        let line = help.lines().find_map(|line| line.trim().strip_prefix("ballast ")).unwrap().replace('\'', "");
        let run = ballast(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, Some(0), "{line}: {}", run.err);
    }
}

#[test]
fn the_version_is_that_of_the_engine() {
    assert_eq!(ballast(&["--version"]).out, format!("ballast {}\n", ballast_engine::BUILD));
}

#[test]
fn what_is_no_question_ends_with_two_and_says_what_was_meant() {
    for (words, said) in [
        (vec!["positon-size"], "there is no calculator positon-size: did you mean position-size?"),
        (vec!["position-size", "risk-pct=1"], "position-size takes no risk-pct: did you mean risk_pct?"),
        (vec!["position-size", "--jsno"], "there is no flag --jsno: did you mean --json?"),
        (vec!["position-size", "65000"], "65000 is no key=text"),
        (vec!["position-size", "entry=1", "entry=2"], "entry is given twice"),
        (vec!["position-size", "--only=quantiy"], "position-size gives no quantiy: did you mean quantity?"),
        (vec!["position-size", "--json", "--link"], "one form at a time"),
        (vec!["kelly", "stop=5"], "kelly takes no stop"),
        (vec!["#/nothing?v=1"], "there is no calculator nothing"),
    ] {
        let run = ballast(&words);
        assert!(run.code == Some(2) && run.out.is_empty() && run.err.contains(said), "{words:?}: {run:?}");
    }
}

#[test]
fn nothing_is_taken_from_examples_unless_asked_for() {
    let run = ballast(&["position-size", "side=long"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("error: entry: Entry price is needed"), "{}", run.err);
    let run = ballast(&["position-size", "side=long", "--examples"]);
    assert!(run.code == Some(0) && run.err.contains("Taken from examples"), "{run:?}");
}

#[test]
fn a_problem_is_on_standard_error_with_its_key_and_in_the_json() {
    let run = ballast(&["position-size", "side=long", "entry=x", "--examples", "--json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.starts_with("error: entry: Entry price must be a number"), "{}", run.err);
    assert!(run.out.contains("\"field\":\"entry\",\"code\":\"not-a-number\""), "{}", run.out);
}

#[test]
fn a_text_that_does_not_count_is_said_to() {
    let run = ballast(&["position-size", "--examples", "risk_amount=50"]);
    assert!(run.err.contains("risk_amount: Risk per trade counts only with method=risk-amount"), "{}", run.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
    let command = command.args(["--list", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((said.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}
