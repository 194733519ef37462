//! Prose with the engine's figures in it.
//!
//! What stands between `{{` and `}}` is replaced, and no digit may stand outside of it, so that no figure can go stale:
//!
//! ```text
//! {{case first #/position-size?v=1&entry=65000}}   a scenario, on a line of its own; prints nothing
//! {{first.quantity}}  {{first.|profit_at_stop|}}    an output with its unit, and without its sign
//! {{first:entry}}                                  an input with its unit
//! {{first}}                                        the scenario as a link, to be run in its place
//! {{table first.limits}}                           an output that is a table
//! {{link first}} {{words first}} {{object first}}  the scenario as a fragment, for a command line, for a script
//! {{bare first.quantity}}                          an output as scripts get it
//! ```
//!
//! `glossary:` and `calculator:` begin the addresses of a term and of a calculator's page.

use ballast_engine::figure;

use crate::example::Example;

/// Fills a text with the figures of the cases given and of those that it declares.
pub fn filled(text: &str, given: &[(&str, &Example)]) -> Result<String, String> {
    let declared = declared(text)?;
    let mut cases: Vec<(&str, &Example)> = given.to_vec();
    cases.extend(declared.iter().map(|(name, example)| (*name, example)));
    let mut page = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inner, following) = after.split_once("}}").ok_or("a {{ is not closed")?;
        page.push_str(before);
        page.push_str(&replaced(inner.trim(), &cases)?);
        rest = if inner.starts_with("case ") { following.trim_start_matches('\n') } else { following };
    }
    page.push_str(rest);
    without_digits(text)?;
    Ok(page.replace("(glossary:", "(../glossary.md#").replace("(calculator:", "(../calculators/"))
}

fn declared(text: &str) -> Result<Vec<(&str, Example)>, String> {
    let mut cases = Vec::new();
    let mut parts = text.split("{{case ");
    let _before = parts.next();
    for part in parts {
        let inner = part.split("}}").next().unwrap_or_default();
        let (name, link) = inner.split_once(' ').ok_or_else(|| format!("{inner}: a case has a name and a link"))?;
        cases.push((name, Example::of_link(link.trim())?));
    }
    Ok(cases)
}

fn replaced(inner: &str, cases: &[(&str, &Example)]) -> Result<String, String> {
    let case = |name: &str| {
        let found = cases.iter().find(|(other, _)| *other == name).map(|(_, example)| *example);
        found.ok_or_else(|| format!("{{{{{inner}}}}}: there is no case {name}"))
    };
    let missing = || format!("{{{{{inner}}}}}: there is no such figure");
    match inner.split_once(' ') {
        Some(("case", _)) => return Ok(String::new()),
        Some(("link", name)) => return Ok(case(name)?.link()),
        Some(("words", name)) => return Ok(words(case(name)?)),
        Some(("object", name)) => return Ok(object(case(name)?)),
        Some((what @ ("table" | "bare"), figure)) => {
            let (name, key) = figure.split_once('.').ok_or_else(missing)?;
            let found = if what == "table" { table(case(name)?, key) } else { bare(case(name)?, key) };
            return found.ok_or_else(missing);
        }
        _ => {}
    }
    if let Some((name, key)) = inner.split_once(':') {
        return case(name)?.input(key).ok_or_else(missing);
    }
    let Some((name, key)) = inner.split_once('.') else { return Ok(case(inner)?.opened()) };
    let figure = case(name)?.present(key.trim_matches('|')).ok_or_else(missing)?;
    Ok(if key.starts_with('|') { figure.trim_start_matches(['−', '+']).to_owned() } else { figure })
}

fn table(example: &Example, key: &str) -> Option<String> {
    let row = example.calculator.outputs().into_iter().find(|row| row.key.name == key)?;
    example.table_of(row)
}

fn bare(example: &Example, key: &str) -> Option<String> {
    let row = example.calculator.outputs().into_iter().find(|row| row.key.name == key)?;
    Some(figure::of_output(row, example.outcome.value(key)?, &example.outcome.naming).bare)
}

