//! Texts as the browser keeps them between visits: a line per key.

use crate::spec::{Texts, find_key};

/// The texts as lines `key=text`.
pub fn kept_text(texts: &Texts) -> String {
    let line = |(key, text): (&str, &str)| format!("{key}={}", text.replace('\\', "\\\\").replace('\n', "\\n"));
    texts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The texts of such lines; lines that are none, and keys that nobody knows, are left out.
///
/// ```
/// use ballast_engine::presentation::{kept_text, read_kept};
/// let texts = [("equity", "10k"), ("tiers", "50000,0.4\n250000,0.5")].into_iter().collect();
/// assert_eq!(read_kept(&kept_text(&texts)), texts);
/// ```
pub fn read_kept(text: &str) -> Texts {
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    let known = pairs.filter(|(key, _)| *key == crate::scenario::RULES || find_key(key).is_some());
    known.map(|(key, text)| (key, text.replace("\\n", "\n").replace("\\\\", "\\"))).collect()
}
