//! Lets tauri read its configuration.

fn main() {
    tauri_build::build();
}
