//! Who may call what: every command with every kind of person at the page.
//!
//! A call that is refused must also leave everyone as they were, and no answer, allowed or not, may hold a secret.

use serde_json::{Value, json};

use crate::actors::{Actor, Cast, cast, describe_everyone};
use crate::harness::{OTHER_PASSWORD, PASSWORD, code};

/// How a call ends: `ok`, or the code of the error.
const YES: &str = "ok";
const OUT: &str = "not_signed_in";
const NO: &str = "forbidden";
const PWD: &str = "password_change_required";
const END: &str = "session_ended";
const BAD: &str = "sign_in_refused";
const NIL: &str = "not_found";
const BAR: &str = "protected";
const IMP: &str = "import";

/// What a call is made of.
struct Stage {
    cast: &'static Cast,
    actor: Actor,
    /// A picture that the person has read, if they could.
    draft: Option<u64>,
}

/// What is sent along.
enum Sent {
    Json(Value),
    Bytes(Vec<u8>),
}

/// One row of the table, and one test each.
macro_rules! matrix {
    ($($command:ident, $sent:expr, [$($outcome:ident)*];)*) => {
        /// The commands that have a row.
        pub(crate) const COMMANDS: &[&str] = &[$(stringify!($command)),*];

        /// What each is sent.
        const SENT: &[fn(&Stage) -> Sent] = &[$($sent),*];

        $(#[test]
        fn $command() {
            check_row(stringify!($command), $sent, [$($outcome),*]);
        })*
    };
}

