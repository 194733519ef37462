//! What the author of another page wishes of the calculator embedded there, as the query of its address says it. Names
//! that nobody knows mean nothing, and how it looks is a matter of the page alone.

use crate::scenario::unescaped;

/// The query of the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes(Vec<(String, String)>);

/// What an embed can show; notices, and the way to the whole page, always stand there.
pub const PANELS: [&str; 6] = ["instrument", "ticket", "answer", "chart", "working", "tables"];

impl Wishes {
    /// Reads a query, with its question mark or without.
    ///
    /// ```
    /// use ballast_engine::presentation::Wishes;
    /// let wishes = Wishes::read("?embed=1&panels=answer,chart&locked=stop+entry&hide=equity");
    /// assert!(wishes.is_embed() && wishes.shows("chart") && !wishes.shows("ticket"));
    /// assert!(wishes.locks("stop") && wishes.hides("equity") && !wishes.locks("leverage"));
    /// ```
    pub fn read(query: &str) -> Wishes {
        let pairs = query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "1")));
        Wishes(pairs.map(|(name, text)| (unescaped(name), unescaped(&text.replace('+', " ")))).collect())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, text)| text.trim())
    }

    fn is_on(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| !matches!(text, "0" | "false"))
    }

    fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        let list = if self.is_embed() { self.text(name) } else { None };
        list.unwrap_or_default().split([',', ' ']).filter(|word| !word.is_empty())
    }

    /// Whether the page is a bare calculator in somebody else's page.
    pub fn is_embed(&self) -> bool {
        self.is_on("embed")
    }

    /// Whether the account that the reader's browser keeps counts here.
    pub fn is_of_reader(&self) -> bool {
        !self.is_embed() || self.text("account") == Some("reader")
    }

    /// Whether the author's texts can be brought back with a button.
    pub fn has_reset(&self) -> bool {
        self.is_embed() && self.is_on("reset")
    }

    /// Whether one of [`PANELS`] is shown: all are, unless some are named.
    pub fn shows(&self, panel: &str) -> bool {
        let mut named = self.words("panels").filter(|word| PANELS.contains(word)).peekable();
        named.peek().is_none() || named.any(|word| word == panel)
    }

    /// Whether a field is not shown; its text counts all the same.
    pub fn hides(&self, key: &str) -> bool {
        self.words("hide").chain(self.words("hidden-inputs")).any(|word| word == key)
    }

    /// Whether a field's text stays the author's.
    pub fn locks(&self, key: &str) -> bool {
        self.hides(key) || self.words("locked").any(|word| word == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embed(query: &str) -> Wishes {
        Wishes::read(&format!("?embed=1&{query}"))
    }

    #[test]
    fn nothing_is_an_embed_that_does_not_say_so() {
        let whole = Wishes::read("?panels=answer&locked=stop&hide=entry&reset=1");
        assert!(whole.shows("ticket") && whole.is_of_reader() && !whole.has_reset());
        assert!(!(whole.locks("stop") || whole.hides("entry")));
        assert!(!Wishes::read("?embed=0").is_embed() && Wishes::read("?embed").is_embed());
    }

    #[test]
    fn panels_that_nobody_knows_leave_all_of_them() {
        assert!(PANELS.iter().all(|panel| embed("panels=odds,%00").shows(panel) && embed("panels=").shows(panel)));
        assert!(!embed("panels=odds,answer").shows("ticket"));
    }

    #[test]
    fn the_readers_account_counts_only_where_the_author_says_so() {
        assert!(
            embed("account=reader").is_of_reader() && !embed("account=1").is_of_reader() && !embed("").is_of_reader()
        );
    }

    #[test]
    fn what_is_hidden_is_locked_too() {
        assert!(embed("hide=stop").locks("stop") && !embed("locked=stop").hides("stop"));
    }
}
