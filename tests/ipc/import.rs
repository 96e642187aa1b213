//! Bringing people in, as far as the shell has a part in it: whose file it is, where it lies, and when it is forgotten.

use serde_json::{Value, json};

use crate::actors::Actor;
use crate::harness::{PASSWORD, Window, code};

const PEOPLE: &str = "username,first_name\nnora,Nora\nolav,Olav\n";

/// An administrator with a file chosen, planned.
fn planned() -> Window {
    let window = Actor::Admin.window();
    let file = window.folder.path().join("people.csv");
    std::fs::write(&file, PEOPLE).unwrap();
    *window.desktop.chooses.lock().unwrap() = Some(file);
    let shown = window.invoke("pick_import", json!({})).unwrap();
    assert_eq!(shown["name"], "people.csv", "without its folders");
    let summary = window.invoke("plan_import", json!({"options": {}}));
    assert_eq!(summary.unwrap()["add"], 2);
    window
}

#[test]
fn a_file_is_chosen_planned_and_imported() {
    let window = planned();
    let query = json!({"query": {"verdict": "add", "offset": 1, "limit": 10}});
    let page = window.invoke("list_import_rows", query).unwrap();
    assert_eq!(
        (&page["total"], &page["rows"][0]["username"]),
        (&json!(2), &json!("olav"))
    );
    let refused = window.invoke("decide_import", json!({"row": 0, "decision": "update"}));
    assert_eq!(code(&refused), "import", "there is nothing to decide");
    let outcome = window
        .invoke("apply_import", json!({"passwords": "temporary"}))
        .unwrap();
    assert_eq!(outcome["added"], 2);

    let list = window.folder.path().join("list.txt");
    *window.desktop.chooses.lock().unwrap() = Some(list.clone());
    assert_eq!(
        window.invoke("save_passphrases", json!({})),
        Ok(json!(true))
    );
    let text = std::fs::read_to_string(&list).unwrap();
    let passphrase = outcome["passphrases"][0]["passphrase"].as_str().unwrap();
    assert!(
        text.contains(&format!("Nora\tnora\t{passphrase}\n")),
        "{text}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&list).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    window.invoke("forget_import", json!({})).unwrap();
    let gone = window.invoke("save_passphrases", json!({}));
    assert_eq!(code(&gone), "not_found", "they are forgotten");
}

#[test]
fn the_page_names_no_path() {
    let window = Actor::Admin.window();
    let file = window.folder.path().join("people.csv");
    std::fs::write(&file, PEOPLE).unwrap();
    let named = json!({"path": file, "file": file, "options": {}});
    assert_eq!(
        window.invoke("pick_import", named.clone()),
        Ok(Value::Null),
        "the dialog was closed"
    );
    assert_eq!(code(&window.invoke("plan_import", named)), "import");
}

#[test]
fn what_is_dropped_is_planned() {
    let window = Actor::Admin.window();
    let bytes = PEOPLE.as_bytes().to_vec();
    let shown = window.invoke_with_bytes("load_import", bytes).unwrap();
    assert_eq!(shown["kind"], "csv");
    let summary = window.invoke("plan_import", json!({"options": {}}));
    assert_eq!(summary.unwrap()["add"], 2);
}

#[test]
fn another_folder_of_pictures_is_another_plan() {
    let window = planned();
    let folder = window.folder.path().join("media");
    std::fs::create_dir(&folder).unwrap();
    *window.desktop.chooses.lock().unwrap() = Some(folder);
    window.invoke("pick_import_media", json!({})).unwrap();
    let rows = json!({"query": {"offset": 0, "limit": 10}});
    assert_eq!(code(&window.invoke("list_import_rows", rows)), "import");
}

#[test]
fn whoever_signs_in_next_finds_nothing() {
    let window = planned();
    window.invoke("sign_out", json!({})).unwrap();
    window.sign_in("sam", PASSWORD);
    let answer = window.invoke("apply_import", json!({"passwords": "none"}));
    assert_eq!(code(&answer), "import");
}
