//! Pictures: choosing, cropping and saving them, and who gets which one through the `avatar:` scheme.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};
use tauri::http::{Method, Request, Response, StatusCode};

use crate::actors::{Actor, cast};
use crate::harness::{PASSWORD, Window, code};

/// A small picture as a file's bytes.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgb8(width, height);
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Reads and crops a picture; its number and version.
fn crop(window: &Window) -> (u64, String) {
    let draft = window
        .invoke_with_bytes("load_avatar", png(64, 48))
        .unwrap();
    let number = draft["draft"].as_u64().unwrap();
    let crop = json!({"x": 8, "y": 0, "side": 48, "turns": 0});
    let version = window
        .invoke("crop_avatar", json!({"draft": number, "crop": crop}))
        .unwrap();
    (number, version.as_str().unwrap().to_owned())
}

/// Gives a person a picture, as whoever is signed in.
fn save(window: &Window, username: &str) -> String {
    let (draft, _) = crop(window);
    let id = cast().id(username);
    let version = window.invoke("show_user", json!({"id": id})).unwrap()["version"].clone();
    let changes = json!({"avatar": {"kind": "use", "draft": draft}});
    let arguments = json!({"id": id, "version": version, "changes": changes});
    let saved = window.invoke("edit_profile", arguments).unwrap();
    saved["person"]["avatar"].as_str().unwrap().to_owned()
}

fn assert_picture(answer: &Response<Vec<u8>>, side: u32) {
    assert_eq!(answer.status(), StatusCode::OK);
    let picture = image::load_from_memory(answer.body()).unwrap();
    assert_eq!((picture.width(), picture.height()), (side, side));
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert!(["image/png", "image/jpeg"].contains(&kind), "{kind}");
    assert_guarded(answer);
}

fn assert_refused(answer: &Response<Vec<u8>>, status: StatusCode) {
    assert_eq!(answer.status(), status);
    assert!(answer.body().is_empty(), "a refusal says nothing");
    assert_eq!(
        answer.headers()["cache-control"],
        "no-store",
        "a refusal is not remembered"
    );
    assert_guarded(answer);
}

fn assert_guarded(answer: &Response<Vec<u8>>) {
    let headers = answer.headers();
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(
        headers["content-security-policy"],
        "default-src 'none'; sandbox"
    );
    let shared = headers
        .keys()
        .any(|name| name.as_str().starts_with("access-control"));
    assert!(!shared, "scripts must not read pictures");
}

#[test]
fn a_picture_goes_from_the_file_to_the_page() {
    let window = Actor::Plain.window();
    let draft = window
        .invoke_with_bytes("load_avatar", png(64, 48))
        .unwrap();
    assert_eq!(
        (&draft["width"], &draft["height"]),
        (&json!(64), &json!(48))
    );
    let preview = window.load_picture(&format!("draft/{}/preview", draft["draft"]));
    assert_eq!(preview.status(), StatusCode::OK);
    assert_eq!(
        preview.headers()["cache-control"],
        "no-store",
        "its address has no version"
    );

    let (number, version) = crop(&window);
    assert_picture(
        &window.load_picture(&format!("draft/{number}/512?v={version}")),
        512,
    );
    assert_picture(
        &window.load_picture(&format!("draft/{number}/96?v={version}")),
        96,
    );

    let saved = save(&window, "paul");
    let id = cast().id("paul");
    let large = window.load_picture(&format!("user/{id}/512?v={saved}"));
    assert_picture(&large, 512);
    assert_eq!(
        large.headers()["cache-control"],
        "private, max-age=31536000, immutable"
    );
    assert_picture(&window.load_picture(&format!("user/{id}/96?v={saved}")), 96);
    assert_eq!(
        window.load_picture(&format!("user/{id}/96")).headers()["cache-control"],
        "no-store"
    );
}

