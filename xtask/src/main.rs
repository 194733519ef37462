//! `cargo xtask <command>`: everything that is done to Ballast apart from writing it.
//!
//! [`setup`] knows what a machine needs, [`bundle`] makes `dist/` with the [`book`] in it, [`serve`] shows it, [`gate`]
//! checks all there is, [`hosts`] tries it in other people's pages, and [`step`] prints what happens and how long it took.

mod book;
mod bundle;
mod debian;
mod docs;
mod gate;
mod hosts;
mod package;
mod project;
mod serve;
mod setup;
mod size;
mod step;
mod tidy;

use std::process::ExitCode;

use project::Project;
use step::{Failure, Outcome, Steps};

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--no-build]   set up what is missing, build the app, serve it on this machine
  test [--quick]                  run every check there is (--quick: only those that need no browser and no WebAssembly)
  test --hosts                    build the sites in examples/ with Ballast in their pages and try them in browsers
  build                           leave the app and its book in dist/, ready for any static host
  setup [--with-browsers]         install what is missing, into this folder where possible
  package [--test]                leave the npm package in dist-npm/ (--test: and use it in Node and both browsers)
  docs [--check]                  write the pages of docs/ and build the book of them (--check: compare the pages only)
  tidy                            check the rules that the compiler cannot
  size                            compare the size of dist/ with size-budget.txt
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut steps = Steps::start();
    let outcome = Project::here().and_then(|project| command(&project, &mut steps, &words));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn command(project: &Project, steps: &mut Steps, words: &[&str]) -> Outcome {
    match words {
        ["setup"] => setup::install_missing(project, steps, setup::FOR_THE_BUILD),
        ["setup", "--with-browsers"] => setup::install_missing(project, steps, setup::FOR_EVERYTHING),
        ["build"] => bundle::run(project, steps),
        ["serve", flags @ ..] => serve::run(project, steps, &serve::Wish::read(flags)?),
        ["test"] => gate::everything(project, steps),
        ["test", "--quick"] => gate::native(project, steps),
        ["test", "--hosts"] => hosts::run(project, steps),
        ["package"] => package::run(project, steps),
        ["package", "--test"] => {
            package::run(project, steps)?;
            setup::install_missing(project, steps, setup::FOR_EVERYTHING)?;
            package::check(project, steps)
        }
        ["docs"] => docs::write(project, steps),
        ["docs", "--check"] => docs::check(project, steps),
        ["tidy"] => tidy::run(project, steps),
        ["size"] => size::run(project, steps),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::new(format!("cargo xtask {}: no such command\n\n{USAGE}", words.join(" ")))),
    }
}
