//! Rules that the compiler cannot see: who may name whom, where colours live, what must not be in the files at all.

use std::fs;

use crate::project::Project;
use crate::step::{Failure, Outcome, Steps, answer};

/// A rule about single lines of some files.
struct Rule {
    why: &'static str,
    files: fn(path: &str) -> bool,
    offends: fn(line: &str) -> bool,
}

const RULES: &[Rule] = &[
    Rule {
        why: "the engine knows no browser: no leptos, wasm-bindgen, web-sys, js-sys",
        files: |path| path.starts_with("crates/engine/") && (is_rust(path) || path.ends_with("Cargo.toml")),
        offends: |line| {
            let crates = ["leptos", "wasm-bindgen", "wasm_bindgen", "web-sys", "web_sys", "js-sys", "js_sys"];
            holds_any(code(line), &crates)
        },
    },
    Rule {
        why: "math knows nothing but numbers: it names no other part of the engine",
        files: |path| path.starts_with("crates/engine/src/math/") || path == "crates/engine/src/math.rs",
        offends: |line| code(line).split("crate::").skip(1).any(|name| !names(name, "math")),
    },
    Rule {
        why: "only src/browser.rs and src/worker.rs name web_sys",
        files: |path| path.starts_with("src/") && is_rust(path) && !BROWSER_FILES.contains(&path),
        offends: |line| code(line).contains("web_sys"),
    },
    Rule {
        why: "colours live in style/tokens.css and have a meaning for a name",
        files: |path| path.starts_with("style/") && path.ends_with(".css") && path != "style/tokens.css",
        offends: names_a_colour,
    },
    Rule {
        why: "nothing is requested from another origin",
        files: |path| {
            path == "index.html" || path.starts_with("style/") || (path.ends_with(".js") && !is_elsewhere(path))
        },
        offends: |line| {
            let line = line.replace("http://www.w3.org/", "");
            holds_any(&line, &["http://", "https://"])
        },
    },
    Rule {
        why: "what is left to do stands elsewhere, not in the files",
        files: is_written,
        offends: |line| {
            [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")].iter().any(|w| has_word(line, w))
        },
    },
    Rule { why: "no test is ignored", files: is_rust, offends: |line| code(line).contains(concat!("#[", "ignore")) },
    Rule {
        why: "no test is left out or run alone",
        files: |path| is_script(path) && is_test(path),
        offends: |line| holds_any(line, &[".only(", ".skip(", "only: true", "skip: true"]),
    },
    Rule {
        why: "no path of one machine",
        files: is_written,
        offends: |line| [concat!("/wo", "rk/"), concat!("/ro", "ot/")].iter().any(|path| starts_a_path(line, path)),
    },
    Rule {
        why: "no registry is named: every machine has its own",
        files: is_written,
        offends: |line| {
            let hosts = [
                concat!("registry.", "npm", "js"),
                concat!("index.", "crates", ".io"),
                concat!("deb.", "debian", ".org"),
            ];
            holds_any(line, &hosts)
        },
    },
];

const BROWSER_FILES: &[&str] = &["src/browser.rs", "src/worker.rs"];
const SAYS_NOTHING: &[&str] = &["utils", "util", "helpers", "helper", "common", "types", "models"];
const GENERATED: &[&str] = &["dist", "target", "node_modules", ".tools"];

/// Checks every file that git knows or would add.
pub fn run(project: &Project, steps: &mut Steps) -> Outcome {
    steps.take("tidy", || {
        let list = ["ls-files", "--cached", "--others", "--exclude-standard"];
        let list =
            answer(&mut project.native("git", &list)).ok_or_else(|| Failure::new("git does not list the files"))?;
        let mut violations = Vec::new();
        for path in list.lines() {
            violations.extend(check_name(path));
            // What git still lists may be deleted, and pictures are no text.
            if let Ok(text) = fs::read_to_string(project.path(path)) {
                violations.extend(check_text(path, &text));
            }
        }
        report(&violations, list.lines().count())
    })
}

fn report(violations: &[String], files: usize) -> Outcome {
    for violation in violations {
        println!("    {violation}");
    }
    match violations.len() {
        0 => {
            println!("    {files} files keep the rules");
            Ok(())
        }
        1 => Err(Failure::new("one place breaks a rule")),
        count => Err(Failure::new(format!("{count} places break a rule"))),
    }
}

fn check_name(path: &str) -> Option<String> {
    let mut parts = path.split('/').map(|part| part.split('.').next().unwrap_or_default());
    if let Some(folder) = GENERATED.iter().find(|folder| path.split('/').next() == Some(folder)) {
        return Some(format!("{path}: {folder} is generated and stays out of git"));
    }
    let vague = parts.find(|part| SAYS_NOTHING.contains(part))?;
    Some(format!("{path}: «{vague}» does not say what is in it"))
}

fn check_text(path: &str, text: &str) -> Vec<String> {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| (rule.files)(path)).collect();
    let mut violations = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let broken = rules.iter().filter(|rule| (rule.offends)(line));
        violations.extend(broken.map(|rule| format!("{path}:{number}: {}", rule.why)));
    }
    violations
}

fn is_rust(path: &str) -> bool {
    path.ends_with(".rs")
}

fn is_script(path: &str) -> bool {
    [".js", ".mjs", ".ts"].iter().any(|ending| path.ends_with(ending))
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
}

/// Scripts that no page of Ballast runs: those of tests, and those of pages that embed it.
fn is_elsewhere(path: &str) -> bool {
    is_test(path) || path.starts_with("examples/")
}

