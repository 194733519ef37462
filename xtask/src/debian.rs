//! What comes from Debian: the browsers, and Rust for WebAssembly where rustup cannot give it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, program};
use crate::setup::remove;
use crate::step::{Failure, Outcome, answer, run};

const BROWSER_PACKAGES: &[&str] = &["chromium", "chromium-driver", "firefox-esr", "fonts-liberation"];
const RUST_PACKAGES: &[&str] =
    &["rustc-web", "cargo-web", "rust-web-clippy", "rust-web-src", "rust-web-llvm", "lld-22", "libc6-dev"];

pub fn chromium() -> Option<PathBuf> {
    program(&["chromium", "chromium-browser", "google-chrome"])
}

pub fn chromedriver() -> Option<PathBuf> {
    program(&["chromedriver"])
}

pub fn firefox() -> Option<PathBuf> {
    program(&["firefox-esr", "firefox"])
}

/// Tells a test where the browsers are.
pub fn name_browsers(command: &mut Command) -> Outcome {
    for (name, browser) in [("CHROMIUM", chromium()), ("FIREFOX", firefox())] {
        command.env(name, browser.ok_or_else(|| Failure::new(format!("{name}: no such browser on the search path")))?);
    }
    Ok(())
}

pub fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

pub fn browsers_are_there() -> bool {
    let found = [chromium(), chromedriver(), firefox()].iter().all(Option::is_some);
    found && (!is_debian() || !half_installed(BROWSER_PACKAGES))
}

pub fn install_browsers(_: &Project) -> Outcome {
    if is_debian() {
        return install_packages(BROWSER_PACKAGES);
    }
    Err(Failure::new(
        "this is not Debian. Install Chromium, the chromedriver of the same version, and Firefox ESR, so that \
         `chromium`, `chromedriver` and `firefox-esr` (or `firefox`) are found on the search path",
    ))
}

/// What Debian's Python lacks to make a folder of packages of its own.
pub fn install_venv() -> Outcome {
    if is_debian() { install_packages(&["python3-venv"]) } else { Ok(()) }
}

/// rustfmt and clippy for those who have Debian's Rust and no rustup.
pub fn install_linters() -> Outcome {
    install_packages(&["rustfmt-web", "rust-web-clippy"])
}

/// Whether the library that was built here is there and fits the compiler.
pub fn has_web_target(project: &Project) -> bool {
    let built_by = fs::read_to_string(project.debian_sysroot().join("built-by")).ok();
    built_by.is_some() && built_by == compiler_version()
}

/// Installs Debian's Rust and builds the standard library for WebAssembly with it, once, into this project's folder.
pub fn build_web_target(project: &Project) -> Outcome {
    install_packages(RUST_PACKAGES)?;
    let partial = project.path(".tools/partial");
    remove(&partial)?;
    build_and_gather(&partial)?;
    let place = project.debian_sysroot();
    remove(&place)?;
    fs::rename(partial.join("sysroot"), &place).map_err(|error| Failure::with_file(&place, &error))?;
    remove(&partial)
}

fn build_and_gather(partial: &Path) -> Outcome {
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    write(&partial.join("Cargo.toml"), manifest)?;
    write(&partial.join("src/lib.rs"), "")?;
    println!("    building the standard library: about 2 minutes");
    run(&mut std_build(partial))?;
    let built = partial.join("target/wasm32-unknown-unknown/release/deps");
    let library = partial.join("sysroot/lib/rustlib/wasm32-unknown-unknown/lib");
    gather(&built, &library).map_err(|error| Failure::with_file(&built, &error))?;
    let version = compiler_version().ok_or_else(|| Failure::new("/usr/bin/rustc does not answer"))?;
    write(&partial.join("sysroot/built-by"), &version)
}

/// `test` is there for wasm-bindgen-test, and the bitcode for link-time optimisation.
fn std_build(partial: &Path) -> Command {
    let mut command = Command::new("/usr/bin/cargo");
    command.args(["build", "--quiet", "--release", "-Zbuild-std=std,panic_abort,test"]);
    command.args(["--target", "wasm32-unknown-unknown", "--target-dir", "target"]);
    command.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", "/usr/bin/rustc");
    command.env("RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked");
    command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").current_dir(partial);
    command
}

fn gather(built: &Path, library: &Path) -> std::io::Result<()> {
    fs::create_dir_all(library)?;
    for file in fs::read_dir(built)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        let of_std = !name.starts_with("libempty-") && (name.ends_with(".rlib") || name.ends_with(".rmeta"));
        if of_std {
            fs::copy(file.path(), library.join(&name))?;
        }
    }
    Ok(())
}

fn compiler_version() -> Option<String> {
    answer(Command::new("/usr/bin/rustc").arg("--version"))
}

fn install_packages(packages: &[&str]) -> Outcome {
    if all_installed(packages) {
        return Ok(());
    }
    let names = packages.join(" ");
    if answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        let by_hand = format!("sudo apt-get update && sudo apt-get install --yes --no-install-recommends {names}");
        return Err(Failure::new("installing Debian packages needs root").by_hand(by_hand));
    }
    let by_hand = format!("apt-get update && apt-get install --yes --no-install-recommends {names}");
    run(Command::new("apt-get").args(["update", "--quiet=2"])).map_err(|failure| failure.by_hand(&by_hand))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages);
    run(install.env("DEBIAN_FRONTEND", "noninteractive")).map_err(|failure| failure.by_hand(&by_hand))
}

/// dpkg's two letters for each package it has heard of: `ii` is installed and configured.
fn package_states(packages: &[&str]) -> Vec<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Abbrev}\n"]).args(packages);
    // dpkg-query fails when it does not know one of the packages, and still prints the others.
    let Ok(output) = query.output() else { return Vec::new() };
    String::from_utf8_lossy(&output.stdout).lines().map(|line| line.trim().to_owned()).collect()
}

fn all_installed(packages: &[&str]) -> bool {
    let states = package_states(packages);
    states.len() == packages.len() && states.iter().all(|state| state == "ii")
}

/// An interrupted installation leaves packages that are wanted (`i`) and not whole.
fn half_installed(packages: &[&str]) -> bool {
    package_states(packages).iter().any(|state| state.starts_with('i') && state != "ii")
}

fn write(path: &Path, text: &str) -> Outcome {
    let written = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    };
    written().map_err(|error| Failure::with_file(path, &error))
}
