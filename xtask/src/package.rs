//! `dist-npm/`: the calculators as an npm package, each a small WebAssembly module of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::debian;
use crate::project::Project;
use crate::setup::{self, FOR_THE_PACKAGE, remove};
use crate::size;
use crate::step::{self, Failure, Outcome, Steps, answer};

const FOLDER: &str = "dist-npm/package";
const WRITTEN_BY_HAND: &str = "crates/js/package";
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// What every caller loads beside a module and its glue.
const SHARED: [&str; 4] = ["index.js", "links.js", "modules.js", "texts.js"];
/// Bytes that Brotli likes: what wasm-opt's shorter code gains, it loses again in compression.
const SHRINK: [&str; 5] =
    ["--remove-unused-module-elements", "--vacuum", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// Sets up what is missing, builds the package and packs it.
pub fn run(project: &Project, steps: &mut Steps) -> Outcome {
    setup::install_missing(project, steps, FOR_THE_PACKAGE)?;
    build(project, steps)
}

/// The same on a machine that has all it needs.
pub fn build(project: &Project, steps: &mut Steps) -> Outcome {
    let folder = project.path(FOLDER);
    let slugs = steps.take("types and lists of the npm package", || lay_out(project, &folder))?;
    steps.take("modules of the npm package", || {
        println!("    the first takes about a minute on 2 cores, each of the others some seconds");
        slugs.iter().enumerate().try_for_each(|(place, slug)| module(project, &folder, (place, slug)))
    })?;
    steps
        .take("sizes of the npm package against size-budget.txt", || size::check(project, &sizes(project, &slugs)?))?;
    steps.take("pack the npm package", || {
        let mut npm = project.native("npm", &["pack", "--loglevel=error", "--pack-destination", ".."]);
        step::run(npm.current_dir(&folder))
    })
}

/// Installs the packed package into an empty project and uses it from there.
pub fn check(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("the npm package in Node, Chromium and Firefox", || {
        let mut command = project.native("node", &["--test", "--test-reporter=spec", "tests/package/package.test.mjs"]);
        command.env("PACKAGE", packed(project)?);
        debian::name_browsers(&mut command)?;
        step::run(&mut command)
    })
}

fn packed(project: &Project) -> Outcome<PathBuf> {
    let folder = project.path("dist-npm");
    let files = fs::read_dir(&folder).map_err(|error| Failure::with_file(&folder, &error))?;
    let found = files.flatten().map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "tgz"));
    found.ok_or_else(|| Failure::new("dist-npm holds no package").by_hand("cargo xtask package"))
}

/// What is written by hand, and what follows from the declarations; gives the slugs.
fn lay_out(project: &Project, folder: &Path) -> Outcome<Vec<String>> {
    remove(&project.path("dist-npm"))?;
    fs::create_dir_all(folder.join("modules")).map_err(|error| Failure::with_file(folder, &error))?;
    let by_hand = project.path(WRITTEN_BY_HAND);
    let files = fs::read_dir(&by_hand).map_err(|error| Failure::with_file(&by_hand, &error))?;
    let licences = LICENCES.iter().map(|name| project.path(name));
    for file in files.flatten().map(|file| file.path()).chain(licences) {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, folder.join(name)).map_err(|error| Failure::with_file(&file, &error))?;
    }
    let words = ["run", "--quiet", "--package", "ballast-engine", "--example", "typescript", "--"];
    let slugs = answer(project.native("cargo", &words).arg(folder));
    let slugs = slugs.ok_or_else(|| {
        Failure::new("the declarations cannot be written as types")
            .by_hand(format!("cargo run --package ballast-engine --example typescript -- {FOLDER}"))
    })?;
    Ok(slugs.lines().map(str::to_owned).collect())
}

/// The engine is compiled once; a module is its last step, with all that its calculator does not need left out.
fn module(project: &Project, folder: &Path, (place, slug): (usize, &str)) -> Outcome {
    let words =
        ["build", "--quiet", "--package", "ballast-js", "--profile", "app", "--target", "wasm32-unknown-unknown"];
    step::run(project.web("cargo", &words).env("BALLAST_MODULE", place.to_string()))?;
    let built = "target/wasm32-unknown-unknown/app/ballast_js.wasm";
    let mut bindgen = project.web("wasm-bindgen", &["--target", "web", "--no-typescript", "--out-name", slug]);
    step::run(bindgen.arg("--out-dir").arg(folder.join("modules")).arg(built))?;
    let module = folder.join("modules").join(format!("{slug}_bg.wasm"));
    step::run(project.web("wasm-opt", &SHRINK).arg(&module).arg("-o").arg(&module))
}

/// For each calculator all that its first caller downloads.
fn sizes(project: &Project, slugs: &[String]) -> Outcome<BTreeMap<String, u64>> {
    let folder = project.path(FOLDER);
    let mut files: Vec<PathBuf> = SHARED.iter().map(|name| folder.join(name)).collect();
    for slug in slugs {
        files.extend([format!("{slug}.js"), format!("{slug}_bg.wasm")].map(|name| folder.join("modules").join(name)));
    }
    let sizes = size::compressed(project, &files)?;
    let (shared, own) = sizes.split_at_checked(SHARED.len()).unwrap_or_default();
    let all: u64 = shared.iter().sum();
    Ok(slugs
        .iter()
        .zip(own.chunks(2))
        .map(|(slug, own)| (format!("npm/{slug}"), all + own.iter().sum::<u64>()))
        .collect())
}