#[test]
fn a_saved_picture_is_no_draft_any_more_and_a_refused_one_still_is() {
    let window = Actor::Plain.window();
    let (draft, version) = crop(&window);
    let id = cast().id("paul");
    let form = |version: i64| {
        let changes = json!({"avatar": {"kind": "use", "draft": draft}});
        json!({"id": id, "version": version, "changes": changes})
    };
    assert_eq!(code(&window.invoke("edit_profile", form(99))), "conflict");
    let address = format!("draft/{draft}/512?v={version}");
    assert_picture(&window.load_picture(&address), 512);
    assert_eq!(code(&window.invoke("edit_profile", form(1))), "ok");
    assert_refused(&window.load_picture(&address), StatusCode::NOT_FOUND);
    assert_eq!(code(&window.invoke("edit_profile", form(2))), "picture");
}

#[test]
fn a_picture_can_be_removed() {
    let window = Actor::Plain.window();
    let saved = save(&window, "paul");
    let id = cast().id("paul");
    let changes = json!({"avatar": {"kind": "remove"}});
    let removed = window
        .invoke(
            "edit_profile",
            json!({"id": id, "version": 2, "changes": changes}),
        )
        .unwrap();
    assert_eq!(removed["person"]["avatar"], Value::Null);
    assert_refused(
        &window.load_picture(&format!("user/{id}/96?v={saved}")),
        StatusCode::NOT_FOUND,
    );
}

#[test]
fn a_picture_is_saved_only_after_it_was_cropped() {
    let window = Actor::Plain.window();
    let draft = window
        .invoke_with_bytes("load_avatar", png(64, 48))
        .unwrap()["draft"]
        .clone();
    assert_refused(
        &window.load_picture(&format!("draft/{draft}/512")),
        StatusCode::NOT_FOUND,
    );
    let changes = json!({"avatar": {"kind": "use", "draft": draft}});
    let arguments = json!({"id": cast().id("paul"), "version": 1, "changes": changes});
    assert_eq!(code(&window.invoke("edit_profile", arguments)), "picture");
}

#[test]
fn few_drafts_are_kept() {
    let window = Actor::Plain.window();
    let drafts: Vec<u64> = (0..5).map(|_| crop(&window).0).collect();
    let kept: Vec<bool> = drafts
        .iter()
        .map(|draft| window.load_picture(&format!("draft/{draft}/96")).status() == StatusCode::OK)
        .collect();
    assert_eq!(
        kept,
        [false, false, true, true, true],
        "the oldest give way"
    );
}

