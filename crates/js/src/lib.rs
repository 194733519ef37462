//! One calculator as a WebAssembly module: texts in, JSON text out.
//!
//! Which one, the variable `BALLAST_MODULE` says while this is compiled: its place in the engine's list. All that another
//! calculator needs is then left out by the linker, since nothing here names the list while it runs.

mod answer;
mod json;
mod rows;

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::scenario::{self, Profile, Resolved, Scenario, Share};
use ballast_engine::spec::{Calculator, Fault, OWN_CURRENCY, Problem, Scope, Texts, find_key};
use wasm_bindgen::prelude::wasm_bindgen;

/// The calculators that this module holds: the one.
static HELD: &[&dyn Calculator] = &[CALCULATOR];
static CALCULATOR: &dyn Calculator = chosen();

const PLACE: usize = match option_env!("BALLAST_MODULE") {
    Some(digits) => match usize::from_str_radix(digits, 10) {
        Ok(place) => place,
        Err(_) => usize::MAX,
    },
    None => 0,
};

#[allow(clippy::panic, clippy::indexing_slicing, reason = "evaluated while compiling")]
const fn chosen() -> &'static dyn Calculator {
    CALCULATORS[PLACE]
}

/// The standard library's takes three times the bytes.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What follows from the inputs, as JSON.
#[wasm_bindgen]
pub fn calculate(inputs: &str) -> String {
    let (scenario, resolved) = read(inputs);
    answer::of(CALCULATOR, (&scenario, &resolved), &scenario::outcome_alone(CALCULATOR, &resolved))
}

/// The fragment of an exact link: whoever opens it sees the same figures for ever.
#[wasm_bindgen]
pub fn link(inputs: &str) -> String {
    let (scenario, resolved) = read(inputs);
    scenario::encode_among(HELD, &scenario, (&Profile::new(), &resolved), Share::Exact)
}

/// Why these columns of numbers cannot be taken row by row, or these outputs not be given; nothing if they can.
#[wasm_bindgen]
pub fn refusal(inputs: &str, columns: &str, outputs: &str) -> String {
    rows::refusal(&read(inputs).1, columns, outputs).unwrap_or_default()
}

/// The outputs of every row, output after output, and then 1 or 0 for each row: whether there is a result. The numbers
/// come column after column.
#[wasm_bindgen]
pub fn batch(inputs: &str, columns: &str, outputs: &str, numbers: &[f64]) -> Vec<f64> {
    let keys: Vec<&str> = columns.split('\0').collect();
    rows::answered(&read(inputs).1, rows::Asked { keys: &keys, outputs, numbers })
}

#[inline(never)]
fn read(inputs: &str) -> (Scenario, Resolved) {
    let scenario = Scenario { slug: CALCULATOR.slug().to_owned(), texts: texts(inputs), ..Scenario::default() };
    let mut resolved = scenario::resolve_among(HELD, CALCULATOR, (&scenario, &Profile::new()));
    let foreign = scenario.texts.iter().filter(|(key, _)| is_foreign(key));
    resolved.problems.extend(foreign.map(|(key, _)| Problem::notice(Fault::UnknownKey(key.to_owned()))));
    (scenario, resolved)
}

/// Keys and texts in turn, with a zero byte between any two: no text that a person types holds one.
fn texts(inputs: &str) -> Texts {
    let mut parts = inputs.split('\0');
    std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).collect()
}

/// Whether a key means something, but nothing to this calculator: on the page another tab of the desk may have it.
fn is_foreign(name: &str) -> bool {
    let is_own = || CALCULATOR.fields().iter().any(|row| row.key.name == name);
    find_key(name).is_some_and(|key| key.scope != Scope::Instrument) && !OWN_CURRENCY.contains(&name) && !is_own()
}
