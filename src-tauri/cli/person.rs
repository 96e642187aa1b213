//! A person, for programs and for people.

use roster_core::view::{Person, UserRow};
use serde::Serialize;

use crate::table::align_values;

/// A person as programs get them. The keys are a promise: scripts and imports rely on them.
#[derive(Debug, Serialize)]
pub(crate) struct PersonRecord<'a> {
    id: i64,
    username: &'a str,
    email: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
    must_change_password: bool,
    groups: Vec<&'a str>,
    date_joined: &'a str,
    last_login: Option<&'a str>,
    has_avatar: bool,
    bio: &'a str,
    location: &'a str,
    birth_date: Option<&'a str>,
    phone_number: &'a str,
    portfolio_site: &'a str,
    /// Only in the answer to the command that made it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    temporary_password: Option<&'a str>,
    /// Only in the answer to the command that made them.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<&'a [String]>,
}

impl<'a> PersonRecord<'a> {
    /// The person alone.
    pub(crate) fn of(person: &'a Person) -> Self {
        Self::with_password(person, None)
    }

    /// The person, and the passphrase to hand over to them.
    pub(crate) fn with_password(person: &'a Person, temporary_password: Option<&'a str>) -> Self {
        Self {
            id: person.face.id,
            username: &person.face.username,
            email: &person.email,
            first_name: &person.first_name,
            last_name: &person.last_name,
            is_active: person.is_active,
            is_staff: person.is_staff,
            is_superuser: person.is_superuser,
            must_change_password: person.must_change_password,
            groups: person.groups.iter().map(|group| &*group.name).collect(),
            date_joined: &person.date_joined,
            last_login: person.last_login.as_deref(),
            has_avatar: person.face.avatar.is_some(),
            bio: &person.bio,
            location: &person.location,
            birth_date: person.birth_date.as_deref(),
            phone_number: &person.phone_number,
            portfolio_site: &person.portfolio_site,
            temporary_password,
            recovery_codes: None,
        }
    }

    /// The person, and the recovery codes that they should keep.
    pub(crate) fn with_codes(person: &'a Person, codes: &'a [String]) -> Self {
        Self {
            recovery_codes: Some(codes),
            ..Self::of(person)
        }
    }
}

/// Everything about a person, one fact a line; what is not known is left out.
pub(crate) fn describe_person(person: &Person) -> String {
    let groups: Vec<&str> = person.groups.iter().map(|group| &*group.name).collect();
    align_values(&[
        ("Username", person.face.username.clone()),
        (
            "Name",
            format!("{} {}", person.first_name, person.last_name)
                .trim()
                .to_owned(),
        ),
        ("E-mail", person.email.clone()),
        ("Status", describe_status(person)),
        (
            "Role",
            show_role(person.is_staff, person.is_superuser).to_owned(),
        ),
        ("Groups", groups.join(", ")),
        ("Password", describe_password(person).to_owned()),
        ("Joined", show_time(&person.date_joined)),
        (
            "Last sign-in",
            show_last_login(person.last_login.as_deref()),
        ),
        (
            "Picture",
            if person.face.avatar.is_some() {
                "yes"
            } else {
                ""
            }
            .to_owned(),
        ),
        ("Location", person.location.clone()),
        ("Birth date", person.birth_date.clone().unwrap_or_default()),
        ("Phone", person.phone_number.clone()),
        ("Website", person.portfolio_site.clone()),
        ("About", person.bio.clone()),
    ])
}

/// The headings over [`list_cells`].
pub(crate) const LIST_HEAD: [&str; 7] = [
    "USERNAME",
    "NAME",
    "E-MAIL",
    "STATUS",
    "ROLE",
    "GROUPS",
    "LAST SIGN-IN",
];

/// A row of the list.
pub(crate) fn list_cells(row: &UserRow) -> [String; 7] {
    [
        row.face.username.clone(),
        format!("{} {}", row.first_name, row.last_name)
            .trim()
            .to_owned(),
        row.email.clone(),
        show_status(row.is_active).to_owned(),
        show_role(row.is_staff, row.is_superuser).to_owned(),
        row.groups.join(", "),
        show_last_login(row.last_login.as_deref()),
    ]
}

fn show_status(is_active: bool) -> &'static str {
    if is_active { "active" } else { "inactive" }
}

fn describe_status(person: &Person) -> String {
    let status = show_status(person.is_active);
    match &person.locked_until {
        Some(until) => format!("{status}, locked until {}", show_time(until)),
        None => status.to_owned(),
    }
}

fn show_role(is_staff: bool, is_superuser: bool) -> &'static str {
    match (is_superuser, is_staff) {
        (true, _) => "superuser",
        (false, true) => "staff",
        (false, false) => "",
    }
}

fn describe_password(person: &Person) -> &'static str {
    match (person.has_password, person.must_change_password) {
        (false, _) => "none",
        (true, _) if person.has_expired_password => "temporary, expired",
        (true, true) => "temporary",
        (true, false) => "set",
    }
}

fn show_last_login(time: Option<&str>) -> String {
    time.map_or_else(|| "never".to_owned(), show_time)
}

/// To the minute; whoever needs more asks for JSON.
pub(crate) fn show_time(time: &str) -> String {
    match (time.get(..10), time.get(11..16)) {
        (Some(day), Some(minute)) => format!("{day} {minute} UTC"),
        _ => time.to_owned(),
    }
}
