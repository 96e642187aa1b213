//! An end of a range of time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Checked, Flaw};

/// A whole day, a moment, or so many days before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeBound(Bound);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Day(Date),
    Moment(Timestamp),
    /// Days of 24 hours.
    Ago(i64),
}

impl TimeBound {
    /// A day like `2026-06-14`, a moment in RFC 3339 like `2026-06-14T12:00:00Z`, or `30d` for 30 days before now. The
    /// last keeps its meaning in a view that is opened again later.
    pub fn parse(typed: &str) -> Checked<Self> {
        let typed = typed.trim();
        if typed.len() == "2026-06-14".len()
            && let Ok(day) = typed.parse()
        {
            return Ok(Self(Bound::Day(day)));
        }
        if let Some(days) = typed.strip_suffix('d')
            && days.bytes().all(|letter| letter.is_ascii_digit())
            && let Ok(days) = days.parse::<u32>()
        {
            return Ok(Self(Bound::Ago(days.into())));
        }
        typed
            .parse()
            .map(|moment| Self(Bound::Moment(moment)))
            .map_err(|_| {
                Flaw::new(
                    "Write a day like 2026-06-14, a moment like 2026-06-14T12:00:00Z, or 30d for 30 days ago.",
                )
            })
    }

    /// Its first millisecond since 1970-01-01 UTC; a day begins as it does in `zone`.
    pub(crate) fn first(self, zone: &TimeZone, now: i64) -> i64 {
        match self.0 {
            Bound::Day(day) => begin(day, zone).unwrap_or(i64::MIN),
            Bound::Moment(moment) => moment.as_millisecond(),
            Bound::Ago(days) => ago(days, now),
        }
    }

    /// Its last millisecond.
    pub(crate) fn last(self, zone: &TimeZone, now: i64) -> i64 {
        match self.0 {
            Bound::Day(day) => day
                .tomorrow()
                .ok()
                .and_then(|next| begin(next, zone))
                .map_or(i64::MAX, |next| next - 1),
            Bound::Moment(moment) => moment.as_millisecond(),
            Bound::Ago(days) => ago(days, now),
        }
    }
}

/// The moment so many days of 24 hours before now.
fn ago(days: i64, now: i64) -> i64 {
    now.saturating_sub(days.saturating_mul(24 * 60 * 60 * 1000))
}

/// Where no calendar reaches, there is nothing.
fn begin(day: Date, zone: &TimeZone) -> Option<i64> {
    let begin = day.to_zoned(zone.clone()).ok()?;
    Some(begin.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::TimeBound;

    #[test]
    fn a_day_is_whole_and_a_moment_is_one() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let day = TimeBound::parse("1970-01-02").unwrap();
        assert_eq!(
            day.first(&zone, 0),
            22 * 3_600_000,
            "midnight is where the computer is"
        );
        assert_eq!(day.last(&zone, 0), 46 * 3_600_000 - 1);
        let moment = TimeBound::parse(" 1970-01-01T00:00:01.500Z ").unwrap();
        assert_eq!(
            (moment.first(&zone, 0), moment.last(&zone, 0)),
            (1500, 1500)
        );
        for day in ["9999-12-31", "-009999-01-01"] {
            if let Ok(bound) = TimeBound::parse(day) {
                assert!(bound.first(&zone, 0) <= bound.last(&zone, 0), "{day}");
            }
        }
        let week = TimeBound::parse("7d").unwrap();
        let now = 8 * 24 * 3_600_000;
        assert_eq!(
            (week.first(&zone, now), week.last(&zone, now)),
            (24 * 3_600_000, 24 * 3_600_000)
        );
        for wrong in [
            "",
            "d",
            "-7d",
            "1.5d",
            "99999999999d",
            "yesterday",
            "2026-02-30",
            "2026-6-1",
            "14.06.2026",
            "2026-06-14T12:00:00",
        ] {
            assert!(TimeBound::parse(wrong).is_err(), "{wrong}");
        }
    }
}
