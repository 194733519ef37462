//! The page's state: the texts typed, where they are kept, and every change to them. All else is derived.

mod hosted;
mod today;

use std::rc::Rc;

use ballast_engine::presentation::today::{Today, moment};
use ballast_engine::presentation::{
    self, Brought, Held, Opened, Sheet, Wishes, first_profile, kept_text, opened, read_kept, with_brought,
};
use ballast_engine::scenario::{self, Profile, Scenario, Share, encode, resolve};
use ballast_engine::spec::{Date, Problem};
use leptos::prelude::*;

use crate::browser::{self, Element};
use crate::node::Node;
pub use today::PANEL;

const PROFILE: &str = "ballast.profile";
const LETTERS: &str = "ballast.letters";
/// How long the last valid answer stays while a field is being mended, in milliseconds.
const GRACE: i32 = 700;
/// How long a click takes at most, in milliseconds.
const FOLDING: i32 = 300;
/// A link of more letters than that is not written with every pause in the typing.
const LONG_LINK: usize = 16_000;
/// The editor of the ticket's fields that are folded.
pub const FOLD: &str = "folded";
/// The ticket's first field that is typed in.
pub const FIRST_FIELD: &str = "#ticket input[inputmode]";

/// The name of what is shown; it can be given the focus, but nobody comes across it by Tab.
const TITLE: &str = "#title";

/// The page, copied freely: a signal of all that there is to know of it.
#[derive(Clone, Copy)]
pub struct Page(RwSignal<Rc<Now>, LocalStorage>);

/// Everything there is to know of the page at one moment.
#[derive(Clone)]
pub struct Now {
    /// What the author of a page wishes of the calculator in it.
    pub wishes: Rc<Wishes>,
    /// The fragment that an embed comes back to, where it is not the address's.
    fixed: Option<String>,
    /// The link, or what was typed since.
    scenario: Scenario,
    /// The person's account and instrument.
    profile: Profile,
    /// Figures carried here from another desk.
    brought: Vec<Brought>,
    /// The tickets pinned.
    pub today: Today,
    /// The keys that they are counted into.
    counting: Vec<&'static str>,
    /// Whether the browser keeps the tickets.
    pub keeps_today: bool,
    /// When this state began.
    pub clock: Date,
    /// What was noticed when the link was opened.
    pub noticed: Vec<Problem>,
    /// Whether the last valid answer still stands, dimmed.
    is_in_grace: bool,
    /// Empty fields that New trade left behind and nobody has been in yet.
    spared: Vec<&'static str>,
    /// The one thing that is unfolded: a help, a formula, a menu.
    unfolded: String,
    /// Editors that stand open: the instrument's, the fold, a table's lines.
    open: Vec<String>,
    /// What a paste did that was not typed.
    pub paste: Option<Paste>,
    /// The field cell that is being typed in, and its text letter by letter.
    typing: Option<(String, String)>,
    /// Which unit the answer is read in, by its place.
    pub unit: usize,
    /// How wide the picture is, in CSS pixels.
    pub width: f64,
    /// The level of the picture that somebody holds.
    pub held: Option<Rc<Held>>,
    /// What was copied, or is to be copied by hand.
    pub copied: Option<Copied>,
    /// Whether single letters act.
    pub has_letters: bool,
    /// Nobody has looked at the venue's fees yet.
    pub is_first_use: bool,
    /// Everything that follows from the texts.
    pub sheet: Rc<Sheet>,
    /// The last sheet with an answer.
    valid: Rc<Sheet>,
}

/// Something on its way to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// What it is, in words.
    pub name: String,
    /// The text.
    pub text: String,
    /// Whether the browser took it.
    pub worked: bool,
}

/// What a paste did, and the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// The field.
    pub key: &'static str,
    /// What was taken, left out, or taken for something.
    pub words: String,
    /// The text before; `None` where nothing was taken.
    pub before: Option<String>,
}

/// Whether the answer may be read and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The answer.
    Fresh,
    /// The answer before the last key press; not to be copied.
    Stale,
    /// No figure.
    Nothing,
}

impl Now {
    /// Whether the answer may be read and copied.
    pub fn standing(&self) -> Standing {
        let is_same = self.valid.is_ok() && self.valid.calculator.slug() == self.sheet.calculator.slug();
        match (self.sheet.is_ok(), self.is_in_grace && is_same) {
            (true, _) => Standing::Fresh,
            (false, true) => Standing::Stale,
            (false, false) => Standing::Nothing,
        }
    }

    /// The sheet that the answer shows.
    pub fn shown(&self) -> &Sheet {
        if self.standing() == Standing::Stale { &self.valid } else { &self.sheet }
    }

