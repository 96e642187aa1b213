//! People to look around with.

use std::collections::HashSet;

use fastrand::Rng;
use serde_json::json;

use super::account::NOBODY;
use crate::auth::{AddUser, Session};
use crate::db::user::UserRecord;
use crate::db::{Millis, avatar, bulk};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::picture::Picture;
use crate::roster::Roster;
use crate::value::{Email, Username};
use crate::view::{PasswordChoice, PasswordContext};

/// First name, last name, and what the username is made of where the script has no plain letters for it.
type Name = (&'static str, &'static str, &'static str);

/// People whose names show what a list must cope with: long, short, of every script and direction, or none at all.
const FEATURED: [Name; 24] = [
    ("Ana", "Kovačević", ""),
    ("花子", "山田", "yamada.hanako"),
    ("فاطمة الزهراء", "بن علي", "fatima.benali"),
    (
        "José María",
        "Núñez de la Peña y Fernández-Villaverde",
        "jm.nunez",
    ),
    ("Oluwaseun", "Adébáyọ̀", "seun"),
    ("Søren", "Ågård-Mikkelsen", "soren"),
    ("Nguyễn", "Thị Minh Khai", "minhkhai"),
    ("서연", "김", "seoyeon.kim"),
    ("Łukasz", "Wójcik", ""),
    ("Zoë", "O’Connell", ""),
    ("", "", "kiosk-frontdesk"),
    ("Χρήστος", "Παπαδόπουλος", "christos.p"),
    ("Þórdís", "Björnsdóttir", "thordis"),
    ("Дмитрий", "Соколов", "dmitri.sokolov"),
    ("נועה", "לוי", "noa.levi"),
    ("Kōwhai", "Ngata", ""),
    ("अनन्या", "शर्मा", "ananya.sharma"),
    ("伟", "王", "wang.wei"),
    ("Amélie", "Lefèvre", ""),
    ("Jürgen", "Groß", ""),
    ("Ayşe", "Yıldız", ""),
    ("Mateusz", "Żółć", ""),
    ("Grace", "Hopper", ""),
    ("สมชาย", "ใจดี", "somchai"),
];

const FIRST: [&str; 32] = [
    "Emma", "Noah", "Sofía", "Liam", "Léa", "Mateo", "Ingrid", "Jonas", "Aaliyah", "Omar", "Chloé",
    "Luca", "Freya", "Ivan", "Mia", "Hugo", "Nina", "Lars", "Zahra", "Tomáš", "Elif", "Kai",
    "Rosa", "Pavel", "Greta", "Samir", "Alma", "Bruno", "Yuki", "Nadia", "Oscar", "Vera",
];

const LAST: [&str; 32] = [
    "Smith",
    "García",
    "Müller",
    "Rossi",
    "Novák",
    "Andersson",
    "Kowalski",
    "Silva",
    "Dubois",
    "Ivanova",
    "Haddad",
    "Tanaka",
    "Okafor",
    "Jansen",
    "Horváth",
    "Popescu",
    "Nielsen",
    "Moreau",
    "Costa",
    "Fischer",
    "Yilmaz",
    "Larsen",
    "Petrov",
    "Brown",
    "Murphy",
    "Virtanen",
    "Bianchi",
    "Weber",
    "López",
    "Fernandes",
    "Dimitrov",
    "Berg",
];

const PLACES: [&str; 12] = [
    "Göteborg, Sweden",
    "Zagreb",
    "Porto",
    "Wellington",
    "Nairobi",
    "Kyōto",
    "Montréal",
    "Tbilisi",
    "Valparaíso",
    "Tromsø",
    "Hyderabad",
    "Galway",
];

const WORDS: [&str; 8] = [
    "Looks after the reading room.",
    "Edits the newsletter and runs the Thursday reading group.",
    "Volunteers at the front desk on weekends.",
    "Repairs bicycles, radios and anything with a plug.",
    "Teaches the evening class on family history.",
    "Keeps the garden. Ask about tomatoes.",
    "Drives the book bus through the valley.",
    "Takes the photographs at our events.",
];

/// Pictures for some of the featured, by their place in the list.
const PICTURES: [(usize, &[u8]); 4] = [
    (2, include_bytes!("../../demo/portrait-3.png")),
    (4, include_bytes!("../../demo/portrait-2.png")),
    (12, include_bytes!("../../demo/lake.png")),
    (18, include_bytes!("../../demo/portrait-1.png")),
];

/// As tables keep time.
const HOUR: Millis = 60 * 60 * 1000;

impl Roster {
    /// Adds people to look around with: the same ones for the same seed.
    ///
    /// None of them can sign in: those who seem to have done so share a password that nobody has ever seen.
    pub async fn add_demo_people(&self, session: &Session, count: u32, seed: u64) -> Result<u32> {
        let choice = PasswordChoice::Temporary;
        let hash = self
            .prepare_credential(choice, &PasswordContext::default())
            .await?
            .hash;
        let mut access = self.write(session).await?.grant::<AddUser>()?.access;
        let now = access.now();
        let taken = bulk::list_keys(access.db()).await?;
        let mut people = make_people(count, &mut Rng::with_seed(seed), now, taken)?;
        for person in people
            .iter_mut()
            .filter(|person| person.record.last_login.is_some())
        {
            person.record.password_hash.clone_from(&hash);
            person.record.password_changed = Some(person.record.date_joined);
        }
        let first = bulk::next_id(access.db()).await?;
        let records: Vec<UserRecord> = people.iter().map(|person| person.record.clone()).collect();
        bulk::insert_users(access.db(), first, &records).await?;
        let at = |index: usize| first + i64::try_from(index).unwrap_or_default();
        let profiles = people
            .iter()
            .enumerate()
            .map(|(index, person)| person.profile(at(index)))
            .collect::<Vec<_>>();
        bulk::update_profiles(access.db(), &profiles).await?;
        let memberships: Vec<(i64, i64)> = people
            .iter()
            .enumerate()
            .filter_map(|(index, person)| Some((at(index), person.group?)))
            .collect();
        bulk::insert_memberships(access.db(), &memberships).await?;
        for (index, picture) in PICTURES
            .into_iter()
            .filter(|(index, _)| *index < people.len())
        {
            let picture = Picture::read(picture.to_vec())?;
            avatar::upsert(
                access.db(),
                at(index),
                &picture.crop(picture.central_crop())?,
            )
            .await?;
        }
        let name = format!("{count} demo people");
        access
            .record(
                Action::Add,
                Target {
                    id: None,
                    name: &name,
                },
                &Changes::default(),
            )
            .await?;
        access.commit().await?;
        Ok(count)
    }
}

/// One invented person.
struct DemoPerson {
    record: UserRecord,
    group: Option<i64>,
    bio: &'static str,
    location: &'static str,
    phone_number: String,
    birth_date: String,
}

impl DemoPerson {
    fn profile(&self, id: i64) -> serde_json::Value {
        json!([
            id,
            self.bio,
            self.location,
            self.birth_date,
            self.phone_number
        ])
    }
}

fn make_people(
    count: u32,
    rng: &mut Rng,
    now: Millis,
    mut taken: HashSet<String>,
) -> Result<Vec<DemoPerson>> {
    let mut people = Vec::with_capacity(count as usize);
    for index in 0..count as usize {
        let name = match FEATURED.get(index) {
            Some(name) => *name,
            None => (
                FIRST[rng.usize(..FIRST.len())],
                LAST[rng.usize(..LAST.len())],
                "",
            ),
        };
        people.push(make_person(index, name, rng, now, &mut taken)?);
    }
    Ok(people)
}

fn make_person(
    index: usize,
    (first_name, last_name, handle): Name,
    rng: &mut Rng,
    now: Millis,
    taken: &mut HashSet<String>,
) -> Result<DemoPerson> {
    let broken = |flaw| Error::internal(format!("demo person {index}: {flaw}"));
    let username = free_username(first_name, last_name, handle, taken).map_err(broken)?;
    let email = Email::parse(&address(username.key())).map_err(broken)?;
    let is_person = !first_name.is_empty();
    let joined = now - rng.i64(1..1200) * 24 * HOUR;
    let mut record = UserRecord {
        id: NOBODY,
        username: String::new(),
        username_key: String::new(),
        email: String::new(),
        email_key: None,
        password_hash: None,
        password_changed: None,
        password_expires: None,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        is_active: index % 9 != 5,
        is_staff: index.is_multiple_of(11),
        is_superuser: false,
        must_change_password: false,
        session_epoch: 0,
        date_joined: joined,
        last_login: (index % 4 != 3)
            .then(|| now - rng.i64(1..((now - joined) / HOUR).max(2)) * HOUR),
        deleted_at: None,
        version: 1,
    };
    record.set_username(&username);
    if is_person {
        record.set_email(&email);
    }
    Ok(DemoPerson {
        record,
        group: is_person
            .then(|| [Some(2), Some(3), Some(3), None][rng.usize(..4)])
            .flatten(),
        bio: if is_person && index % 3 != 2 {
            WORDS[rng.usize(..WORDS.len())]
        } else {
            ""
        },
        location: if is_person {
            PLACES[rng.usize(..PLACES.len())]
        } else {
            ""
        },
        phone_number: format!(
            "+46 70 {:03} {:02} {:02}",
            rng.u32(100..1000),
            rng.u32(10..100),
            rng.u32(10..100)
        ),
        birth_date: format!(
            "{}-{:02}-{:02}",
            rng.u32(1948..2008),
            rng.u32(1..13),
            rng.u32(1..29)
        ),
    })
}

fn address(name: &str) -> String {
    format!("{name}@riverside.example")
}

/// The plain letters of the names, with a number behind them where somebody has them, or the address, already.
fn free_username(
    first_name: &str,
    last_name: &str,
    handle: &str,
    taken: &mut HashSet<String>,
) -> crate::value::Checked<Username> {
    let plain = |name: &str| -> String {
        crate::value::fold_search(name)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect()
    };
    let base = if handle.is_empty() {
        format!("{}.{}", plain(first_name), plain(last_name))
    } else {
        handle.to_owned()
    };
    let mut name = base.clone();
    let mut number = 2;
    while taken.contains(&name) || taken.contains(&address(&name)) {
        name = format!("{base}{number}");
        number += 1;
    }
    taken.insert(address(&name));
    taken.insert(name.clone());
    Username::parse(&name)
}
