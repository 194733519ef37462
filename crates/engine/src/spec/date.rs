//! Moments in UTC, as links write them: `2026-11-22T08:00Z`.

/// Seconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub i64);

impl Date {
    /// Reads `2026-11-22`, `2026-11-22T08:00` or the same with `Z`; always UTC.
    ///
    /// ```
    /// use ballast_engine::spec::Date;
    /// assert_eq!(Date::parse("2026-11-22T08:00Z").map(|date| date.to_string()), Some("2026-11-22T08:00Z".to_owned()));
    /// assert_eq!(Date::parse("2026-02-30"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim().trim_end_matches('Z');
        let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
        let mut parts = day.split('-').map(number);
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let mut clock = time.split(':').map(number);
        let (hour, minute) = (clock.next()??, clock.next()??);
        let in_range = (1970..=9999).contains(&year) && (0..24).contains(&hour) && (0..60).contains(&minute);
        let whole = parts.next().is_none() && clock.next().is_none();
        let days = days_from_civil(year, month, day);
        let real = civil_from_days(days) == (year, month, day);
        (in_range && whole && real).then_some(Date(days * 86_400 + hour * 3600 + minute * 60))
    }

    /// Years of 365 days from another moment to this one; below 0 where this one came first.
    ///
    /// ```
    /// use ballast_engine::spec::Date;
    /// let years = Date::parse("2027-11-22").zip(Date::parse("2026-11-22")).map(|(later, date)| later.years_after(date));
    /// assert_eq!(years, Some(1.0));
    /// ```
    pub fn years_after(self, other: Date) -> f64 {
        (self.0 - other.0) as f64 / (365.0 * 86_400.0)
    }

    /// Whether it is the first minute of a day, as where no time was typed.
    ///
    /// ```
    /// use ballast_engine::spec::Date;
    /// assert_eq!(Date::parse("2026-12-25").map(Date::is_midnight), Some(true));
    /// assert_eq!(Date::parse("2026-12-25T08:00").map(Date::is_midnight), Some(false));
    /// ```
    pub fn is_midnight(self) -> bool {
        self.0.rem_euclid(86_400) == 0
    }

    /// So many hours later.
    ///
    /// ```
    /// use ballast_engine::spec::Date;
    /// let later = Date::parse("2026-12-31T20:00").map(|date| date.hours_later(8).to_string());
    /// assert_eq!(later.as_deref(), Some("2027-01-01T04:00Z"));
    /// ```
    pub fn hours_later(self, hours: i64) -> Date {
        Date(self.0 + hours * 3600)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(86_400));
        let minutes = self.0.rem_euclid(86_400) / 60;
        write!(to, "{year:04}-{month:02}-{day:02}T{:02}:{:02}Z", minutes / 60, minutes % 60)
    }
}

fn number(text: &str) -> Option<i64> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that start on 1 March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_have_their_unix_seconds() {
        // `date -u -d 2026-11-22T08:00Z +%s` of GNU coreutils 9.1, and so on.
        for (text, seconds) in [
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400),
            ("2026-11-22T08:00Z", 1_795_334_400),
            ("2100-03-01", 4_107_542_400),
        ] {
            assert_eq!(Date::parse(text), Some(Date(seconds)), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-11-22T24:00",
            "yesterday",
            "2026-1",
            "2026-11-22T08:00:99",
            "",
            "99999-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