    /// The sheet that the picture shows: the last with an answer while somebody holds a level of it.
    pub fn drawn(&self) -> Option<&Sheet> {
        let is_same = self.valid.calculator.slug() == self.sheet.calculator.slug();
        match (self.standing(), &self.held) {
            (Standing::Nothing, Some(_)) if is_same => Some(&self.valid),
            (Standing::Nothing, _) => None,
            _ => Some(self.shown()),
        }
    }

    /// What to say under a field, if it is time to say it.
    pub fn complaint(&self, key: &str) -> Option<&Problem> {
        let is_spared = self.spared.contains(&key) && self.sheet.is_merely_empty(key);
        self.sheet.complaint(key).filter(|_| !is_spared && !self.is_in_grace)
    }

    /// Where a field's text was carried from, and for how long it stays.
    pub fn brought_from(&self, key: &str) -> Option<String> {
        self.carried().iter().rev().find(|one| one.key == key).map(Brought::told)
    }

    /// Whether something is unfolded.
    pub fn is_unfolded(&self, name: &str) -> bool {
        self.unfolded == name
    }

    /// Whether an editor stands open.
    pub fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// What is being typed in a field, letter by letter.
    pub fn typing(&self, id: &str) -> Option<String> {
        self.typing.as_ref().filter(|(other, _)| other == id).map(|(_, text)| text.clone())
    }

    /// The calculator shown.
    pub fn slug(&self) -> &'static str {
        self.sheet.calculator.slug()
    }

    fn derive(&mut self) {
        let seen = with_brought(&self.scenario, &self.profile, &self.carried());
        self.sheet = Rc::new(Sheet::new(&seen.scenario, &seen.profile));
        if self.sheet.is_ok() {
            self.valid = self.sheet.clone();
        }
    }

    /// The fragment of the page; what was carried here stays here unless it is shared.
    pub fn link(&self, share: Share) -> String {
        let shared = if share == Share::Address { Vec::new() } else { self.carried() };
        self.link_of(&with_brought(&self.scenario, &self.profile, &shared), share)
    }

    fn link_of(&self, seen: &scenario::Edited, share: Share) -> String {
        let resolved = resolve(self.sheet.calculator, &seen.scenario, &seen.profile);
        encode(&seen.scenario, (&seen.profile, &resolved), share)
    }

    fn take(&mut self, opened: Opened) {
        self.scenario = opened.scenario;
        self.noticed = opened.problems;
        self.brought.clear();
        self.paste = None;
        self.spared.clear();
        self.typing = None;
        self.held = None;
        self.is_in_grace = false;
    }

    fn edit(&mut self, edits: &[(&str, &str)]) {
        let start = scenario::Edited { scenario: self.scenario.clone(), profile: self.profile.clone() };
        let edits: Vec<&(&str, &str)> = edits.iter().filter(|(key, _)| !self.wishes.locks(key)).collect();
        let edited = edits.iter().fold(start, |sofar, edit| scenario::edit(&sofar.scenario, &sofar.profile, **edit));
        let edited = self.with_locked(edited);
        self.brought.retain(|one| edits.iter().all(|(key, _)| *key != one.key));
        edits.iter().for_each(|(key, _)| self.stop_counting(key));
        self.scenario = edited.scenario;
        if edited.profile != self.profile {
            self.set_profile(edited.profile);
        }
    }

    fn set_profile(&mut self, profile: Profile) {
        if !self.wishes.is_embed() {
            browser::keep(PROFILE, Some(&kept_text(&profile)));
        }
        self.profile = profile;
    }
}

impl Page {
    /// The page of the address that the browser shows.
    pub fn open() -> Page {
        let wishes = Rc::new(Wishes::read(&browser::query()));
        let kept = if wishes.is_of_reader() { browser::kept(PROFILE) } else { None };
        let is_first_use = kept.is_none() && !wishes.is_embed();
        let profile = kept.map_or_else(first_profile, |text| read_kept(&text));
        let opened = opened(&browser::fragment(), &profile);
        let sheet = Rc::new(Sheet::new(&opened.scenario, &profile));
        let mut now = Now {
            wishes,
            fixed: None,
            scenario: opened.scenario,
            profile,
            brought: Vec::new(),
            today: Today::default(),
            counting: Vec::new(),
            keeps_today: true,
            clock: moment(browser::clock()),
            noticed: opened.problems,
            is_in_grace: false,
            spared: Vec::new(),
            unfolded: String::new(),
            open: Vec::new(),
            paste: None,
            typing: None,
            unit: 0,
            width: 0.0,
            held: None,
            copied: None,
            has_letters: browser::kept(LETTERS).as_deref() != Some("off"),
            is_first_use,
            valid: sheet.clone(),
            sheet,
        };
        now.read_today();
        now.derive();
        Page(RwSignal::new_local(Rc::new(now)))
    }