#[test]
fn a_file_that_is_no_picture_is_explained() {
    let window = Actor::Plain.window();
    for bytes in [
        Vec::new(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        png(64, 48)[..60].to_vec(),
    ] {
        let answer = window.invoke_with_bytes("load_avatar", bytes);
        assert_eq!(code(&answer), "picture", "{answer:?}");
    }
    let answer = window.invoke("load_avatar", json!({"bytes": [1, 2, 3]}));
    assert_eq!(code(&answer), "picture", "bytes come as bytes: {answer:?}");
}

#[test]
fn one_sees_the_pictures_of_those_whom_one_may_see() {
    let window = Actor::Superuser.window();
    for name in ["sam", "vera", "paul"] {
        save(&window, name);
    }
    let status = |name: &str| {
        window
            .load_picture(&format!("user/{}/96", cast().id(name)))
            .status()
    };
    assert_eq!(
        [status("sam"), status("vera"), status("rita")],
        [StatusCode::OK, StatusCode::OK, StatusCode::NOT_FOUND]
    );

    window.sign_in("paul", PASSWORD);
    assert_eq!(status("paul"), StatusCode::OK, "one's own");
    for name in ["sam", "vera", "rita"] {
        let answer = window.load_picture(&format!("user/{}/96", cast().id(name)));
        assert_refused(&answer, StatusCode::FORBIDDEN);
    }
    assert_refused(
        &window.load_picture("user/999999/96"),
        StatusCode::FORBIDDEN,
    );
    window.sign_in("rita", PASSWORD);
    assert_eq!(
        status("vera"),
        StatusCode::OK,
        "with the right to see people"
    );
}

#[test]
fn at_the_sign_in_screen_only_the_small_pictures_of_its_tiles_are_shown() {
    let window = Actor::Superuser.window();
    save(&window, "sam");
    save(&window, "vera");
    window.invoke("sign_out", json!({})).unwrap();
    let (sam, vera) = (cast().id("sam"), cast().id("vera"));
    assert_picture(&window.load_picture(&format!("user/{sam}/96")), 96);
    assert_refused(
        &window.load_picture(&format!("user/{sam}/512")),
        StatusCode::FORBIDDEN,
    );
    assert_refused(
        &window.load_picture(&format!("user/{vera}/96")),
        StatusCode::FORBIDDEN,
    );
    window.invoke("forget_account", json!({"id": sam})).unwrap();
    assert_refused(
        &window.load_picture(&format!("user/{sam}/96")),
        StatusCode::FORBIDDEN,
    );
}

#[test]
fn without_tiles_no_picture_is_shown_before_anybody_signs_in() {
    let window = Actor::Superuser.window();
    save(&window, "sam");
    let mut preferences = window.invoke("show_start", json!({})).unwrap()["preferences"].clone();
    preferences["show_tiles"] = json!(false);
    window
        .invoke("save_preferences", json!({"preferences": preferences}))
        .unwrap();
    window.invoke("sign_out", json!({})).unwrap();
    let answer = window.load_picture(&format!("user/{}/96", cast().id("sam")));
    assert_refused(&answer, StatusCode::FORBIDDEN);
}

#[test]
fn drafts_go_with_the_session() {
    let window = Actor::Plain.window();
    let (draft, version) = crop(&window);
    let addresses = [
        format!("draft/{draft}/preview"),
        format!("draft/{draft}/512?v={version}"),
    ];
    window.invoke("sign_out", json!({})).unwrap();
    for address in &addresses {
        assert_refused(&window.load_picture(address), StatusCode::FORBIDDEN);
    }
    window.sign_in("paul", PASSWORD);
    for address in &addresses {
        assert_refused(&window.load_picture(address), StatusCode::NOT_FOUND);
    }
}

#[test]
fn drafts_survive_a_change_of_ones_own_password() {
    let window = Actor::Plain.window();
    let (draft, _) = crop(&window);
    let passwords =
        json!({"current_password": PASSWORD, "new_password": crate::harness::OTHER_PASSWORD});
    window.invoke("change_password", passwords).unwrap();
    assert_picture(&window.load_picture(&format!("draft/{draft}/96")), 96);
}

#[test]
fn a_session_that_ended_gets_no_pictures() {
    for actor in [Actor::Deactivated, Actor::Deleted, Actor::Stale] {
        let window = actor.window();
        let (draft, _) = crop(&window);
        actor.fall(&window);
        assert_refused(
            &window.load_picture(&format!("draft/{draft}/96")),
            StatusCode::FORBIDDEN,
        );
        assert_refused(
            &window.load_picture(&format!("user/{}/512", cast().id("ada"))),
            StatusCode::FORBIDDEN,
        );
        assert_eq!(
            code(&window.invoke("show_me", json!({}))),
            "not_signed_in",
            "{actor:?}"
        );
    }
}

#[test]
fn strange_addresses_find_nothing() {
    let window = Actor::Superuser.window();
    let id = cast().id("sam");
    save(&window, "sam");
    for path in [
        String::new(),
        "../roster.db".to_owned(),
        format!("user/{id}/../{id}/96"),
        format!("user/{id}/96/../../../roster.db"),
        format!("user/{id}%2F96"),
        format!("user/{id}/96?v="),
        "user/-1/96".to_owned(),
        "user/184467440737095516160/96".to_owned(),
    ] {
        assert_refused(&window.load_picture(&path), StatusCode::NOT_FOUND);
    }
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
        Method::HEAD,
    ] {
        let request = Request::builder()
            .method(method)
            .uri(format!("avatar://localhost/user/{id}/96"));
        assert_refused(
            &window.load(&request.body(Vec::new()).unwrap()),
            StatusCode::NOT_FOUND,
        );
    }
    let request = Request::builder().uri(format!("avatar://example.org/user/{id}/96"));
    assert_refused(
        &window.load(&request.body(Vec::new()).unwrap()),
        StatusCode::NOT_FOUND,
    );
}
