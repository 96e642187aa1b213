//! The first account of a roster.

use zeroize::Zeroizing;

use super::account::Names;
use crate::auth::{Credential, Session};
use crate::db::user;
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::roster::{Roster, to_millis};
use crate::view::{FirstAdmin, PasswordContext};

/// How many people there are to look around with.
const DEMO_PEOPLE: u32 = 24;

/// Any number does; this one gives a pleasant mix of names.
const DEMO_SEED: u64 = 7;

impl Roster {
    /// Creates the first administrator, a superuser, and signs them in. Only once: a roster with people refuses. If only
    /// the demo people can't be added, that is no error.
    pub async fn create_first_admin(&self, form: FirstAdmin) -> Result<Session> {
        let password = Zeroizing::new(form.password);
        let names = [
            &*form.username,
            &*form.email,
            &*form.first_name,
            &*form.last_name,
        ];
        // Before the hash, which takes its time: what is wrong with the names, and whether this is the first at all.
        self.check_first(names).await?;
        let [username, email, first_name, last_name] = names.map(str::to_owned);
        let context = PasswordContext {
            username,
            email,
            first_name,
            last_name,
        };
        let hash = Some(
            self.hash_new_password("password", &password, &context)
                .await?,
        );
        let now = to_millis(self.now());
        let mut tx = self.begin().await?;
        if user::has_any(&mut tx).await? {
            return Err(Error::AlreadySetUp);
        }
        let mut admin = Names::parse(&mut tx, names).await?.into_record(
            &Credential {
                hash,
                temporary: None,
            },
            now,
        );
        admin.is_staff = true;
        admin.is_superuser = true;
        admin.id = user::insert(&mut tx, &admin).await?;
        user::update_last_login(&mut tx, admin.id, now).await?;
        let name = admin.display_name();
        let (by, target) = (
            By {
                id: Some(admin.id),
                name: &name,
            },
            Target::user(admin.id, &name),
        );
        let mut changes = Changes::default();
        changes.note("username", "", admin.username.as_str());
        changes.note("is_superuser", &false, &true);
        record(&mut tx, now, by, Action::Add, target, &changes).await?;
        tx.commit().await?;
        let session = Session::of_user(&admin, now);
        if form.demo
            && let Err(error) = self.add_demo_people(&session, DEMO_PEOPLE, DEMO_SEED).await
        {
            // The administrator is there, whatever became of those to look around with.
            tracing::warn!(%error, "demo people could not be added");
        }
        Ok(session)
    }

    async fn check_first(&self, names: [&str; 4]) -> Result<()> {
        let mut db = self.reader().await?;
        if user::has_any(&mut db).await? {
            return Err(Error::AlreadySetUp);
        }
        Names::parse(&mut db, names).await.map(drop)
    }
}
