//! Where things lie, and the commands as this project runs them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{Failure, Outcome, answer};

/// This checkout of Ballast.
pub struct Project {
    pub root: PathBuf,
}

impl Project {
    /// The checkout that `cargo xtask` was called in.
    pub fn here() -> Outcome<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Failure::new("xtask is started by cargo").by_hand("cargo xtask"))?;
        match Path::new(&manifest).parent() {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => Err(Failure::new("xtask is not inside the project")),
        }
    }

    /// A path of this project.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// One of the tools that live in this project's own folder.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.root.join(".tools/bin").join(name)
    }

    /// The standard library for WebAssembly that was built with Debian's Rust; it exists only where rustup had none.
    pub fn debian_sysroot(&self) -> PathBuf {
        self.path(".tools/debian-sysroot")
    }

    pub fn read(&self, name: &str) -> Outcome<String> {
        let path = self.path(name);
        fs::read_to_string(&path).map_err(|error| Failure::with_file(&path, &error))
    }

    /// A command for native work, run at the root of the project.
    pub fn native(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// A command that compiles or runs WebAssembly: it finds this project's tools first, and Debian's Rust where that is
    /// the one that knows the target.
    pub fn web(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = self.native(program, arguments);
        let mut folders = vec![self.path(".tools/bin"), self.path("node_modules/.bin")];
        let sysroot = self.debian_sysroot();
        if sysroot.exists() && !self.rust_has_web_target() {
            folders.push(PathBuf::from("/usr/bin"));
            let flag = format!("--sysroot={}", sysroot.display());
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flag);
            for set_by_rustup in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
                command.env_remove(set_by_rustup);
            }
        }
        command.env("PATH", in_front_of_path(&folders));
        // Trunk reads this variable as a flag of its own and rejects every value but `true` and `false`.
        command.env_remove("NO_COLOR");
        command
    }

    /// Whether the Rust in use compiles for WebAssembly by itself.
    pub fn rust_has_web_target(&self) -> bool {
        let print = ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"];
        let Some(folder) = answer(&mut self.native("rustc", &print)) else { return false };
        let Ok(files) = fs::read_dir(folder) else { return false };
        files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
    }

    /// What the page calls its build: the commit, marked where the files differ from it, or the version without git.
    pub fn build_id(&self) -> String {
        let commit = answer(&mut self.native("git", &["rev-parse", "--short=10", "HEAD"]));
        let changes = answer(&mut self.native("git", &["status", "--porcelain"]));
        match (commit, changes) {
            (Some(commit), Some(changes)) if changes.is_empty() => commit,
            (Some(commit), _) => format!("{commit}-changed"),
            (None, _) => env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

fn in_front_of_path(folders: &[PathBuf]) -> OsString {
    let mut path = OsString::new();
    for folder in folders {
        path.push(folder);
        path.push(":");
    }
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

/// The first of these programs that the search path has.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// The version that `Cargo.lock` has chosen for a crate.
pub fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let name = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn an_unknown_program_is_not_found() {
        assert_eq!(program(&["no-program-has-this-name"]), None);
        assert!(program(&["no-program-has-this-name", "cargo"]).is_some());
    }
}
