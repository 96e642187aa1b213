//! A page that turned against its user: it calls Tauri directly, and gets nothing that the person may not have.

use serde_json::{Value, json};

use crate::steps;
use crate::support::{Roster, Window, css};

/// Bo, who may do nothing but see and edit their own profile.
fn as_bo() -> (Roster, Window) {
    let roster = Roster::with_admin();
    let picture = steps::paint_picture(&roster.pictures(), "ana.png");
    roster.set_picture("ana", &picture);
    roster.add("bo", &[]);
    let window = roster.open();
    steps::sign_in(&window, "bo");
    (roster, window)
}

/// Calls a command past the page's own code; the answer, or the refusal.
pub(crate) fn invoke(window: &Window, command: &str, arguments: Value) -> Result<Value, Value> {
    let script = "
        const [command, options] = arguments;
        return window.__TAURI_INTERNALS__.invoke(command, options).then((answer) => ({ answer }), (refusal) => ({ refusal }));";
    let outcome = window.run_async(script, vec![json!(command), arguments]);
    match outcome.get("refusal") {
        Some(refusal) => Err(refusal.clone()),
        None => Ok(outcome["answer"].clone()),
    }
}

#[test]
fn the_core_decides_and_not_the_page() {
    let (roster, window) = as_bo();
    let me = invoke(&window, "show_me", json!({})).expect("one may see oneself");
    assert_eq!(me["username"], "bo");
    let everyone = json!({ "search": "", "sort": [], "offset": 0, "limit": 100 });
    let flags = json!({ "is_staff": true, "is_superuser": true });
    for (command, arguments) in [
        ("show_user", json!({ "id": 1 })),
        ("list_users", json!({ "query": everyone })),
        ("locate_user", json!({ "id": 1, "query": everyone })),
        ("list_groups", json!({})),
        (
            "edit_profile",
            json!({ "id": 1, "version": 1, "changes": { "bio": "hacked" } }),
        ),
        (
            "edit_user",
            json!({ "id": 2, "version": 1, "changes": flags }),
        ),
        (
            "reset_password",
            json!({ "id": 1, "choice": { "kind": "temporary" } }),
        ),
        ("preview_delete", json!({ "id": 1 })),
        ("delete_user", json!({ "id": 1, "version": 1 })),
        ("restore_user", json!({ "id": 1 })),
        ("add_user", new_superuser()),
        ("open_site", json!({ "id": 1 })),
    ] {
        let refusal = invoke(&window, command, arguments).expect_err(command);
        assert_eq!(refusal["code"], "forbidden", "{command}: {refusal}");
    }
    let ana = roster.ctl(&["user", "show", "ana"]);
    assert_eq!(ana["bio"], "");
    assert_eq!(roster.ctl(&["user", "list", "--count"])["count"], 2);
    assert_eq!(roster.ctl(&["user", "show", "bo"])["is_superuser"], false);
}

fn new_superuser() -> Value {
    json!({ "form": {
        "username": "eve", "email": "", "first_name": "", "last_name": "", "is_staff": true,
        "is_superuser": true, "groups": [], "password": { "kind": "none" },
    } })
}

#[test]
fn nothing_of_tauri_or_its_plugins_answers() {
    let (roster, window) = as_bo();
    let file = roster.office().join("stolen.json");
    let file = file.to_str().unwrap();
    for (command, arguments) in [
        ("plugin:store|load", json!({ "path": file })),
        (
            "plugin:store|set",
            json!({ "rid": 1, "key": "a", "value": "b" }),
        ),
        ("plugin:store|entries", json!({ "rid": 1 })),
        (
            "plugin:opener|open_url",
            json!({ "url": "https://example.org" }),
        ),
        ("plugin:opener|open_path", json!({ "path": "/etc/passwd" })),
        (
            "plugin:window-state|save_window_state",
            json!({ "flags": 1 }),
        ),
        (
            "plugin:window|create",
            json!({ "options": { "label": "evil", "url": "https://example.org" } }),
        ),
        (
            "plugin:window|set_title",
            json!({ "label": "main", "value": "Your bank" }),
        ),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "evil" } }),
        ),
        ("plugin:webview|internal_toggle_devtools", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        (
            "plugin:event|emit",
            json!({ "event": "tauri://close-requested", "payload": null }),
        ),
        (
            "plugin:event|listen",
            json!({ "event": "x", "target": { "kind": "Any" }, "handler": 1 }),
        ),
        ("plugin:app|version", json!({})),
        ("plugin:resources|close", json!({ "rid": 1 })),
        ("plugin:fs|read_text_file", json!({ "path": "/etc/passwd" })),
        (
            "plugin:shell|execute",
            json!({ "program": "sh", "args": [], "options": {} }),
        ),
        ("plugin:image|from_path", json!({ "path": "/etc/passwd" })),
        ("plugin:menu|new", json!({ "kind": "Menu" })),
        ("no_such_command", json!({})),
    ] {
        let refusal = invoke(&window, command, arguments).expect_err(command);
        let refusal = refusal.as_str().unwrap_or_default();
        assert!(
            refusal.contains("not allowed") || refusal.contains("not found"),
            "{command}: {refusal}"
        );
    }
    assert!(!std::path::Path::new(file).exists());
}

