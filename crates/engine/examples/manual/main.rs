//! The book: one page for each calculator, written from its declaration, the guides and the glossary, with every figure
//! in them worked out by the engine.
//!
//! `cargo run -p ballast-engine --example manual -- docs` writes the pages into that folder. `cargo xtask docs` does
//! that, and `cargo xtask test` fails when a page is not what the declarations say. The same declarations always give the
//! same pages, to the byte.

mod calculator_page;
mod example;
mod glossary;
mod guides;
mod inputs;
mod markdown;
mod outputs;
mod summary;
mod template;
mod terms;
mod walks;
mod worked;

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::{env, fs};

use ballast_engine::calculators::CALCULATORS;

/// Heads every page; `from` is where its words stand.
fn heading(from: &str) -> String {
    format!("<!-- Written by `cargo xtask docs` from {from}; changes here are lost. -->")
}

fn main() -> Result<()> {
    let folder =
        env::args_os().nth(1).ok_or_else(|| Error::new(ErrorKind::InvalidInput, "name the folder to write to"))?;
    let folder = Path::new(&folder);
    for part in ["calculators", "guides"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let write = |name: &str, page: String| fs::write(folder.join(name), page);
    write("SUMMARY.md", summary::contents())?;
    write("README.md", summary::front())?;
    write("glossary.md", glossary::page()?)?;
    write("calculators/README.md", summary::calculators())?;
    for calculator in CALCULATORS {
        let page = calculator_page::page(*calculator).map_err(|why| unfit(calculator.slug(), &why))?;
        write(&format!("calculators/{}.md", calculator.slug()), page)?;
    }
    for guide in guides::GUIDES {
        let page = guides::page(guide).map_err(|why| unfit(guide.name, &why))?;
        write(&format!("guides/{}.md", guide.name), page)?;
    }
    Ok(())
}

fn unfit(page: &str, why: &str) -> Error {
    Error::other(format!("{page}: {why}"))
}
