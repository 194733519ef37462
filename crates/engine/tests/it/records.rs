//! The tier tables of the records, row by row against where they were published.

use ballast_engine::calculators;
use ballast_engine::number_text::canonical;
use ballast_engine::records::{Confidence, RECORDS, VENUES, find_record};
use ballast_engine::scenario::{Profile, Scenario, outcome, resolve};
use ballast_engine::spec::{Outcome, Scope, find_key};
use serde_json::Value as Json;

use crate::vectors::vectors;

/// A cell of a published row: a fraction for the rate, none for a last tier without a cap.
fn cell(row: &Json, column: usize) -> Option<f64> {
    row[column].as_f64()
}

#[test]
fn the_tier_tables_of_the_records_are_those_that_were_published() {
    for table in vectors("tiers") {
        let name = table["record"].as_str().expect("a name");
        let texts = find_record(name).unwrap_or_else(|| panic!("no record {name}")).texts();
        let typed: Vec<&str> = texts.get("tiers").expect("a table").split(';').collect();
        let published = table["rows"].as_array().expect("rows");
        assert_eq!(typed.len(), published.len() + 1, "{name}");
        for (typed, published) in typed[1..].iter().zip(published) {
            let numbers: Vec<Option<f64>> = typed.split(',').map(|text| text.parse().ok()).collect();
            assert_eq!(numbers[0], cell(published, 0), "{name} {typed}");
            let rate = numbers[1].expect("a rate") / 100.0;
            assert!((rate - cell(published, 1).expect("a rate")).abs() <= 1e-15, "{name} {typed}");
            assert_eq!(numbers[2], cell(published, 2), "{name} {typed}");
            assert_eq!(numbers.get(3).copied().flatten().unwrap_or_default(), cell(published, 3).unwrap_or_default());
        }
    }
}

/// The vectors that confirm a venue by that word.
fn naming<'v>(all: &'v [Json], word: &'v str, slug: &'v str) -> impl Iterator<Item = &'v Json> {
    all.iter().filter(move |vector| vector[word] == slug)
}

/// What a vector types over its record.
fn typed_over(vector: &Json) -> Vec<&str> {
    let inputs = vector["inputs"].as_object().expect("inputs");
    let of_instrument = |key: &&str| find_key(key).is_some_and(|key| key.scope == Scope::Instrument);
    inputs.keys().map(String::as_str).filter(of_instrument).collect()
}

#[test]
fn a_venue_is_confirmed_by_as_many_samples_as_it_says() {
    let all = vectors("liquidation");
    for venue in VENUES {
        let Confidence::Confirmed { by_row, by_formula } = venue.confidence else { continue };
        let counted = |word| naming(&all, word, venue.slug).count();
        let found = (counted("confirms"), counted("confirms_formula"));
        assert_eq!(found, (usize::from(by_row), usize::from(by_formula)), "{}", venue.slug);
    }
}

#[test]
fn what_confirms_a_venue_types_nothing_but_the_position_and_its_record() {
    for vector in vectors("liquidation").iter().filter(|vector| vector["confirms"].is_string()) {
        assert_eq!(typed_over(vector), Vec::<&str>::new(), "{}", vector["id"]);
    }
}

#[test]
fn what_confirms_a_venue_is_computed_by_one_of_its_records() {
    for vector in vectors("liquidation") {
        for word in ["confirms", "confirms_formula"] {
            if let Some(venue) = vector[word].as_str() {
                let rules = vector["inputs"]["rules"].as_str().and_then(find_record);
                assert_eq!(rules.map(|record| record.venue()), Some(venue), "{}", vector["id"]);
            }
        }
    }
}

/// A calculator's outcome under a record, with its examples where nothing is typed.
fn under(record: &str, slug: &str, typed: &[(&str, &str)]) -> Outcome {
    let calculator = calculators::find(slug).expect("listed");
    let profile: Profile = [("rules", record)].into_iter().collect();
    let texts = typed.iter().copied().collect();
    let scenario = Scenario { slug: slug.to_owned(), is_sample: true, texts, ..Scenario::default() };
    outcome(calculator, &resolve(calculator, &scenario, &profile))
}

#[test]
fn the_initial_margin_of_a_size_is_that_of_the_same_position() {
    for record in RECORDS {
        let typed = [("side", "long"), ("entry", "2500"), ("stop", "2400"), ("leverage", "10")];
        let sized = under(record.name, "position-size", &typed);
        let Some(quantity) = sized.number("quantity").map(canonical) else { continue };
        let held = [("side", "long"), ("entry", "2500"), ("quantity", quantity.as_str()), ("leverage", "10")];
        let standing = under(record.name, "liquidation", &held);
        let margins = [&sized, &standing].map(|outcome| outcome.number("initial_margin").expect("a margin"));
        assert!((margins[0] - margins[1]).abs() <= 1e-12 * margins[1], "{}: {margins:?}", record.name);
    }
}
