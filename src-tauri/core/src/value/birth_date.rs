//! The day a person was born.

use jiff::civil::Date;

use super::{Checked, Flaw};

/// A real day from 1 January 1900 to today, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BirthDate(Option<Date>);

/// How a date may be typed, besides `1987-04-09`.
const FORMS: [&str; 4] = ["%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"];

impl BirthDate {
    /// Reads `1987-04-09`, `9 April 1987`, `9 Apr 1987` or `April 9, 1987`; `today` is the person's own today.
    pub fn parse(typed: &str, today: Date) -> Checked<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let date = read_date(typed)?;
        if date.year() < 1900 {
            return Err(Flaw::new("Birth dates go back to 1900."));
        }
        if date > today {
            return Err(Flaw::new("This date is still to come."));
        }
        Ok(Self(Some(date)))
    }

    /// ISO 8601, as it is stored and sent.
    #[must_use]
    pub fn to_iso(self) -> Option<String> {
        self.0.map(|date| date.to_string())
    }
}

fn read_date(typed: &str) -> Checked<Date> {
    if let Some((year, month, day)) = read_iso(typed) {
        return Date::new(year, month, day)
            .map_err(|_| Flaw::new("There is no such day in the calendar."));
    }
    FORMS
        .iter()
        .find_map(|form| Date::strptime(form, typed).ok())
        .ok_or_else(|| {
            if FORMS
                .iter()
                .any(|form| Date::strptime(form, first_of_month(typed)).is_ok())
            {
                Flaw::new("There is no such day in the calendar.")
            } else {
                Flaw::new("Write the date like 9 April 1987 or 1987-04-09.")
            }
        })
}

/// Four, two and two digits: a date by its form, whether or not there is such a day.
fn read_iso(typed: &str) -> Option<(i16, i8, i8)> {
    let mut parts = typed.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// The same text with day 1: tells "31 February 2001" from something that is no date at all.
fn first_of_month(typed: &str) -> String {
    typed
        .split(' ')
        .map(|word| match word.trim_end_matches(',').parse::<u8>() {
            Ok(_) if word.ends_with(',') => "1,",
            Ok(_) => "1",
            Err(_) => word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::BirthDate;

    fn parse(typed: &str) -> Result<String, String> {
        BirthDate::parse(typed, date(2026, 6, 14))
            .map(|date| date.to_iso().unwrap_or_default())
            .map_err(|flaw| flaw.to_string())
    }

    #[test]
    fn dates_can_be_typed_in_either_form() {
        for typed in [
            "1987-04-09",
            "9 April 1987",
            "09 april 1987",
            "9 Apr 1987",
            "April 9, 1987",
            " 1987-04-09 ",
        ] {
            assert_eq!(parse(typed), Ok("1987-04-09".into()), "{typed}");
        }
        assert_eq!(parse("2026-06-14"), Ok("2026-06-14".into()), "born today");
        assert_eq!(parse("1900-01-01"), Ok("1900-01-01".into()));
        assert_eq!(parse(" "), Ok(String::new()), "a date may be absent");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(parse("2001-02-31").unwrap_err().contains("no such day"));
        assert!(
            parse("31 February 2001")
                .unwrap_err()
                .contains("no such day")
        );
        assert!(parse("2026-06-15").unwrap_err().contains("still to come"));
        assert!(parse("1850-01-01").unwrap_err().contains("1900"));
        assert!(parse("9.4.1987").unwrap_err().contains("like 9 April 1987"));
        for odd in [
            "yesterday",
            "1987-4-9",
            "87-04-09",
            "1987-04-09-01",
            "9999999-01-01",
            "-001-01-01",
            "１９８７-04-09",
        ] {
            assert!(parse(odd).is_err(), "{odd}");
        }
    }
}
