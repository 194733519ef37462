//! The page's state: the texts typed, where they are kept, and every change to them. All else is derived.

use std::sync::Arc;

use ballast_engine::calculators::desk_of;
use ballast_engine::presentation::{self, Brought, Sheet, first_profile, kept_text, opened, read_kept, with_brought};
use ballast_engine::scenario::{self, Profile, Scenario, Share, encode, resolve};
use ballast_engine::spec::Problem;
use leptos::prelude::*;

use crate::browser;

const PROFILE: &str = "ballast.profile";
const LETTERS: &str = "ballast.letters";
/// How long the last valid answer stays while a field is being mended, in milliseconds.
const GRACE: u64 = 700;

/// The state, and what follows from it. Copied freely: it holds only handles.
#[derive(Clone, Copy)]
pub struct Page {
    /// Whether the page is a bare calculator in somebody else's page.
    pub is_embed: bool,
    /// The link, or what was typed since.
    scenario: RwSignal<Scenario>,
    /// The person's account and instrument.
    profile: RwSignal<Profile>,
    /// Figures carried here from another desk.
    brought: RwSignal<Vec<Brought>>,
    /// What was noticed when the link was opened.
    noticed: RwSignal<Vec<Problem>>,
    /// Whether the last valid answer still stands, dimmed.
    is_in_grace: RwSignal<bool>,
    /// Empty fields that New trade left behind and nobody has been in yet.
    spared: RwSignal<Vec<&'static str>>,
    /// The one thing that is unfolded: a help, a formula, a menu.
    unfolded: RwSignal<Option<String>>,
    /// What was copied, or is to be copied by hand.
    pub copied: RwSignal<Option<Copied>>,
    /// Whether single letters act.
    pub has_letters: RwSignal<bool>,
    /// Nobody has looked at the venue's fees yet.
    pub is_first_use: RwSignal<bool>,
    /// Everything that follows from the texts.
    pub sheet: Memo<Arc<Sheet>>,
    valid: Memo<Arc<Sheet>>,
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

/// What the answer shows.
#[derive(Clone)]
pub enum Shown {
    /// The answer.
    Fresh(Arc<Sheet>),
    /// The answer before the last key press; not to be copied.
    Stale(Arc<Sheet>),
    /// No figure.
    Nothing(Arc<Sheet>),
}

impl Shown {
    /// The sheet.
    pub fn sheet(&self) -> &Arc<Sheet> {
        match self {
            Shown::Fresh(sheet) | Shown::Stale(sheet) | Shown::Nothing(sheet) => sheet,
        }
    }
}

impl Page {
    /// The page of the address that the browser shows.
    pub fn open() -> Page {
        let is_embed = browser::parameter("embed").is_some_and(|text| text != "0");
        let is_of_reader = browser::parameter("account").as_deref() == Some("reader");
        let kept = if is_embed && !is_of_reader { None } else { browser::kept(PROFILE) };
        let is_first_use = kept.is_none() && !is_embed;
        let profile = kept.map_or_else(first_profile, |text| read_kept(&text));
        let opened = opened(&browser::fragment(), &profile);
        let (scenario, profile) = (RwSignal::new(opened.scenario), RwSignal::new(profile));
        let brought = RwSignal::new(Vec::new());
        let sheet = sheet_of(scenario, profile, brought);
        Page {
            is_embed,
            scenario,
            profile,
            brought,
            noticed: RwSignal::new(opened.problems),
            is_in_grace: RwSignal::new(false),
            spared: RwSignal::new(Vec::new()),
            unfolded: RwSignal::new(None),
            copied: RwSignal::new(None),
            has_letters: RwSignal::new(browser::kept(LETTERS).as_deref() != Some("off")),
            is_first_use: RwSignal::new(is_first_use),
            sheet,
            valid: last_valid(sheet),
        }
    }

    /// The page that a view is on.
    pub fn here() -> Page {
        expect_context::<Page>()
    }

    /// One text changes.
    pub fn edit(self, key: &str, text: &str) {
        self.edit_all(&[(key, text)]);
    }

    /// Some texts change at once.
    pub fn edit_all(self, edits: &[(&str, &str)]) {
        let was_ok = self.sheet.with_untracked(|sheet| sheet.is_ok());
        let (before, kept) = (self.scenario.get_untracked(), self.profile.get_untracked());
        let start = scenario::Edited { scenario: before.clone(), profile: kept.clone() };
        let edited = edits.iter().fold(start, |sofar, edit| scenario::edit(&sofar.scenario, &sofar.profile, *edit));
        self.brought.maybe_update(|brought| {
            let count = brought.len();
            brought.retain(|one| edits.iter().all(|(key, _)| *key != one.key));
            brought.len() != count
        });
        if edited.scenario != before {
            self.scenario.set(edited.scenario);
        }
        if edited.profile != kept {
            self.keep_profile(edited.profile);
        }
        if was_ok && !self.sheet.with_untracked(|sheet| sheet.is_ok()) {
            self.is_in_grace.set(true);
            browser::later("grace", GRACE, move || self.is_in_grace.set(false));
        }
    }

