//! Long series in links: differences on a decimal grid, zigzag, variable-length bytes, base64url, after a `~`.

use crate::number_text::{self, canonical};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SHORTEST: usize = 120;
const MOST_DECIMALS: u32 = 8;

/// The code of a canonical series, if that is shorter and reads back to the same text.
pub fn encoded(series: &str) -> Option<String> {
    if series.len() < SHORTEST {
        return None;
    }
    let numbers: Vec<f64> = series.split(',').map(|text| number_text::parse(text).ok()).collect::<Option<_>>()?;
    let decimals =
        (0..=MOST_DECIMALS).find(|decimals| numbers.iter().all(|number| on_grid(*number, *decimals).is_some()))?;
    let mut bytes = vec![decimals as u8];
    let mut last = 0;
    for number in numbers {
        let tick = on_grid(number, decimals)?;
        push_varint(&mut bytes, zigzag(tick - last));
        last = tick;
    }
    let code = format!("~{}", base64url(&bytes));
    (code.len() < series.len() && decoded(&code).as_deref() == Some(series)).then_some(code)
}

/// The series of a code; `None` if the text is no code.
pub fn decoded(text: &str) -> Option<String> {
    let bytes = from_base64url(text.strip_prefix('~')?)?;
    let (&decimals, mut rest) = bytes.split_first()?;
    let scale = 10_f64.powi(i32::from(decimals.min(MOST_DECIMALS as u8)));
    let (mut numbers, mut last) = (Vec::new(), 0_i64);
    while !rest.is_empty() {
        let (difference, after) = take_varint(rest)?;
        last = last.checked_add(unzigzag(difference))?;
        numbers.push(canonical(last as f64 / scale));
        rest = after;
    }
    Some(numbers.join(","))
}

fn on_grid(number: f64, decimals: u32) -> Option<i64> {
    let scale = 10_f64.powi(decimals as i32);
    let tick = (number * scale).round();
    (tick.abs() < 9e15 && tick / scale == number).then_some(tick as i64)
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 128 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (mut number, mut shift) = (0_u64, 0_u32);
    for (at, byte) in bytes.iter().enumerate().take(9) {
        number |= u64::from(byte & 127) << shift;
        shift += 7;
        if byte & 128 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letters =
            [18, 12, 6, 0].map(|shift| ALPHABET.get((word >> shift & 63) as usize).copied().unwrap_or_default());
        text.extend(letters.iter().take(chunk.len() + 1).map(|letter| char::from(*letter)));
    }
    text
}

fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let values: Vec<u32> = text
        .bytes()
        .map(|letter| ALPHABET.iter().position(|known| *known == letter).map(|at| at as u32))
        .collect::<Option<_>>()?;
    for chunk in values.chunks(4) {
        let value = |at: usize| chunk.get(at).copied().unwrap_or_default();
        let word = value(0) << 18 | value(1) << 12 | value(2) << 6 | value(3);
        bytes.extend([16, 8, 0].iter().take(chunk.len().saturating_sub(1)).map(|shift| (word >> shift & 255) as u8));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_series_reads_back_and_is_shorter() {
        let series = (0..100).map(|n| canonical(f64::from(n % 7 - 3) / 4.0)).collect::<Vec<_>>().join(",");
        let code = encoded(&series).unwrap();
        assert!(code.len() * 2 < series.len(), "{} of {}", code.len(), series.len());
        assert_eq!(decoded(&code), Some(series));
    }

    #[test]
    fn what_is_no_code_is_left_alone() {
        assert_eq!(decoded("1,2,3"), None);
        assert_eq!(decoded("~?"), None);
        assert_eq!(encoded("1,2,3"), None);
    }

    #[test]
    fn base64url_is_that_of_rfc_4648() {
        // RFC 4648, section 10, with the url alphabet and without padding.
        for (plain, code) in [("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64url(plain.as_bytes()), code);
            assert_eq!(from_base64url(code), Some(plain.as_bytes().to_vec()));
        }
    }
}
