//! What a first visit downloads, and what a page that embeds Ballast does, compressed, against the budget in
//! `size-budget.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::project::Project;
use crate::step::{Failure, Outcome, Steps, answer};

const BUDGET: &str = "size-budget.txt";
/// What other pages load, and what an embed does in them: no part of a first visit, nor of its total.
const APART: &[&str] = &["embed.js", "frame.js"];
/// Node compresses at the highest quality unless told otherwise.
const COMPRESS: &str = "for (const file of process.argv.slice(1)) \
     console.log(require('zlib').brotliCompressSync(require('fs').readFileSync(file)).length)";

/// Prints each file's compressed size beside its budget; fails over any of them.
pub fn run(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("sizes against size-budget.txt", || check(project, &with_total(&first_load(project)?)))
}

/// Prints sizes by name beside their budget; fails over any of them.
pub fn check(project: &Project, sizes: &BTreeMap<String, u64>) -> Outcome {
    let budget = read_budget(&project.read(BUDGET)?)?;
    let complaints = complaints(&budget, sizes);
    for (name, size) in sizes {
        let allowed = budget.get(name).map_or("no row".to_owned(), u64::to_string);
        println!("    {name:<28}{size:>9} bytes of {allowed:>7}");
    }
    if complaints.is_empty() { Ok(()) } else { Err(Failure::new(complaints.join("; "))) }
}

/// The Brotli bytes of files, in their order.
pub fn compressed(project: &Project, files: &[PathBuf]) -> Outcome<Vec<u64>> {
    let sizes = answer(project.native("node", &["--eval", COMPRESS, "--"]).args(files));
    let sizes = sizes.ok_or_else(|| Failure::new("node cannot compress what was built"))?;
    Ok(sizes.lines().filter_map(|line| line.parse().ok()).collect())
}

/// Brotli bytes by name without the hash that Trunk adds.
fn first_load(project: &Project) -> Outcome<BTreeMap<String, u64>> {
    let page = project.read("dist/index.html").map_err(|failure| failure.by_hand("cargo xtask build"))?;
    let folder = project.path("dist");
    let files = fs::read_dir(&folder).map_err(|error| Failure::with_file(&folder, &error))?;
    let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let names: Vec<String> = names.filter(|name| loads_first(name, &page)).collect();
    let sizes = compressed(project, &names.iter().map(|name| folder.join(name)).collect::<Vec<_>>())?;
    Ok(names.iter().map(|name| without_hash(name)).zip(sizes).collect())
}

/// The page, the code it names, and what other pages load. What a worker loads, and pictures, come later and have budgets of their own.
fn loads_first(name: &str, page: &str) -> bool {
    let is_code = [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
    name == "index.html" || APART.contains(&name) || (is_code && page.contains(name))
}

/// `ballast-0123456789abcdef_bg.wasm` is `ballast_bg.wasm` in every build.
fn without_hash(name: &str) -> String {
    let Some((stem, rest)) = name.rsplit_once('-') else { return name.to_owned() };
    let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
    match rest.get(digits..) {
        Some(ending) if digits >= 12 => format!("{stem}{ending}"),
        _ => name.to_owned(),
    }
}

/// Lines of a name and a number of bytes; `#` starts a remark.
fn read_budget(text: &str) -> Outcome<BTreeMap<String, u64>> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(read_row).collect()
}

fn read_row(line: &str) -> Outcome<(String, u64)> {
    let row = line.split_once(char::is_whitespace).and_then(|(name, bytes)| Some((name, bytes.trim().parse().ok()?)));
    match row {
        Some((name, bytes)) => Ok((name.to_owned(), bytes)),
        None => Err(Failure::new(format!("{BUDGET}: a row is a name and a number of bytes, not «{line}»"))),
    }
}

fn with_total(sizes: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut rows = sizes.clone();
    let first = sizes.iter().filter(|(name, _)| !APART.contains(&name.as_str()));
    rows.insert("total".to_owned(), first.map(|(_, size)| size).sum());
    rows
}

fn complaints(budget: &BTreeMap<String, u64>, sizes: &BTreeMap<String, u64>) -> Vec<String> {
    let complaint = |(name, size): (&String, &u64)| match budget.get(name) {
        Some(allowed) if size <= allowed => None,
        Some(allowed) => Some(format!("{name} is {size} bytes, {} over its budget", size - allowed)),
        None => Some(format!("{name} ({size} bytes) has no row in {BUDGET}")),
    };
    sizes.iter().filter_map(complaint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(&str, u64)]) -> BTreeMap<String, u64> {
        rows.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)).collect()
    }

    #[test]
    fn the_hash_is_no_part_of_a_name() {
        assert_eq!(without_hash("ballast-0123456789abcdef_bg.wasm"), "ballast_bg.wasm");
        assert_eq!(without_hash("base-94d1c2aa01f6e2b1.css"), "base.css");
        assert_eq!(without_hash("start.js"), "start.js");
        assert_eq!(without_hash("levels-chart.css"), "levels-chart.css");
    }

    #[test]
    fn only_the_page_and_the_code_it_names_load_first() {
        let page = "<link href=./base-1.css><link rel=icon href=./icon.svg>";
        assert!(loads_first("index.html", page) && loads_first("base-1.css", page));
        assert!(loads_first("embed.js", page) && !loads_first("worker.js", page) && !loads_first("icon.svg", page));
    }

    #[test]
    fn what_other_pages_load_is_no_part_of_the_total() {
        let budget = read_budget("total 100\nindex.html 90\nembed.js 20").unwrap();
        assert_eq!(complaints(&budget, &rows(&[("index.html", 90), ("embed.js", 20)])), Vec::<String>::new());
        assert_eq!(complaints(&budget, &rows(&[("embed.js", 21)])), ["embed.js is 21 bytes, 1 over its budget"]);
    }

    #[test]
    fn a_file_over_its_row_a_total_over_its_row_and_a_file_without_row_fail() {
        let budget = read_budget("# bytes\ntotal 100\nindex.html 30 # the page\n").unwrap();
        assert_eq!(complaints(&budget, &with_total(&rows(&[("index.html", 30)]))), Vec::<String>::new());
        let over = complaints(&budget, &with_total(&rows(&[("index.html", 31)])));
        assert_eq!(over, ["index.html is 31 bytes, 1 over its budget"]);
        let unknown = complaints(&budget, &with_total(&rows(&[("start.js", 101)])));
        assert_eq!(
            unknown,
            ["start.js (101 bytes) has no row in size-budget.txt", "total is 101 bytes, 1 over its budget"]
        );
    }

    #[test]
    fn a_row_that_cannot_be_read_is_shown() {
        assert!(read_budget("total many").unwrap_err().to_string().contains("«total many»"));
    }
}
