//! Random questions with their exact links and answers, the same on every run: whatever else answers them, a page, a
//! module of another language, a command line, must give the same digits.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::number_text::{Style, canonical, display, parse, parse_with_unit};
use ballast_engine::scenario::{Profile, RECORDS, RULES, Share, encode, resolve};
use ballast_engine::simulation::Random;
use ballast_engine::spec::{Calculator, FieldRow, Kind, Range, Scope, Texts, Unit};
use serde_json::{Map, Value as Json, json};

use crate::protocol;

/// Another seed asks other questions.
const SEED: u64 = 20_261_122;

/// What no field takes, or hardly any.
const BAD: [&str; 8] = ["", "x", "-1", "0", "1e999", "1,23,456", "150%", "12 parrots"];

/// So many questions, over all calculators in turn, each with `id`, `calculator`, `inputs`, `link` and `answer`.
pub fn cases(count: u32) -> impl Iterator<Item = Json> {
    (0..count).zip(CALCULATORS.iter().cycle()).map(|(number, calculator)| case(*calculator, number))
}

fn case(calculator: &'static dyn Calculator, number: u32) -> Json {
    let mut random = Random::stream(SEED.wrapping_add(u64::from(number)), 0);
    let inputs = Json::Object(inputs(calculator, &mut random));
    let scenario = protocol::typed(calculator.slug(), Some(&inputs));
    let resolved = resolve(calculator, &scenario, &Profile::new());
    let link = encode(&scenario, (&Profile::new(), &resolved), Share::Exact);
    let request = json!({"calculator": calculator.slug(), "inputs": inputs});
    let answer = protocol::answer(&request.to_string());
    json!({"id": number, "calculator": calculator.slug(), "inputs": inputs, "link": link, "answer": answer})
}

/// Texts for what the calculator needs with the words chosen, for some of the rest, and at times one that is wrong.
fn inputs(calculator: &dyn Calculator, random: &mut Random) -> Map<String, Json> {
    let mut inputs = Map::new();
    let mut texts = Texts::new();
    let rows = calculator.fields();
    let has_contract = rows.iter().any(|row| row.key.scope == Scope::Instrument);
    let record = RECORDS.get(random.place(RECORDS.len())).filter(|_| has_contract && random.place(2) == 0);
    if let Some(record) = record {
        inputs.insert(RULES.to_owned(), record.name.into());
        record.texts().iter().for_each(|(key, text)| texts.set(key, text));
    }
    for row in rows {
        let often = if row.key.scope == Scope::Instrument { 12 } else { 4 };
        let may_count = row.key.kind == Kind::Choice || calculator.shows(row, &texts);
        if !(may_count && (row.is_required() || counts_games(row) || random.place(often) == 0)) {
            continue;
        }
        if let Some(text) = text(calculator, row, random) {
            texts.set(row.key.name, protocol::text(&text));
            inputs.insert(row.key.name.to_owned(), text);
        }
    }
    if random.place(7) == 0 {
        let keys: Vec<String> = inputs.keys().cloned().collect();
        let (key, bad) = (keys.get(random.place(keys.len())), BAD.get(random.place(BAD.len())));
        key.zip(bad).map(|(key, bad)| inputs.insert(key.clone(), (*bad).into()));
    }
    inputs
}

fn text(calculator: &dyn Calculator, row: &FieldRow, random: &mut Random) -> Option<Json> {
    match row.key.kind {
        Kind::Choice => {
            let words = calculator.words(row.key.name);
            words.get(random.place(words.len())).map(|word| word.code.into())
        }
        _ if row.example.is_empty() => None,
        Kind::Number | Kind::Money => Some(number(row, random)),
        Kind::Count if counts_games(row) => {
            row.range.bounds().0.map(|fewest| json!(fewest as u64 + random.draw() % 20))
        }
        Kind::Count => parse(row.example).ok().map(|count| json!(count as u64 + random.draw() % 4)),
        Kind::Level if random.place(2) == 0 => {
            Some(format!("{}%", canonical(short(1.0 + 4.0 * random.share()))).into())
        }
        Kind::Level | Kind::Distance | Kind::Pairs | Kind::Rows | Kind::Series => {
            Some(with_other_numbers(row.example, random).into())
        }
        Kind::Text | Kind::PriceRule | Kind::Date | Kind::Matrix => Some(row.example.into()),
    }
}

/// How many games are played out: so few that the answer comes at once.
fn counts_games(row: &FieldRow) -> bool {
    row.key.kind == Kind::Count && row.range.bounds().0.is_some_and(|fewest| fewest >= 100.0)
}

/// Another number than the example, as a number or as a person writes it.
fn number(row: &FieldRow, random: &mut Random) -> Json {
    let (example, unit) = parse_with_unit(row.example);
    let Ok(example) = example else { return row.example.into() };
    let spread = if row.key.unit == Unit::Price { 1.01_f64 } else { 1.6 };
    let number = example * (1.0 / spread + (spread - 1.0 / spread) * random.share());
    let number = if random.place(4) == 0 { number } else { short(number) };
    let fits = match row.range {
        Range::Any => true,
        Range::Above(low) => number > low,
        Range::AtLeast(low) => number >= low,
        Range::Between(low, high) => (low..=high).contains(&number),
    };
    let number = if fits { number } else { example };
    match random.place(3) {
        0 => (display(number, Style { decimals: 9, fixed: false, signed: false }) + unit).into(),
        1 => (canonical(number) + unit).into(),
        _ if unit.is_empty() => json!(number),
        _ => (canonical(number) + unit).into(),
    }
}

/// The number with four figures.
fn short(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

/// A list or table in which about every third number is another one; dates and words stay.
fn with_other_numbers(example: &str, random: &mut Random) -> String {
    let mut changed = String::with_capacity(example.len());
    for part in example.split_inclusive([',', ';', '@']) {
        let cell = part.trim_end_matches([',', ';', '@']);
        let mark = part.get(cell.len()..).unwrap_or_default();
        match parse_with_unit(cell) {
            (Ok(number), unit) if random.place(3) == 0 => {
                let other = short(number * (1.0 + 0.02 * (random.share() - 0.5)));
                changed.extend([canonical(other).as_str(), unit, mark]);
            }
            _ => changed.push_str(part),
        }
    }
    changed
}
