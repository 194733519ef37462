//! What somebody may have meant.

/// The name most like the one typed, if any is close.
pub fn similar<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_ascii_lowercase();
    let likeness = |name: &str| {
        let begins = name.len().min(typed.len()) > 2 && (name.starts_with(&typed) || typed.starts_with(name));
        strsim::jaro_winkler(&typed, name) + if begins { 0.1 } else { 0.0 }
    };
    let rated = names.into_iter().map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness > 0.84);
    rated.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

/// `: did you mean stop?`, or nothing.
pub fn suggestion<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    similar(typed, names).map(|name| format!(": did you mean {name}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 5] = ["stop", "stop_order", "risk_pct", "equity", "leverage"];

    #[test]
    fn a_slip_of_the_finger_finds_its_key() {
        for (typed, meant) in
            [("risk-pct", "risk_pct"), ("riskpct", "risk_pct"), ("levrage", "leverage"), ("Equity", "equity")]
        {
            assert_eq!(similar(typed, KEYS), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_like_nothing_suggests_nothing() {
        assert_eq!(suggestion("colour", KEYS), "");
    }
}
