//! `user list`: as many people as are asked for, a page of the core at a time.

use std::io::{self, Write as _};
use std::mem;

use roster_core::auth::{Granted, Read, ViewUser};
use roster_core::value::fold_key;
use roster_core::view::{Person, UserFilter, UserQuery, UserRow};
use serde::Serialize;

use crate::args::filter::{FilterWish, join_filters};
use crate::args::user::ListWish;
use crate::desk::Desk;
use crate::failure::{Done, Failure};
use crate::person::{LIST_HEAD, PersonRecord, list_cells};
use crate::print::{Printer, finish};
use crate::table::align_columns;

/// How many match.
#[derive(Serialize)]
struct Count {
    count: u32,
}

/// Lists people, or counts them.
pub(crate) async fn list_users(desk: &Desk, printer: Printer, wish: &ListWish) -> Done {
    let filter = find_filter(desk, wish).await?;
    if wish.count {
        count_users(desk, printer, wish, &filter).await
    } else if printer.json {
        list_records(desk, wish, &filter).await
    } else {
        list_rows(desk, printer, wish, &filter).await
    }
}

/// The conditions as one filter, with groups by their ids.
async fn find_filter(desk: &Desk, wish: &ListWish) -> Result<UserFilter, Failure> {
    let names_group = |filter: &FilterWish| matches!(filter, FilterWish::Group(_));
    let groups = if wish.filters.iter().any(names_group) {
        desk.read::<ViewUser>().await?.list_groups().await?
    } else {
        Vec::new()
    };
    let find = |name: &str| {
        let key = fold_key(name.trim());
        let found = groups.iter().find(|group| fold_key(&group.name) == key);
        found.map(|group| group.id).ok_or_else(|| {
            let names: Vec<&str> = groups.iter().map(|group| &*group.name).collect();
            format!(
                "there is no group “{name}”; there are: {}",
                names.join(", ")
            )
        })
    };
    join_filters(&wish.filters, find).map_err(Failure::Usage)
}

async fn count_users(desk: &Desk, printer: Printer, wish: &ListWish, filter: &UserFilter) -> Done {
    let query = wish.query(filter, 0, 1);
    let count = desk.read::<ViewUser>().await?.count_users(&query).await?;
    printer.result(&Count { count }, || count.to_string())
}

/// Everything about everyone, a line for each, written page by page: a roster may be larger than the memory.
async fn list_records(desk: &Desk, wish: &ListWish, filter: &UserFilter) -> Done {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut separator: &[u8] = b"[\n";
    let fetch =
        async |read: Granted<ViewUser, Read>, query: &UserQuery| read.list_details(query).await;
    let write = |person: Person| {
        out.write_all(mem::replace(&mut separator, b",\n"))?;
        Ok(serde_json::to_writer(&mut out, &PersonRecord::of(&person))?)
    };
    for_each_row(desk, wish, filter, fetch, write).await?;
    out.write_all(if separator == b",\n" { b"\n]" } else { b"[]" })?;
    Ok(finish(&mut out)?)
}

async fn list_rows(desk: &Desk, printer: Printer, wish: &ListWish, filter: &UserFilter) -> Done {
    let mut rows = Vec::new();
    let fetch = async |read: Granted<ViewUser, Read>, query: &UserQuery| {
        Ok(read.list_users(query).await?.rows)
    };
    let keep = |row: UserRow| {
        rows.push(list_cells(&row));
        Ok(())
    };
    for_each_row(desk, wish, filter, fetch, keep).await?;
    if rows.is_empty() {
        printer.message("Nobody was found.");
        return Ok(());
    }
    printer.text(&align_columns(LIST_HEAD, &rows))
}

/// Fetches page after page until everyone who was asked for has been taken.
async fn for_each_row<T>(
    desk: &Desk,
    wish: &ListWish,
    filter: &UserFilter,
    fetch: impl AsyncFn(Granted<ViewUser, Read>, &UserQuery) -> roster_core::Result<Vec<T>>,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Done {
    let mut left = wish.limit.unwrap_or(u32::MAX);
    let mut offset = wish.offset;
    while left > 0 {
        let size = left.min(UserQuery::MAX_LIMIT);
        let page = fetch(
            desk.read::<ViewUser>().await?,
            &wish.query(filter, offset, size),
        )
        .await?;
        let is_last = page.len() < size as usize;
        page.into_iter().try_for_each(&mut take)?;
        if is_last {
            break;
        }
        left -= size;
        offset = offset.saturating_add(size);
    }
    Ok(())
}
