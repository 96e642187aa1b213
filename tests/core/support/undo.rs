//! Undoing, and everything that one can see of a roster, to compare.

use std::ops::ControlFlow;

use roster_core::auth::Session;
use roster_core::picture::{Avatar, EncodedImage};
use roster_core::view::{BulkAction, BulkOutcome, Selection, UndoOutcome, UndoPreview};
use roster_core::{AvatarEdit, Result};
use sqlx::Connection as _;

use super::World;

/// All that undoing sets back, a line for each row: not versions, nor when something was changed last.
const STATE: &[&str] = &[
    "select 'user', json_array(id, username, username_key, email, email_key, password_hash, password_changed, \
         password_expires, first_name, last_name, name_key, search_key, is_active, is_staff, is_superuser, \
         must_change_password, date_joined, last_login, deleted_at is not null) from user \
         where ?1 or deleted_at is null order by id",
    "select 'profile', json_array(user_id, bio, location, birth_date, phone_number, portfolio_site) from profile \
         join user on user.id = user_id where ?1 or deleted_at is null order by user_id",
    "select 'avatar', json_array(user_id, hash, mime, hex(large), hex(small)) from avatar \
         join user on user.id = user_id where ?1 or deleted_at is null order by user_id",
    "select 'group', json_array(id, name, name_key, description) from \"group\" where ?1 or true order by id",
    "select 'group_permission', json_array(group_id, permission) from group_permission where ?1 or true \
         order by group_id, permission",
    "select 'membership', json_array(user_id, group_id) from membership join user on user.id = user_id \
         where ?1 or deleted_at is null order by user_id, group_id",
    "select 'user_permission', json_array(user_id, permission) from user_permission join user on user.id = user_id \
         where ?1 or deleted_at is null order by user_id, permission",
];

impl World {
    /// The whole visible state; without the trash, or with it.
    pub(crate) async fn state(&self, with_trash: bool) -> Vec<String> {
        let mut db = self.raw().await;
        let mut state = Vec::new();
        for sql in STATE {
            let rows: Vec<(String, String)> = sqlx::query_as(*sql)
                .bind(with_trash)
                .fetch_all(&mut db)
                .await
                .unwrap();
            state.extend(
                rows.into_iter()
                    .map(|(table, row)| format!("{table} {row}")),
            );
        }
        db.close().await.unwrap();
        state
    }

    /// The newest entry of the history that is no part of another.
    pub(crate) async fn last_event_id(&self) -> i64 {
        self.value("select max(id) from event where batch is null")
            .await
    }

    pub(crate) async fn preview_undo(&self, by: &Session, event: i64) -> Result<UndoPreview> {
        self.roster.read(by).await?.preview_undo(event).await
    }

    /// Undoes an event, as it was foretold.
    pub(crate) async fn undo(&self, by: &Session, event: i64, skip: bool) -> Result<UndoOutcome> {
        let preview = self.preview_undo(by, event).await;
        let write = self.roster.write(by).await?;
        let done = write
            .undo_event(event, skip, &mut |_, _| ControlFlow::Continue(()))
            .await;
        match (&preview, &done) {
            (Ok(preview), Ok(done)) => {
                assert_eq!(preview.would_change, done.changed, "{preview:?}");
                assert_eq!(preview.would_skip, done.skipped, "{preview:?}");
                assert_eq!(preview.refused, None);
            }
            (Ok(preview), Err(error)) => assert!(
                preview.refused.as_ref() == Some(&error.to_string())
                    || !skip && preview.refused.is_none() && preview.would_skip > 0,
                "{preview:?}, {error:?}"
            ),
            (Err(foretold), Err(error)) => assert_eq!(foretold.to_string(), error.to_string()),
            (Err(foretold), Ok(done)) => panic!("{foretold:?}, {done:?}"),
        }
        done
    }

    /// Undoes what was done last.
    pub(crate) async fn undo_last(&self, by: &Session) -> Result<UndoOutcome> {
        self.undo(by, self.last_event_id().await, false).await
    }

    pub(crate) async fn bulk(
        &self,
        by: &Session,
        action: BulkAction,
        ids: &[i64],
    ) -> Result<BulkOutcome> {
        let write = self.roster.write(by).await?;
        let mut progress = |_, _| ControlFlow::Continue(());
        let ids = ids.to_vec();
        write
            .apply_bulk(action, &Selection::Ids { ids }, &mut progress)
            .await
    }
}

/// A picture as the picture module hands it over; what is in it does not matter here.
pub(crate) fn picture(mark: u8) -> AvatarEdit {
    let image = |size: usize| EncodedImage {
        bytes: vec![mark; size],
        mime: "image/png",
    };
    AvatarEdit::Use(Box::new(Avatar {
        large: image(20),
        small: image(2),
        hash: format!("{mark:016x}"),
    }))
}