/// Loads a picture as the page does; its width, or nothing.
fn load_picture(window: &Window, url: &str) -> Value {
    let script = "
        const image = new Image();
        image.src = arguments[0];
        return image.decode().then(() => image.naturalWidth, () => null);";
    window.run_async(script, vec![json!(url)])
}

#[test]
fn pictures_are_for_those_who_may_see_the_person() {
    let (roster, window) = as_bo();
    let picture = roster.pictures().join("ana.png");
    roster.set_picture("bo", &picture);
    assert_eq!(
        load_picture(&window, "avatar://localhost/user/2/96"),
        json!(96)
    );
    for url in [
        "avatar://localhost/user/1/96",
        "avatar://localhost/user/1/512?v=1",
        "avatar://localhost/user/3/96",
        "avatar://localhost/draft/1/preview",
        "avatar://localhost/../team.db",
        "avatar://localhost/%2e%2e/team.db",
    ] {
        assert_eq!(load_picture(&window, url), Value::Null, "{url}");
    }
}

#[test]
fn the_window_stays_on_its_own_page() {
    let (_roster, window) = as_bo();
    let home = window.run("return location.href;", Vec::new());
    for address in [
        "https://example.org/",
        "avatar://localhost/user/2/96",
        "file:///etc/passwd",
        "data:text/html,<h1>hello</h1>",
        "tauri://localhost/icons.svg",
        "about:blank",
    ] {
        window.run(
            "window.here = true; location.assign(arguments[0]);",
            vec![json!(address)],
        );
        let frame = "
            const frame = document.createElement('iframe');
            frame.src = arguments[0];
            document.body.append(frame);
            await new Promise((done) => setTimeout(done, 150));
            frame.remove();
            return [location.href, window.here];";
        let place = window.run_async(frame, vec![json!(address)]);
        assert_eq!(place, json!([home, true]), "{address}");
    }
    let opened = window.run(
        "return window.open('https://example.org/') === null;",
        Vec::new(),
    );
    assert_eq!(opened, json!(true), "there is one window");
    assert_eq!(window.count_windows(), 1);
    window.find(&css("main.page"));
    let _ = window.take_complaints();
}

/// What a script can make that is no argument: tried on each command by itself, past the page's own code.
const FORGERIES: &str = r#"
    const [commands] = arguments;
    const trap = new Proxy({}, { get: (_, key) => (key === 'toJSON' ? undefined : 1), has: () => true, ownKeys: () => ['id'],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) });
    const cycle = {};
    cycle.self = cycle;
    const forgeries = [
        undefined, null, 1, 'id', [], [1], new Uint8Array(64), new Date(NaN), Symbol.iterator.toString(), trap, cycle,
        JSON.parse('{"__proto__": {"id": 1, "is_superuser": true}, "id": 1, "version": 1}'),
        Object.create({ id: 1, version: 1, changes: { is_superuser: true } }),
        { id: { toString: () => '1', valueOf: () => 1, toJSON: () => 1 }, version: { toJSON: () => 1 }, changes: { toJSON: () => ({ bio: 'x' }) } },
        { id: 1, version: 1, query: { search: 'x'.repeat(300000) }, name: 'x'.repeat(300000), password: 'x'.repeat(300000) },
        { get id() { throw new Error('no'); } },
    ];
    const through = [];
    for (const command of commands) {
        for (const [number, forgery] of forgeries.entries()) {
            try {
                await window.__TAURI_INTERNALS__.invoke(command, forgery);
                through.push(command);
            } catch { /* refused, by Tauri or by the command */ }
        }
    }
    return [...new Set(through)];"#;

/// What opens a dialog of the system, ends the session, or closes the window; the mock window of `tests/ipc` tries those.
const NOT_TRIED: [&str; 9] = [
    "close_window",
    "lock",
    "pick_avatar",
    "pick_roster",
    "print_page",
    "save_recovery_codes",
    "sign_in",
    "sign_out",
    "unlock",
];

/// What needs no argument and no right, or only a Reader's.
const HARMLESS: [&str; 24] = [
    "cancel_bulk",
    "check_password",
    "count_filters",
    "count_users",
    "find_rescue",
    "forget_account",
    "list_groups",
    "list_own_events",
    "list_rosters",
    "list_saved_views",
    "list_users",
    "load_avatar",
    "make_recovery_codes",
    "keep_recovery_codes",
    "note_activity",
    "note_unsaved_changes",
    "show_about",
    "show_me",
    "show_security",
    "show_start",
    "show_user",
    "show_window",
    "suggest_password",
    "take_place",
];

