//! Numbers as decimal digits: the shortest that read back to the same float, moved, rounded and read exactly.
//!
//! The digits are found by [`zmij`] and read by [`minimal_lexical`], which cost a browser a quarter of what the standard
//! library's own cost: nobody waits for these digits, but everybody downloads them.

use std::fmt::Write;

/// `0.d1 d2 d3 … × 10^point`, no zero at either end; no digit at all is zero.
///
/// ```
/// use ballast_engine::math::decimal::Decimal;
/// assert_eq!(Decimal::of(0.07).plain(), "0.07");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// Beyond these no float is: enough to keep every sum of exponents within range.
const MOST: i32 = 100_000;

impl Decimal {
    /// The shortest digits that read back to the same number; zero for what is not finite.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(0.07).moved(2).number(), 7.0);
    /// ```
    pub fn of(number: f64) -> Decimal {
        let finite = if number.is_finite() { number } else { 0.0 };
        Decimal::read(zmij::Buffer::new().format_finite(finite)).unwrap_or(Decimal {
            is_negative: false,
            digits: Vec::new(),
            point: 0,
        })
    }

    /// Reads digits with at most one `.` and an exponent after `e`; nothing else.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::read("1.10e3").map(|decimal| decimal.number()), Some(1100.0));
    /// assert_eq!(Decimal::read("1,100"), None);
    /// ```
    pub fn read(text: &str) -> Option<Decimal> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()?.checked_add(exponent_of(exponent)?)?;
        Some(Decimal { is_negative, digits, point }.trimmed())
    }

    /// The nearest float; infinite beyond the largest.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(-1.5e-7).number(), -1.5e-7);
    /// ```
    pub fn number(&self) -> f64 {
        let trailing = self.point.saturating_sub(i32::try_from(self.digits.len()).unwrap_or(MOST));
        let size = match self.digits.is_empty() {
            true => 0.0,
            false => minimal_lexical::parse_float::<f64, _, _>(self.digits.iter(), [].iter(), trailing),
        };
        if self.is_negative { -size } else { size }
    }

    /// Times ten to the power.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(0.29).moved(2).number(), 29.0); // 0.29 * 100.0 is 28.999999999999996
    /// ```
    #[must_use]
    pub fn moved(mut self, power: i32) -> Decimal {
        self.point = self.point.saturating_add(power);
        self
    }

    /// Rounded to so many decimals, a half away from zero.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(2.675).rounded(2).number(), 2.68);
    /// ```
    #[must_use]
    pub fn rounded(mut self, decimals: usize) -> Decimal {
        let kept = i32::try_from(decimals).unwrap_or(MOST).saturating_add(self.point);
        let Ok(kept) = usize::try_from(kept) else { return Decimal { digits: Vec::new(), point: 0, ..self } };
        let goes_up = self.digits.get(kept).is_some_and(|digit| *digit >= b'5');
        self.digits.truncate(kept);
        if goes_up {
            self.step_up();
        }
        self.trimmed()
    }

    /// Rounded to so many significant figures.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(63_512.4).to_figures(3).number(), 63_500.0);
    /// ```
    #[must_use]
    pub fn to_figures(self, figures: i32) -> Decimal {
        let point = self.point;
        self.moved(-point).rounded(usize::try_from(figures).unwrap_or_default()).moved(point)
    }

    /// One more in the last digit kept.
    fn step_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point += 1;
    }

    fn trimmed(mut self) -> Decimal {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        let leading = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..leading);
        let leading = i32::try_from(leading).unwrap_or(MOST);
        self.point = if self.digits.is_empty() { 0 } else { self.point.saturating_sub(leading) };
        self
    }

    /// Whether it is 0.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert!(Decimal::of(0.004).rounded(2).is_zero());
    /// ```
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whole digits and decimals, without a sign; the whole is `0` at least.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(-0.012).parts(), ("0".to_owned(), "012".to_owned()));
    /// ```
    pub fn parts(&self) -> (String, String) {
        let (mut whole, mut decimals) = (String::new(), String::new());
        for place in
            self.point.min(1)..self.point.max(i32::try_from(self.digits.len()).unwrap_or(MOST)).saturating_add(1)
        {
            let digit = usize::try_from(place - 1).ok().and_then(|at| self.digits.get(at)).copied().unwrap_or(b'0');
            if place <= self.point { whole.push(char::from(digit)) } else { decimals.push(char::from(digit)) }
        }
        let whole = whole.trim_start_matches('0');
        (if whole.is_empty() { "0".to_owned() } else { whole.to_owned() }, decimals)
    }

    /// As `63500` or `0.001`.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(-1.5e2).plain(), "-150");
    /// ```
    pub fn plain(&self) -> String {
        let (whole, decimals) = self.parts();
        let point = if decimals.is_empty() { "" } else { "." };
        let sign = if self.is_negative && !self.is_zero() { "-" } else { "" };
        [sign, &whole, point, &decimals].concat()
    }

    /// As `6.35e4`.
    ///
    /// ```
    /// use ballast_engine::math::decimal::Decimal;
    /// assert_eq!(Decimal::of(63_500.0).scientific(), "6.35e4");
    /// ```
    pub fn scientific(&self) -> String {
        let exponent = self.point.saturating_sub(1);
        let mantissa = Decimal { point: 1, ..self.clone() };
        let mut text = mantissa.plain();
        // Writing to a text cannot fail.
        let _ = write!(text, "e{}", if self.is_zero() { 0 } else { exponent });
        text
    }
}