    /// Puts the page's elements on the screen, and has them follow the state from now on.
    pub fn show_in(self, host: &Element, root: Node) {
        browser::append(host, root.element());
        root.refresh();
        Effect::new(move || {
            self.0.track();
            root.refresh();
            browser::set_title(&format!("{} · Ballast", self.sheet().calculator.title()));
            browser::later("say", 900, move || browser::say(&self.now().shown().spoken()));
        });
    }

    /// The page at this moment. Only the one effect tracks the signal; all else is asked again by it.
    pub fn now(self) -> Rc<Now> {
        self.0.get_untracked()
    }

    /// The sheet at this moment.
    pub fn sheet(self) -> Rc<Sheet> {
        self.now().sheet.clone()
    }

    /// Whether the page is a bare calculator in somebody else's page.
    pub fn is_embed(self) -> bool {
        self.now().wishes.is_embed()
    }

    /// A change to what is shown, but not to the texts.
    fn adjust(self, change: impl FnOnce(&mut Now)) {
        let mut now = (*self.0.get_untracked()).clone();
        now.clock = moment(browser::clock());
        change(&mut now);
        self.0.set(Rc::new(now));
    }

    /// A change to the texts, and all that follows.
    fn change(self, change: impl FnOnce(&mut Now)) {
        self.adjust(|now| {
            change(now);
            now.derive();
        });
        self.write_address();
    }

    /// The address follows what is typed, once typing rests; while nothing was typed it stays as it was opened.
    fn write_address(self) {
        let now = self.now();
        let is_untouched = now.scenario.is_sample && now.scenario.texts.is_empty() && browser::fragment().is_empty();
        if !(now.wishes.is_embed() || is_untouched) {
            browser::later("address", 300, move || self.write_link(self.now().link(Share::Address)));
        }
    }

    /// A long link only where nobody types for longer, since browsers take their time over it.
    fn write_link(self, link: String) {
        if link.len() > LONG_LINK {
            browser::later("address", 1000, move || browser::replace_fragment(&link));
        } else {
            browser::replace_fragment(&link);
        }
    }

    /// One text changes.
    pub fn edit(self, key: &str, text: &str) {
        self.edit_all(&[(key, text)]);
    }

    /// Some texts change at once. Where that spoils the answer, the last one stands for a moment.
    pub fn edit_all(self, edits: &[(&str, &str)]) {
        let was_ok = self.sheet().is_ok();
        self.adjust(|now| {
            now.edit(edits);
            now.derive();
            now.is_in_grace |= was_ok && !now.sheet.is_ok();
        });
        self.write_address();
        if was_ok && !self.sheet().is_ok() {
            browser::later("grace", GRACE, move || self.adjust(|now| now.is_in_grace = false));
        }
    }

    /// A text is being typed letter by letter; what it means is taken next.
    pub fn begin(self, id: &str, typed: String) {
        self.adjust(|now| now.typing = Some((id.to_owned(), typed)));
    }

    /// What stands in the field is no longer what was typed letter by letter.
    pub fn settle(self) {
        if self.now().typing.is_some() {
            self.adjust(|now| now.typing = None);
        }
    }

    /// A field is left: its emptiness counts from now on, and no answer that is not its own stands any longer.
    pub fn leave(self, key: &'static str) {
        self.adjust(|now| {
            now.is_in_grace = false;
            now.typing = None;
            now.spared.retain(|other| *other != key);
        });
    }

    /// Empties the trade's prices; account and instrument stay.
    pub fn new_trade(self) {
        self.change(|now| {
            let fresh = scenario::Edited { scenario: scenario::new_trade(&now.scenario), profile: now.profile.clone() };
            now.take(Opened { scenario: now.with_locked(fresh).scenario, problems: Vec::new() });
            now.derive();
            now.spared = now.sheet.keys_in_error().collect();
        });
        browser::focus_soon(FIRST_FIELD.to_owned());
    }

    /// Opens another calculator with the same texts.
    pub fn show(self, slug: &'static str) {
        let before = self.now();
        if before.slug() == slug {
            return;
        }
        browser::keep_focus_or(TITLE);
        self.change(|now| {
            now.unfolded.clear();
            now.typing = None;
            now.held = None;
            now.unit = 0;
            now.is_in_grace = false;
            slug.clone_into(&mut now.scenario.slug);
        });
        browser::scroll_up();
        if !before.wishes.is_embed() {
            browser::push_fragment(&before.link(Share::Address), &self.now().link(Share::Address));
        }
    }

