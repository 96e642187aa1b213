//! The list as a table for other programs: the people picked, in the order and with the columns that the list shows.

use std::collections::HashSet;
use std::io;

use super::list::{find_page, show_row};
use crate::auth::{ExportData, Granted, Proven};
use crate::error::Result;
use crate::history::{Action, Changes, Target};
use crate::table::Table;
use crate::view::{
    ListColumn, Selection, Sort, SortColumn, UnsortedColumn, UserFilter, UserQuery, UserRow,
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
        let mut write = self.into_write().access;
        let (roster, now) = (write.roster().clone(), write.now());
        let mut left: HashSet<i64> = write.ids_of(selection).await?.into_iter().collect();
        let target = Target::roster("people");
        write
            .record(Action::Export, target, &Changes::default())
            .await?;
        write.commit().await?;
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
        ListColumn::Sorted(SortColumn::Groups) => row.groups.join(", "),
        ListColumn::Sorted(SortColumn::DateJoined) => row.date_joined.clone(),
        ListColumn::Sorted(SortColumn::LastLogin) => row.last_login.clone().unwrap_or_default(),
        ListColumn::Unsorted(UnsortedColumn::Location) => row.location.clone(),
        ListColumn::Unsorted(UnsortedColumn::PhoneNumber) => row.phone_number.clone(),
    }
}