    fn keep_profile(self, profile: Profile) {
        if !self.is_embed {
            browser::keep(PROFILE, Some(&kept_text(&profile)));
        }
        self.profile.set(profile);
    }

    /// A field is left: its emptiness counts from now on, and no answer that is not its own stands any longer.
    pub fn leave(self, key: &'static str) {
        self.is_in_grace.set(false);
        if self.spared.with_untracked(|spared| spared.contains(&key)) {
            self.spared.update(|spared| spared.retain(|other| *other != key));
        }
    }

    /// Empties the trade's prices; account and instrument stay.
    pub fn new_trade(self) {
        self.brought.set(Vec::new());
        self.noticed.set(Vec::new());
        self.is_in_grace.set(false);
        self.scenario.update(|scenario| *scenario = scenario::new_trade(scenario));
        self.spared.set(self.sheet.with_untracked(|sheet| sheet.keys_in_error().collect()));
        browser::focus_soon(FIRST_FIELD);
    }

    /// Opens another calculator with the same texts.
    pub fn show(self, slug: &'static str) {
        if self.sheet.with_untracked(|sheet| sheet.calculator.slug() == slug) {
            return;
        }
        let before = self.link(Share::Address);
        self.unfolded.set(None);
        self.is_in_grace.set(false);
        self.scenario.update(|scenario| slug.clone_into(&mut scenario.slug));
        if !self.is_embed {
            browser::push_fragment(&before, &self.link(Share::Address));
        }
    }

    /// Carries a figure to the desk that takes it, into the open page only.
    pub fn bring(self, slug: &'static str, figure: Brought) {
        self.brought.update(|brought| {
            brought.retain(|other| other.key != figure.key);
            brought.push(figure);
        });
        self.show(slug);
    }

    /// Where a field's text was carried from.
    pub fn brought_from(self, key: &str) -> Option<&'static str> {
        self.brought.with(|brought| brought.iter().find(|one| one.key == key).map(|one| one.from))
    }

    /// Follows the address.
    pub fn follow(self, fragment: &str) {
        let opened = self.profile.with_untracked(|profile| opened(fragment, profile));
        self.brought.set(Vec::new());
        self.spared.set(Vec::new());
        self.is_in_grace.set(false);
        self.noticed.set(opened.problems);
        self.scenario.set(opened.scenario);
    }

    /// Somebody looks at the venue's rules and fees: from now on they are theirs.
    pub fn look_at_fees(self) {
        if self.is_first_use.get_untracked() {
            self.is_first_use.set(false);
            self.keep_profile(self.profile.get_untracked());
        }
    }

    /// Forgets account and instrument, here and in the browser.
    pub fn forget(self) {
        self.is_first_use.set(true);
        browser::keep(PROFILE, None);
        self.profile.set(first_profile());
    }

    /// The fragment of the page; what was carried here stays here unless it is shared.
    pub fn link(self, share: Share) -> String {
        let (scenario, profile) = (self.scenario.get_untracked(), self.profile.get_untracked());
        let brought = self.brought.get_untracked();
        let shared = if share == Share::Address { &[] } else { brought.as_slice() };
        let seen = with_brought(&scenario, &profile, shared);
        let calculator = self.sheet.with_untracked(|sheet| sheet.calculator);
        let resolved = resolve(calculator, &seen.scenario, &seen.profile);
        encode(&seen.scenario, (&seen.profile, &resolved), share)
    }

    /// The address bar follows what is typed, once something is.
    pub fn write_address(self) {
        let is_untouched = self.scenario.with(|scenario| scenario.is_sample && scenario.texts.is_empty());
        self.profile.track();
        if !(self.is_embed || (is_untouched && browser::fragment().is_empty())) {
            browser::replace_fragment_soon(self.link(Share::Address));
        }
    }

    /// What was noticed when the link was opened.
    pub fn noticed(self) -> Vec<Problem> {
        self.noticed.get()
    }

