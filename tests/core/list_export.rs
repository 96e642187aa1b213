//! Taking people out as a table: those picked, in the order and with the columns of the list.

use roster_core::auth::ExportData;
use roster_core::view::{ListColumn, Selection, Sort, SortColumn, UnsortedColumn, UserFilter};

use crate::support::{Cast, PASSWORD, cast, forbidden, new_user, typed};

const COLUMNS: [ListColumn; 5] = [
    ListColumn::Sorted(SortColumn::Username),
    ListColumn::Sorted(SortColumn::Name),
    ListColumn::Unsorted(UnsortedColumn::Location),
    ListColumn::Sorted(SortColumn::Groups),
    ListColumn::Sorted(SortColumn::IsStaff),
];

async fn export(
    cast: &Cast,
    by: &roster_core::auth::Session,
    selection: &Selection,
    sort: &[Sort],
) -> roster_core::Result<(u32, String)> {
    let mut out = Vec::new();
    let write = cast.world.roster.write(by).await?;
    let granted = write.grant::<ExportData>()?.proven()?;
    let count = granted
        .export_users(selection, sort, &COLUMNS, &mut out)
        .await?;
    Ok((count, String::from_utf8(out).unwrap()))
}

fn matching(search: &str, except: Vec<i64>) -> Selection {
    Selection::Matching {
        search: search.to_owned(),
        filter: UserFilter::default(),
        except,
    }
}

#[tokio::test]
async fn the_table_is_the_list_as_shown() {
    let cast = cast().await;
    let by_username = |descending| {
        vec![Sort {
            column: SortColumn::Username,
            descending,
        }]
    };
    let everyone = matching("", Vec::new());
    let (count, forward) = export(&cast, &cast.root.session, &everyone, &by_username(false))
        .await
        .unwrap();
    assert!(
        forward.starts_with("username,name,location,groups,is_staff\n"),
        "{forward}"
    );
    assert_eq!(u32::try_from(forward.lines().count()).unwrap(), count + 1);
    let (_, backward) = export(&cast, &cast.root.session, &everyone, &by_username(true))
        .await
        .unwrap();
    let rows: Vec<&str> = forward.lines().skip(1).collect();
    let mut turned: Vec<&str> = backward.lines().skip(1).collect();
    turned.reverse();
    assert_eq!(rows, turned);

    let but_one = matching("", vec![cast.ana.id]);
    let (fewer, _) = export(&cast, &cast.root.session, &but_one, &[])
        .await
        .unwrap();
    assert_eq!(fewer, count - 1);
    let picked = Selection::Ids {
        ids: vec![cast.ana.id, 999_999],
    };
    let (one, table) = export(&cast, &cast.root.session, &picked, &[])
        .await
        .unwrap();
    assert_eq!(one, 1, "whoever is gone is left out: {table}");
}

#[tokio::test]
async fn names_that_look_like_formulas_are_harmless() {
    let cast = cast().await;
    let mut form = new_user("formula");
    form.first_name = "=HYPERLINK(1)".to_owned();
    form.password = typed(PASSWORD);
    let root = &cast.root.session;
    cast.world.add_user(root, &form).await.unwrap();
    let found = matching("formula", Vec::new());
    let (_, table) = export(&cast, &cast.root.session, &found, &[])
        .await
        .unwrap();
    assert!(table.contains("'=HYPERLINK(1)"), "{table}");
}

#[tokio::test]
async fn taking_people_out_needs_its_right_and_leaves_a_trace() {
    let cast = cast().await;
    let everyone = matching("", Vec::new());
    for nobody in [&cast.reader, &cast.editor] {
        forbidden(export(&cast, &nobody.session, &everyone, &[]).await);
    }
    export(&cast, &cast.root.session, &everyone, &[])
        .await
        .unwrap();
    let last = cast.world.last_event().await;
    assert_eq!(
        (last.action.as_str(), last.target_name.as_str()),
        ("export", "people")
    );
}