#[test]
fn whatever_a_script_can_make_gets_a_reader_no_further() {
    let roster = Roster::with_admin();
    roster.add("rita", &["--staff", "--group", "Readers"]);
    let everyone = || {
        let people = roster.ctl(&["user", "list"]);
        let names = people.as_array().expect("a list").iter();
        let shown = names
            .map(|one| roster.ctl(&["user", "show", one["username"].as_str().unwrap_or_default()]));
        shown.collect::<Vec<_>>()
    };
    let window = roster.open();
    steps::sign_in(&window, "rita");
    let before = (everyone(), roster.ctl(&["group", "list"]));
    let granted: Value =
        serde_json::from_str(include_str!("../../capabilities/main.json")).expect("it is JSON");
    let commands: Vec<String> = granted["permissions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|name| Some(name.as_str()?.strip_prefix("allow-")?.replace('-', "_")))
        .filter(|command| !NOT_TRIED.contains(&command.as_str()))
        .collect();
    assert!(commands.len() > 50, "{commands:?}");
    let through = window.run_async(FORGERIES, vec![json!(commands)]);
    let through: Vec<String> = serde_json::from_value(through).expect("names");
    assert!(
        through.iter().any(|command| command == "show_me"),
        "they do arrive"
    );
    for command in &through {
        assert!(
            HARMLESS.contains(&command.as_str()),
            "{command} took a forgery"
        );
    }
    assert_eq!((everyone(), roster.ctl(&["group", "list"])), before);
    let me = invoke(&window, "show_me", json!({})).expect("she is still there");
    assert_eq!(me["username"], "rita");
}

#[test]
fn the_door_to_the_commands_has_one_key() {
    let (_roster, window) = as_bo();
    let script = "
        const headers = { 'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': 'forged' };
        const said = [];
        for (const url of ['ipc://localhost/show_me', 'ipc://localhost/show_user', 'ipc://elsewhere/show_me', 'ipc://localhost/plugin:store%7Cload']) {
            for (const options of [{}, { method: 'POST', body: '{}' }, { method: 'POST', headers, body: JSON.stringify({ id: 1 }) }]) {
                try {
                    // A call with the wrong key is not even answered.
                    const late = new Promise((_, fail) => setTimeout(fail, 400));
                    const answer = await Promise.race([fetch(url, options), late]);
                    said.push([answer.ok, (await answer.text()).includes('bo')]);
                } catch { /* refused, or nothing at all */ }
            }
        }
        const message = { cmd: 'show_me', callback: 1, error: 2, options: {}, payload: {}, __TAURI_INVOKE_KEY__: 'forged' };
        window.ipc?.postMessage(JSON.stringify(message));
        return said;";
    let said = window.run_async(script, Vec::new());
    for answer in said.as_array().expect("a list") {
        assert_eq!(answer, &json!([false, false]), "{said}");
    }
    let _ = window.take_complaints();
}

#[test]
fn scripts_from_elsewhere_and_the_network_are_out_of_reach() {
    let (_roster, window) = as_bo();
    let attacks = "
        const tries = {
          eval: () => (0, eval)('1'),
          function: () => new Function('return 1')(),
          html: () => { document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'; },
          script: () => { const script = document.createElement('script'); script.src = 'https://example.org/x.js'; },
          fetch: () => fetch('https://example.org/'),
          avatar: () => fetch('avatar://localhost/user/2/96'),
          worker: () => new Promise((done, fail) => { new Worker('data:text/javascript,postMessage(1)').onerror = fail; setTimeout(done, 500); }),
          socket: () => new Promise((done, fail) => { const socket = new WebSocket('wss://example.org/'); socket.onerror = fail; socket.onopen = done; }),
          image: () => new Promise((done, fail) => { const image = new Image(); image.onerror = fail; image.onload = done; image.src = 'https://example.org/x.png'; }),
        };
        const through = [];
        for (const [name, attack] of Object.entries(tries)) {
          try { await attack(); through.push(name); } catch { /* as it should be */ }
        }
        return through;";
    let through = window.run_async(attacks, Vec::new());
    assert_eq!(through, json!([]), "what got through");
    let refused = window.take_complaints().unwrap_or_default();
    assert!(
        refused
            .iter()
            .any(|one| one.starts_with("refused by policy: connect-src")),
        "{refused:?}"
    );
}

#[test]
fn calls_go_the_fast_way_and_nothing_is_refused_in_normal_use() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    assert_eq!(window.run(REFUSED_AT_START, Vec::new()), json!([]));
    // After one failure Tauri would post messages for the rest of the page's life, and only warn about it once.
    let script = "
        const usual = window.fetch;
        const asked = [];
        window.fetch = (url, ...more) => { asked.push(String(url)); return usual(url, ...more); };
        await window.__TAURI_INTERNALS__.invoke('show_me', {});
        window.fetch = usual;
        // That somebody is there may be told at any moment.
        return asked.filter((url) => !url.endsWith('/note_activity'));";
    let asked = window.run_async(script, Vec::new());
    assert_eq!(asked, json!(["ipc://localhost/show_me"]));
    assert_eq!(window.take_complaints(), Ok(Vec::new()));
}

/// What the content policy has refused while the page was read, which is before anybody could listen.
const REFUSED_AT_START: &str = "
    const inline = [...document.querySelectorAll('script:not([src]), style, [onclick], [onload]')];
    const styles = [...document.querySelectorAll('[style]')].filter((one) => one.style.length === 0 && one.getAttribute('style') !== '');
    return [...inline, ...styles].map((one) => one.outerHTML);";
