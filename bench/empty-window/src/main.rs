//! The least Tauri window: hidden until its page has run, like Roster's, and nothing else.

use tauri::{AppHandle, WebviewWindow};

#[tauri::command]
#[expect(
    clippy::needless_pass_by_value,
    reason = "a command owns its arguments"
)]
fn show_window(window: WebviewWindow) -> tauri::Result<()> {
    window.show()
}

fn main() -> tauri::Result<()> {
    let app = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![show_window])
        .build(tauri::generate_context!())?;
    app.run(|_: &AppHandle, _| {});
    Ok(())
}
