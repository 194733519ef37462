//! The words on the command line. Inputs are `key=text` as in links, and so there are few flags.

use ballast_engine::calculators::{CALCULATORS, find};
use ballast_engine::scenario::{self, Scenario};
use ballast_engine::spec::Calculator;

use crate::failure::Failure;
use crate::question::{Question, unknown_key};
use crate::similar::suggestion;

/// What is wanted.
pub enum Command {
    /// How to use it.
    Help,
    /// What a calculator takes and gives.
    HelpOf(&'static dyn Calculator),
    /// The version.
    Version,
    /// The calculators.
    List {
        /// All that is declared, instead of a line each.
        as_json: bool,
    },
    /// Requests on standard input, as `evaluate` takes them.
    Evaluate,
    /// One answer.
    Answer(Wish),
    /// An answer for every row on standard input.
    Rows(Wish),
}

/// A question and the form of its answer.
pub struct Wish {
    /// The question.
    pub question: Question,
    /// The form.
    pub form: Form,
}

/// How an answer is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// For people; `explained`: with formulas and sources.
    Text {
        /// With formulas and sources.
        explained: bool,
    },
    /// As `evaluate` does.
    Json,
    /// As a link, behind this address.
    Link(String),
    /// These outputs, bare.
    Only(Vec<String>),
}

/// The flags and all else, apart.
#[derive(Default)]
struct Words<'a> {
    forms: Vec<Form>,
    plain: Vec<&'a str>,
    help: bool,
    list: bool,
    version: bool,
    examples: bool,
    rows: bool,
}

/// Reads the command line.
///
/// # Errors
/// What is no question, with what may have been meant.
pub fn read(words: &[String]) -> Result<Command, Failure> {
    let mut words = sorted(words)?;
    let as_json = words.forms.contains(&Form::Json);
    match words.plain.first().copied() {
        _ if words.version => Ok(Command::Version),
        _ if words.list => Ok(Command::List { as_json }),
        None if words.rows => Ok(Command::Evaluate),
        None | Some("help") if words.plain.len() < 2 => Ok(Command::Help),
        Some("help") => Ok(Command::HelpOf(calculator(words.plain.get(1).copied().unwrap_or_default())?)),
        Some(slug) if words.help && !is_link(slug) => Ok(Command::HelpOf(calculator(slug)?)),
        Some(_) if words.help => Ok(Command::Help),
        Some(subject) => {
            let pairs = words.plain.split_off(1);
            wish(subject, &pairs, words)
        }
        None => Ok(Command::Help),
    }
}

fn sorted(words: &[String]) -> Result<Words<'_>, Failure> {
    let mut sorted = Words::default();
    for word in words {
        match word.as_str() {
            "--help" | "-h" => sorted.help = true,
            "--version" | "-V" => sorted.version = true,
            "--list" => sorted.list = true,
            "--examples" => sorted.examples = true,
            "-" => sorted.rows = true,
            flag if flag.starts_with("--") => sorted.forms.push(form(flag)?),
            flag if flag.starts_with('-') && !flag.contains('=') => return Err(no_flag(flag)),
            plain => sorted.plain.push(plain),
        }
    }
    Ok(sorted)
}

fn form(flag: &str) -> Result<Form, Failure> {
    match flag.split_once('=').unwrap_or((flag, "")) {
        ("--json", "") => Ok(Form::Json),
        ("--explain", "") => Ok(Form::Text { explained: true }),
        ("--link", address) => Ok(Form::Link(address.split('#').next().unwrap_or_default().to_owned())),
        ("--only", keys) if !keys.is_empty() => Ok(Form::Only(keys.split(',').map(str::to_owned).collect())),
        ("--only", _) => {
            Err(Failure::Usage("--only names the outputs wanted: --only=quantity,liquidation_price".into()))
        }
        _ => Err(no_flag(flag)),
    }
}

const FLAGS: [&str; 8] = ["--json", "--link", "--only", "--explain", "--examples", "--list", "--help", "--version"];

fn no_flag(flag: &str) -> Failure {
    let name = flag.split('=').next().unwrap_or_default();
    Failure::Usage(format!("there is no flag {name}{}", suggestion(name, FLAGS)))
}

fn is_link(word: &str) -> bool {
    word.contains(['#', '?', '/'])
}

/// The calculator of that slug.
fn calculator(slug: &str) -> Result<&'static dyn Calculator, Failure> {
    let slugs = || CALCULATORS.iter().map(|calculator| calculator.slug());
    find(slug).ok_or_else(|| {
        let meant = suggestion(slug, slugs());
        let all = if meant.is_empty() { "; ballast --list names them all" } else { "" };
        Failure::Usage(format!("there is no calculator {slug}{meant}{all}"))
    })
}

fn wish(subject: &str, pairs: &[&str], words: Words<'_>) -> Result<Command, Failure> {
    let form = match words.forms.as_slice() {
        [] => Form::Text { explained: false },
        [form] => form.clone(),
        _ => return Err(Failure::Usage("one form at a time: --json, --link, --only or --explain".into())),
    };
    let decoded = if is_link(subject) { scenario::decode(subject) } else { of_slug(subject) };
    let calculator = calculator(&decoded.scenario.slug)?;
    let typed = pairs.iter().map(|pair| typed(calculator, pair)).collect::<Result<Vec<_>, _>>()?;
    if let Some((key, _)) = typed.iter().enumerate().find_map(|(at, pair)| {
        typed.get(..at).filter(|before| before.iter().any(|(key, _)| *key == pair.0)).map(|_| pair)
    }) {
        return Err(Failure::Usage(format!("{key} is given twice")));
    }
    if let Form::Only(keys) = &form {
        keys.iter().try_for_each(|key| is_output(calculator, key))?;
    }
    let question = Question { calculator, decoded, typed, with_examples: words.examples };
    if !words.rows {
        return Ok(Command::Answer(Wish { question, form }));
    }
    match form {
        Form::Link(_) | Form::Text { explained: true } => {
            Err(Failure::Usage("rows are answered by rows: without a flag, with --json or with --only".into()))
        }
        form => Ok(Command::Rows(Wish { question, form })),
    }
}

fn of_slug(slug: &str) -> scenario::Decoded {
    let scenario = Scenario { slug: slug.to_owned(), ..Scenario::default() };
    scenario::Decoded { scenario, problems: Vec::new() }
}

fn typed(calculator: &'static dyn Calculator, pair: &str) -> Result<(String, String), Failure> {
    let Some((key, text)) = pair.split_once('=') else {
        let what = format!("{pair} is no key=text; ballast {} --help names the keys", calculator.slug());
        return Err(Failure::Usage(what));
    };
    match unknown_key(calculator, key) {
        Some(what) => Err(Failure::Usage(what)),
        None => Ok((key.to_owned(), text.to_owned())),
    }
}

fn is_output(calculator: &'static dyn Calculator, key: &str) -> Result<(), Failure> {
    let rows = calculator.outputs();
    match rows.iter().any(|row| row.key.name == key) {
        true => Ok(()),
        false => {
            let meant = suggestion(key, rows.iter().map(|row| row.key.name));
            Err(Failure::Usage(format!("{} gives no {key}{meant}", calculator.slug())))
        }
    }
}
