//! What every record and venue must be.

use super::*;
use crate::spec::{Scope, find_key};

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
            assert!(rule.source.starts_with("https://") || rule.source.contains('@'), "{} {}", venue.slug, rule.rule);
        }
        assert!(
            matches!(venue.confidence, Confidence::Confirmed(1..)) || !venue.missing.is_empty(),
            "{} does not say what is missing",
            venue.slug
        );
    }
}
