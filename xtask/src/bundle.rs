//! `dist/`: the app and its book as static files that any host serves from any folder.

use crate::book;
use crate::project::Project;
use crate::setup::{self, FOR_THE_BUILD};
use crate::step::{self, Outcome, Steps};

/// Sets up what is missing and builds the app with its book.
pub fn run(project: &Project, steps: &mut Steps) -> Outcome {
    setup::install_missing(project, steps, FOR_THE_BUILD)?;
    build(project, steps)
}

/// Builds both on a machine that has all it needs.
pub fn build(project: &Project, steps: &mut Steps) -> Outcome {
    let build = project.build_id();
    steps.take("build the app", || {
        if !project.path("dist/index.html").exists() {
            println!("    the first build takes about 5 minutes on 2 cores, later ones about 1");
        }
        println!("    this build calls itself {build}");
        step::run(project.web("trunk", &["build"]).env("BALLAST_BUILD", &build))
    })?;
    // Trunk empties the folder first.
    book::build(project, steps)
}
