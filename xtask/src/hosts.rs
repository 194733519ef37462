//! Ballast as a part of other people's pages: the sites in `examples/` are built with the snippets of
//! `docs/embedding.md` and tried in browsers, each at an origin of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::gate::{BELOW, in_browsers};
use crate::project::Project;
use crate::serve::{self, Site};
use crate::setup::{self, FOR_THE_HOSTS, remove};
use crate::step::{self, Failure, Outcome, Steps, answer};
use crate::{bundle, debian};

/// Stands in documentation and examples for where the reader hosts Ballast.
const ANYWHERE: &str = "https://ballast.example/";

const DOCUSAURUS: &str = ".tools/docusaurus";
const MKDOCS: &str = ".tools/mkdocs";

/// Builds the app and the sites, and runs what is in `tests/hosts`.
pub fn run(project: &Project, steps: &mut Steps) -> Outcome {
    setup::install_missing(project, steps, FOR_THE_HOSTS)?;
    bundle::build(project, steps)?;
    // As most hosts serve files: without a word on who else may read them.
    let ballast = serve::in_background(Site { files: project.path("dist"), below: BELOW, is_for_all: false })?;
    let sites = project.path("target/hosts");
    remove(&sites)?;
    copy_pointing_to(&ballast, &project.path("examples"), &sites)?;
    steps.take("build the mdBook", || step::run(&mut mdbook(project, &sites)))?;
    steps.take("build the MkDocs site", || step::run(&mut mkdocs(project, &sites)))?;
    steps.take("build the Docusaurus site", || build_docusaurus(project, &sites))?;
    steps.take("the sites in Chromium and Firefox", || {
        step::run(in_browsers(project, "tests/hosts", &ballast)?.env("BALLAST_SITES", &sites))
    })?;
    steps.summary();
    Ok(())
}

fn mdbook(project: &Project, sites: &Path) -> Command {
    let mut command = Command::new(project.tool("mdbook"));
    command.args(["build", "mdbook"]).current_dir(sites);
    command
}

fn mkdocs(project: &Project, sites: &Path) -> Command {
    let mut command = Command::new(project.path(MKDOCS).join("bin/mkdocs"));
    command.args(["build", "--quiet", "--strict", "--config-file", "mkdocs/mkdocs.yml"]).current_dir(sites);
    command
}

/// The same site twice: once with the script where the snippet has it, once with it on every page.
fn build_docusaurus(project: &Project, sites: &Path) -> Outcome {
    let site = sites.join("docusaurus");
    let packages = site.join("node_modules");
    let linked = std::os::unix::fs::symlink(project.path(DOCUSAURUS).join("node_modules"), &packages);
    linked.map_err(|error| Failure::with_file(&packages, &error))?;
    for (config, folder) in [("docusaurus.config.js", "build"), ("docusaurus.every-page.config.js", "every-page")] {
        let mut command = Command::new("node_modules/.bin/docusaurus");
        command.args(["build", "--config", config, "--out-dir", folder]).current_dir(&site);
        // It neither asks its registry for a newer version nor counts who runs it.
        command.env("NO_UPDATE_NOTIFIER", "1").env("CI", "true");
        step::run(&mut command)?;
    }
    Ok(())
}

/// Copies what is written in `from`, with Ballast's address in place of the one that stands for any.
fn copy_pointing_to(address: &str, from: &Path, to: &Path) -> Outcome {
    for (file, name) in files_below(from).map_err(|error| Failure::with_file(from, &error))? {
        let copy = to.join(name);
        let written = || {
            fs::create_dir_all(copy.parent().unwrap_or(to))?;
            fs::write(&copy, pointing_to(address, &fs::read_to_string(&file)?))
        };
        written().map_err(|error| Failure::with_file(&file, &error))?;
    }
    Ok(())
}

/// Policies name an origin, everything else an address below it.
fn pointing_to(address: &str, text: &str) -> String {
    let origin = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    text.replace(ANYWHERE, address).replace(ANYWHERE.trim_end_matches('/'), &origin)
}

