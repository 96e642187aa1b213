//! Values that only files write as texts: yes and no, moments; and what fields are called in sentences.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::db::Millis;
use crate::roster::to_millis;
use crate::value::{Checked, Flaw};
use crate::view::ImportField;

/// Yes or no, in the ways that spreadsheets and programs write it.
pub(super) fn parse_flag(text: &str) -> Checked<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "on" | "x" | "ja" | "oui" | "si" | "sí" | "wahr"
        | "vrai" => Ok(true),
        "false" | "f" | "no" | "n" | "0" | "off" | "-" | "nein" | "non" | "falsch" | "faux" => {
            Ok(false)
        }
        _ => Err(Flaw::new(
            "This is neither yes nor no. Write true or false.",
        )),
    }
}

/// A moment as Django and Roster write it, or a day; without a zone, in UTC.
pub(super) fn parse_moment(text: &str, now: Timestamp) -> Checked<Millis> {
    let text = text.trim();
    let day = || {
        text.parse::<Date>()
            .ok()
            .map(|day| day.to_datetime(Time::midnight()))
    };
    let local = || text.parse::<DateTime>().ok().or_else(day);
    let moment = text.parse::<Timestamp>().ok().or_else(|| {
        let local = local()?;
        local
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp())
    });
    let Some(moment) = moment else {
        return Err(Flaw::new(
            "Write the date like 2024-05-01, or with the time like 2024-05-01 08:30.",
        ));
    };
    // Clocks differ, by hours where a zone was forgotten.
    let latest = to_millis(now) + 24 * 60 * 60 * 1000;
    if to_millis(moment) > latest {
        return Err(Flaw::new("This date is still to come."));
    }
    Ok(to_millis(moment))
}

/// A field as a sentence begins with it.
pub(super) fn describe(field: ImportField) -> &'static str {
    match field {
        ImportField::Username => "Username",
        ImportField::Email => "E-mail address",
        ImportField::FirstName => "First name",
        ImportField::LastName => "Last name",
        ImportField::Name => "Name",
        ImportField::IsActive => "Active",
        ImportField::IsStaff => "Staff",
        ImportField::IsSuperuser => "Superuser",
        ImportField::MustChangePassword => "Must change the password",
        ImportField::Groups => "Groups",
        ImportField::DateJoined => "Date joined",
        ImportField::LastLogin => "Last sign-in",
        ImportField::Bio => "About",
        ImportField::Location => "Location",
        ImportField::BirthDate => "Birth date",
        ImportField::PhoneNumber => "Phone number",
        ImportField::PortfolioSite => "Site",
        ImportField::Password => "Password",
        ImportField::PasswordHash => "Password hash",
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_flag, parse_moment};

    #[test]
    fn moments_are_read_as_django_and_roster_write_them() {
        let now = "2026-06-14T12:00:00Z".parse().unwrap();
        for (text, millis) in [
            ("2024-05-01T08:30:00.000Z", 1_714_552_200_000),
            ("2024-05-01 08:30:00", 1_714_552_200_000),
            ("2024-05-01 08:30:00.250000", 1_714_552_200_250),
            ("2024-05-01 10:30:00+02:00", 1_714_552_200_000),
            ("2024-05-01 08:30", 1_714_552_200_000),
            ("2024-05-01", 1_714_521_600_000),
        ] {
            assert_eq!(parse_moment(text, now), Ok(millis), "{text}");
        }
        for text in ["01.05.2024", "5/1/24", "yesterday", "2031-01-01"] {
            assert!(parse_moment(text, now).is_err(), "{text}");
        }
        assert!(
            parse_moment("1.5.2024", now)
                .unwrap_err()
                .to_string()
                .contains("2024-05-01")
        );
    }

    #[test]
    fn yes_and_no_are_understood() {
        assert_eq!(parse_flag(" TRUE "), Ok(true));
        assert_eq!(parse_flag("0"), Ok(false));
        assert!(parse_flag("perhaps").is_err());
    }
}
