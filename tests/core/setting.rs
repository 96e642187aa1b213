//! What holds for the whole roster: who may choose it, and what it changes.

use roster_core::Error;
use roster_core::auth::{ChangeSettings, Session};
use roster_core::view::{
    Action, Diagnostics, EventQuery, PasswordChoice, PasswordContext, RosterSettings,
    SettingChanges, TargetKind,
};
use serde_json::json;

use crate::support::{Cast, World, cast, forbidden, with_admin};

const SHORT: &str = "tin-harbor-4";

async fn edit(world: &World, by: &Session, length: u32) -> roster_core::Result<RosterSettings> {
    let write = world.roster.write(by).await?.grant::<ChangeSettings>()?;
    let changes = SettingChanges {
        minimum_password: Some(length),
    };
    write.proven()?.edit_settings(&changes).await
}

async fn show(world: &World, by: &Session) -> RosterSettings {
    let mut read = world.roster.read(by).await.unwrap();
    read.show_settings().await.unwrap()
}

async fn diagnose(world: &World, by: &Session) -> Diagnostics {
    let mut read = world.roster.read(by).await.unwrap();
    read.show_diagnostics().await.unwrap()
}

#[tokio::test]
async fn the_shortest_password_is_a_setting_of_the_roster() {
    let (world, root) = with_admin().await;
    let choose = async || choose_short(&world).await;
    assert_eq!(show(&world, &root.session).await.minimum_password, 15);
    assert!(choose().await.is_err());
    let settings = edit(&world, &root.session, 12).await.unwrap();
    assert_eq!((settings.minimum_password, settings.refused), (12, None));
    assert!(choose().await.is_ok());
    edit(&world, &root.session, 13).await.unwrap();
    assert!(choose().await.is_err());
    assert_eq!(world.roster.minimum_password().await.unwrap(), 13);
}

/// Makes a credential of a password that is short, and good otherwise.
async fn choose_short(world: &World) -> roster_core::Result<()> {
    let choice = PasswordChoice::Typed {
        password: SHORT.to_owned(),
    };
    let context = PasswordContext::default();
    let made = world.roster.prepare_credential(choice, &context).await;
    made.map(drop)
}

#[tokio::test]
async fn only_superusers_choose_it_and_whoever_has_a_session_sees_it() {
    let Cast {
        world,
        ana,
        editor,
        admin,
        ..
    } = cast().await;
    for somebody in [&ana, &editor, &admin] {
        let sentence = forbidden(edit(&world, &somebody.session, 8).await);
        assert_eq!(
            sentence,
            "Only superusers can change this. Ask one of them."
        );
        let shown = show(&world, &somebody.session).await;
        assert_eq!(shown.minimum_password, 15);
        assert_eq!(shown.refused.as_deref(), Some(&*sentence));
    }
}

#[tokio::test]
async fn it_takes_a_proof() {
    let (world, root) = with_admin().await;
    world.clock.advance(jiff::SignedDuration::from_mins(6));
    let outcome = edit(&world, &root.session, 8).await;
    assert!(matches!(outcome, Err(Error::ProofNeeded)), "{outcome:?}");
}

#[tokio::test]
async fn lengths_that_make_no_sense_are_refused() {
    let (world, root) = with_admin().await;
    for length in [0, 7, 65, u32::MAX] {
        let outcome = edit(&world, &root.session, length).await;
        assert!(matches!(outcome, Err(Error::Validation(_))), "{outcome:?}");
    }
    for length in [8, 64] {
        edit(&world, &root.session, length).await.unwrap();
    }
}

#[tokio::test]
async fn history_tells_it_once_and_it_is_not_undone_there() {
    let (world, root) = with_admin().await;
    edit(&world, &root.session, 20).await.unwrap();
    edit(&world, &root.session, 20).await.unwrap();
    let mut read = world.roster.read(&root.session).await.unwrap();
    let query = EventQuery {
        actions: vec![Action::Change],
        limit: 10,
        ..EventQuery::default()
    };
    let page = read.list_own_events(&query).await.unwrap();
    assert_eq!(page.total, 1, "the second changed nothing");
    let event = &page.rows[0];
    assert_eq!(event.target.kind, TargetKind::Roster);
    assert_eq!(event.changes[0].field, "minimum_password");
    assert_eq!(event.changes[0].old, json!(15));
    assert_eq!(event.changes[0].new, json!(20));
    let reason = event.may_undo.clone().unwrap();
    assert!(reason.contains("under Settings"), "{reason}");
}

#[tokio::test]
async fn diagnostics_tell_of_nobody() {
    let Cast {
        world,
        ana,
        reader,
        root,
        ..
    } = cast().await;
    let told = diagnose(&world, &root.session).await;
    assert!(told.sqlite.starts_with("3."), "{told:?}");
    assert!(told.schema >= 17, "{told:?}");
    assert_eq!(told.contents.as_ref().unwrap().people, 5);
    assert!(diagnose(&world, &reader.session).await.contents.is_some());
    assert_eq!(
        diagnose(&world, &ana.session).await.contents,
        None,
        "not even how many there are"
    );
}
