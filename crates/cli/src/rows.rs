//! Rows on standard input, an answer for each: CSV or TSV with a header of keys, or a JSON object a line.

use std::io::{BufRead, Write};

use ballast_engine::spec::{Calculator, Kind, OutputRow, find_key};
use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use serde_json::{Value as Json, json};

use crate::arguments::{Form, Wish};
use crate::failure::Failure;
use crate::protocol;
use crate::question::{Question, unknown_key};
use crate::tell;

/// A column that is no key: it is handed through, so that answers find their way back.
const ID: &str = "id";

/// Requests as `evaluate` takes them, a line each.
pub fn evaluate(input: impl BufRead, out: &mut impl Write) -> Result<bool, Failure> {
    let mut answered = true;
    for line in input.split(b'\n') {
        let answer = protocol::answer(&String::from_utf8_lossy(&line?));
        answered &= is_answer(&answer);
        writeln!(out, "{answer}")?;
    }
    Ok(answered)
}

/// An answer for every row, in the form of the rows.
pub fn answer(wish: &Wish, mut input: impl BufRead, out: &mut impl Write) -> Result<bool, Failure> {
    let start = input.fill_buf()?;
    let head = String::from_utf8_lossy(start.split(|byte| *byte == b'\n').next().unwrap_or_default()).into_owned();
    if head.trim_start().starts_with('{') {
        return json_lines(&wish.question, input, out);
    }
    let delimiter = if head.contains('\t') { b'\t' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let table = Table::of(wish, &header, delimiter)?;
    let mut answered = true;
    table.begin(out)?;
    for (number, record) in (1..).zip(reader.records()) {
        let answer = table.answer(&record.map_err(|error| unreadable(&error))?);
        for problem in errors(&answer) {
            tell(&format!("error: row {number}: {problem}"));
        }
        answered &= is_answer(&answer);
        table.write(&answer, out)?;
    }
    Ok(answered)
}

fn json_lines(question: &Question, input: impl BufRead, out: &mut impl Write) -> Result<bool, Failure> {
    let mut answered = true;
    for (number, line) in (1..).zip(input.lines()) {
        let line = line?;
        let Ok(Json::Object(mut inputs)) = serde_json::from_str(&line) else {
            return Err(Failure::Rows(format!("row {number} is no JSON object of inputs")));
        };
        let id = inputs.shift_remove(ID);
        if let Some(what) = inputs.keys().find_map(|key| unknown_key(question.calculator, key)) {
            return Err(Failure::Rows(format!("row {number}: {what}")));
        }
        let typed = protocol::typed(question.calculator.slug(), Some(&inputs.into())).texts;
        let row: Vec<(String, String)> = typed.iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        let answer = with_id(protocol::evaluated(question.asked_with(&row)), id);
        answered &= is_answer(&answer);
        for problem in errors(&answer) {
            tell(&format!("error: row {number}: {problem}"));
        }
        writeln!(out, "{answer}")?;
    }
    Ok(answered)
}

fn with_id(mut answer: Json, id: Option<Json>) -> Json {
    if let (Some(id), Some(answer)) = (id, answer.as_object_mut()) {
        answer.insert(ID.into(), id);
    }
    answer
}

/// Whether an answer holds results.
pub fn is_answer(answer: &Json) -> bool {
    answer.get("status").and_then(Json::as_str) == Some("ok")
}

fn unreadable(error: &csv::Error) -> Failure {
    Failure::Rows(error.to_string())
}

/// What is wrong, each with the key it is at.
pub fn errors(answer: &Json) -> Vec<String> {
    let problems = answer.get("problems").and_then(Json::as_array).into_iter().flatten();
    let text = |problem: &Json, key: &str| problem.get(key).and_then(Json::as_str).map(str::to_owned);
    let said = |problem: &Json| match (text(problem, "field"), text(problem, "message")) {
        (Some(field), Some(message)) => Some(format!("{field}: {message}")),
        (_, message) => message,
    };
    let is_error = |problem: &&Json| problem.get("severity").and_then(Json::as_str) == Some("error");
    problems.filter(is_error).filter_map(said).collect()
}

/// Rows under a header of keys.
struct Table<'a> {
    question: &'a Question,
    header: &'a StringRecord,
    delimiter: u8,
    /// The outputs of each row; `None`: JSON.
    outputs: Option<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    fn of(wish: &'a Wish, header: &'a StringRecord, delimiter: u8) -> Result<Table<'a>, Failure> {
        let question = &wish.question;
        let keys = || header.iter().map(str::trim).filter(|key| *key != ID);
        if let Some(what) = keys().find_map(|key| unknown_key(question.calculator, key)) {
            return Err(Failure::Rows(format!("the header of the rows: {what}")));
        }
        let mut seen: Vec<&str> = keys().collect();
        seen.sort_unstable();
        if let Some(twice) = seen.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some(*one),
            _ => None,
        }) {
            return Err(Failure::Rows(format!("the header of the rows names {twice} twice")));
        }
        let outputs = match &wish.form {
            Form::Json => None,
            Form::Only(keys) => Some(named(question.calculator, keys)),
            _ => Some(all(question.calculator)),
        };
        Ok(Table { question, header, delimiter, outputs })
    }

    /// The answer to a row, as `evaluate` gives it.
    fn answer(&self, record: &StringRecord) -> Json {
        if record.len() != self.header.len() {
            let message = format!("has {} cells, and the header {}", record.len(), self.header.len());
            return json!({"status": "invalid", "outputs": {}, "problems": [
                {"field": null, "code": "wrong-cell-count", "severity": "error", "message": message}]});
        }
        let cells = self.header.iter().map(str::trim).zip(record).filter(|(key, _)| *key != ID);
        let texts: Vec<(String, String)> = cells.filter_map(|(key, text)| self.text(key, text)).collect();
        let id = self.header.iter().position(|key| key.trim() == ID).and_then(|at| record.get(at));
        with_id(protocol::evaluated(self.question.asked_with(&texts)), id.map(Json::from))
    }

    /// A blank cell leaves out what may be left out, and never brings an example.
    fn text(&self, key: &str, text: &str) -> Option<(String, String)> {
        let row = self.question.calculator.fields().into_iter().find(|row| row.key.name == key);
        let neutral = row.map_or_else(|| find_key(key).and_then(|key| key.neutral), |row| row.neutral());
        let is_left_out = text.trim().is_empty() && neutral.is_some();
        (!is_left_out).then(|| (key.to_owned(), text.to_owned()))
    }

    fn begin(&self, out: &mut impl Write) -> Result<(), Failure> {
        let Some(outputs) = &self.outputs else { return Ok(()) };
        let head = ["status"].into_iter().chain(outputs.iter().copied()).chain(["problems"]);
        self.line(self.id().into_iter().chain(head), out)
    }

    fn id(&self) -> Option<&'static str> {
        self.header.iter().any(|key| key.trim() == ID).then_some(ID)
    }

    fn write(&self, answer: &Json, out: &mut impl Write) -> Result<(), Failure> {
        let Some(outputs) = &self.outputs else { return Ok(writeln!(out, "{answer}")?) };
        let mut cells: Vec<String> = self.id().map(|id| bare(answer.get(id))).into_iter().collect();
        cells.push(bare(answer.get("status")));
        cells.extend(outputs.iter().map(|key| bare(answer.pointer(&format!("/outputs/{key}")))));
        cells.push(errors(answer).join("; "));
        self.line(cells.iter().map(String::as_str), out)
    }

    fn line<'c>(&self, cells: impl Iterator<Item = &'c str>, out: &mut impl Write) -> Result<(), Failure> {
        let mut writer = WriterBuilder::new().delimiter(self.delimiter).from_writer(out);
        writer.write_record(cells).map_err(std::io::Error::from)?;
        Ok(writer.flush()?)
    }
}

/// The outputs that fit into a cell.
fn all(calculator: &dyn Calculator) -> Vec<&'static str> {
    let fits = |row: &&'static OutputRow| row.columns.is_empty() && row.key.kind != Kind::Series;
    calculator.outputs().into_iter().filter(fits).map(|row| row.key.name).collect()
}

fn named(calculator: &dyn Calculator, keys: &[String]) -> Vec<&'static str> {
    let rows = calculator.outputs();
    keys.iter().filter_map(|key| rows.iter().find(|row| row.key.name == key).map(|row| row.key.name)).collect()
}

/// An output without quotes; nothing where there is none.
pub fn bare(output: Option<&Json>) -> String {
    match output {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
