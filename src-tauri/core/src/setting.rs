//! What holds for the whole roster and can be chosen, by superusers only.

use std::ops::RangeInclusive;

use crate::auth::{ChangeSettings, Granted, Proven, Read};
use crate::db::setting;
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::view::{RosterSettings, SettingChanges};

/// What the shortest password can be, in characters (NIST SP 800-63B-4, 3.1.1.2: 15 where the password is all there is, 8
/// where it is not).
const LENGTHS: RangeInclusive<u32> = 8..=64;

impl Read {
    /// What is chosen, and whether the one who asks may choose otherwise.
    pub async fn show_settings(&mut self) -> Result<RosterSettings> {
        Ok(RosterSettings {
            minimum_password: setting::minimum_password(self.db()).await?,
            refused: self.actor().why_not::<ChangeSettings>(),
        })
    }
}

impl Granted<ChangeSettings, Proven> {
    /// Chooses what is given; the rest stays. Passwords that are there stay as well.
    pub async fn edit_settings(self, changes: &SettingChanges) -> Result<RosterSettings> {
        let mut write = self.into_write().access;
        let old = setting::minimum_password(write.db()).await?;
        let new = changes.minimum_password.unwrap_or(old);
        if !LENGTHS.contains(&new) {
            let sentence = "Type a number from 8 to 64.";
            return Err(Error::field("minimum_password", sentence));
        }
        let mut noted = Changes::default();
        noted.note("minimum_password", &old, &new);
        if !noted.is_empty() {
            setting::update_minimum_password(write.db(), new).await?;
            write
                .record(Action::Change, Target::roster("settings"), &noted)
                .await?;
            write.commit().await?;
        }
        Ok(RosterSettings {
            minimum_password: new,
            refused: None,
        })
    }
}
