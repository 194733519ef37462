//! `docs/calculators/*.md`: written by the engine from the declarations, so that they cannot disagree with them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::project::Project;
use crate::setup::remove;
use crate::step::{self, Failure, Outcome, Steps};

const PAGES: &str = "docs/calculators";

/// Writes the pages.
pub fn write(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("write docs/calculators", || {
        remove(&project.path(PAGES))?;
        generate(project, &project.path(PAGES))
    })
}

/// Fails when a page is not what the declarations say now.
pub fn check(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("docs/calculators are up to date", || {
        let fresh = project.path("target/fresh-docs");
        remove(&fresh)?;
        generate(project, &fresh)?;
        match first_difference(&project.path(PAGES), &fresh)? {
            None => remove(&fresh),
            Some(page) => {
                let what = format!("{PAGES}/{page} is not what the declarations say");
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
    if committed.exists() {
        pages.extend(names(committed)?);
    }
    let same = |page: &String| {
        let committed = fs::read(committed.join(page)).ok();
        committed.is_some() && committed == fs::read(fresh.join(page)).ok()
    };
    Ok(pages.into_iter().find(|page| !same(page)))
}

fn names(folder: &Path) -> Outcome<BTreeSet<String>> {
    let files = fs::read_dir(folder).map_err(|error| Failure::with_file(folder, &error))?;
    Ok(files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, pages: &[(&str, &str)]) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("ballast-docs-{}-{name}", std::process::id()));
        remove(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
        for (page, text) in pages {
            fs::write(folder.join(page), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_that_differs_or_is_missing_or_too_many_is_named() {
        let fresh = folder("fresh", &[("kelly.md", "f"), ("ruin.md", "r")]);
        let named = |name, pages: &[(&str, &str)]| first_difference(&folder(name, pages), &fresh).unwrap();
        assert_eq!(named("same", &[("kelly.md", "f"), ("ruin.md", "r")]), None);
        assert_eq!(named("stale", &[("kelly.md", "f"), ("ruin.md", "old")]).as_deref(), Some("ruin.md"));
        assert_eq!(named("missing", &[("ruin.md", "r")]).as_deref(), Some("kelly.md"));
        let more = [("kelly.md", "f"), ("ruin.md", "r"), ("zeta.md", "z")];
        assert_eq!(named("more", &more).as_deref(), Some("zeta.md"));
    }
}
