//! The calculator in somebody else's page: what that page is told, and what it may ask for.

use std::cell::Cell;

use ballast_engine::presentation::{first_profile, opened, quoted};
use ballast_engine::scenario::{Edited, Profile, Share, with_account, without_own_instrument};

use super::{Now, Page};
use crate::browser;
use crate::node::Node;

impl Now {
    /// The same with the texts as they were that stay the author's.
    pub(super) fn with_locked(&self, mut edited: Edited) -> Edited {
        for (before, after) in
            [(&self.scenario.texts, &mut edited.scenario.texts), (&self.profile, &mut edited.profile)]
        {
            for (key, text) in before.iter().filter(|(key, _)| self.wishes.locks(key)) {
                after.set(key, text);
            }
        }
        edited
    }

    /// What an embed shows, as a fragment: with the account typed into it, never with the one that the browser keeps.
    pub fn embedded(&self) -> String {
        let own = if self.wishes.is_of_reader() { &Profile::new() } else { &self.profile };
        let scenario = with_account(&self.scenario, own);
        self.link_of(&Edited { scenario, profile: self.profile.clone() }, Share::Address)
    }

    /// What the host is told. Figures that follow from an account that the browser keeps are no concern of it.
    fn told(&self) -> String {
        let results = if self.wishes.is_of_reader() { "null".to_owned() } else { self.sheet.results(&self.noticed) };
        let shown = self.embedded();
        let scenario = if self.wishes.is_of_reader() { without_own_instrument(&self.scenario, &shown) } else { shown };
        ["\"scenario\":", &quoted(&scenario), ",\"results\":", &results].concat()
    }
}

impl Page {
    /// Tells the host what the page shows, at first and whenever that changes, and heeds what the host asks for.
    pub fn attended(self, root: Node) -> Node {
        browser::on_asked(move |kind, scenario| self.heed(kind, scenario));
        let kind = Cell::new("ready");
        let tell = move |told: &str| {
            browser::tell_host(&["{\"ballast\":1,\"type\":\"", kind.replace("change"), "\",", told, "}"].concat());
        };
        root.on_change(move || self.now().told(), tell)
    }

    fn heed(self, kind: &str, scenario: &str) {
        match kind {
            "set" => self.open_anew(scenario),
            "fix" => {
                self.adjust(|now| now.fixed = Some(scenario.to_owned()));
                self.reset();
            }
            "reset" => self.reset(),
            _ => {}
        }
    }

    /// Shows again what the author of the host's page wrote.
    pub fn reset(self) {
        self.open_anew(&self.now().fixed.clone().unwrap_or_else(browser::fragment));
    }

    /// Shows a fragment as if the embed had been opened with it.
    fn open_anew(self, fragment: &str) {
        self.change(|now| {
            if !now.wishes.is_of_reader() {
                now.profile = first_profile();
            }
            now.unfolded.clear();
            now.take(opened(fragment, &now.profile));
        });
    }
}
