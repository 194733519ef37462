//! The glossary, and links to it from other pages.

use std::io::{Error, Result};

use ballast_engine::calculators::find;

use crate::heading;
use crate::markdown::{anchor, text};
use crate::template::without_digits;
use crate::terms::{SUBJECTS, Term};

/// Every term by its subject, below an index by the alphabet.
pub fn page() -> Result<String> {
    let head = heading("crates/engine/examples/manual/terms.rs");
    let mut parts = vec![head, "# Glossary".to_owned(), LEAD.to_owned(), index()];
    for subject in SUBJECTS {
        parts.push(format!("## {}", subject.name));
        for term in subject.terms {
            without_digits(term.meaning).map_err(Error::other)?;
            parts.push(format!("### {}", term.name));
            parts.push(with_terms_but(term.meaning, term, ""));
            parts.extend(seen_in(term));
        }
    }
    Ok(parts.join("\n\n") + "\n")
}

const LEAD: &str = "What the words mean in this book and in Ballast. Exchanges differ in their use of some of them; where \
                    that matters, the entry says so.";

fn terms() -> impl Iterator<Item = &'static Term> {
    SUBJECTS.iter().flat_map(|subject| subject.terms)
}

fn index() -> String {
    let mut names: Vec<&str> = terms().map(|term| term.name).collect();
    names.sort_by_key(|name| name.to_lowercase());
    let names: Vec<String> = names.iter().map(|name| format!("[{name}](#{})", anchor(name))).collect();
    format!("<details><summary>All of them by the alphabet</summary>\n\n{}\n\n</details>", names.join(" · "))
}

/// The calculators in which a term counts most.
fn seen_in(term: &Term) -> Option<String> {
    let page = |slug: &&str| find(slug).map(|found| format!("[{}](calculators/{slug}.md)", found.title()));
    let pages: Vec<String> = term.calculators.iter().filter_map(page).collect();
    (!pages.is_empty()).then(|| format!("*Used in* {}", pages.join(", ")))
}

/// Plain text for a page in a folder, each term linked where it is first named.
pub fn with_terms(plain: &str) -> String {
    linked(plain, None, "../glossary.md")
}

fn with_terms_but(plain: &str, own: &Term, page: &str) -> String {
    linked(plain, Some(own.name), page)
}

fn linked(plain: &str, own: Option<&str>, page: &str) -> String {
    let mut seen: Vec<&str> = own.into_iter().collect();
    let (mut words, mut at) = (String::new(), 0);
    while let Some(rest) = plain.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = !plain.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '-'));
        let found = begins.then(|| longest(rest)).flatten();
        let length = found.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(_, length)| length);
        let part = text(rest.get(..length).unwrap_or_default());
        match found {
            Some((term, _)) if !seen.contains(&term.name) => {
                seen.push(term.name);
                words.push_str(&format!("[{part}]({page}#{})", anchor(term.name)));
            }
            _ => words.push_str(&part),
        }
        at += length;
    }
    words
}

/// The longest name of a term that the text begins with, as a whole word, and how long it is there.
fn longest(rest: &str) -> Option<(&'static Term, usize)> {
    let names = terms().flat_map(|term| std::iter::once(&term.name).chain(term.also).map(move |name| (term, *name)));
    let fits = |name: &str| {
        let is_same = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let after = rest.get(name.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        is_same && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    names.filter(|(_, name)| fits(name)).map(|(term, name)| (term, name.len())).max_by_key(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_term_is_linked_once_as_a_whole_word_and_by_its_longest_name() {
        assert_eq!(
            with_terms("Maintenance margins; Maintenance margin. Marginal *"),
            "[Maintenance margin](../glossary.md#maintenance-margin)s; Maintenance margin. Marginal \\*"
        );
    }

    #[test]
    fn every_term_has_an_address_of_its_own_and_names_calculators_that_exist() {
        let anchors: BTreeSet<String> = terms().map(|term| anchor(term.name)).collect();
        assert_eq!(anchors.len(), terms().count());
        assert!(terms().flat_map(|term| term.calculators).all(|slug| find(slug).is_some()));
    }
}
