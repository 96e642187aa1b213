//! The roster as a whole: making it, filling it to look around, looking it over.

use roster_core::Error;
use roster_core::auth::{ManageBackup, RecoveryCodes, Session};
use roster_core::check::CheckReport;
use roster_core::view::FirstAdmin;
use serde::Serialize;

use crate::args::{CheckWish, DemoWish, InitWish};
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::password::{self, Source};
use crate::person::PersonRecord;
use crate::print::Printer;
use crate::table::align_values;

/// The superuser of a demo roster. Nothing in it is anybody's, so the password is no secret.
const DEMO_USERNAME: &str = "demo";

/// Keeps the rules, and can be typed from a sheet of paper.
const DEMO_PASSWORD: &str = "quiet-maple-harbor-lamp";

/// Makes the roster and its first administrator.
pub(crate) async fn init(place: &Place, printer: Printer, wish: InitWish) -> Done {
    let desk = place.open_or_create().await?;
    desk.work(async |desk| {
        desk.check_first_form(&wish.names.form(&wish.username))
            .await?;
        let mut password = password::read_new(Source::of(wish.password_stdin))?;
        let form = FirstAdmin {
            username: wish.username,
            email: wish.names.email,
            first_name: wish.names.first_name,
            last_name: wish.names.last_name,
            // The core wipes it when it is done.
            password: std::mem::take(&mut *password),
            demo: false,
        };
        let admin = desk.roster.create_first_admin(form).await?;
        let codes = keep_new_codes(desk, &admin).await?;
        let person = show_self(desk, &admin).await?;
        printer.message(&format!(
            "Made the roster at {} with its first administrator, {}.",
            desk.roster.path().display(),
            person.face.username
        ));
        printer.message(
            "Keep these recovery codes somewhere safe. Each lets the administrator choose a new password, once; nobody can \
             look them up later.",
        );
        printer.result(&PersonRecord::with_codes(&person, &codes), || {
            codes.join("\n")
        })
    })
    .await
}

async fn keep_new_codes(desk: &Desk, session: &Session) -> Result<Vec<String>, Failure> {
    let codes = RecoveryCodes::generate()?;
    let write = desk.roster.write(session).await?;
    write.proven()?.keep_recovery_codes(&codes).await?;
    Ok(codes.to_texts())
}

async fn show_self(desk: &Desk, session: &Session) -> Result<roster_core::view::Person, Failure> {
    let me = desk.roster.show_me(session).await?;
    let mut read = desk.roster.read(session).await?;
    Ok(read.show_user(me.face.id).await?)
}

/// What `demo` did.
#[derive(Serialize)]
struct DemoReport {
    /// How many people were added.
    people: u32,
    /// Who can sign in, if the roster had nobody before.
    #[serde(skip_serializing_if = "Option::is_none")]
    administrator: Option<DemoAdmin>,
}

#[derive(Serialize)]
struct DemoAdmin {
    username: &'static str,
    password: &'static str,
}

/// Adds invented people, and somebody to sign in as where there is nobody yet.
pub(crate) async fn demo(place: &Place, printer: Printer, wish: &DemoWish) -> Done {
    let desk = place.open_or_create().await?;
    desk.work(async |desk| {
        let administrator = create_demo_admin(desk).await?;
        let people = desk
            .roster
            .add_demo_people(&desk.session, wish.people, wish.seed)
            .await?;
        let report = DemoReport {
            people,
            administrator,
        };
        printer.result(&report, || {
            let mut lines = vec![format!("Added {people} invented people.")];
            if let Some(admin) = &report.administrator {
                lines.push(format!(
                    "Sign in as {} with the password {}",
                    admin.username, admin.password
                ));
            }
            lines.join("\n")
        })
    })
    .await
}

async fn create_demo_admin(desk: &Desk) -> Result<Option<DemoAdmin>, Failure> {
    if desk.roster.has_users().await? {
        return Ok(None);
    }
    let form = FirstAdmin {
        username: DEMO_USERNAME.to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        password: DEMO_PASSWORD.to_owned(),
        demo: false,
    };
    match desk.roster.create_first_admin(form).await {
        Ok(_) => Ok(Some(DemoAdmin {
            username: DEMO_USERNAME,
            password: DEMO_PASSWORD,
        })),
        // Somebody else was faster; then there is somebody to sign in as.
        Err(Error::AlreadySetUp) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What `check` found.
#[derive(Serialize)]
struct CheckOutcome {
    /// Whether nothing is wrong any more.
    healthy: bool,
    /// What was found.
    found: CheckReport,
    /// What is still wrong after the repair, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<CheckReport>,
    /// The backup that was made before the repair, a file in the folder of backups.
    #[serde(skip_serializing_if = "Option::is_none")]
    backup: Option<String>,
}

/// Looks the database over, and mends what can be mended if that is wished.
pub(crate) async fn check(place: &Place, printer: Printer, wish: &CheckWish) -> Done {
    let desk = place.open().await?;
    let outcome = desk
        .work(async |desk| {
            let found = check_roster(desk).await?;
            let (mut left, mut backup) = (None, None);
            if wish.repair {
                let write = desk.write::<ManageBackup>().await?;
                backup = write.repair_roster().await?;
                left = Some(check_roster(desk).await?);
            }
            let healthy = left.as_ref().unwrap_or(&found).is_healthy();
            Ok(CheckOutcome {
                healthy,
                found,
                left,
                backup,
            })
        })
        .await?;
    printer.result(&outcome, || outcome.describe(place))?;
    if outcome.healthy {
        Ok(())
    } else {
        Err(Failure::Said)
    }
}

async fn check_roster(desk: &Desk) -> Result<CheckReport, Failure> {
    Ok(desk.read::<ManageBackup>().await?.check_roster().await?)
}

impl CheckOutcome {
    fn describe(&self, place: &Place) -> String {
        let verdict = match (&self.left, self.healthy) {
            _ if self.found.is_healthy() => return "Nothing is wrong with this roster.".to_owned(),
            (Some(_), true) => "All of this is mended.".to_owned(),
            (Some(left), false) => format!(
                "This could not be mended; restore a backup:\n{}",
                describe_report(left)
            ),
            (None, _) => format!(
                "To mend what can be mended: {}",
                place.suggest("check --repair")
            ),
        };
        let kept = match &self.backup {
            Some(name) => format!("\nWhat it was before is kept as {name}."),
            None => String::new(),
        };
        format!("{}\n{verdict}{kept}", describe_report(&self.found))
    }
}

fn describe_report(report: &CheckReport) -> String {
    let count = |number: u32| {
        if number == 0 {
            String::new()
        } else {
            number.to_string()
        }
    };
    align_values(&[
        ("Structure of the file", report.integrity.join("\n")),
        (
            "Rows that refer to nothing, in",
            report.foreign_keys.join(", "),
        ),
        ("People without a profile", count(report.missing_profiles)),
        ("People whom a search may miss", count(report.stale_search)),
        (
            "Names that are not found as typed",
            count(report.stale_keys),
        ),
    ])
}