/// Lock files are written by their tools.
fn is_written(path: &str) -> bool {
    path != "Cargo.lock" && !path.ends_with("package-lock.json")
}

fn holds_any(line: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| line.contains(text))
}

/// The line without its comment; an address in a text is cut too, which no rule about code minds.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

fn names(rest: &str, module: &str) -> bool {
    rest.strip_prefix(module).is_some_and(|after| !after.starts_with(is_word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c| !is_word(c)).any(|found| found == word)
}

/// Whether the path stands at the root, not inside a longer one.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| is_word(c) || "./-*".contains(c))
    })
}

/// A colour written as a number, on the right of a declaration's colon.
fn names_a_colour(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else { return false };
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklch(", "oklab("];
    holds_any(value, &functions) || value.split('#').skip(1).any(starts_with_hex_colour)
}

fn starts_with_hex_colour(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| is_word(*c) || *c == '-').collect();
    matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, line: &str) -> usize {
        check_text(path, line).len()
    }

    #[test]
    fn a_violation_names_file_line_and_reason() {
        let found = check_text("src/app.rs", "fn a() {}\nuse web_sys::Window;\n");
        assert_eq!(found, ["src/app.rs:2: only src/browser.rs and src/worker.rs name web_sys"]);
    }

    #[test]
    fn the_engine_names_no_browser_crate_but_may_speak_of_one() {
        assert_eq!(broken("crates/engine/src/lib.rs", "use leptos::prelude::*;"), 1);
        assert_eq!(broken("crates/engine/Cargo.toml", "js-sys = \"0.3\""), 1);
        assert_eq!(broken("crates/engine/src/lib.rs", "//! Knows no leptos."), 0);
        assert_eq!(broken("src/app.rs", "use leptos::prelude::*;"), 0);
    }

    #[test]
    fn math_names_only_math() {
        assert_eq!(broken("crates/engine/src/math/margin.rs", "use crate::math::rounding;"), 0);
        assert_eq!(broken("crates/engine/src/math/margin.rs", "use crate::spec::Unit;"), 1);
        assert_eq!(broken("crates/engine/src/math/margin.rs", "use crate::mathematics::pi;"), 1);
        assert_eq!(broken("crates/engine/src/spec/unit.rs", "use crate::spec::Unit;"), 0);
    }

    #[test]
    fn only_two_files_of_the_app_touch_the_browser() {
        assert_eq!(broken("src/views/field.rs", "    web_sys::window()"), 1);
        assert_eq!(broken("src/browser.rs", "    web_sys::window()"), 0);
        assert_eq!(broken("src/worker.rs", "    web_sys::window()"), 0);
    }

    #[test]
    fn a_colour_outside_the_tokens_is_found_and_a_selector_is_not_one() {
        for line in ["color: #fff;", "border: 1px solid #a0b1c2d3;", "color: rgb(0 0 0);", "fill: oklch(50% 0 0);"] {
            assert_eq!(broken("style/base.css", line), 1, "{line}");
            assert_eq!(broken("style/tokens.css", line), 0, "{line}");
        }
        for line in ["#add {", "color: var(--loss);", "background: url(#shadow);", "mask: url(#face-up);"] {
            assert_eq!(broken("style/base.css", line), 0, "{line}");
        }
    }

    #[test]
    fn an_address_of_another_origin_is_found_and_a_namespace_is_not_one() {
        assert_eq!(broken("index.html", "<script src=\"https://example.com/a.js\">"), 1);
        assert_eq!(broken("start.js", "import('http://example.com/a.js')"), 1);
        assert_eq!(broken("index.html", "<svg xmlns=\"http://www.w3.org/2000/svg\">"), 0);
        assert_eq!(broken("README.md", "see https://example.com"), 0);
        assert_eq!(broken("tests/e2e/fixture.js", "'https://example.com'"), 0);
    }

    #[test]
    fn reminders_are_found_as_whole_words() {
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")] {
            assert_eq!(broken("docs/numbers.md", &format!("{word}: later")), 1);
            assert_eq!(broken("docs/numbers.md", &format!("{word}S_AND_MORE")), 0);
        }
    }

    #[test]
    fn ignored_skipped_and_lonely_tests_are_found_and_iterators_may_skip() {
        assert_eq!(broken("crates/engine/tests/it/links.rs", concat!("#[", "ignore = \"slow\"]")), 1);
        assert_eq!(broken("tests/e2e/link.test.mjs", "test.only('a', () => {})"), 1);
        assert_eq!(broken("tests/e2e/link.test.mjs", "test('a', { skip: true }, () => {})"), 1);
        assert_eq!(broken("crates/engine/src/lib.rs", "rows.iter().skip(1)"), 0);
    }

    #[test]
    fn paths_of_one_machine_and_registries_are_found() {
        let home = concat!("/ro", "ot/ballast");
        assert_eq!(broken("README.md", &format!("cd {home}")), 1);
        assert_eq!(broken("README.md", &format!("docs{home}")), 0);
        assert_eq!(broken("package.json", concat!("\"registry.", "npm", "js.org\"")), 1);
        assert_eq!(broken("package-lock.json", concat!("\"registry.", "npm", "js.org\"")), 0);
    }

    #[test]
    fn names_that_say_nothing_and_generated_files_are_found() {
        assert!(check_name("src/utils.rs").is_some());
        assert!(check_name("src/common/mod.rs").is_some());
        assert!(check_name("dist/index.html").is_some());
        assert_eq!(check_name("src/views/field.rs"), None);
        assert_eq!(check_name("docs/types-of-orders.md"), None);
    }
}
