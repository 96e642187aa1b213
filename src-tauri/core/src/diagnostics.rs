//! What whoever looks into a trouble has to know of a roster, and nothing about anybody.

use crate::auth::{Read, ViewUser};
use crate::db::contents;
use crate::db::migrate::last_known;
use crate::error::Result;
use crate::view::{ContentCounts, Diagnostics};

impl Read {
    /// Versions; and how much there is, for those who may see people.
    pub async fn show_diagnostics(&mut self) -> Result<Diagnostics> {
        let sqlite = contents::read_sqlite_version(self.db()).await?;
        let counts = match self.actor().why_not::<ViewUser>() {
            Some(_) => None,
            None => Some(contents::read_counts(self.db()).await?),
        };
        Ok(Diagnostics {
            sqlite,
            schema: last_known(),
            contents: counts.map(|counts| ContentCounts {
                people: counts.people,
                groups: counts.groups,
                events: counts.events,
            }),
        })
    }
}
