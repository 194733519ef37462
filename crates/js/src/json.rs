//! JSON text, written without a library: a module is small before it is anything else.

use ballast_engine::number_text::canonical;

/// A text in quotes.
pub fn text(to: &mut String, text: &str) {
    to.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => to.extend(['\\', letter]),
            '\u{0}'..='\u{1f}' => {
                to.push_str("\\u00");
                to.extend(
                    [u32::from(letter) >> 4, u32::from(letter) & 15]
                        .map(|half| char::from_digit(half, 16).unwrap_or('0')),
                );
            }
            _ => to.push(letter),
        }
    }
    to.push('"');
}

/// A number with the fewest digits that read back as itself.
pub fn number(to: &mut String, number: f64) {
    to.push_str(&if number.is_finite() { canonical(number) } else { "null".to_owned() });
}

/// What a list or an object holds, with commas between.
pub fn between<T>(
    to: &mut String,
    (open, close): (char, char),
    items: impl IntoIterator<Item = T>,
    write: &mut dyn FnMut(&mut String, T),
) {
    to.push(open);
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            to.push(',');
        }
        write(to, item);
    }
    to.push(close);
}

/// The name of a field of an object, and the colon.
pub fn name(to: &mut String, name: &str) {
    text(to, name);
    to.push(':');
}
