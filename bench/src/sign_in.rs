//! Signing in: that nobody learns from the time who exists, and what it takes beside the hash.

use std::time::Instant;

use argon2::{Algorithm, Argon2, Params, Version};
use roster_core::auth::{AddUser, ChangeUser, Session};
use roster_core::view::{NewUser, PasswordChoice, PasswordContext, UserChanges};
use roster_core::{HashingCost, Options, Roster};

use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

const PASSWORD: &str = "four quiet maple roads";

/// So often can a name fail before it has to wait.
const FREE: usize = 4;

/// What the hash itself leaves for everything else, in milliseconds.
const BESIDE: f64 = 15.0;

/// How far the times of failures may lie apart.
const APART: f64 = 1.05;

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let path = plan.scratch.path().join("sign-in.db");
    let roster = Roster::open(&path, Options::default()).await?;
    let tries = plan.repetitions(50);
    let people = tries.div_ceil(FREE);
    add_people(&roster, people).await?;
    let (mut unknown, mut wrong, mut inactive) = (Vec::new(), Vec::new(), Vec::new());
    let (mut right, mut hash) = (Vec::new(), Vec::new());
    // In turns, so that a machine that gets slower slows all of them.
    for number in 0..tries {
        let person = number % people;
        unknown.push(fail(&roster, &format!("nobody{person}"), PASSWORD).await?);
        wrong.push(fail(&roster, &format!("active{person}"), "four quiet maple road").await?);
        inactive.push(fail(&roster, &format!("inactive{person}"), PASSWORD).await?);
        let start = Instant::now();
        roster.sign_in("right", PASSWORD).await?;
        right.push(start.elapsed().as_secs_f64() * 1e3);
        hash.push(time_hash()?);
    }
    let wrong = median(wrong);
    for (what, times) in [("unknown name", unknown), ("inactive account", inactive)] {
        let time = median(times);
        let (slower, faster) = (time.max(wrong), time.min(wrong));
        table.add(
            Figure::new(
                format!("sign-in, {what} or wrong password: the slower"),
                slower,
                "ms",
            )
            .peer("the faster", faster, APART),
        );
    }
    let hash = median(hash);
    table.add(Figure::new("sign-in, right password", median(right), "ms").limit(hash + BESIDE));
    table.note(format!("The hash alone takes {hash:.1} ms of a sign-in."));
    roster.close().await;
    Ok(())
}

/// Three kinds of people, who all have one password.
async fn add_people(roster: &Roster, count: usize) -> Outcome<()> {
    let operator = Session::operator("bench");
    let choice = PasswordChoice::Typed {
        password: PASSWORD.to_owned(),
    };
    let context = PasswordContext::default();
    let credential = roster.prepare_credential(choice, &context).await?;
    let names = (0..count).flat_map(|n| [format!("active{n}"), format!("inactive{n}")]);
    for username in names.chain(["right".to_owned()]) {
        let closes = username.starts_with("inactive");
        let form = NewUser {
            username,
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            is_staff: false,
            is_superuser: false,
            groups: Vec::new(),
            password: PasswordChoice::None,
        };
        let grant = roster.write(&operator).await?.grant::<AddUser>()?;
        let person = grant.add_user(&form, &credential).await?;
        if closes {
            let changes = UserChanges {
                is_active: Some(false),
                ..UserChanges::default()
            };
            let grant = roster.write(&operator).await?.grant::<ChangeUser>()?;
            let (id, version) = (person.person.face.id, person.person.version);
            grant.edit_user(id, version, &changes, None).await?;
        }
    }
    Ok(())
}

async fn fail(roster: &Roster, name: &str, password: &str) -> Outcome<f64> {
    let start = Instant::now();
    let outcome = roster.sign_in(name, password).await;
    let time = start.elapsed().as_secs_f64() * 1e3;
    match outcome {
        Err(roster_core::Error::SignInRefused { .. }) => Ok(time),
        Err(error) => Err(error.into()),
        Ok(_) => Err("somebody signed in who should not".into()),
    }
}

fn time_hash() -> Outcome<f64> {
    let HashingCost {
        memory,
        passes,
        lanes,
    } = HashingCost::STANDARD;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| error.to_string())?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let start = Instant::now();
    argon2
        .hash_password_into(PASSWORD.as_bytes(), &[7; 16], &mut [0; 32])
        .map_err(|error| error.to_string())?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
