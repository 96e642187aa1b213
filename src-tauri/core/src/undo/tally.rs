//! What an undo comes to: counted, shown, or refused.

use super::obstacle::Obstacle;
use super::people::Plan;
use crate::error::{Error, Result};
use crate::view::{EventTarget, FieldChange, UndoChange, UndoConflict, UndoPreview};

/// How many people a preview shows, and how many of what stands in the way.
const SHOWN: usize = 100;

/// What is known so far.
#[derive(Default)]
pub(super) struct Tally {
    /// How many people and groups are set back.
    pub(super) changed: u32,
    /// How many stay as they are, or in part.
    pub(super) skipped: u32,
    /// How many people and groups it is about.
    looked_at: u32,
    changes: Vec<UndoChange>,
    conflicts: Vec<UndoConflict>,
    /// What the first of those who are skipped was refused with.
    first: Option<(String, Vec<Obstacle>)>,
}

impl Tally {
    /// Counts people in.
    pub(super) fn add_all(&mut self, plans: &[Plan]) {
        for plan in plans {
            let changes = plan.part.as_ref().map(|part| part.changes.to_view());
            self.add(&plan.target, changes, &plan.obstacles);
        }
    }

    /// Counts somebody or something in.
    pub(super) fn add(
        &mut self,
        target: &EventTarget,
        fields: Option<Vec<FieldChange>>,
        obstacles: &[Obstacle],
    ) {
        self.looked_at += 1;
        if let Some(fields) = fields {
            self.changed += 1;
            if self.changes.len() < SHOWN {
                let target = target.clone();
                self.changes.push(UndoChange { target, fields });
            }
        }
        if obstacles.is_empty() {
            return;
        }
        self.skipped += 1;
        if self.first.is_none() {
            self.first = Some((target.name.clone(), obstacles.to_vec()));
        }
        for obstacle in obstacles {
            if self.conflicts.len() < SHOWN {
                self.conflicts.push(UndoConflict {
                    target: target.clone(),
                    field: obstacle.field.clone(),
                    message: obstacle.message.clone(),
                    event: obstacle.event,
                });
            }
        }
    }

    /// Nothing can be done at all, for one reason.
    pub(super) fn block(&mut self, target: &EventTarget, obstacles: &[Obstacle]) {
        *self = Self::default();
        self.add(target, None, obstacles);
    }

    /// Goes on if something is left to be done, and nothing is in the way that has not been given up.
    pub(super) fn check(&self, skip_conflicts: bool) -> Result<()> {
        match &self.first {
            _ if self.changed > 0 && (self.skipped == 0 || skip_conflicts) => Ok(()),
            None => Err(Error::UndoConflict(NOTHING_LEFT.to_owned())),
            Some((_, obstacles)) if self.changed == 0 => {
                let message = self.describe();
                let obstacle = obstacles.first().cloned();
                Err(
                    obstacle.map_or(Error::UndoConflict(message.clone()), |obstacle| {
                        obstacle.into_error(message)
                    }),
                )
            }
            Some(_) => Err(Error::UndoConflict(self.describe())),
        }
    }

    /// What stands in the way; of many, the first with the name of whom it is about.
    fn describe(&self) -> String {
        let Some((name, obstacles)) = &self.first else {
            return NOTHING_LEFT.to_owned();
        };
        let messages: Vec<&str> = obstacles.iter().map(|one| &*one.message).collect();
        let message = messages.join(" ");
        if self.looked_at == 1 {
            return message;
        }
        format!(
            "{} of {} can’t be set back, or not wholly. {name}: {message}",
            self.skipped, self.looked_at
        )
    }

    pub(super) fn into_preview(self, event: i64) -> UndoPreview {
        UndoPreview {
            event,
            would_change: self.changed,
            refused: (self.changed == 0).then(|| self.describe()),
            changes: self.changes,
            would_skip: self.skipped,
            conflicts: self.conflicts,
        }
    }
}

const NOTHING_LEFT: &str = "Nothing is left to undo: all of this is as it was before.";