    /// Carries a figure to the desk that takes it, into the open page only.
    pub fn bring(self, slug: &'static str, figure: Brought) {
        let field = format!("#{}", figure.key);
        self.change(|now| {
            now.brought.retain(|other| other.key != figure.key);
            now.stop_counting(figure.key);
            now.brought.push(figure);
        });
        self.show(slug);
        browser::focus_soon(format!("{field}, {TITLE}"));
    }

    /// Follows the address.
    pub fn follow(self, fragment: &str) {
        self.change(|now| {
            let opened = opened(fragment, &now.profile);
            now.unfolded.clear();
            now.take(opened);
        });
    }

    /// Opens or closes an editor.
    pub fn toggle(self, name: &str) {
        self.adjust(|now| match now.open.iter().position(|other| other == name) {
            Some(place) => drop(now.open.remove(place)),
            None => now.open.push(name.to_owned()),
        });
    }

    /// Tells what a paste did, until the next one.
    pub fn tell_paste(self, paste: Option<Paste>) {
        self.adjust(|now| now.paste = paste);
    }

    /// Somebody looks at the venue's rules and fees: from now on they are theirs.
    pub fn look_at_fees(self) {
        if self.now().is_first_use {
            self.adjust(|now| {
                now.is_first_use = false;
                now.set_profile(now.profile.clone());
            });
        }
    }

    /// Forgets account and instrument, here and in the browser.
    pub fn forget(self) {
        browser::keep(PROFILE, None);
        self.change(|now| {
            now.profile = first_profile();
            now.is_first_use = true;
            now.forget_today();
        });
    }

    /// Unfolds one thing, and folds whatever else was.
    pub fn unfold(self, name: &str) {
        self.adjust(|now| now.unfolded = if now.unfolded == name { String::new() } else { name.to_owned() });
    }

    /// Folds what is unfolded; whether there was anything.
    pub fn fold(self) -> bool {
        let was_open = !self.now().unfolded.is_empty();
        if was_open {
            self.adjust(|now| now.unfolded.clear());
        }
        was_open
    }

    /// Folds one thing, if it is still unfolded then: what stands beneath must not move away under a finger on its way down.
    pub fn fold_soon(self, name: String) {
        if self.now().is_unfolded(&name) {
            browser::later("fold", FOLDING, move || {
                if self.now().is_unfolded(&name) {
                    self.fold();
                }
            });
        }
    }

    /// Reads the answer in another unit.
    pub fn read_in(self, unit: usize) {
        self.adjust(|now| now.unit = unit);
    }

    /// The picture has another width.
    pub fn resize(self, width: f64) {
        self.adjust(|now| now.width = width);
    }

    /// Somebody holds a level of the picture, or lets it go.
    pub fn hold(self, held: Option<Held>) {
        self.adjust(|now| now.held = held.map(Rc::new));
    }

    /// Puts a text on the clipboard, or shows it to be copied by hand.
    pub fn copy(self, name: &str, text: String) {
        let (name, handed) = (name.to_owned(), text.clone());
        browser::copy(&handed, move |worked| {
            self.adjust(|now| now.copied = Some(Copied { name, text, worked }));
            if worked {
                browser::later("copied", 2500, move || self.put_away());
            } else {
                browser::focus_soon("#by-hand".to_owned());
            }
        });
    }

    /// Takes away what is said of the clipboard.
    pub fn put_away(self) {
        self.adjust(|now| now.copied = None);
    }

    /// Acts on a key press; whether it meant something.
    pub fn press(self, press: &browser::Press) -> bool {
        let digit = press.code.strip_prefix("Digit").and_then(|digit| digit.parse::<usize>().ok());
        match (press.alt, digit, press.key.as_str()) {
            (true, Some(place), _) => self.show_tab(place),
            (false, _, "Escape") => self.fold(),
            (false, _, letter) if !press.in_field && self.now().has_letters => self.act_on_letter(letter),
            _ => false,
        }
    }

    fn show_tab(self, place: usize) -> bool {
        let chosen = place.checked_sub(1).and_then(|place| presentation::calculator_of_tab(self.now().slug(), place));
        chosen.into_iter().for_each(|slug| self.show(slug));
        chosen.is_some()
    }

    fn act_on_letter(self, letter: &str) -> bool {
        match letter.as_bytes() {
            [b'n' | b'N'] => self.new_trade(),
            [letter] => {
                let Some((key, code)) = self.sheet().by_letter(char::from(*letter)) else { return false };
                self.edit(key, code);
            }
            _ => return false,
        }
        true
    }

    /// Whether single letters act, from now on.
    pub fn set_letters(self, act: bool) {
        browser::keep(LETTERS, (!act).then_some("off"));
        self.adjust(|now| now.has_letters = act);
    }
}
