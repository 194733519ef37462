//! The tickets pinned: kept in the browser, shared by all tabs of it, and counted into the page where somebody wants it.
//! Every change is made to what the browser keeps at that moment, so that no tab undoes what another did.

use ballast_engine::presentation::today::{COUNTED, LIMIT, LIMITED, Room, Today, counted_keys, until_next_day};
use ballast_engine::presentation::{self, Brought};
use ballast_engine::scenario::{self, Share, brings_account};

use super::{FOLD, Now, Page, Standing};
use crate::browser;

const TODAY: &str = "ballast.today";
const COUNTING: &str = "ballast.counting";
/// Where the panel has a place of its own beside everything else.
const WIDE: &str = "(min-width: 1100px)";
/// The panel, as an editor that stands open.
pub const PANEL: &str = "today";
const PANEL_TITLE: &str = "#today-title";

impl Now {
    /// What was carried here, and the tickets' sums: into the reader's own account only.
    pub(super) fn carried(&self) -> Vec<Brought> {
        let mut carried = self.brought.clone();
        if !(self.counting.is_empty() || self.brings_account()) {
            let currency = scenario::settlement(&self.scenario, &self.profile);
            carried.extend(self.today.counted(&self.counting, (&currency, self.clock)));
        }
        carried
    }

    /// Whether the page shows the account of a link.
    pub fn brings_account(&self) -> bool {
        brings_account(&self.scenario)
    }

    /// Whether tickets are counted in sizing.
    pub fn is_counting(&self) -> bool {
        !self.counting.is_empty()
    }

    /// What counting does at the moment.
    pub fn counting_words(&self) -> String {
        self.today.counting_words((&self.scenario, &self.profile), (&self.counting, self.clock))
    }

    /// What is left of the day's limit.
    pub fn room(&self) -> Room {
        self.today.room((&self.scenario, &self.profile), self.clock)
    }

    /// Whether the answer is a trade, and pinned already; `None` where it is none.
    pub fn is_pinned(&self) -> Option<bool> {
        let is_trade = self.standing() == Standing::Fresh && self.sheet.pinned_ticket("", self.clock).is_some();
        is_trade.then(|| self.today.has_pinned(&self.link(Share::Exact)))
    }

    pub(super) fn read_today(&mut self) {
        if !self.wishes.is_embed() {
            self.today = browser::kept(TODAY).map_or_else(|| self.today.clone(), |text| Today::read(&text));
            self.counting = browser::kept(COUNTING).map_or_else(|| self.counting.clone(), |text| counted_keys(&text));
        }
    }

    fn keep_today(&mut self) {
        let text = self.today.text();
        browser::keep(TODAY, Some(&text));
        self.keeps_today = browser::kept(TODAY) == Some(text);
    }

    /// What is typed or carried into a field stands there, and no sum.
    pub(super) fn stop_counting(&mut self, key: &str) {
        if self.counting.contains(&key) {
            self.counting.retain(|other| *other != key);
            browser::keep(COUNTING, Some(&self.counting.join(" ")));
        }
    }

    pub(super) fn forget_today(&mut self) {
        self.today = Today::default();
        self.counting.clear();
        [TODAY, COUNTING].into_iter().for_each(|name| browser::keep(name, None));
    }
}

impl Page {
    /// Follows the other tabs and the calendar.
    pub fn watch_today(self) {
        browser::on_kept_elsewhere(move || self.follow_today(Now::read_today));
        self.watch_day();
    }

    fn watch_day(self) {
        browser::later("day", until_next_day(self.now().clock), move || {
            self.follow_today(|_| {});
            self.watch_day();
        });
    }

    fn follow_today(self, follow: fn(&mut Now)) {
        self.adjust(|now| {
            follow(now);
            now.derive();
        });
    }

    /// Changes the tickets as the browser keeps them now.
    pub fn change_today(self, change: &dyn Fn(&mut Today, &Now)) {
        self.adjust(|now| {
            now.read_today();
            let mut today = now.today.clone();
            change(&mut today, now);
            now.today = today;
            now.keep_today();
            now.derive();
        });
    }

    /// Pins the answer with the link that shows it for ever, unless it is pinned.
    pub fn pin(self) {
        self.change_today(&|today, now| {
            let link = now.link(Share::Exact);
            let ticket = now.sheet.pinned_ticket(&link, now.clock).filter(|_| now.standing() == Standing::Fresh);
            ticket.filter(|_| !today.has_pinned(&link)).into_iter().for_each(|ticket| today.pin(ticket));
        });
        if browser::matches(WIDE) && !self.now().is_open(PANEL) {
            self.toggle(PANEL);
        }
        browser::say("Pinned to Today");
    }

    /// Takes a ticket, or all of them, away.
    pub fn unpin(self, id: Option<&str>) {
        browser::keep_focus_or(PANEL_TITLE);
        self.fold();
        self.change_today(&|today, _| match id {
            Some(id) => today.remove(id),
            None => *today = Today::default(),
        });
    }

    /// Opens or closes the panel.
    pub fn show_today(self) {
        self.toggle(PANEL);
        if self.now().is_open(PANEL) {
            browser::show_soon(format!("#{PANEL}"));
            browser::focus_soon(PANEL_TITLE.to_owned());
        }
    }

    /// Whether tickets are counted in sizing, from now on.
    pub fn count(self, is: bool) {
        let keys: &[&'static str] = if is { &COUNTED } else { &[] };
        browser::keep(COUNTING, Some(&keys.join(" ")));
        self.adjust(|now| {
            now.counting = keys.to_vec();
            now.derive();
        });
    }

    /// Shows the same trade with the reader's own account.
    pub fn use_own_account(self) {
        self.change(|now| now.scenario = scenario::with_own_account(&now.scenario));
    }

    /// Leads to the field that sets the day's limit.
    pub fn ask_limit(self) {
        self.use_own_account();
        self.show(LIMITED);
        if !self.now().is_open(FOLD) {
            self.toggle(FOLD);
        }
        browser::focus_soon(format!("#{LIMIT}"));
    }

    /// Copies the tickets as a file's text.
    pub fn copy_today(self, name: &str, text: fn(&Today, &str) -> String) {
        self.copy(name, text(&self.now().today, &browser::address()));
    }

    /// The address from which the browser saves such a file.
    pub fn today_file(self, kind: &str, text: fn(&Today, &str) -> String) -> String {
        presentation::today::data_address(kind, &text(&self.now().today, &browser::address()))
    }
}
