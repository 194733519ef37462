//! What a machine needs, checked first and installed only where it is missing.
//!
//! A fresh machine has Rust and Node. Everything else comes from the package registries, into `.tools/` and
//! `node_modules/`; only the browsers, and Debian's Rust where rustup is missing, go into the system.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, locked_version, program};
use crate::step::{Failure, Outcome, Steps, answer, run, shell_line};
use crate::{debian, hosts};

/// Something the machine must have.
pub struct Need {
    name: &'static str,
    /// How long the installation takes on a machine with two cores.
    takes: &'static str,
    ready: fn(&Project) -> bool,
    install: fn(&Project) -> Outcome,
}

const WEB_TARGET: Need = Need {
    name: "Rust's standard library for WebAssembly",
    takes: "seconds with rustup, 2 minutes with Debian's Rust",
    ready: |project| project.rust_has_web_target() || debian::has_web_target(project),
    install: add_web_target,
};
const CRATES: Need = Need {
    name: "sources of the crates in Cargo.lock",
    takes: "seconds",
    ready: |project| answer(fetch(project).arg("--offline")).is_some(),
    install: |project| run(&mut fetch(project)),
};
const NPM: Need = Need {
    name: "npm packages of package-lock.json (wasm-opt, playwright-core, axe-core, typescript)",
    takes: "seconds",
    ready: npm_packages_match,
    install: install_npm_packages,
};
const TRUNK: Need = Need {
    name: "Trunk 0.21.14",
    takes: "about 6 minutes",
    ready: |project| tool_answers(project, "trunk", "trunk 0.21.14"),
    install: |project| install_crate(project, &["--locked", "--no-default-features", "trunk", "--version", "0.21.14"]),
};
const WASM_BINDGEN: Need = Need {
    name: "wasm-bindgen in the version of Cargo.lock",
    takes: "about 3 minutes",
    ready: |project| {
        let Ok(version) = wasm_bindgen_version(project) else { return false };
        ["wasm-bindgen", "wasm-bindgen-test-runner"]
            .iter()
            .all(|tool| tool_answers(project, tool, &format!("{tool} {version}")))
    },
    // Without `--locked`: its own lock file may name crates that the registry has withdrawn.
    install: |project| install_crate(project, &["wasm-bindgen-cli", "--version", &wasm_bindgen_version(project)?]),
};
const MDBOOK: Need = Need {
    name: "mdBook 0.5.4",
    takes: "about 3 minutes",
    ready: |project| tool_answers(project, "mdbook", "mdbook v0.5.4"),
    install: |project| {
        let what = ["--locked", "--no-default-features", "--features", "search", "mdbook", "--version", "0.5.4"];
        install_crate(project, &what)
    },
};
const DOCUSAURUS: Need = Need {
    name: "Docusaurus in the version of examples/docusaurus/package-lock.json",
    takes: "about 2 minutes",
    ready: hosts::docusaurus_is_there,
    install: hosts::install_docusaurus,
};
const MKDOCS: Need = Need {
    name: "MkDocs in the version of examples/mkdocs/requirements.txt",
    takes: "half a minute",
    ready: hosts::mkdocs_is_there,
    install: hosts::install_mkdocs,
};
const LINTERS: Need = Need {
    name: "rustfmt and clippy",
    takes: "seconds",
    ready: |project| {
        ["fmt", "clippy"].iter().all(|tool| answer(&mut project.native("cargo", &[tool, "--version"])).is_some())
    },
    install: add_linters,
};
const BROWSERS: Need = Need {
    name: "Chromium with its driver, and Firefox ESR",
    takes: "about a minute",
    ready: |_| debian::browsers_are_there(),
    install: debian::install_browsers,
};

/// What the native checks need.
pub const FOR_NATIVE_CHECKS: &[Need] = &[LINTERS];
/// What building and serving the app and its book needs.
pub const FOR_THE_BUILD: &[Need] = &[WEB_TARGET, CRATES, NPM, TRUNK, WASM_BINDGEN, MDBOOK];
/// What building the book alone needs.
pub const FOR_THE_BOOK: &[Need] = &[MDBOOK];
/// What building the npm package needs.
pub const FOR_THE_PACKAGE: &[Need] = &[WEB_TARGET, CRATES, NPM, WASM_BINDGEN];
/// What the sites in `examples/` need, in which Ballast is tried as a part of other people's pages.
pub const FOR_THE_HOSTS: &[Need] =
    &[WEB_TARGET, CRATES, NPM, BROWSERS, TRUNK, WASM_BINDGEN, MDBOOK, DOCUSAURUS, MKDOCS];
/// What every check needs.
pub const FOR_EVERYTHING: &[Need] = &[LINTERS, WEB_TARGET, CRATES, NPM, BROWSERS, TRUNK, WASM_BINDGEN, MDBOOK];

/// Installs what is missing, after saying what that is and how long it takes.
pub fn install_missing(project: &Project, steps: &mut Steps, needs: &[Need]) -> Outcome {
    let missing = steps.take("look for what is missing", || Ok(missing(project, needs)))?;
    for need in missing {
        steps.take(&format!("install: {}", need.name), || {
            (need.install)(project)?;
            if (need.ready)(project) { Ok(()) } else { Err(Failure::new("it is still missing after its installation")) }
        })?;
    }
    Ok(())
}

