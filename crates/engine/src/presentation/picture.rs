//! The picture as it is on the page: drawn, and with levels that can be moved. Typing moves the picture, and moving the
//! picture types.

use super::moving::Handle;
use super::{Sheet, Step, Wishes, drawing};
use crate::chart::{Alternative, Chart, Frame, Grip, Hold, Level, Levels, Viewport, pixels};
use crate::number_text::canonical;

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// As SVG text.
    pub svg: String,
    /// In words.
    pub words: Alternative,
    /// Where levels can be grasped; their order stays when they pass one another.
    pub knobs: Vec<Knob>,
    frame: Option<Frame>,
}

/// A level that can be grasped, as a slider says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// The level.
    pub level: String,
    /// Its name.
    pub name: String,
    /// The name of its colour.
    pub tone: &'static str,
    /// Its price, bare.
    pub value: String,
    /// Its price and what else there is to say.
    pub words: String,
    /// Its place in the picture, as style.
    pub style: String,
}

/// A level that somebody holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The level.
    pub level: String,
    handle: Handle,
    /// What stood in its field before.
    before: String,
    frame: Frame,
    /// The pointer's place on the page when it took hold, px, and the price then.
    grasped: Option<(f64, f64)>,
}

/// How the picture is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The picture's width, px.
    pub width: f64,
    /// Whether fingers move it.
    pub is_touched: bool,
    /// What is held of it.
    pub held: Option<&'a Held>,
    /// Whose levels stay where they are.
    pub wishes: Option<&'a Wishes>,
}

impl Picture {
    /// The picture of a sheet. While a level is held that has no answer where it is now, the picture shows those levels of
    /// the last answer that are typed, where they are typed: it does not vanish from under a hand.
    pub fn of(sheet: &Sheet, (typed, shown): (&Sheet, Shown<'_>)) -> Option<Picture> {
        let chart = match (&sheet.outcome.chart, shown.held) {
            (Some(Chart::Levels(levels)), Some(_)) if !typed.is_ok() => Chart::Levels(typed.typed_levels(levels)),
            (chart, _) => chart.clone()?,
        };
        let (viewport, words) = (Viewport::of_width(shown.width), chart.alternative());
        let Chart::Levels(levels) = &chart else {
            let svg = drawing(&chart.place(viewport), &words);
            return Some(Picture { svg, words, knobs: Vec::new(), frame: None });
        };
        let stays = |held: &&Held| held.grasped.is_some() || !typed.is_ok();
        let frame = shown.held.filter(stays).map(|held| &held.frame);
        let keys = typed.movable(levels, shown);
        let movable = levels.place_movable(viewport, &Hold { keys: &keys, is_touched: shown.is_touched, frame });
        let knobs = levels.levels.iter().filter_map(|level| knob(level, &movable.grips)).collect();
        Some(Picture { svg: drawing(&movable.placed, &words), words, knobs, frame: movable.frame })
    }

    /// Takes hold of a level: by its handle, or with a pointer at that place on the page, px.
    pub fn take(&self, level: &str, (sheet, pointer): (&Sheet, Option<f64>)) -> Option<Held> {
        let handle = sheet.handle(level)?;
        let price = sheet.typed_price(handle)?;
        Some(Held {
            level: level.to_owned(),
            handle,
            before: sheet.text(handle.key).to_owned(),
            frame: self.frame.clone()?,
            grasped: pointer.map(|at| (at, price)),
        })
    }
}

/// A text for a field.
type Edit = (&'static str, String);

impl Held {
    /// What the field says once the pointer is there; `None` where it says so already, or nobody pulls.
    pub fn pulled(&self, sheet: &Sheet, pointer: f64) -> Option<Edit> {
        let (from, price) = self.grasped?;
        if from == pointer {
            return self.let_back(sheet);
        }
        let at = self.frame.scale.at(price) + pointer - from;
        let pixel = (self.frame.scale.value(at + 0.5) - self.frame.scale.value(at - 0.5)).abs();
        let wanted = sheet.price_near(self.frame.scale.value(at), pixel)?;
        self.edit(sheet, sheet.moved_to(self.handle, wanted)?)
    }

    /// What the field says after an arrow key.
    pub fn nudged(&self, sheet: &Sheet, step: Step) -> Option<Edit> {
        self.edit(sheet, sheet.nudged(self.handle, step)?)
    }

    /// What the field said before.
    pub fn let_back(&self, sheet: &Sheet) -> Option<Edit> {
        self.edit(sheet, self.before.clone())
    }

    fn edit(&self, sheet: &Sheet, text: String) -> Option<Edit> {
        (sheet.text(self.handle.key) != text).then_some((self.handle.key, text))
    }

    /// Still held, but no longer by a pointer: what the picture shows now is what stays should there be no answer.
    #[must_use]
    pub fn released(&self, picture: Option<&Picture>) -> Held {
        let frame = picture.and_then(|picture| picture.frame.clone()).unwrap_or_else(|| self.frame.clone());
        Held { grasped: None, frame, ..self.clone() }
    }
}

impl Sheet {
    /// The levels that can be moved: those that are drawn where they are typed, and the one that is held.
    fn movable<'l>(&self, levels: &'l Levels, shown: Shown<'_>) -> Vec<&'l str> {
        let is_typed = |level: &&Level| {
            let is_free = |handle: &Handle| !shown.wishes.is_some_and(|wishes| wishes.locks(handle.key));
            let typed = self.handle(&level.key).filter(is_free).and_then(|handle| self.typed_price(handle));
            let is_held = shown.held.is_some_and(|held| held.level == level.key);
            typed.is_some_and(|price| is_held || (price - level.price).abs() <= 1e-9 * price)
        };
        levels.levels.iter().filter(is_typed).map(|level| level.key.as_str()).collect()
    }

    /// Of these levels those that are typed, where they are typed now, and nothing that would follow from them.
    fn typed_levels(&self, levels: &Levels) -> Levels {
        let typed = |level: &Level| {
            let price = self.typed_price(self.handle(&level.key)?)?;
            Some(Level::bare((&level.key, level.role), &level.name, (price, self.price_text(price))))
        };
        let levels_now = levels.levels.iter().filter_map(typed).collect();
        Levels { title: levels.title.clone(), levels: levels_now, bands: Vec::new() }
    }
}

fn knob(level: &Level, grips: &[Grip]) -> Option<Knob> {
    let grip = grips.iter().find(|grip| grip.key == level.key)?;
    let [left, top, right, bottom] = [grip.bounds.left, grip.bounds.top, grip.bounds.right, grip.bounds.bottom];
    let [left, top, width, height, mark] = [left, top, right - left, bottom - top, grip.mark].map(pixels);
    Some(Knob {
        level: level.key.clone(),
        name: level.name.clone(),
        tone: level.role.tone().name(),
        value: canonical(level.price),
        words: std::iter::once(&level.price_text).chain(&level.notes).cloned().collect::<Vec<_>>().join(", "),
        style: format!("left:{left}px;top:{top}px;width:{width}px;height:{height}px;--mark:{mark}px"),
    })
}

#[cfg(test)]
mod tests;
