//! What every record and venue must be.

use super::*;
use crate::calculators::terms::Terms;
use crate::math::margin::Tiers;
use crate::spec::{Range, Reading, Scope, Slot, Unit, find_key};

#[test]
fn every_record_parses_and_holds_only_keys_of_the_instrument() {
    for record in RECORDS {
        let lines = record.text.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().all(|line| line.contains('=')), "{}", record.name);
        assert_eq!(record.texts().iter().count(), lines.count(), "{}: a key twice", record.name);
        for (key, _) in record.texts().iter() {
            assert!(find_key(key).is_some_and(|key| key.scope == Scope::Instrument), "{}: {key}", record.name);
        }
    }
}

#[test]
fn every_record_is_of_a_venue_says_its_date_and_names_its_sources() {
    for record in RECORDS.iter().filter(|record| record.name != "generic") {
        assert!(find_venue(record.venue()).is_some(), "{}", record.name);
        assert_eq!(record.texts().get("venue"), Some(record.venue()), "{}", record.name);
        let symbol = record.name.split('/').nth(1);
        assert_eq!(record.texts().get("symbol"), symbol, "{}", record.name);
        assert!(!record.as_of.is_empty() && record.sources().next().is_some(), "{}", record.name);
    }
}

#[test]
fn every_rule_of_a_venue_has_its_date_and_its_source_and_they_stand_in_order() {
    for venue in VENUES {
        assert!(venue.triggers.is_sorted_by_key(|rule| rule.step), "{}", venue.slug);
        for rule in venue.triggers {
            assert!(!rule.as_of.is_empty(), "{} {}", venue.slug, rule.rule);
            // A copy at somebody else's address is named, not linked: people type passwords where a link leads them.
            let is_named = rule.source.starts_with("https://") || rule.source.ends_with(", a copy");
            assert!(is_named, "{} {}", venue.slug, rule.rule);
        }
        assert!(
            matches!(venue.confidence, Confidence::Confirmed { by_row: 1.., .. }) || !venue.missing.is_empty(),
            "{} does not say what is missing",
            venue.slug
        );
    }
}

/// Every record with a tier table, and that table, checked.
fn tables() -> Vec<(&'static str, Tiers)> {
    let naming = Texts::new().naming();
    let reading = Reading { unit: Unit::None, range: Range::Any, naming: &naming, size: None };
    let table = |record: &Record| {
        let mut terms = Terms::default();
        let misread = reading.fill(Slot::Rows(&mut terms.tiers), record.texts().get("tiers")?);
        assert_eq!(misread, [], "{}", record.name);
        Some((record.name, terms.tiers().unwrap_or_else(|problem| panic!("{}: {problem:?}", record.name))))
    };
    RECORDS.iter().filter_map(table).collect()
}

#[test]
fn every_tier_table_is_in_order_and_asks_more_of_larger_positions() {
    for (name, tiers) in tables() {
        for pair in tiers.rows().windows(2) {
            assert!(pair[0].rate < pair[1].rate && pair[0].max_leverage > pair[1].max_leverage, "{name}: {pair:?}");
        }
    }
}

#[test]
fn every_table_with_deductions_is_continuous_and_they_follow_from_caps_and_rates() {
    let with: Vec<_> = tables().into_iter().filter(|(_, tiers)| tiers.has_deductions()).collect();
    assert!(with.len() >= 11, "{}", with.len());
    for (name, tiers) in with {
        for (tier, deduction) in tiers.rows().iter().zip(tiers.continuous_deductions()) {
            assert!((tier.deduction - deduction).abs() <= 1e-6, "{name}: {tier:?} {deduction}");
        }
        assert_eq!(tiers.first_jump(1e-9), None, "{name}");
    }
}