fn exponent_of(text: &str) -> Option<i32> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let add = |sum: i32, byte: u8| byte.is_ascii_digit().then(|| (sum * 10 + i32::from(byte - b'0')).min(MOST));
    let size = digits.bytes().try_fold(0, add).filter(|_| !digits.is_empty())?;
    Some(if is_negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_are_laid_out_as_people_write_them() {
        for (text, plain, scientific) in [
            ("0.001", "0.001", "1e-3"),
            ("63500", "63500", "6.35e4"),
            ("-1.50e2", "-150", "-1.5e2"),
            ("0", "0", "0e0"),
            ("00.0120", "0.012", "1.2e-2"),
        ] {
            let decimal = Decimal::read(text).unwrap();
            assert_eq!((decimal.plain().as_str(), decimal.scientific().as_str()), (plain, scientific), "{text}");
        }
    }

    #[test]
    fn halves_round_away_from_zero_as_written() {
        for (text, decimals, rounded) in [
            ("2.675", 2, "2.68"),
            ("0.125", 2, "0.13"),
            ("999.995", 2, "1000"),
            ("0.004", 2, "0"),
            ("0.5", 0, "1"),
            ("0.05", 0, "0"),
        ] {
            assert_eq!(Decimal::read(text).unwrap().rounded(decimals).plain(), rounded, "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_number_is_not_read() {
        for text in ["", ".", "e5", "1e", "1e+", "+1", "1.2.3", "0x10", "nan", "inf", "1 2", "--1"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
        assert_eq!(Decimal::read("1e999").map(|decimal| decimal.number()), Some(f64::INFINITY));
        assert_eq!(Decimal::read("1e-999999999999").map(|decimal| decimal.number()), Some(0.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// The standard library reads and writes floats correctly rounded and as short as can be.
        #[test]
        fn reading_and_writing_agree_with_the_standard_library(number in any::<f64>().prop_filter("finite", |number| number.is_finite()), digits in "[0-9]{1,25}(\\.[0-9]{0,25})?(e-?[0-9]{1,3})?") {
            prop_assert_eq!(Decimal::of(number).number(), number);
            // Where two shortest texts are equally near, either will do.
            prop_assert_eq!(Decimal::of(number).scientific().len(), format!("{:e}", number + 0.0).len());
            prop_assert_eq!(Decimal::read(&digits).map(|decimal| decimal.number()), digits.parse().ok());
        }
    }
}
