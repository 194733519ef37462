//! Scenarios worked out by the engine, and their figures as people read them.

use ballast_engine::calculators::find;
use ballast_engine::figure;
use ballast_engine::number_text::{fraction, parse};
use ballast_engine::presentation::first_profile;
use ballast_engine::scenario::{self, Origin, Profile, Resolved, Scenario, Share, decode, encode, resolve};
use ballast_engine::spec::{
    Calculator, Column, FieldRow, Kind, Outcome, OutputRow, Problem, Role, Severity, Status, Texts, Value,
};

use crate::markdown::{attribute, table, text};

/// From a page in a folder of the book to the folder of the app: the book lies in `docs/` beside it.
pub const APP: &str = "../../";

/// A space at which no line ends: a number stays beside its unit.
const NO_BREAK: &str = "\u{a0}";

/// Rows of a table in the book; the app shows them all.
const LONGEST_TABLE: usize = 24;

/// A calculator with its texts, and what follows from them.
pub struct Example {
    pub calculator: &'static dyn Calculator,
    pub scenario: Scenario,
    pub resolved: Resolved,
    pub outcome: Outcome,
    profile: Profile,
}

impl Example {
    /// The calculator as a first visitor finds it.
    pub fn of(calculator: &'static dyn Calculator) -> Example {
        Example::with(calculator, Texts::new())
    }

    /// The same with some texts typed.
    pub fn with(calculator: &'static dyn Calculator, texts: Texts) -> Example {
        let scenario = Scenario { slug: calculator.slug().to_owned(), texts, is_sample: true, ..Scenario::default() };
        Example::worked_out(calculator, scenario, first_profile())
    }

    /// What a link holds, for a reader who has no account of their own. A link without an answer is refused.
    pub fn of_link(link: &str) -> Result<Example, String> {
        let scenario = decode(link).scenario;
        let calculator = find(&scenario.slug).ok_or_else(|| format!("there is no calculator {}", scenario.slug))?;
        let example = Example::worked_out(calculator, scenario, Profile::new());
        let problems: Vec<String> = example.problems(Severity::Error).map(Problem::message).collect();
        if example.outcome.status == Status::Ok { Ok(example) } else { Err(format!("{link}: {}", problems.join("; "))) }
    }

    fn worked_out(calculator: &'static dyn Calculator, scenario: Scenario, profile: Profile) -> Example {
        let resolved = resolve(calculator, &scenario, &profile);
        let outcome = scenario::outcome(calculator, &resolved);
        Example { calculator, scenario, resolved, outcome, profile }
    }

    /// Everything typed, as the fragment of an address. The book lies beside the app of its own build: none is named.
    pub fn link(&self) -> String {
        let link = encode(&self.scenario, (&self.profile, &self.resolved), Share::Exact);
        link.split("&build=").next().unwrap_or_default().to_owned()
    }

    /// The pairs of the link, once its calculator is known.
    pub fn query(&self) -> String {
        let link = self.link();
        link.split_once("?v=1&").map_or_else(String::new, |(_, query)| query.to_owned())
    }

    /// The example as a link into the app, which a reader's browser can run in its place.
    pub fn opened(&self) -> String {
        let (slug, query) = (self.calculator.slug(), attribute(&self.query()));
        let address = attribute(&format!("{APP}{}", self.link()));
        format!(
            "<p class=\"ballast-example\" data-calculator=\"{slug}\" data-scenario=\"{query}\">\
             <a href=\"{address}\">Open it in the app</a></p>"
        )
    }

    /// An output as people read it; what is absent says why, set apart.
    pub fn figure(&self, row: &OutputRow) -> String {
        match self.outcome.value(row.key.name) {
            None => String::new(),
            Some(Value::Table(rows)) => if rows.is_empty() { "none" } else { "above" }.to_owned(),
            Some(value) => {
                let figure = figure::of_output(row, value, &self.outcome.naming);
                let words = text(&with_unit(&figure.text, &figure.symbol));
                if figure.is_present { words } else { format!("*{words}*") }
            }
        }
    }

