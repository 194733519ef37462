//! What a page starts with: a link, or nothing.

use super::wording::grouped;
use crate::calculators::find;
use crate::scenario::{Profile, RULES, Scenario, decode};
use crate::spec::{Fault, Problem, Scope, find_key};

/// What a fragment opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// What was noticed on the way.
    pub problems: Vec<Problem>,
}

/// The profile of somebody who never chose an instrument.
pub fn first_profile() -> Profile {
    [(RULES, "binance-usdm/BTCUSDT/2026-q1")].into_iter().collect()
}

/// Opens a fragment: an empty one as a solved example. An instrument that is the profile's own stays the profile's, so
/// that changing it changes it for good.
pub fn opened(fragment: &str, profile: &Profile) -> Opened {
    let decoded = decode(fragment);
    let (mut scenario, mut problems) = (decoded.scenario, decoded.problems);
    if find(&scenario.slug).is_none() {
        let is_lost = !scenario.slug.is_empty();
        problems.extend(is_lost.then(|| Problem::notice(Fault::Malformed)));
        scenario.slug = crate::calculators::position_size::POSITION_SIZE.slug.to_owned();
    }
    if scenario.texts.same_instrument(profile) {
        scenario.texts.retain(|name| name != RULES && find_key(name).is_none_or(|key| key.scope != Scope::Instrument));
    }
    problems.extend(scenario.account_of_reader.then(|| Problem::notice(Fault::SharedTrade)));
    if let Some(link) = scenario.build.clone().filter(|build| build != crate::BUILD) {
        problems.push(Problem::notice(Fault::OtherBuild { link, here: crate::BUILD.to_owned() }));
    }
    Opened { scenario, problems }
}

/// Links longer than this are cut by some programs that they are sent with.
const LONGEST_SENT: usize = 2000;

/// What to know of a link before it is sent; empty where it is short.
pub fn length_note(link: &str) -> String {
    let length = link.chars().count();
    if length <= LONGEST_SENT {
        return String::new();
    }
    let length = grouped(&length.to_string()).unwrap_or_default();
    format!(". This link is {length} characters long: some programs cut links above 2,000")
}

#[cfg(test)]
mod tests {
    use super::length_note;

    #[test]
    fn a_link_that_some_programs_cut_says_how_long_it_is() {
        assert_eq!(length_note(&"x".repeat(2000)), "");
        let note = length_note(&"x".repeat(247_504));
        assert_eq!(note, ". This link is 247,504 characters long: some programs cut links above 2,000");
    }
}
