//! The book: what mdBook makes of `docs/`, in `dist/docs` beside the app, with every link in it looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::setup::remove;
use crate::step::{Failure, Outcome, Steps, run};

const BOOK: &str = "dist/docs";
/// mdBook copies all that is no page; these are of no use there.
const LEFT_BEHIND: &[&str] = &["book.toml", "theme/head.hbs"];
/// Where the page itself lies, seen from the book.
const APP: &str = "..";

/// Builds the book from the pages that are there, and looks up its links.
pub fn build(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("build the book", || {
        remove(&project.path(BOOK))?;
        run(Command::new(project.tool("mdbook")).args(["build", "docs"]).current_dir(&project.root))?;
        let tokens = project.path(BOOK).join("theme/tokens.css");
        fs::copy(project.path("style/tokens.css"), &tokens).map_err(|error| Failure::with_file(&tokens, &error))?;
        for name in LEFT_BEHIND {
            let path = project.path(BOOK).join(name);
            fs::remove_file(&path).map_err(|error| Failure::with_file(&path, &error))?;
        }
        check(&project.path(BOOK))
    })
}

/// Every page by its address within the book.
type Pages = BTreeMap<String, Page>;

#[derive(Default)]
struct Page {
    anchors: BTreeSet<String>,
    /// What it points to, and whether the browser loads that by itself.
    links: Vec<(String, bool)>,
}

fn check(folder: &Path) -> Outcome {
    let mut pages = Pages::new();
    read(folder, "", &mut pages)?;
    let broken: Vec<String> = pages.iter().flat_map(|(name, page)| broken(folder, &pages, (name, page))).collect();
    let links: usize = pages.values().map(|page| page.links.len()).sum();
    println!("    {links} links on {} pages", pages.len());
    broken.iter().for_each(|link| println!("    {link}"));
    if broken.is_empty() { Ok(()) } else { Err(Failure::new("links in the book lead nowhere")) }
}

fn read(folder: &Path, below: &str, pages: &mut Pages) -> Outcome {
    let files = fs::read_dir(folder).map_err(|error| Failure::with_file(folder, &error))?;
    for file in files.flatten() {
        let (path, name) = (file.path(), format!("{below}{}", file.file_name().to_string_lossy()));
        if path.is_dir() {
            read(&path, &format!("{name}/"), pages)?;
        } else if name.ends_with(".html") && name != "404.html" {
            let text = fs::read_to_string(&path).map_err(|error| Failure::with_file(&path, &error))?;
            pages.insert(name, page(&text));
        }
    }
    Ok(())
}

fn page(text: &str) -> Page {
    let mut page = Page::default();
    let mut parts = text.split('<');
    let _before = parts.next();
    for tag in parts.filter_map(|rest| rest.split('>').next()) {
        page.anchors.extend(attribute(tag, "id"));
        let is_followed = tag.starts_with("a ");
        let links = ["href", "src"].into_iter().filter_map(|name| attribute(tag, name));
        page.links.extend(links.map(|link| (link, !is_followed)));
    }
    page
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split('"').next()?.replace("&amp;", "&"))
}

/// What a page points to and is not there.
fn broken(folder: &Path, pages: &Pages, (name, page): (&str, &Page)) -> Vec<String> {
    let leads_somewhere = |(link, is_loaded): &&(String, bool)| {
        if link.starts_with("data:") || link.starts_with("mailto:") {
            return true;
        }
        if link.contains("://") {
            return !is_loaded;
        }
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let Some(target) = resolved(name, path) else { return false };
        match (target.as_str(), pages.get(&target)) {
            (APP, _) => anchor.is_empty() || anchor.starts_with('/'),
            (_, Some(page)) => anchor.is_empty() || page.anchors.contains(anchor),
            _ => folder.join(&target).is_file(),
        }
    };
    let broken = page.links.iter().filter(|link| !leads_somewhere(link));
    broken.map(|(link, _)| format!("{name}: {link}")).collect()
}

/// Where a relative address leads from a page; `None` for what lies outside of both book and app.
fn resolved(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match (part, parts.is_empty()) {
            (APP, true) => return path.trim_start_matches("../").is_empty().then(|| APP.to_owned()),
            (APP, false) => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    Some(if path.ends_with('/') { format!("{}/index.html", parts.join("/")) } else { parts.join("/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_followed_within_the_book_and_to_the_app() {
        let led = |from, path| resolved(from, path).unwrap_or("nowhere".to_owned());
        assert_eq!(led("guides/pyramid.html", "../glossary.html"), "glossary.html");
        assert_eq!(led("guides/pyramid.html", ""), "guides/pyramid.html");
        assert_eq!(led("guides/pyramid.html", "../../"), APP);
        assert_eq!(led("index.html", "../"), APP);
        assert_eq!(led("index.html", "../style/tokens.css"), "nowhere");
    }

    #[test]
    fn a_link_without_its_page_or_anchor_and_a_foreign_script_are_found() {
        let text = "<p id=\"here\"><a href=\"#here\"></a><a href=\"#there\"></a><a href=\"gone.html\"></a>\
                    <a href=\"../#/kelly?v=1&amp;win_pct=40\"></a><script src=\"https://example.com/a.js\"></script>";
        let pages = Pages::from([("index.html".to_owned(), page(text))]);
        let found = pages.iter().flat_map(|(name, page)| broken(Path::new("nowhere"), &pages, (name, page)));
        let expected = ["index.html: #there", "index.html: gone.html", "index.html: https://example.com/a.js"];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}
