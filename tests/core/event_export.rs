//! The history as CSV.

use std::io;

use roster_core::auth::{Session, ViewHistory};
use roster_core::view::EventQuery;
use roster_core::{Error, Result};

use crate::event::every;
use crate::support::{World, cast, forbidden, new_user, operator};

impl World {
    async fn export_events(&self, by: &Session, query: &EventQuery) -> Result<(u32, String)> {
        let grant = self.roster.write(by).await?.grant::<ViewHistory>()?;
        let grant = grant.proven()?;
        let mut out = Vec::new();
        let count = grant.export_events(query, &mut out).await?;
        Ok((count, String::from_utf8(out).unwrap()))
    }
}

#[tokio::test]
async fn the_history_is_taken_out_whole_and_that_is_an_event() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.admin.session);
    let mut form = new_user("@sum");
    form.first_name = "=1+1".into();
    form.last_name = "say \"x\", y".into();
    world.add_user(&operator(), &form).await.unwrap();
    let (count, csv) = world.export_events(by, &every()).await.unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "id,at,actor,action,target_kind,target_id,target,changes,part_of,undoes"
    );
    let head: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(head[2..5], ["admin", "export", "roster"]);
    assert!(
        lines[2].contains(",user,6,\"'=1+1 say \"\"x\"\", y\","),
        "guarded and quoted: {}",
        lines[2]
    );
    assert_eq!(
        i64::from(count),
        world.value::<i64>("select count(*) from event").await
    );
    let event = world.last_event().await;
    assert_eq!((&*event.action, &*event.target_name), ("export", "history"));
}

#[tokio::test]
async fn only_what_matches_is_taken_out_by_those_who_may_see_it() {
    let cast = cast().await;
    let world = &cast.world;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        forbidden(world.export_events(&by.session, &every()).await);
    }
    let query = EventQuery {
        actor: Some(cast.ana.id),
        limit: 1,
        ..EventQuery::default()
    };
    let (count, csv) = world.export_events(&operator(), &query).await.unwrap();
    assert_eq!(count, 1);
    assert!(csv.lines().nth(1).unwrap().contains(",ana,sign_in,user,"));
}

struct FullDisk;

impl io::Write for FullDisk {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_full_disk_is_said_to_be() {
    let cast = cast().await;
    let write = cast.world.roster.write(&cast.admin.session).await.unwrap();
    let grant = write.grant::<ViewHistory>().unwrap().proven().unwrap();
    let outcome = grant.export_events(&every(), FullDisk).await;
    assert!(matches!(outcome, Err(Error::Output(_))), "{outcome:?}");
}
