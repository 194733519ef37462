//! Every check there is, in the order that finds the cheapest faults first; the first failure ends it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;
use crate::serve::{self, Site};
use crate::setup::{self, FOR_EVERYTHING, FOR_NATIVE_CHECKS};
use crate::step::{Failure, Outcome, Steps, run};
use crate::{bundle, debian, docs, package, size, tidy};

/// The browser tests run below a path of more than one part, so that a link to the host's root cannot pass.
pub const BELOW: &str = "/any/sub-path/";

/// What needs neither browser nor WebAssembly nor Node.
pub fn native(project: &Project, steps: &mut Steps) -> Outcome {
    native_checks(project, steps)?;
    steps.summary();
    Ok(())
}

/// All of it.
pub fn everything(project: &Project, steps: &mut Steps) -> Outcome {
    native_checks(project, steps)?;
    setup::install_missing(project, steps, FOR_EVERYTHING)?;
    steps.take("clippy, app", || run(&mut clippy_app(project)))?;
    steps.take("tests of the app in Chromium", || {
        println!("    compiling them for the first time takes about 3 minutes");
        run(&mut web_tests(project))
    })?;
    bundle::build(project, steps)?;
    size::run(project, steps)?;
    steps.take("end to end in Chromium and Firefox", || end_to_end(project))?;
    package::build(project, steps)?;
    package::check(project, steps)?;
    steps.summary();
    Ok(())
}

fn native_checks(project: &Project, steps: &mut Steps) -> Outcome {
    setup::install_missing(project, steps, FOR_NATIVE_CHECKS)?;
    steps.take("format", || run(&mut project.native("cargo", &["fmt", "--all", "--check"])))?;
    tidy::run(project, steps)?;
    let clippy = ["clippy", "--quiet", "--all-targets", "--", "--deny", "warnings"];
    steps.take("clippy, engine and xtask", || run(&mut project.native("cargo", &clippy)))?;
    steps.take("tests and doctests of engine and xtask", || run(&mut project.native("cargo", &["test"])))?;
    steps.take("manual without warnings", || run(&mut manual(project)))?;
    docs::check(project, steps)
}

fn manual(project: &Project) -> Command {
    let mut command = project.native("cargo", &["doc", "--quiet", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "--deny warnings");
    command
}

fn clippy_app(project: &Project) -> Command {
    let words = [
        "clippy",
        "--quiet",
        "--package",
        "ballast",
        "--package",
        "ballast-page",
        "--package",
        "ballast-js",
        "--all-targets",
    ];
    let mut command = project.web("cargo", &words);
    command.args(["--target", "wasm32-unknown-unknown", "--", "--deny", "warnings"]);
    command
}

fn web_tests(project: &Project) -> Command {
    let words = ["test", "--package", "ballast", "--target", "wasm32-unknown-unknown", "--test", "web"];
    let mut command = project.web("cargo", &words);
    let runner = project.tool("wasm-bindgen-test-runner");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = debian::chromedriver() {
        command.env("CHROMEDRIVER", driver);
    }
    command
}

fn end_to_end(project: &Project) -> Outcome {
    let address = serve::in_background(Site { files: project.path("dist"), below: BELOW, is_for_all: true })?;
    run(&mut in_browsers(project, "tests/e2e", &address)?)
}

/// The browser tests of a folder, against Ballast at an address.
pub fn in_browsers(project: &Project, folder: &str, address: &str) -> Outcome<Command> {
    let mut command = project.native("node", &["--test", "--test-reporter=spec"]);
    command.args(test_files(&project.path(folder))?).env("BALLAST_URL", address);
    debian::name_browsers(&mut command)?;
    Ok(command)
}

/// Named one by one: what `node --test` makes of a folder differs from version to version.
fn test_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let files = std::fs::read_dir(folder).map_err(|error| Failure::with_file(folder, &error))?;
    let paths = files.flatten().map(|file| file.path());
    let mut tests: Vec<PathBuf> = paths.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    tests.sort();
    if tests.is_empty() {
        return Err(Failure::new(format!("{} holds no *.test.mjs", folder.display())));
    }
    Ok(tests)
}
