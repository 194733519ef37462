//! Markdown that reads well as plain text too.

/// A table; cells are markdown already.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule = vec!["---".to_owned(); head.len()];
    let lines: Vec<String> = [&head, &rule].into_iter().chain(rows).map(|cells| line(cells)).collect();
    lines.join("\n")
}

/// Plain text: what markdown or a table would take for a mark is escaped.
pub fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if matches!(letter, '|' | '*' | '`' | '<' | '>' | '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text as typed. A table splits at `|` even inside code, unless it is escaped.
pub fn code(typed: &str) -> String {
    if typed.is_empty() { String::new() } else { format!("`{}`", typed.replace('|', "\\|")) }
}

/// Codes with an `or` between them.
pub fn any_of(codes: &[&str]) -> String {
    codes.iter().map(|typed| code(typed)).collect::<Vec<_>>().join(" or ")
}

/// A name with the key below it; `id` is where links to that row go.
pub fn named_row(id: &str, label: &str, key: &str) -> String {
    format!("<span id=\"{id}\">{}</span><br>{}", text(label), code(key))
}

/// A text as the value of an attribute.
pub fn attribute(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// What a heading is called in an address: its letters and digits in lower case, with hyphens for spaces.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}
