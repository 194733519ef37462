//! `ballast position-size equity=10000 risk_pct=1 ...`: the engine for terminals and scripts.
//!
//! [`arguments`] says what is wanted, [`question`] makes a scenario of it that takes nothing from examples, and the answer
//! is written by [`answer`] for people, by `evaluate`'s own protocol as JSON, or by [`rows`] a line each.

mod answer;
mod arguments;
mod failure;
mod manual;
#[path = "../../engine/examples/evaluate/protocol.rs"]
mod protocol;
mod question;
mod rows;
mod similar;
mod table;

use std::io::{self, BufReader, BufWriter, Write};
use std::process::ExitCode;

use arguments::{Command, Form};
use ballast_engine::presentation::Sheet;
use ballast_engine::scenario::{Profile, Share, encode};
use ballast_engine::spec::{Problem, Severity};
use failure::Failure;
use question::{Question, hidden_notes};

/// Whether every question had an answer.
type Answered = bool;

fn main() -> ExitCode {
    let mut words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    let _program = words.next();
    let words: Vec<String> = words.collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let done = arguments::read(&words).and_then(|command| run(command, &mut out));
    match done.and_then(|answered| Ok(out.flush().map(|()| answered)?)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever reads has seen enough.
        Err(Failure::Stream(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: Command, out: &mut impl Write) -> Result<Answered, Failure> {
    match command {
        Command::Help => write!(out, "{}", manual::OVERVIEW)?,
        Command::Version => writeln!(out, "ballast {}", ballast_engine::BUILD)?,
        Command::List { as_json: true } => writeln!(out, "{}", protocol::list())?,
        Command::List { as_json: false } => write!(out, "{}", manual::list())?,
        Command::HelpOf(calculator) => write!(out, "{}", manual::of(calculator))?,
        Command::Evaluate => return rows::evaluate(BufReader::new(io::stdin().lock()), out),
        Command::Rows(wish) => return rows::answer(&wish, BufReader::new(io::stdin().lock()), out),
        Command::Answer(wish) => return answer(&wish.question, &wish.form, out),
    }
    Ok(true)
}

fn answer(question: &Question, form: &Form, out: &mut impl Write) -> Result<Answered, Failure> {
    let asked = question.asked();
    match form {
        Form::Json => {
            let answer = protocol::evaluated(asked);
            rows::errors(&answer).iter().for_each(|error| tell(&format!("error: {error}")));
            writeln!(out, "{answer}")?;
            return Ok(rows::is_answer(&answer));
        }
        Form::Only(keys) => {
            let answer = protocol::evaluated(asked.clone());
            if rows::is_answer(&answer) {
                let output = |key: &String| rows::bare(answer.pointer(&format!("/outputs/{key}")));
                keys.iter().try_for_each(|key| writeln!(out, "{}", output(key)))?;
            }
        }
        Form::Text { .. } | Form::Link(_) => {}
    }
    let sheet = Sheet::new(&asked.scenario, &Profile::new());
    match form {
        Form::Text { explained } if sheet.is_ok() => write!(out, "{}", answer::written(&sheet, *explained))?,
        Form::Link(before) if sheet.is_ok() => {
            let link = encode(&asked.scenario, (&Profile::new(), &sheet.resolved), Share::Exact);
            writeln!(out, "{before}{link}")?;
        }
        _ => {}
    }
    // What is said about the figures comes after them.
    out.flush()?;
    hidden_notes(&sheet, &question.typed).iter().for_each(|note| tell(note));
    asked.problems.iter().chain(&sheet.outcome.problems).for_each(|problem| tell(&said(problem)));
    Ok(sheet.is_ok() && !sheet.outcome.problems.iter().any(|problem| problem.severity == Severity::Error))
}

/// A problem on one line, with its key: `error: stop: Stop price must be ...`.
fn said(problem: &Problem) -> String {
    match problem.key() {
        Some(key) => format!("{}: {key}: {}", problem.severity.name(), problem.message()),
        None => format!("{}: {}", problem.severity.name(), problem.message()),
    }
}

/// A line for whoever watches; nobody may be.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
