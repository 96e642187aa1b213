//! People taken out: as the table that the list shows, or with all that is known of them.

use std::collections::{HashMap, HashSet};
use std::io;

use sqlx::SqliteConnection;

use super::list::{find_page, show_row};
use crate::auth::{ExportData, Granted, Proven, Write};
use crate::db::group::{self, GroupRecord};
use crate::db::{avatar, person};
use crate::error::{Error, Result};
use crate::export::{ExportedPerson, PeopleWriter};
use crate::history::{Action, Changes, Target};
use crate::progress::{Progress, report};
use crate::table::{Table, join_list};
use crate::view::{
    ExportFormat, ListColumn, Selection, Sort, SortColumn, UnsortedColumn, UserFilter, UserQuery,
    UserRow,
};

impl Granted<ExportData, Proven> {
    /// Writes the people selected as CSV, with these columns, in this order; whoever is in the trash is left out. Needs
    /// the right to see people as well. Returns how many there were.
    ///
    /// That people were taken out is an event itself, noted first, whether or not `out` then takes it all. Nobody's
    /// writing waits for `out`.
    pub async fn export_users(
        self,
        selection: &Selection,
        sort: &[Sort],
        columns: &[ListColumn],
        out: impl io::Write + Send,
    ) -> Result<u32> {
        let write = self.into_write().access;
        let (roster, now) = (write.roster().clone(), write.now());
        let mut left = note_export(write, selection).await?;
        let mut table = Table::begin(out, columns.iter().map(|column| head_of(*column)))?;
        let mut query = query_of(selection, sort);
        let (mut tx, mut count) = (roster.begin_read().await?, 0);
        while !left.is_empty() {
            let page = find_page(&roster, &mut tx, &query).await?;
            if page.rows.is_empty() {
                break;
            }
            for row in page.rows.into_iter().filter(|row| left.remove(&row.id)) {
                let row = show_row(row, now)?;
                table.write_row(columns.iter().map(|column| to_cell(&row, *column)))?;
                count += 1;
            }
            query.offset += UserQuery::MAX_LIMIT;
        }
        table.finish()?;
        Ok(count)
    }
}

impl Granted<ExportData, Proven> {
    /// Writes all about the people selected, in this order, but for passwords; whoever is in the trash is left out. Needs the
    /// right to see people as well. Returns how many there were.
    ///
    /// Noted first, as by [`Self::export_users`]. Where `progress` cancels it, `out` holds a part of a file.
    pub async fn export_people(
        self,
        selection: &Selection,
        sort: &[Sort],
        format: ExportFormat,
        out: impl io::Write + Send,
        mut progress: Progress<'_>,
    ) -> Result<u32> {
        let write = self.into_write().access;
        let roster = write.roster().clone();
        let mut left = note_export(write, selection).await?;
        let mut writer = PeopleWriter::begin(format, out)?;
        let (total, mut done) = (left.len(), 0);
        let mut query = query_of(selection, sort);
        let mut tx = roster.begin_read().await?;
        let groups = group::list_records(&mut tx).await?;
        while !left.is_empty() {
            let page = find_page(&roster, &mut tx, &query).await?;
            if page.rows.is_empty() {
                break;
            }
            let rows = page.rows.iter().filter(|row| left.remove(&row.id));
            let ids: Vec<i64> = rows.map(|row| row.id).collect();
            write_people(&mut tx, &mut writer, &groups, &ids).await?;
            done += ids.len();
            report(&mut progress, done, total)?;
            query.offset += UserQuery::MAX_LIMIT;
        }
        writer.finish()?;
        Ok(u32::try_from(done).unwrap_or(u32::MAX))
    }
}

impl Write {
    /// Writes all about the one who asks, but for their password.
    pub async fn export_own(
        mut self,
        format: ExportFormat,
        out: impl io::Write + Send,
    ) -> Result<()> {
        let id = self.actor().id().ok_or_else(Error::no_such_user)?;
        let name = self.actor().by().name.to_owned();
        let mut writer = PeopleWriter::begin(format, out)?;
        let groups = group::list_records(self.db()).await?;
        write_people(self.db(), &mut writer, &groups, &[id]).await?;
        let target = Target::user(id, &name);
        self.record(Action::Export, target, &Changes::default())
            .await?;
        self.commit().await?;
        writer.finish()
    }
}

