//! How wide text will be, without a browser to ask: estimates on the wide side, shortening and wrapping.

use super::placed::{Anchor, Face, Label, Point, Tone, hundredths};

/// Font size of words and prices, px.
pub const FONT: f64 = 13.0;

/// Font size of ticks, and the smallest that any label gets, px.
pub const SMALL_FONT: f64 = 12.0;

/// Least distance between the baselines of two labels above one another, px.
pub const ROW_GAP: f64 = 17.0;

/// From the top of a line of text to its baseline, in font sizes.
pub(super) const ASCENT: f64 = 0.93;

/// Height of a line of text, in font sizes.
pub(super) const LINE: f64 = 1.2;

/// From the middle of a line of figures to its baseline, in font sizes.
const MIDDLE: f64 = 0.36;

/// Estimated width of `text` in px: 0.62 em a character in figures, by kinds of letters in words.
///
/// Measured against DejaVu Sans, the widest of the usual interface faces: the others come out a tenth narrower.
#[must_use]
pub fn width(text: &str, face: Face, font: f64) -> f64 {
    let ems: f64 = match face {
        Face::Figures => text.chars().map(|letter| if is_full_width(letter) { 1.2 } else { 0.62 }).sum(),
        Face::Words => text.chars().map(letter_ems).sum(),
    };
    ems * font
}

fn letter_ems(letter: char) -> f64 {
    match letter {
        ' ' | ',' | '.' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => 0.34,
        '(' | ')' | '[' | ']' | '-' | 'f' | 'r' | 't' | '/' => 0.42,
        '%' | 'M' | 'W' | 'm' | '@' => 1.0,
        'w' | '+' | '=' | '<' | '>' | '−' | '×' | '#' | '_' => 0.84,
        'a'..='z' | '0'..='9' => 0.64,
        'A'..='Z' => 0.76,
        _ if is_full_width(letter) => 1.2,
        _ => 0.85,
    }
}

fn is_full_width(letter: char) -> bool {
    letter as u32 > 0x2E7F
}

/// The text, or as much of its beginning as fits `room` px with an ellipsis; empty where not even that fits.
#[must_use]
pub fn shorten(text: &str, face: Face, font: f64, room: f64) -> String {
    if width(text, face, font) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, face, font) + width("…", face, font) > room {
            kept.pop();
            kept.truncate(kept.trim_end_matches([' ', ',']).len());
            kept.push('…');
            break;
        }
    }
    if width(&kept, face, font) <= room { kept } else { String::new() }
}

/// Joins parts with commas into at most `rows` lines of words that fit `room` px; shortens what still does not fit.
pub(super) fn wrap(parts: &[&str], room: f64, rows: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.trim().is_empty()) {
        let full = lines.len() >= rows;
        match lines.last_mut() {
            Some(line) if full || width(&format!("{line}, {part}"), Face::Words, FONT) <= room => {
                line.push_str(", ");
                line.push_str(part);
            }
            _ => lines.push((*part).to_owned()),
        }
    }
    lines.iter().map(|line| shorten(line, Face::Words, FONT, room)).collect()
}

/// A line of text before it knows its height in the picture.
pub(super) struct Line {
    pub x: f64,
    pub anchor: Anchor,
    pub text: String,
    pub face: Face,
    pub font: f64,
    pub tone: Tone,
}

impl Line {
    pub(super) fn words(x: f64, text: String, tone: Tone) -> Self {
        Self { x, anchor: Anchor::Start, text, face: Face::Words, font: FONT, tone }
    }

    pub(super) fn figures(x: f64, text: String, font: f64) -> Self {
        Self { x, anchor: Anchor::End, text, face: Face::Figures, font, tone: Tone::Text }
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn width(&self) -> f64 {
        width(&self.text, self.face, self.font)
    }

    /// The label whose middle lies at this height.
    pub(super) fn centred_at(self, y: f64) -> Label {
        let at = Point { x: hundredths(self.x), y: hundredths(y + MIDDLE * self.font) };
        let Self { anchor, text, face, font, tone, .. } = self;
        Label { at, text, anchor, face, font, tone, key: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_fits_is_left_alone() {
        assert_eq!(shorten("Entry", Face::Words, FONT, 100.0), "Entry");
    }

    #[test]
    fn text_that_does_not_fit_ends_in_an_ellipsis_and_fits() {
        let short = shorten("Liquidation of the whole account", Face::Words, FONT, 90.0);
        assert!(short.ends_with('…') && short.starts_with("Liqui"));
        assert!(width(&short, Face::Words, FONT) <= 90.0);
    }

    #[test]
    fn no_room_leaves_nothing() {
        assert_eq!(shorten("Entry", Face::Words, FONT, 3.0), "");
    }

    #[test]
    fn wrapping_breaks_between_parts_and_keeps_to_its_rows() {
        assert_eq!(wrap(&["+6.92 %", "+286.28", "2.90 R"], 130.0, 2), ["+6.92 %, +286.28", "2.90 R"]);
        assert_eq!(wrap(&["+6.92 %", "", "2.90 R"], 400.0, 2), ["+6.92 %, 2.90 R"]);
        assert_eq!(wrap(&["one", "two", "three"], 30.0, 2).len(), 2);
    }
}
