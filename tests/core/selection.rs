//! Whom a bulk action is about.

use roster_core::view::{Selection, UserFilter};

use crate::support::{cast, forbidden, operator};

fn matching(search: &str, except: &[i64]) -> Selection {
    Selection::Matching {
        search: search.into(),
        filter: UserFilter::default(),
        except: except.to_vec(),
    }
}

#[tokio::test]
async fn a_selection_is_of_the_moment_of_the_change() {
    let cast = cast().await;
    let world = &cast.world;
    world.delete(&operator(), cast.ana.id).await.unwrap();
    let ids = Selection::Ids {
        ids: vec![cast.root.id, cast.ana.id, 99, cast.reader.id, cast.root.id],
    };
    let mut write = world.roster.write(&cast.root.session).await.unwrap();
    assert_eq!(
        write.ids_of(&ids).await.unwrap(),
        [cast.root.id, cast.reader.id],
        "each once, without those in the trash"
    );
    let editors = matching("group:editors", &[]);
    assert_eq!(write.ids_of(&editors).await.unwrap(), [cast.editor.id]);
    let but_root = matching("-admin", &[cast.root.id, 99]);
    assert_eq!(
        write.ids_of(&but_root).await.unwrap(),
        [cast.reader.id, cast.editor.id]
    );
    drop(write);
    // The list in memory has seen one state, and the other is not committed yet.
    world
        .list(&operator(), &crate::list::search("editor"))
        .await
        .unwrap();
    world
        .run("update user set search_key = 'editor' || char(10, 10) where username = 'reader'")
        .await;
    let mut write = world.roster.write(&cast.root.session).await.unwrap();
    let both = [cast.reader.id, cast.editor.id];
    assert_eq!(write.ids_of(&matching("editor", &[])).await.unwrap(), both);
    let mut read = world.roster.read(&cast.root.session).await.unwrap();
    assert_eq!(read.ids_of(&matching("editor", &[])).await.unwrap(), both);
}

#[tokio::test]
async fn whoever_does_not_see_people_selects_nobody() {
    let cast = cast().await;
    let mut write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    forbidden(write.ids_of(&matching("", &[])).await);
    forbidden(write.ids_of(&Selection::Ids { ids: vec![1] }).await);
}

#[test]
fn a_selection_can_leave_out_what_it_does_not_need() {
    let json = r#"{"kind": "matching", "search": "x"}"#;
    assert_eq!(
        serde_json::from_str::<Selection>(json).unwrap(),
        matching("x", &[])
    );
}