/// Notes that people are taken out, and ends the transaction. Returns who they are.
async fn note_export(mut write: Write, selection: &Selection) -> Result<HashSet<i64>> {
    let ids = write.ids_of(selection).await?;
    let target = Target::roster("people");
    write
        .record(Action::Export, target, &Changes::default())
        .await?;
    write.commit().await?;
    Ok(ids.into_iter().collect())
}

/// Writes some people, in this order.
async fn write_people(
    db: &mut SqliteConnection,
    writer: &mut PeopleWriter<impl io::Write + Send>,
    groups: &[GroupRecord],
    ids: &[i64],
) -> Result<()> {
    let people = person::list(db, ids).await?;
    let avatars = if writer.takes_avatars() {
        avatar::list_large(db, ids).await?
    } else {
        HashMap::new()
    };
    for person in &people {
        let own = groups
            .iter()
            .filter(|group| person.groups.contains(&group.id));
        writer.write(&ExportedPerson {
            person,
            groups: own.collect(),
            avatar: avatars.get(&person.user.id),
        })?;
    }
    Ok(())
}

/// The list that holds everybody selected.
fn query_of(selection: &Selection, sort: &[Sort]) -> UserQuery {
    let (search, filter) = match selection {
        Selection::Ids { .. } => (String::new(), UserFilter::default()),
        Selection::Matching { search, filter, .. } => (search.clone(), filter.clone()),
    };
    UserQuery {
        search,
        filter,
        sort: sort.to_vec(),
        limit: UserQuery::MAX_LIMIT,
        rows_first: true,
        ..UserQuery::default()
    }
}

/// The names of the columns do not change with the language of the page.
fn head_of(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Sorted(SortColumn::Name) => "name",
        ListColumn::Sorted(SortColumn::Username) => "username",
        ListColumn::Sorted(SortColumn::Email) => "email",
        ListColumn::Sorted(SortColumn::FirstName) => "first_name",
        ListColumn::Sorted(SortColumn::LastName) => "last_name",
        ListColumn::Sorted(SortColumn::IsStaff) => "is_staff",
        ListColumn::Sorted(SortColumn::IsSuperuser) => "is_superuser",
        ListColumn::Sorted(SortColumn::IsActive) => "is_active",
        ListColumn::Sorted(SortColumn::Groups) => "groups",
        ListColumn::Sorted(SortColumn::DateJoined) => "date_joined",
        ListColumn::Sorted(SortColumn::LastLogin) => "last_login",
        ListColumn::Unsorted(UnsortedColumn::Location) => "location",
        ListColumn::Unsorted(UnsortedColumn::PhoneNumber) => "phone_number",
    }
}

fn to_cell(row: &UserRow, column: ListColumn) -> String {
    match column {
        ListColumn::Sorted(SortColumn::Name) => row.face.name.clone(),
        ListColumn::Sorted(SortColumn::Username) => row.face.username.clone(),
        ListColumn::Sorted(SortColumn::Email) => row.email.clone(),
        ListColumn::Sorted(SortColumn::FirstName) => row.first_name.clone(),
        ListColumn::Sorted(SortColumn::LastName) => row.last_name.clone(),
        ListColumn::Sorted(SortColumn::IsStaff) => row.is_staff.to_string(),
        ListColumn::Sorted(SortColumn::IsSuperuser) => row.is_superuser.to_string(),
        ListColumn::Sorted(SortColumn::IsActive) => row.is_active.to_string(),
        ListColumn::Sorted(SortColumn::Groups) => join_list(row.groups.iter().map(String::as_str)),
        ListColumn::Sorted(SortColumn::DateJoined) => row.date_joined.clone(),
        ListColumn::Sorted(SortColumn::LastLogin) => row.last_login.clone().unwrap_or_default(),
        ListColumn::Unsorted(UnsortedColumn::Location) => row.location.clone(),
        ListColumn::Unsorted(UnsortedColumn::PhoneNumber) => row.phone_number.clone(),
    }
}