/// As words of a command line; what a shell would read otherwise is quoted.
fn words(example: &Example) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@%+".contains(c);
    let word = |(key, text): (&str, &str)| {
        if text.chars().all(is_plain) { format!("{key}={text}") } else { format!("'{key}={text}'") }
    };
    let words = std::iter::once(example.calculator.slug().to_owned()).chain(example.scenario.texts.iter().map(word));
    in_lines(words, " ", " \\\n    ")
}

/// As an object of a script.
fn object(example: &Example) -> String {
    let pair = |(key, text): (&str, &str)| format!("{key}: '{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    format!("{{\n  {},\n}}", in_lines(example.scenario.texts.iter().map(pair), ", ", ",\n  "))
}

/// Parts with one mark between them, and with the other where a line would get long.
fn in_lines(parts: impl Iterator<Item = String>, between: &str, at_end: &str) -> String {
    const LONGEST: usize = 72;
    let (mut text, mut length) = (String::new(), 0);
    for part in parts {
        let is_first = text.is_empty();
        let fits = length + between.len() + part.len() <= LONGEST;
        text.push_str(if is_first {
            ""
        } else if fits {
            between
        } else {
            at_end
        });
        length = if fits && !is_first { length + between.len() + part.len() } else { part.len() };
        text.push_str(&part);
    }
    text
}

/// A digit in the prose would be a figure that nobody computes; code and addresses may hold them.
pub fn without_digits(text: &str) -> Result<(), String> {
    let mut is_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        let prose = outside(&outside(&outside(line, ("{{", "}}")), ("`", "`")), ("](", ")"));
        if !is_code && prose.contains(|letter: char| letter.is_ascii_digit()) {
            return Err(format!("a figure that is not computed: {line}"));
        }
    }
    Ok(())
}

/// The text without what stands between those marks.
fn outside(text: &str, (open, close): (&str, &str)) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        rest = after.split_once(close).map_or("", |(_, following)| following);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "{{case a #/kelly?v=1&rules=generic&win_pct=40&payoff_ratio=1.8&kelly_share_pct=25}}\n";

    fn page(text: &str) -> Result<String, String> {
        filled(&format!("{CASE}{text}"), &[])
    }

    #[test]
    fn figures_and_inputs_of_a_case_stand_in_the_text() {
        assert_eq!(page("{{a:win_pct}} won").unwrap(), "40\u{a0}% won");
        // (0.4 × 1.8 − 0.6) / 1.8 is a fifteenth.
        assert_eq!(page("risk {{a.full_fraction_at_risk_pct}}").unwrap(), "risk 6.67\u{a0}%");
        assert_eq!(page("[Kelly](glossary:kelly-fraction)").unwrap(), "[Kelly](../glossary.md#kelly-fraction)");
    }

    #[test]
    fn a_figure_that_is_not_computed_is_refused_and_code_may_hold_one() {
        assert!(page("risk 2 %").is_err());
        assert!(page("see `3r` and [it](https://example.org/2)").is_ok());
        assert!(page("```text\n#/kelly?v=1\n```").is_ok());
    }

    #[test]
    fn a_figure_or_case_that_does_not_exist_is_refused() {
        // Results in R have no exposure.
        for text in ["{{a.exposure}}", "{{a.no_such_key}}", "{{a:no_such_key}}", "{{b.exposure}}", "{{a.exposure"] {
            assert!(page(text).is_err(), "{text}");
        }
        assert!(filled("{{case b #/no-such-calculator?v=1}}", &[]).is_err());
        assert!(filled("{{case b #/kelly?v=1&win_pct=140}}", &[]).is_err());
    }

    #[test]
    fn words_for_a_shell_are_quoted_where_it_would_read_them_otherwise() {
        let example = Example::of_link(
            "#/liquidation?v=1&rules=generic&side=long&entry=65000&quantity=1&leverage=10&tiers=cap,rate_pct;5,1",
        )
        .unwrap();
        assert!(words(&example).contains("'tiers=cap,rate_pct;5,1'"), "{}", words(&example));
    }
}
