//! Importing a file in a line: planned, decided, prepared and applied.

use std::ops::ControlFlow;
use std::path::PathBuf;

use roster_core::Result;
use roster_core::auth::{ImportData, Session};
use roster_core::import::ImportPlan;
use roster_core::view::{
    ImportDecision, ImportOptions, ImportOutcome, ImportPasswords, ImportQuery, ImportRow,
};

use super::World;

/// What nobody waits for.
pub(crate) fn go_on(_: u32, _: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl World {
    /// A file beside the roster.
    pub(crate) fn write_file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().with_file_name(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The plan for a file with this content.
    pub(crate) async fn plan(&self, by: &Session, content: impl AsRef<[u8]>) -> Result<ImportPlan> {
        let path = self.write_file("people.csv", content);
        self.plan_file(by, &path, &ImportOptions::default()).await
    }

    pub(crate) async fn plan_file(
        &self,
        by: &Session,
        path: &std::path::Path,
        options: &ImportOptions,
    ) -> Result<ImportPlan> {
        let source = self.roster.open_import(path, None).await?;
        let grant = self.roster.read(by).await?.grant::<ImportData>()?;
        grant.plan_import(&source, options, &mut go_on).await
    }

    /// All rows of a plan, as they are shown.
    pub(crate) async fn rows(&self, by: &Session, plan: &ImportPlan) -> Vec<ImportRow> {
        let grant = self.roster.read(by).await.unwrap();
        let grant = grant.grant::<ImportData>().unwrap();
        let query = ImportQuery {
            limit: ImportQuery::MAX_LIMIT,
            ..ImportQuery::default()
        };
        grant.list_import_rows(plan, &query).await.unwrap().rows
    }

    pub(crate) async fn apply(
        &self,
        by: &Session,
        plan: &ImportPlan,
        passwords: ImportPasswords,
    ) -> Result<ImportOutcome> {
        let prepared = self
            .roster
            .prepare_import(by, plan, passwords, &mut go_on)
            .await?;
        let write = self.roster.write(by).await?;
        let grant = write.grant::<ImportData>()?.proven()?;
        grant.apply_import(&prepared, &mut go_on).await
    }

    /// All of it at once, with one decision about all conflicts.
    pub(crate) async fn import(
        &self,
        by: &Session,
        content: impl AsRef<[u8]>,
        decision: Option<ImportDecision>,
    ) -> Result<ImportOutcome> {
        let plan = self.plan(by, content).await?;
        plan.decide_all(decision);
        self.apply(by, &plan, ImportPasswords::None).await
    }
}
