//! Everybody read into a new snapshot.

use sqlx::SqliteConnection;

use super::Cancel;
use super::snapshot::Snapshot;
use crate::db::user_change::Stamp;
use crate::db::user_index::{self, PackedRecords};
use crate::error::{Error, Result};

/// Reads everybody. Nothing if the roster closes meanwhile, or if there is more text than the index has room for.
///
/// SQLite reads the next people on its thread while the last are put into the columns on another.
pub(super) async fn load(
    db: &mut SqliteConnection,
    stamp: Stamp,
    stop: &Cancel,
) -> Result<Option<Snapshot>> {
    let groups = user_index::list_group_keys(db).await?;
    let mut snapshot = Snapshot::new(stamp, groups);
    let mut packed = user_index::list_after(db, i64::MIN).await?;
    while packed.count == user_index::CHUNK {
        if stop.is_wanted() {
            return Ok(None);
        }
        let last = packed.last;
        let adding = tokio::task::spawn_blocking(move || add(snapshot, &packed));
        let (added, next) = tokio::join!(adding, user_index::list_after(db, last));
        match added.map_err(|error| Error::internal(error.to_string()))?? {
            Some(added) => snapshot = added,
            None => return Ok(None),
        }
        packed = next?;
    }
    let added = add(snapshot, &packed)?;
    Ok(added.map(|mut snapshot| {
        snapshot.finish();
        snapshot
    }))
}

fn add(mut snapshot: Snapshot, packed: &PackedRecords) -> Result<Option<Snapshot>> {
    let has_room = snapshot.extend(&packed.unpack()?);
    Ok(has_room.then_some(snapshot))
}
