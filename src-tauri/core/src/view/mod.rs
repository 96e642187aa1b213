//! What leaves the core, and the forms that come in: plain data, without rules.
//!
//! The row of the `user` table never serialises; these types do. They are the page's types too: a test writes
//! `ui/js/core.d.ts` from them.

mod answer;
mod backup;
mod bulk;
mod export;
mod filter;
mod form;
mod group;
mod history;
mod import;
mod list;
mod person;
mod setting;

pub use answer::{
    CheckedRule, DeletePreview, ErrorCode, ErrorView, FieldCheck, PasswordReport, PasswordRule,
    Refusal, RefusalRule,
};
pub use backup::{
    Backup, BackupContents, BackupEvent, BackupList, BackupPreview, BackupReason, RescueOffer,
    RestoreOutcome,
};
pub use bulk::{BulkAction, BulkOutcome, BulkPreview, Skipped};
pub use export::ExportFormat;
pub use filter::{
    ColumnChoice, DayRange, FilterCounts, GroupCount, LastLoginFilter, SavedView, Selection,
    SinceCount, Suggestion, UserFilter, ViewContent, YesNoCount,
};
pub use form::{
    AddedUser, AvatarChange, ChangedPerson, Field, FirstAdmin, NewUser, PasswordChoice,
    PasswordContext, ProfileChanges, UserChanges,
};
pub use group::{
    ChangedGroup, Group, GroupAllowed, GroupChanges, GroupDeletePreview, GroupPermission, GroupRow,
    LostPermission, Member, MemberPage, MemberQuery, NameMatch, NewGroup,
};
pub use history::{
    Action, EventActor, EventPage, EventQuery, EventRow, EventTarget, FieldChange, TargetKind,
    TargetRef, UndoChange, UndoConflict, UndoOutcome, UndoPreview,
};
pub use import::{
    ImportColumn, ImportDecision, ImportField, ImportFile, ImportGroup, ImportKind, ImportOptions,
    ImportOutcome, ImportPage, ImportPasswords, ImportQuery, ImportRow, ImportSummary,
    ImportTrouble, ImportVerdict, LeftOut, NewPassphrase,
};
pub use list::{ListColumn, Sort, SortColumn, UnsortedColumn, UserPage, UserQuery, UserRow};
pub use person::{
    Allowed, AvatarDraft, EffectivePermission, EffectivePermissions, Face, GroupName, Me, Person,
    ProposedRights, RecentAccount, RightsPreview, TrashPage, TrashQuery, TrashRow,
};
pub use setting::{ContentCounts, Diagnostics, RosterSettings, SettingChanges};

/// Times are RFC 3339 in UTC.
pub type Timestamp = String;

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use ts_rs::TS;

    use super::*;
    use crate::check::CheckReport;
    use crate::picture::Crop;
    use crate::value::Permission;

    /// Writes the page's types. The file is committed: `cargo xtask check` compares it, and `tsc` reads it.
    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a list")]
    fn the_page_has_these_types() {
        let config = ts_rs::Config::new().with_large_int("number");
        let mut text = String::from(
            "// Written by a test of roster-core (src-tauri/core/src/view/mod.rs). Do not edit.\n\n",
        );
        macro_rules! write_types {
            ($($type:ty),* $(,)?) => {
                $(writeln!(text, "export {}\n", <$type as TS>::decl(&config)).unwrap();)*
            };
        }
        write_types!(
            Permission,
            Face,
            Me,
            GroupName,
            Person,
            Allowed,
            UserRow,
            SortColumn,
            UnsortedColumn,
            ListColumn,
            Sort,
            DayRange,
            LastLoginFilter,
            UserFilter,
            UserQuery,
            UserPage,
            YesNoCount,
            GroupCount,
            SinceCount,
            FilterCounts,
            Suggestion,
            Selection,
            ColumnChoice,
            ViewContent,
            SavedView,
            ProfileChanges,
            AvatarChange,
            UserChanges,
            PasswordChoice,
            NewUser,
            AddedUser,
            ChangedPerson,
            FirstAdmin,
            PasswordContext,
            PasswordRule,
            CheckedRule,
            PasswordReport,
            Field,
            FieldCheck,
            AvatarDraft,
            Crop,
            DeletePreview,
            Refusal,
            RefusalRule,
            RecentAccount,
            EffectivePermission,
            EffectivePermissions,
            ProposedRights,
            RightsPreview,
            TrashQuery,
            TrashRow,
            TrashPage,
            GroupRow,
            Group,
            GroupPermission,
            GroupAllowed,
            MemberQuery,
            Member,
            MemberPage,
            NewGroup,
            ChangedGroup,
            GroupChanges,
            GroupDeletePreview,
            LostPermission,
            NameMatch,
            BulkAction,
            BulkPreview,
            BulkOutcome,
            Skipped,
            Action,
            TargetKind,
            TargetRef,
            EventQuery,
            EventActor,
            EventTarget,
            FieldChange,
            EventRow,
            EventPage,
            UndoChange,
            UndoConflict,
            UndoPreview,
            UndoOutcome,
            BackupReason,
            Backup,
            BackupList,
            BackupEvent,
            BackupContents,
            BackupPreview,
            RestoreOutcome,
            RescueOffer,
            CheckReport,
            ImportKind,
            ImportField,
            ImportFile,
            ImportColumn,
            LeftOut,
            ImportOptions,
            ImportVerdict,
            ImportDecision,
            ImportSummary,
            ImportGroup,
            ImportQuery,
            ImportPage,
            ImportRow,
            ImportPasswords,
            ImportOutcome,
            ImportTrouble,
            NewPassphrase,
            ExportFormat,
            ErrorCode,
            ErrorView,
            RosterSettings,
            SettingChanges,
            ContentCounts,
            Diagnostics,
        );
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/js/core.d.ts");
        let before = std::fs::read_to_string(&file)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if before != text {
            std::fs::write(&file, &text).unwrap();
            assert!(
                std::env::var_os("CI").is_none(),
                "ui/js/core.d.ts was out of date; it is written anew, commit it"
            );
        }
    }
}
