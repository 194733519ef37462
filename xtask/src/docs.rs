//! The generated pages of `docs/`: written by the engine from the declarations, so that they cannot disagree with them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::book;
use crate::project::Project;
use crate::setup::{self, FOR_THE_BOOK, remove};
use crate::step::{self, Failure, Outcome, Steps};

const DOCS: &str = "docs";
/// Folders of which every page is generated; in others only those that are written anew count.
const GENERATED: &[&str] = &["calculators", "guides"];

/// Writes the pages and builds the book of them.
pub fn write(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("write the pages of docs", || {
        for folder in GENERATED {
            remove(&project.path(DOCS).join(folder))?;
        }
        generate(project, &project.path(DOCS))
    })?;
    setup::install_missing(project, steps, FOR_THE_BOOK)?;
    book::build(project, steps)
}

/// Fails when a page is not what the declarations say now.
pub fn check(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("docs are up to date", || {
        let fresh = project.path("target/fresh-docs");
        remove(&fresh)?;
        generate(project, &fresh)?;
        match first_difference(&project.path(DOCS), &fresh)? {
            None => remove(&fresh),
            Some(page) => {
                let what = format!("{DOCS}/{page} is not what the declarations say");
                Err(Failure::new(what).by_hand("cargo xtask docs"))
            }
        }
    })
}

fn generate(project: &Project, folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| Failure::with_file(folder, &error))?;
    let mut command =
        project.native("cargo", &["run", "--quiet", "--package", "ballast-engine", "--example", "manual", "--"]);
    step::run(command.arg(folder))
}

/// The first page, by name, that only one side has or that differs.
fn first_difference(committed: &Path, fresh: &Path) -> Outcome<Option<String>> {
    let mut pages = names(fresh)?;
    for folder in GENERATED {
        for root in [committed, fresh].map(|root| root.join(folder)).iter().filter(|root| root.exists()) {
            pages.extend(names(root)?.into_iter().map(|name| format!("{folder}/{name}")));
        }
    }
    let same = |page: &String| {
        let committed = fs::read(committed.join(page)).ok();
        committed.is_some() && committed == fs::read(fresh.join(page)).ok()
    };
    Ok(pages.into_iter().find(|page| !same(page)))
}

/// The files of a folder, but for its folders.
fn names(folder: &Path) -> Outcome<BTreeSet<String>> {
    let files = fs::read_dir(folder).map_err(|error| Failure::with_file(folder, &error))?;
    let files = files.flatten().filter(|file| file.path().is_file());
    Ok(files.map(|file| file.file_name().to_string_lossy().into_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, pages: &[(&str, &str)]) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("ballast-docs-{}-{name}", std::process::id()));
        remove(&folder).unwrap();
        for (page, text) in pages {
            let page = folder.join(page);
            fs::create_dir_all(page.parent().unwrap()).unwrap();
            fs::write(page, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_that_differs_or_is_missing_or_too_many_is_named() {
        let fresh = folder("fresh", &[("SUMMARY.md", "s"), ("calculators/kelly.md", "f"), ("guides/pyramid.md", "p")]);
        let named = |name, [summary, kelly, pyramid]: [&str; 3], more: &[(&str, &str)]| {
            let pages = [("SUMMARY.md", summary), ("calculators/kelly.md", kelly), ("guides/pyramid.md", pyramid)];
            let pages: Vec<(&str, &str)> = pages.into_iter().chain(more.iter().copied()).collect();
            first_difference(&folder(name, &pages), &fresh).unwrap()
        };
        assert_eq!(named("same", ["s", "f", "p"], &[("numbers.md", "by hand")]), None);
        assert_eq!(named("stale", ["s", "old", "p"], &[]).as_deref(), Some("calculators/kelly.md"));
        assert_eq!(named("more", ["s", "f", "p"], &[("guides/zeta.md", "z")]).as_deref(), Some("guides/zeta.md"));
        let missing = first_difference(&folder("missing", &[("SUMMARY.md", "s")]), &fresh).unwrap();
        assert_eq!(missing.as_deref(), Some("calculators/kelly.md"));
    }
}