#[rustfmt::skip]
matrix! {
    //                                nobody plain editor super deactivated stale
    //                                   first reader admin pending deleted
    show_start,         nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    create_first_admin, first_admin,      [NO  YES NO  NO  NO  NO  NO  NO  NO  NO  NO];
    sign_in,            as_vera,          [YES BAD YES YES YES YES YES YES YES YES YES];
    sign_out,           nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    forget_account,     vera,             [YES YES YES YES YES YES YES YES YES YES YES];
    check_password,     password,         [YES YES YES YES YES YES YES YES YES YES YES];
    suggest_password,   nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    choose_password,    new_password,     [OUT OUT NO  NO  NO  NO  NO  YES END END END];
    change_password,    both_passwords,   [OUT OUT YES YES YES YES YES YES END END END];
    lock,               nothing,          [OUT OUT YES YES YES YES YES YES YES YES YES];
    unlock,             own_password,     [OUT OUT YES YES YES YES YES YES END END END];
    note_activity,      nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    prove,              own_password,     [OUT OUT YES YES YES YES YES YES END END END];
    recover,            some_code,        [BAD BAD BAD BAD BAD BAD BAD BAD BAD BAD BAD];
    make_recovery_codes,nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    keep_recovery_codes,nothing,          [OUT OUT NIL NIL NIL NIL NIL PWD END END END];
    save_recovery_codes,nothing,          [OUT OUT NIL NIL NIL NIL NIL PWD END END END];
    print_page,         nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    show_me,            nothing,          [OUT OUT YES YES YES YES YES YES END END END];
    show_user,          vera,             [OUT OUT NO  YES YES YES YES PWD END END END];
    check_field,        field,            [OUT YES YES YES YES YES YES PWD END END END];
    edit_profile,       vera_elsewhere,   [OUT OUT NO  NO  YES YES YES PWD END END END];
    edit_user,          vera_inactive,    [OUT OUT NO  NO  NO  YES YES PWD END END END];
    list_users,         everyone,         [OUT OUT NO  YES YES YES YES PWD END END END];
    locate_user,        vera_in_everyone, [OUT OUT NO  YES YES YES YES PWD END END END];
    count_users,        everyone,         [OUT OUT NO  YES YES YES YES PWD END END END];
    count_filters,      everyone,         [OUT OUT NO  YES YES YES YES PWD END END END];
    suggest_query,      typed,            [OUT OUT NO  YES YES YES YES PWD END END END];
    list_groups,        nothing,          [OUT OUT NO  YES YES YES YES PWD END END END];
    list_saved_views,   nothing,          [OUT OUT NO  YES YES YES YES PWD END END END];
    save_view,          named_view,       [OUT OUT NO  YES YES YES YES PWD END END END];
    rename_view,        foreign_view,     [OUT OUT NO  NIL NIL NIL NIL PWD END END END];
    delete_view,        foreign_view,     [OUT OUT NO  NIL NIL NIL NIL PWD END END END];
    add_user,           new_user,         [OUT OUT NO  NO  NO  YES YES PWD END END END];
    reset_password,     vera_temporary,   [OUT OUT NO  NO  NO  YES YES PWD END END END];
    unlock_user,        vera,             [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_delete,     vera,             [OUT OUT NO  NO  NO  YES YES PWD END END END];
    delete_user,        vera_as_read,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    restore_user,       tom,              [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_rights,     veras_rights,     [OUT OUT NO  YES YES YES YES PWD END END END];
    list_trash,         page,             [OUT OUT NO  NO  NO  YES YES PWD END END END];
    purge_user,         tom,              [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_bulk,       bulk,             [OUT OUT NO  NO  NO  YES YES PWD END END END];
    apply_bulk,         bulk,             [OUT OUT NO  NO  NO  YES YES PWD END END END];
    cancel_bulk,        nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    list_group_rows,    nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    show_group,         readers,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    list_members,       readers_page,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    match_names,        pasted_names,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    add_group,          new_group,        [OUT OUT NO  NO  NO  YES YES PWD END END END];
    edit_group,         renamed_readers,  [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_delete_group,readers,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    delete_group,       readers,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    add_members,        vera_in_readers,  [OUT OUT NO  NO  NO  YES YES PWD END END END];
    remove_members,     vera_in_readers,  [OUT OUT NO  NO  NO  YES YES PWD END END END];
    list_events,        latest,           [OUT OUT NO  NO  NO  YES YES PWD END END END];
    list_own_events,    latest,           [OUT OUT YES YES YES YES YES PWD END END END];
    export_users,       all_as_shown,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    export_people,      all_as_json,      [OUT OUT NO  NO  NO  YES YES PWD END END END];
    export_own,         as_json,          [OUT OUT YES YES YES YES YES PWD END END END];
    pick_import,        nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    load_import,        dropped_list,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    pick_import_media,  nothing,          [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    plan_import,        no_options,       [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    list_import_rows,   first_rows,       [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    decide_import,      skip_all,         [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    apply_import,       no_passwords,     [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    cancel_import,      nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    save_import_report, nothing,          [OUT OUT NO  NO  NO  IMP IMP PWD END END END];
    save_passphrases,   nothing,          [OUT OUT NO  NO  NO  NIL NIL PWD END END END];
    save_import_example,nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    forget_import,      nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    export_events,      latest,           [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_undo,       veras_change,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    undo_event,         veras_change,     [OUT OUT NO  NO  NO  YES YES PWD END END END];
    list_backups,       nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    check_roster,       nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    back_up,            nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    preview_restore,    no_backup,        [OUT OUT NO  NO  NO  NIL NIL PWD END END END];
    restore_backup,     no_backup,        [OUT OUT NO  NO  NO  NIL NIL PWD END END END];
    reveal_backups,     nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    find_rescue,        nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    rescue_roster,      no_backup,        [BAR NIL BAR BAR BAR BAR BAR BAR BAR BAR BAR];
    pick_avatar,        nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    load_avatar,        picture,          [OUT OUT YES YES YES YES YES PWD END END END];
    crop_avatar,        crop,             [OUT OUT YES YES YES YES YES PWD END END END];
    discard_avatar,     draft,            [OUT OUT YES YES YES YES YES PWD END END END];
    open_site,          vera,             [OUT OUT NO  YES YES YES YES PWD END END END];
    show_security,      nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    edit_settings,      shortest,         [OUT OUT NO  NO  NO  NO  YES PWD END END END];
    list_rosters,       nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    pick_roster,        nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    open_roster,        foreign_file,     [NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL];
    take_place,         nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    show_about,         nothing,          [OUT OUT YES YES YES YES YES PWD END END END];
    show_licences,      nothing,          [NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL];
    reveal_data,        nothing,          [OUT OUT NO  NO  NO  YES YES PWD END END END];
    save_preferences,   preferences,      [YES YES YES YES YES YES YES YES YES YES YES];
    note_language,      german,           [YES YES YES YES YES YES YES YES YES YES YES];
    show_notification,  end_of_work,      [YES YES YES YES YES YES YES YES YES YES YES];
    show_window,        nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
    note_unsaved_changes, unsaved,        [YES YES YES YES YES YES YES YES YES YES YES];
    close_window,       nothing,          [YES YES YES YES YES YES YES YES YES YES YES];
}

/// What goes on while the window is locked: what needs nobody, and the ways to unlock it or to leave.
const WHILE_LOCKED: &[&str] = &[
    "show_start",
    "create_first_admin",
    "sign_in",
    "sign_out",
    "forget_account",
    "check_password",
    "suggest_password",
    "lock",
    "unlock",
    "note_activity",
    "recover",
    // Nobody is asked who they are, and nothing is done to a roster that can be opened.
    "find_rescue",
    "rescue_roster",
    "print_page",
    // As closing it and starting the program anew.
    "list_rosters",
    "pick_roster",
    "open_roster",
    "show_licences",
    "save_preferences",
    "note_language",
    "show_notification",
    "show_window",
    "note_unsaved_changes",
    "close_window",
];

#[test]
fn nobody_is_there_while_the_window_is_locked() {
    let window = Actor::Superuser.window();
    let stage = Stage {
        cast: cast(),
        actor: Actor::Superuser,
        draft: Some(1),
    };
    window.invoke("lock", json!({})).unwrap();
    for (command, sent) in COMMANDS.iter().zip(SENT) {
        if WHILE_LOCKED.contains(command) {
            continue;
        }
        let answer = match sent(&stage) {
            Sent::Json(arguments) => window.invoke(command, arguments),
            Sent::Bytes(bytes) => window.invoke_with_bytes(command, bytes),
        };
        assert_eq!(code(&answer), "locked", "{command}: {answer:?}");
    }
    let password = json!({"password": Actor::Superuser.password()});
    window.invoke("unlock", password).unwrap();
    assert_eq!(code(&window.invoke("show_me", json!({}))), "ok");
}

/// What a command is sent in the table; no arguments for what takes bytes.
pub(crate) fn arguments_of(command: &str, actor: Actor) -> Value {
    let stage = Stage {
        cast: cast(),
        actor,
        draft: Some(1),
    };
    let mut rows = COMMANDS.iter().zip(SENT);
    let (_, sent) = rows.find(|(known, _)| **known == command).unwrap();
    match sent(&stage) {
        Sent::Json(arguments) => arguments,
        Sent::Bytes(_) => json!({}),
    }
}

fn check_row(command: &str, sent: fn(&Stage) -> Sent, outcomes: [&str; 11]) {
    for (actor, expected) in Actor::ALL.into_iter().zip(outcomes) {
        let window = actor.window();
        let picture = window.invoke_with_bytes("load_avatar", some_picture());
        let stage = Stage {
            cast: cast(),
            actor,
            draft: picture.ok().and_then(|draft| draft["draft"].as_u64()),
        };
        actor.fall(&window);
        let before = describe_everyone(&window);
        let answer = match sent(&stage) {
            Sent::Json(arguments) => window.invoke(command, arguments),
            Sent::Bytes(bytes) => window.invoke_with_bytes(command, bytes),
        };
        assert_eq!(
            code(&answer),
            expected,
            "{command} as {actor:?}: {answer:?}"
        );
        assert_no_secret(command, &stage, &answer);
        if expected != YES {
            assert_eq!(
                describe_everyone(&window),
                before,
                "{command} as {actor:?} was refused and changed something"
            );
        }
        if expected == END {
            let after = window.invoke("show_me", json!({}));
            assert_eq!(code(&after), OUT, "a session that is over is forgotten");
        }
    }
}

fn assert_no_secret(command: &str, stage: &Stage, answer: &Result<Value, Value>) {
    let text = format!("{answer:?}");
    let temporary = Actor::Pending.password();
    for secret in [
        "argon2",
        "password_hash",
        "session_epoch",
        PASSWORD,
        OTHER_PASSWORD,
        &temporary,
    ] {
        assert!(
            !text.contains(secret),
            "{command} as {:?} answers with {secret}: {text}",
            stage.actor
        );
    }
}

fn some_picture() -> Vec<u8> {
    crate::avatar::png(64, 48)
}

fn nothing(_: &Stage) -> Sent {
    Sent::Json(json!({}))
}

fn first_admin(_: &Stage) -> Sent {
    let form = json!({"username": "first", "email": "", "first_name": "", "last_name": "", "password": PASSWORD, "demo": true});
    Sent::Json(json!({"form": form}))
}

fn as_vera(_: &Stage) -> Sent {
    Sent::Json(json!({"name": "vera@roster.example", "password": PASSWORD}))
}

fn password(_: &Stage) -> Sent {
    let context = json!({"username": "a", "email": "", "first_name": "", "last_name": ""});
    Sent::Json(json!({"password": PASSWORD, "context": context}))
}

fn new_password(_: &Stage) -> Sent {
    Sent::Json(json!({"new_password": OTHER_PASSWORD}))
}

fn both_passwords(stage: &Stage) -> Sent {
    Sent::Json(json!({"current_password": stage.actor.password(), "new_password": OTHER_PASSWORD}))
}

fn own_password(stage: &Stage) -> Sent {
    Sent::Json(json!({"password": stage.actor.password()}))
}

fn some_code(_: &Stage) -> Sent {
    Sent::Json(
        json!({"name": "vera", "code": "0123-4567-89ABC-DEFG-HJKM-NPQR1", "new_password": OTHER_PASSWORD}),
    )
}

fn field(_: &Stage) -> Sent {
    Sent::Json(json!({"field": "username", "value": "vera", "id": null}))
}

fn vera(stage: &Stage) -> Sent {
    Sent::Json(json!({"id": stage.cast.id("vera")}))
}

fn vera_as_read(stage: &Stage) -> Sent {
    Sent::Json(json!({"id": stage.cast.id("vera"), "version": VERAS_VERSION}))
}

fn vera_elsewhere(stage: &Stage) -> Sent {
    let changes = json!({"location": "Elsewhere"});
    Sent::Json(json!({"id": stage.cast.id("vera"), "version": VERAS_VERSION, "changes": changes}))
}

fn vera_inactive(stage: &Stage) -> Sent {
    let changes = json!({"is_active": false, "profile": {"bio": "Was here."}});
    Sent::Json(json!({"id": stage.cast.id("vera"), "version": VERAS_VERSION, "changes": changes}))
}

fn vera_temporary(stage: &Stage) -> Sent {
    Sent::Json(json!({"id": stage.cast.id("vera"), "choice": {"kind": "temporary"}}))
}

fn tom(stage: &Stage) -> Sent {
    Sent::Json(json!({"id": stage.cast.id("tom")}))
}

fn veras_rights(stage: &Stage) -> Sent {
    let proposed = json!({"is_active": true, "is_staff": true, "is_superuser": false, "groups": [READERS], "permissions": []});
    Sent::Json(json!({"id": stage.cast.id("vera"), "proposed": proposed}))
}

fn page(_: &Stage) -> Sent {
    Sent::Json(json!({"query": {"search": "", "offset": 0, "limit": 100}}))
}

fn bulk(stage: &Stage) -> Sent {
    let selection = json!({"kind": "ids", "ids": [stage.cast.id("vera")]});
    Sent::Json(json!({"action": {"kind": "deactivate"}, "selection": selection}))
}

fn readers(_: &Stage) -> Sent {
    Sent::Json(json!({"id": READERS, "version": 1}))
}

fn readers_page(_: &Stage) -> Sent {
    Sent::Json(json!({"id": READERS, "query": {"search": "", "offset": 0, "limit": 100}}))
}

fn pasted_names(_: &Stage) -> Sent {
    Sent::Json(json!({"id": READERS, "text": "vera\nnobody"}))
}

fn new_group(_: &Stage) -> Sent {
    let form =
        json!({"name": "Library", "description": "Lend books", "permissions": ["user.view"]});
    Sent::Json(json!({"form": form}))
}

fn renamed_readers(_: &Stage) -> Sent {
    let changes = json!({"name": "Visitors"});
    Sent::Json(json!({"id": READERS, "version": 1, "changes": changes}))
}

fn vera_in_readers(stage: &Stage) -> Sent {
    let selection = json!({"kind": "ids", "ids": [stage.cast.id("vera")]});
    Sent::Json(json!({"id": READERS, "selection": selection}))
}

fn latest(_: &Stage) -> Sent {
    Sent::Json(json!({"query": {"limit": 100}}))
}

fn veras_change(stage: &Stage) -> Sent {
    Sent::Json(json!({"event": stage.cast.veras_change(), "skip_conflicts": false}))
}

fn everyone(_: &Stage) -> Sent {
    Sent::Json(json!({"query": {"search": "", "sort": [], "offset": 0, "limit": 100}}))
}

fn vera_in_everyone(stage: &Stage) -> Sent {
    let query = json!({"search": "e", "sort": [{"column": "name", "descending": true}], "offset": 0, "limit": 100});
    Sent::Json(json!({"id": stage.cast.id("vera"), "query": query}))
}

fn typed(_: &Stage) -> Sent {
    Sent::Json(json!({"text": "group:ed", "cursor": 8}))
}

fn named_view(_: &Stage) -> Sent {
    let content = json!({"search": "is:staff", "filter": {"is_active": true}, "sort": [], "columns": [{"column": "email"}]});
    Sent::Json(json!({"name": "Staff", "content": content}))
}

/// Nobody has it: one's own are changed in `tests/core`.
fn foreign_view(_: &Stage) -> Sent {
    Sent::Json(json!({"id": 1, "name": "Mine"}))
}

fn all_as_shown(_: &Stage) -> Sent {
    Sent::Json(
        json!({"selection": {"kind": "matching", "search": ""}, "sort": [], "columns": ["username", "location"]}),
    )
}

fn all_as_json(_: &Stage) -> Sent {
    Sent::Json(
        json!({"selection": {"kind": "matching", "search": ""}, "sort": [], "format": {"kind": "json"}}),
    )
}

fn as_json(_: &Stage) -> Sent {
    Sent::Json(json!({"format": {"kind": "json"}}))
}

fn dropped_list(_: &Stage) -> Sent {
    Sent::Bytes(b"username,first_name\nnora,Nora\n".to_vec())
}

fn no_options(_: &Stage) -> Sent {
    Sent::Json(json!({"options": {}}))
}

fn first_rows(_: &Stage) -> Sent {
    Sent::Json(json!({"query": {"offset": 0, "limit": 50}}))
}

fn skip_all(_: &Stage) -> Sent {
    Sent::Json(json!({"row": null, "decision": "skip"}))
}

fn no_passwords(_: &Stage) -> Sent {
    Sent::Json(json!({"passwords": "none"}))
}

fn new_user(_: &Stage) -> Sent {
    let form = json!({"username": "nora", "email": "", "first_name": "", "last_name": "", "is_staff": false,
        "is_superuser": false, "groups": [], "password": {"kind": "typed", "password": OTHER_PASSWORD}});
    Sent::Json(json!({"form": form}))
}

/// None has that name; one that is there is restored in `backup`.
fn no_backup(_: &Stage) -> Sent {
    Sent::Json(json!({"name": "roster-2026-01-01T00-00-00-daily.db"}))
}

fn picture(_: &Stage) -> Sent {
    Sent::Bytes(some_picture())
}

fn crop(stage: &Stage) -> Sent {
    Sent::Json(
        json!({"draft": stage.draft.unwrap_or(0), "crop": {"x": 8, "y": 0, "side": 48, "turns": 0}}),
    )
}

fn draft(stage: &Stage) -> Sent {
    Sent::Json(json!({"draft": stage.draft.unwrap_or(0)}))
}

fn preferences(_: &Stage) -> Sent {
    let preferences = json!({"language": "de", "theme": "dark", "density": "compact", "text_size": "small", "zoom": 200, "less_motion": false, "show_tiles": false, "panel_open": false,
        "lock_after": 5, "lock_with_screen": false,
        "columns": [{"account": 1, "columns": [{"column": "email"}]}], "dismissed_nudges": [1]});
    Sent::Json(json!({"preferences": preferences}))
}

fn shortest(_: &Stage) -> Sent {
    Sent::Json(json!({"changes": {"minimum_password": 12}}))
}

/// Nobody chose it; one that was chosen is opened in `roster`.
fn foreign_file(_: &Stage) -> Sent {
    Sent::Json(json!({"path": "/etc/passwd"}))
}

fn german(_: &Stage) -> Sent {
    Sent::Json(json!({"language": "de"}))
}

fn end_of_work(_: &Stage) -> Sent {
    Sent::Json(json!({"title": "Import finished", "text": "3 people"}))
}

fn unsaved(_: &Stage) -> Sent {
    Sent::Json(json!({"unsaved": true}))
}

/// One of the groups that are there from the start.
const READERS: i64 = 3;

/// Her profile was filled in once after she was added.
const VERAS_VERSION: i64 = 2;