/// Every file that is not made by a build, with its name below the folder.
fn files_below(folder: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let (path, name) = entry.map(|entry| (entry.path(), PathBuf::from(entry.file_name())))?;
        let built = ["node_modules", "build", "book", "site", ".docusaurus"];
        if path.is_file() {
            files.push((path, name));
        } else if !built.iter().any(|built| name.as_os_str() == *built) {
            let inner = files_below(&path)?;
            files.extend(inner.into_iter().map(|(path, below)| (path, name.join(below))));
        }
    }
    Ok(files)
}

pub fn docusaurus_is_there(project: &Project) -> bool {
    let lock = |folder: &str| project.read(&format!("{folder}/package-lock.json")).ok();
    lock(DOCUSAURUS).is_some_and(|installed| Some(installed) == lock("examples/docusaurus"))
}

pub fn install_docusaurus(project: &Project) -> Outcome {
    let partial = project.path(".tools/partial");
    setup::npm_ci(project, &project.path("examples/docusaurus"), &partial)?;
    let place = project.path(DOCUSAURUS);
    remove(&place)?;
    fs::rename(&partial, &place).map_err(|error| Failure::with_file(&place, &error))
}

pub fn mkdocs_is_there(project: &Project) -> bool {
    let list = |path: &str| project.read(path).ok();
    let installed = list(".tools/mkdocs/requirements.txt");
    installed.is_some() && installed == list("examples/mkdocs/requirements.txt")
}

/// Python's folders of packages cannot be moved: the list that says what is in it is copied last.
pub fn install_mkdocs(project: &Project) -> Outcome {
    let place = project.path(MKDOCS);
    let list = project.path("examples/mkdocs/requirements.txt");
    remove(&place)?;
    if answer(Command::new("python3").args(["-m", "ensurepip", "--version"])).is_none() {
        debian::install_venv()?;
    }
    step::run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    let pip = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
    step::run(Command::new(place.join("bin/pip")).args(pip).arg(&list))?;
    let copied = fs::copy(&list, place.join("requirements.txt"));
    copied.map(drop).map_err(|error| Failure::with_file(&list, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A snippet of the documentation and the files of the examples that hold it.
    struct Snippet {
        files: Vec<String>,
        text: String,
    }

    fn snippets(page: &str) -> Vec<Snippet> {
        let mut lines = page.lines();
        let mut snippets = Vec::new();
        while let Some(line) = lines.next() {
            let Some(files) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) else { continue };
            assert!(lines.next().is_some_and(|line| line.starts_with("```")), "{files}: no snippet follows");
            let text = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n");
            snippets.push(Snippet { files: files.split(' ').map(str::to_owned).collect(), text });
        }
        snippets
    }

    #[test]
    fn what_the_examples_hold_is_what_the_documentation_says() {
        let project = Project::here().unwrap();
        let snippets = snippets(&project.read("docs/embedding.md").unwrap());
        let of_examples = files_below(&project.path("examples")).unwrap();
        for snippet in &snippets {
            for file in &snippet.files {
                assert!(project.read(file).unwrap().contains(&snippet.text), "{file} lacks\n{}", snippet.text);
            }
        }
        for (path, name) in of_examples {
            let embeds = fs::read_to_string(path).unwrap().contains(ANYWHERE);
            let file = format!("examples/{}", name.display());
            let is_shown = snippets.iter().any(|snippet| snippet.files.contains(&file));
            assert!(!embeds || is_shown || file == "examples/README.md", "docs/embedding.md does not show {file}");
        }
    }

    #[test]
    fn policies_name_the_origin_and_all_else_the_address() {
        let text = "frame-src https://ballast.example; <script src=\"https://ballast.example/embed.js\">";
        let there = "frame-src http://127.0.0.1:8080; <script src=\"http://127.0.0.1:8080/a/b/embed.js\">";
        assert_eq!(pointing_to("http://127.0.0.1:8080/a/b/", text), there);
    }
}
