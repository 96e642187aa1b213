//! Setting people back: each field by itself, and only as far as the one who asks could do it by hand.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use sqlx::SqliteConnection;

use super::change::read_changes;
use super::obstacle::{Cause, Obstacle};
use super::turn::{Turn, parse_key};
use crate::auth::Actor;
use crate::db::event::{self, StoredEvent};
use crate::db::person::{self, PersonRecord};
use crate::db::{Millis, avatar};
use crate::error::Result;
use crate::history::TargetKind;
use crate::roster::{Roster, to_millis};
use crate::user::batch::{Part, Scene};
use crate::view::{EventTarget, FieldChange};

/// What becomes of one person.
pub(super) struct Plan {
    pub(super) target: EventTarget,
    /// Nothing if they stay as they are.
    pub(super) part: Option<Part>,
    pub(super) obstacles: Vec<Obstacle>,
}

impl Plan {
    /// Somebody as the event named them.
    fn of(event: &StoredEvent) -> Self {
        let target = EventTarget {
            kind: TargetKind::User,
            id: event.target_id,
            name: event.target_name.clone(),
        };
        Self {
            target,
            part: None,
            obstacles: Vec::new(),
        }
    }
}

/// What is the same for everyone in an undo.
pub(super) struct Stage {
    pub(super) scene: Scene,
    pub(super) now: Millis,
    pub(super) zone: TimeZone,
    /// The groups that go or come back, with whoever is in them: also with those in the trash.
    pub(super) moving_groups: HashSet<i64>,
    /// Who was given which name or address so far.
    pub(super) given: HashMap<String, i64>,
}

/// What has to be looked up for some events at once.
pub(super) struct Lookup {
    people: HashMap<i64, PersonRecord>,
    /// Who has a name or an address by now.
    pub(super) owners: HashMap<String, Vec<i64>>,
    /// The earlier pictures that are kept.
    pub(super) pictures: HashSet<(i64, String)>,
}

/// What becomes of the people whom these events are about, in the same order.
pub(super) async fn plan_people(
    db: &mut SqliteConnection,
    stage: &mut Stage,
    events: &[StoredEvent],
) -> Result<Vec<Plan>> {
    let changes: Vec<Vec<FieldChange>> = events.iter().map(read_changes).collect();
    let mut lookup = Lookup::read(db, events, &changes).await?;
    let mut plans: Vec<Plan> = events
        .iter()
        .zip(&changes)
        .map(|(event, changes)| stage.plan(&mut lookup, event, changes))
        .collect();
    blame_later(db, &stage.zone, events, &mut plans).await?;
    Ok(plans)
}

impl Lookup {
    async fn read(
        db: &mut SqliteConnection,
        events: &[StoredEvent],
        changes: &[Vec<FieldChange>],
    ) -> Result<Self> {
        let ids: Vec<i64> = events.iter().filter_map(|event| event.target_id).collect();
        let people = person::list(db, &ids).await?;
        let olds = |wanted: &'static [&str]| {
            let about = events
                .iter()
                .map(|event| event.target_id.unwrap_or_default());
            about.zip(changes).flat_map(move |(id, changes)| {
                let fields = changes.iter();
                let wanted = fields.filter(|change| wanted.contains(&&*change.field));
                wanted.filter_map(move |change| Some((id, &*change.field, change.old.as_str()?)))
            })
        };
        let keys: Vec<String> = olds(&["username", "email"])
            .filter_map(|(_, field, old)| parse_key(field, old))
            .collect();
        let mut owners: HashMap<String, Vec<i64>> = HashMap::new();
        if !keys.is_empty() {
            for (key, owner) in person::list_key_owners(db, &keys).await? {
                owners.entry(key).or_default().push(owner);
            }
        }
        let pictures: Vec<(i64, String)> = olds(&["avatar"])
            .map(|(id, _, hash)| (id, hash.to_owned()))
            .collect();
        let pictures = if pictures.is_empty() {
            HashSet::new()
        } else {
            avatar::find_kept(db, &pictures).await?
        };
        Ok(Self {
            people: people.into_iter().map(|one| (one.user.id, one)).collect(),
            owners,
            pictures,
        })
    }
}

/// Finds out who changed what is not as the events left it.
async fn blame_later(
    db: &mut SqliteConnection,
    zone: &TimeZone,
    events: &[StoredEvent],
    plans: &mut [Plan],
) -> Result<()> {
    let mut wanted = Vec::new();
    let mut open = Vec::new();
    for (event, plan) in events.iter().zip(plans) {
        for obstacle in &mut plan.obstacles {
            if let (Cause::Changed, Some(id), Some(field)) =
                (obstacle.cause, event.target_id, &obstacle.field)
            {
                wanted.push((id, field.clone(), event.id));
                open.push(obstacle);
            }
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let later = event::find_later_changes(db, TargetKind::User.as_str(), &wanted).await?;
    for (obstacle, later) in open.into_iter().zip(later) {
        if let Some(later) = later {
            obstacle.blame(&later, zone);
        }
    }
    Ok(())
}

impl Stage {
    pub(super) async fn load(
        db: &mut SqliteConnection,
        roster: &Roster,
        actor: &Actor,
    ) -> Result<Self> {
        Ok(Self {
            scene: Scene::load(db, actor).await?,
            now: to_millis(roster.now()),
            zone: roster.time_zone(),
            moving_groups: HashSet::new(),
            given: HashMap::new(),
        })
    }

    fn plan(&mut self, lookup: &mut Lookup, event: &StoredEvent, changes: &[FieldChange]) -> Plan {
        let mut plan = Plan::of(event);
        let id = event.target_id.unwrap_or_default();
        let Some(old) = lookup.people.remove(&id) else {
            let gone = "They are not in the roster any more.";
            plan.obstacles.push(Obstacle::whole(gone));
            return plan;
        };
        plan.target.name = old.user.display_name();
        if old.user.deleted_at.is_some() && !self.reaches_trash(changes) {
            let away = "They are in the trash. Restore them first.";
            plan.obstacles.push(Obstacle::whole(away));
            return plan;
        }
        let mut turn = Turn::new(self, lookup, event, old);
        for change in changes {
            turn.set_back(change);
        }
        turn.leave_moving_groups();
        let (person, obstacles) = turn.end();
        plan.obstacles = obstacles;
        let changes = self.scene.note(&person.old, &person.new);
        if !changes.is_empty() {
            self.scene.settle(&person.old, &person.new);
            let undoes = Some(event.id);
            plan.part = Some(Part {
                person,
                changes,
                undoes,
            });
        }
        plan
    }

    /// Who is in the trash can come out of it, and be in a group that comes back or goes.
    fn reaches_trash(&self, changes: &[FieldChange]) -> bool {
        changes.iter().any(|change| change.field == "deleted")
            || (!self.moving_groups.is_empty()
                && changes.iter().all(|change| change.field == "groups"))
    }
}