    /// What the answer shows.
    pub fn shown(self) -> Shown {
        let (sheet, valid) = (self.sheet.get(), self.valid.get());
        let is_same = valid.is_ok() && valid.calculator.slug() == sheet.calculator.slug();
        match (sheet.is_ok(), self.is_in_grace.get() && is_same) {
            (true, _) => Shown::Fresh(sheet),
            (false, true) => Shown::Stale(valid),
            (false, false) => Shown::Nothing(sheet),
        }
    }

    /// What to say under a field, if it is time to say it.
    pub fn complaint(self, key: &str) -> Option<Problem> {
        let problem = self.sheet.with(|sheet| sheet.complaint(key).cloned())?;
        let is_spared = self.spared.with(|spared| spared.contains(&key)) && self.sheet.with(|sheet| sheet.is_merely_empty(key));
        (!is_spared && !self.is_in_grace.get()).then_some(problem)
    }

    /// Whether something is unfolded.
    pub fn is_unfolded(self, name: &str) -> bool {
        self.unfolded.with(|unfolded| unfolded.as_deref() == Some(name))
    }

    /// Unfolds one thing, and folds whatever else was.
    pub fn unfold(self, name: &str) {
        let is_open = self.unfolded.with_untracked(|unfolded| unfolded.as_deref() == Some(name));
        self.unfolded.set((!is_open).then(|| name.to_owned()));
    }

    /// Folds what is unfolded; whether there was anything.
    pub fn fold(self) -> bool {
        let was_open = self.unfolded.with_untracked(Option::is_some);
        self.unfolded.set(None);
        was_open
    }

    /// Puts a text on the clipboard, or shows it to be copied by hand.
    pub fn copy(self, name: &str, text: String) {
        let (name, handed) = (name.to_owned(), text.clone());
        browser::copy(&handed, move |worked| {
            self.copied.set(Some(Copied { name: name.clone(), text: text.clone(), worked }));
            if worked {
                browser::later("copied", 2500, move || self.copied.set(None));
            } else {
                browser::focus_soon("#by-hand");
            }
        });
    }

    /// Acts on a key press; whether it meant something.
    pub fn press(self, press: &browser::Press) -> bool {
        let digit = press.code.strip_prefix("Digit").and_then(|digit| digit.parse::<usize>().ok());
        match (press.alt, digit, press.key.as_str()) {
            (true, Some(place), _) => self.show_tab(place),
            (false, _, "Escape") => self.fold(),
            (false, _, letter) if !press.in_field && self.has_letters.get_untracked() => self.act_on_letter(letter),
            _ => false,
        }
    }

    fn show_tab(self, place: usize) -> bool {
        let slugs: Vec<&'static str> = desk_of(self.slug()).map(presentation::shown_slugs).unwrap_or_default();
        let chosen = place.checked_sub(1).and_then(|place| slugs.get(place).copied());
        chosen.into_iter().for_each(|slug| self.show(slug));
        chosen.is_some()
    }

    /// The calculator shown.
    pub fn slug(self) -> &'static str {
        self.sheet.with_untracked(|sheet| sheet.calculator.slug())
    }

    fn act_on_letter(self, letter: &str) -> bool {
        let mut letters = letter.chars();
        let Some((letter, None)) = letters.next().map(|first| (first, letters.next())) else { return false };
        if letter.eq_ignore_ascii_case(&'n') {
            self.new_trade();
            return true;
        }
        let word = self.sheet.with_untracked(|sheet| sheet.by_letter(letter));
        word.into_iter().for_each(|(key, code)| self.edit(key, code));
        word.is_some()
    }

    /// Whether single letters act, from now on.
    pub fn set_letters(self, act: bool) {
        browser::keep(LETTERS, (!act).then_some("off"));
        self.has_letters.set(act);
    }
}

/// The ticket's first field that is typed in.
pub const FIRST_FIELD: &str = "#ticket input[inputmode]";

fn sheet_of(scenario: RwSignal<Scenario>, profile: RwSignal<Profile>, brought: RwSignal<Vec<Brought>>) -> Memo<Arc<Sheet>> {
    let derive = move || scenario.with(|scenario| profile.with(|profile| brought.with(|brought| {
        let seen = with_brought(scenario, profile, brought);
        Arc::new(Sheet::new(&seen.scenario, &seen.profile))
    })));
    Memo::new_with_compare(move |_| derive(), |_, _| true)
}

fn last_valid(sheet: Memo<Arc<Sheet>>) -> Memo<Arc<Sheet>> {
    let keep = move |before: Option<&Arc<Sheet>>| {
        let now = sheet.get();
        if now.is_ok() { now } else { before.cloned().unwrap_or(now) }
    };
    Memo::new_with_compare(keep, |_, _| true)
}