    /// An output that is there.
    pub fn present(&self, key: &str) -> Option<String> {
        let row = self.calculator.outputs().into_iter().find(|row| row.key.name == key)?;
        let figure = figure::of_output(row, self.outcome.value(key)?, &self.outcome.naming);
        (figure.is_present && !figure.text.is_empty()).then(|| text(&with_unit(&figure.text, &figure.symbol)))
    }

    /// An input as people read it: a number in its unit, the label of a choice, any other text as typed.
    pub fn input(&self, key: &str) -> Option<String> {
        let row = self.calculator.fields().into_iter().find(|row| row.key.name == key)?;
        let typed = self.text(key);
        let word = self.calculator.words(key).iter().find(|word| word.code == typed);
        let is_number = matches!(row.key.kind, Kind::Number | Kind::Money | Kind::Count | Kind::Level);
        Some(match (word, parse(typed)) {
            (Some(word), _) => text(word.label),
            (None, Ok(number)) if is_number => {
                let number = if row.key.unit.is_percent() { fraction(number) } else { number };
                figure::with_symbol(number, row.key.unit, &self.outcome.naming).replace(' ', NO_BREAK)
            }
            _ => text(typed),
        })
    }

    pub fn text(&self, key: &str) -> &str {
        self.resolved.texts.get(key).unwrap_or_default()
    }

    /// Another calculator that this text comes from.
    pub fn fed_by(&self, row: &FieldRow) -> Option<&'static dyn Calculator> {
        match self.resolved.origin(row.key.name) {
            Some(Origin::Fed(slug)) => find(slug),
            _ => None,
        }
    }

    pub fn rows_of(&self, roles: &[Role]) -> Vec<&'static OutputRow> {
        self.calculator.outputs().into_iter().filter(|row| roles.contains(&row.role)).collect()
    }

    pub fn problems(&self, least: Severity) -> impl Iterator<Item = &Problem> {
        self.outcome.problems.iter().filter(move |problem| problem.severity >= least)
    }

    /// An output that is a table, where it has rows.
    pub fn table_of(&self, row: &OutputRow) -> Option<String> {
        let Some(Value::Table(rows)) = self.outcome.value(row.key.name) else { return None };
        let naming = &self.outcome.naming;
        let head = |column: &Column| match naming.symbol(column.unit) {
            "" => text(column.label),
            symbol => format!("{}, {}", text(column.label), text(symbol)),
        };
        let cell = |(value, column): (&Value, &Column)| match value {
            Value::Number(number) => figure::number(*number, column.unit, naming),
            Value::Word(word) => text(word.label),
            Value::Text(sentence) => linked(sentence),
            Value::Absent(reason) => format!("*{}*", text(reason.0)),
            Value::Series(_) | Value::Table(_) => String::new(),
        };
        let heads: Vec<String> = row.columns.iter().map(head).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let lines: Vec<Vec<String>> =
            rows.iter().map(|cells| cells.iter().zip(row.columns).map(cell).collect()).collect();
        let (shown, more) = lines.split_at(lines.len().min(LONGEST_TABLE));
        let more =
            if more.is_empty() { String::new() } else { format!("\n\n{} more rows are in the app.", more.len()) };
        (!shown.is_empty()).then(|| table(&heads, shown) + &more)
    }
}

/// An address is shown by its host.
fn linked(sentence: &str) -> String {
    let address = sentence.strip_prefix("https://").filter(|address| !address.contains(' '));
    match address.and_then(|address| address.split('/').next()) {
        Some(host) => format!("[{}]({sentence})", host.trim_start_matches("www.")),
        None => text(sentence),
    }
}

fn with_unit(figure: &str, symbol: &str) -> String {
    match symbol {
        "" => figure.to_owned(),
        "×" => format!("{figure}×"),
        symbol => format!("{figure}{NO_BREAK}{symbol}"),
    }
}