fn missing<'a>(project: &Project, needs: &'a [Need]) -> Vec<&'a Need> {
    let mut missing = Vec::new();
    for need in needs {
        if (need.ready)(project) {
            println!("    have  {}", need.name);
        } else {
            println!("    need  {} ({})", need.name, need.takes);
            missing.push(need);
        }
    }
    missing
}

fn add_web_target(project: &Project) -> Outcome {
    let rustup = &mut project.native("rustup", &["target", "add", "wasm32-unknown-unknown"]);
    if !debian::is_debian() {
        return run(rustup);
    }
    if program(&["rustup"]).is_some() && run(rustup).is_ok() {
        return Ok(());
    }
    println!("    rustup does not give it: taking Debian's Rust");
    debian::build_web_target(project)
}

fn add_linters(project: &Project) -> Outcome {
    if program(&["rustup"]).is_none() && debian::is_debian() {
        return debian::install_linters();
    }
    run(&mut project.native("rustup", &["component", "add", "rustfmt", "clippy"]))
}

fn fetch(project: &Project) -> Command {
    project.native("cargo", &["fetch", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"])
}

fn wasm_bindgen_version(project: &Project) -> Outcome<String> {
    let lock = project.read("Cargo.lock")?;
    let version = locked_version(&lock, "wasm-bindgen").map(str::to_owned);
    version.ok_or_else(|| Failure::new("Cargo.lock does not name wasm-bindgen"))
}

fn tool_answers(project: &Project, tool: &str, expected: &str) -> bool {
    answer(Command::new(project.tool(tool)).arg("--version")).is_some_and(|version| version == expected)
}

/// Builds a tool beside its place and moves it there when it is whole. What was compiled before an interruption is kept.
fn install_crate(project: &Project, what: &[&str]) -> Outcome {
    let by_hand = cargo_install(project, what, &["--root", ".tools"]);
    let partial = project.path(".tools/partial");
    let compiled = project.path(".tools/compiled");
    let places = ["--root", ".tools/partial", "--target-dir", ".tools/compiled"];
    remove(&partial)?;
    run(&mut cargo_install(project, what, &places)).map_err(|failure| failure.by_hand(shell_line(&by_hand)))?;
    move_files(&partial.join("bin"), &project.path(".tools/bin"))?;
    remove(&partial)?;
    remove(&compiled)
}

/// These tools run for seconds: compile them fast rather than well.
fn cargo_install(project: &Project, what: &[&str], places: &[&str]) -> Command {
    let mut command = project.native("cargo", &["install"]);
    command.args(what).args(places);
    command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    command
}

fn install_npm_packages(project: &Project) -> Outcome {
    let partial = project.path(".tools/partial");
    npm_ci(project, &project.root, &partial)?;
    let place = project.path("node_modules");
    remove(&place)?;
    fs::rename(partial.join("node_modules"), &place).map_err(|error| Failure::with_file(&place, &error))?;
    remove(&partial)
}

/// Puts the packages that a folder's lock file names into another folder, made anew.
pub fn npm_ci(project: &Project, from: &Path, to: &Path) -> Outcome {
    remove(to)?;
    fs::create_dir_all(to).map_err(|error| Failure::with_file(to, &error))?;
    for file in ["package.json", "package-lock.json"] {
        let copy = fs::copy(from.join(file), to.join(file));
        copy.map_err(|error| Failure::with_file(&from.join(file), &error))?;
    }
    let by_hand = format!("cd {} && npm ci --ignore-scripts --no-audit --no-fund", from.display());
    let mut npm = project.native("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(npm.current_dir(to)).map_err(|failure| failure.by_hand(by_hand))
}

fn npm_packages_match(project: &Project) -> bool {
    let Ok(lock) = project.read("package-lock.json") else { return false };
    locked_npm_packages(&lock).iter().all(|(folder, version_line)| {
        let Ok(manifest) = project.read(&format!("{folder}/package.json")) else { return false };
        manifest.lines().any(|line| line.trim().trim_end_matches(',') == *version_line)
    })
}

/// Each package's folder with the line that gives its version, as they stand in npm's lock file.
fn locked_npm_packages(lock: &str) -> Vec<(&str, &str)> {
    let mut packages = Vec::new();
    let mut lines = lock.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let folder = line.strip_prefix('"').and_then(|rest| rest.strip_suffix("\": {"));
        if let Some(folder) = folder.filter(|folder| folder.starts_with("node_modules/"))
            && let Some(version) = lines.next()
        {
            packages.push((folder, version.trim_end_matches(',')));
        }
    }
    packages
}

fn move_files(from: &Path, to: &Path) -> Outcome {
    let moved = || {
        fs::create_dir_all(to)?;
        for file in fs::read_dir(from)? {
            let file = file?;
            fs::rename(file.path(), to.join(file.file_name()))?;
        }
        Ok(())
    };
    moved().map_err(|error| Failure::with_file(to, &error))
}

/// Removes a folder, if there is one.
pub fn remove(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::with_file(folder, &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npm_packages_are_read_from_the_lock_file() {
        let lock = "{\n  \"packages\": {\n    \"\": {\n      \"name\": \"x\"\n    },\n    \
                    \"node_modules/axe-core\": {\n      \"version\": \"4.14.1\",\n      \"dev\": true\n    }\n  }\n}\n";
        assert_eq!(locked_npm_packages(lock), [("node_modules/axe-core", "\"version\": \"4.14.1\"")]);
    }

    #[test]
    fn what_builds_the_app_needs_no_root_beyond_rust_itself() {
        assert!(FOR_THE_BUILD.iter().all(|need| need.name != BROWSERS.name));
    }
}
