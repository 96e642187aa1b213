//! Many rows by few statements, `insert ... values (?, ?), (?, ?), ...`. What is bound is made beforehand, on another thread
//! than SQLite's. To take them out of a JSON array is a third of what SQLite does to store people.

use std::sync::Arc;

use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Encode, Sqlite, SqliteConnection, Type};

use crate::error::{Error, Result};

/// How many rows one statement stores. For each statement SQLite writes the pages that it changes aside once, lest it should
/// have to be taken back by itself, so many rows are better; the most parameters that it takes are 32,766.
const ROWS: usize = 1000;

/// A statement, but for its rows.
pub(super) struct Insert {
    pub(super) before: &'static str,
    /// The parameters of one row.
    pub(super) row: &'static str,
    pub(super) after: &'static str,
}

/// Rows on their way into a table.
pub(super) struct Values {
    insert: &'static Insert,
    /// Of a statement each; all but the last are full.
    bound: Vec<Bound>,
    rows_in_last: usize,
}

/// What a statement is given.
#[derive(Default)]
pub(super) struct Bound(SqliteArguments);

impl Bound {
    pub(super) fn add<'q>(
        &mut self,
        value: impl Encode<'q, Sqlite> + Type<Sqlite>,
    ) -> Result<&mut Self> {
        let added: Result<(), BoxDynError> = self.0.add(value);
        added.map_err(|error| Error::internal(error.to_string()))?;
        Ok(self)
    }

    /// A text, in one piece of memory: most of what it costs to bind one is to get and to give back memory.
    pub(super) fn add_text(&mut self, text: &str) -> Result<&mut Self> {
        self.add(Arc::<str>::from(text))
    }

    /// A text, or null for none.
    pub(super) fn add_optional(&mut self, text: Option<&str>) -> Result<&mut Self> {
        self.add(text.map(Arc::<str>::from))
    }

    /// A text, or null if the statement makes the very same by itself.
    pub(super) fn add_unless(&mut self, is_made: bool, text: &str) -> Result<&mut Self> {
        self.add_optional((!is_made).then_some(text))
    }
}

impl Values {
    pub(super) fn new(insert: &'static Insert) -> Self {
        Self {
            insert,
            bound: Vec::new(),
            rows_in_last: ROWS,
        }
    }

    /// What the next row is bound to, and whether it is the first of its statement.
    pub(super) fn next_row(&mut self) -> (&mut Bound, bool) {
        let is_first = self.rows_in_last == ROWS;
        if is_first {
            self.bound.push(Bound::default());
            self.rows_in_last = 0;
        }
        self.rows_in_last += 1;
        let last = self.bound.len() - 1;
        (&mut self.bound[last], is_first)
    }

    pub(super) async fn insert(self, db: &mut SqliteConnection) -> Result<()> {
        let statements = self.bound.len();
        for (number, bound) in (1..).zip(self.bound) {
            let rows = if number == statements {
                self.rows_in_last
            } else {
                ROWS
            };
            // The same again and again, but for the last.
            let sql = AssertSqlSafe(self.insert.of(rows));
            let query = sqlx::query_with(sql, bound.0).persistent(rows == ROWS);
            query.execute(&mut *db).await?;
        }
        Ok(())
    }
}

impl Insert {
    fn of(&self, rows: usize) -> String {
        let Self { before, row, after } = self;
        let values = vec![*row; rows].join(", ");
        format!("{before}values {values}{after}")
    }
}
