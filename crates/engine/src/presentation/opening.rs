//! What a page starts with: a link, or nothing.

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
