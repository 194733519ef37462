//! A scenario is a link, or what was typed since. From it, the profile and a declaration follow the texts of every field,
//! each with its origin; from those everything else.

mod edit;
mod link;
mod resolve;
mod series_code;

pub use crate::records::{RECORDS, Record, find_record};
pub use edit::{Edited, edit, new_trade, settlement};
pub use link::{Decoded, Share, VERSION, decode, encode, encode_among, without_own_instrument};
pub(crate) use link::{escaped, unescaped};
pub use resolve::{Origin, Resolved, brings_account, resolve, resolve_among, with_account, with_own_account};

use crate::spec::{Calculator, Outcome, Problem, Severity, Status, Texts};

/// The key under which a scenario or profile names its dated record of the instrument.
pub const RULES: &str = "rules";

/// What a page shows: a calculator, and the texts that its link holds or that were typed since.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// The calculator.
    pub slug: String,
    /// Keys and texts; `rules` among them.
    pub texts: Texts,
    /// Nothing was chosen yet: every field shows its example.
    pub is_sample: bool,
    /// The reader's own account counts, even if the link holds one.
    pub account_of_reader: bool,
    /// The build that an exact link was made with.
    pub build: Option<String>,
}

/// The account and the instrument last used; only ever on the person's own machine.
pub type Profile = Texts;

/// The outcome of resolved texts, with what was noticed while resolving them.
///
/// ```
/// use ballast_engine::scenario::{Profile, decode, outcome, resolve};
/// let scenario = decode("#/position-size?v=1&side=short&entry=80&stop=100&leverage=1&risk_pct=1&equity=10000").scenario;
/// let calculator = ballast_engine::calculators::find(&scenario.slug).ok_or("no such calculator")?;
/// assert_eq!(outcome(calculator, &resolve(calculator, &scenario, &Profile::new())).number("quantity"), Some(5.0));
/// # Ok::<(), &str>(())
/// ```
pub fn outcome(calculator: &dyn Calculator, resolved: &Resolved) -> Outcome {
    let mut outcome = outcome_alone(calculator, resolved);
    outcome.problems.extend(resolved.problems.iter().cloned());
    outcome
}

/// The same without what was noticed while resolving, for whoever tells that apart.
pub fn outcome_alone(calculator: &dyn Calculator, resolved: &Resolved) -> Outcome {
    let mut outcome = calculator.prepare(&resolved.texts).outcome();
    let hopeless = resolved.problems.iter().any(|problem| problem.severity == Severity::Error);
    if hopeless {
        outcome = Outcome { status: Status::Invalid, outputs: Vec::new(), statement: None, chart: None, ..outcome };
    }
    outcome
}

/// What to type next, where nothing but emptiness stands in the way: fields, and cells by their column, each once.
///
/// ```
/// use ballast_engine::scenario::prompt;
/// use ballast_engine::spec::{Fault, Problem};
/// assert_eq!(prompt(&[Problem::error("stop", Fault::StopAtEntry)]), None); // that is no emptiness
/// ```
pub fn prompt(problems: &[Problem]) -> Option<String> {
    let errors = || problems.iter().filter(|problem| problem.severity == Severity::Error);
    let only_empty = errors().all(|problem| problem.fault == crate::spec::Fault::Needed);
    let mut labels: Vec<&str> = Vec::new();
    for place in errors().filter_map(|problem| problem.at.as_ref()) {
        let label = place.column.unwrap_or(place.label);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    match (only_empty, labels.split_last()) {
        (true, Some((only, []))) => Some(format!("Type the {}", only.to_ascii_lowercase())),
        (true, Some((last, first))) => {
            Some(format!("Type the {} and {}", first.join(", ").to_ascii_lowercase(), last.to_ascii_lowercase()))
        }
        _ => None,
    }
}
