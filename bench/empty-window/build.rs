//! Lets tauri read its configuration.

use tauri_build::Attributes;

fn main() {
    // Named, though there are none: otherwise tauri watches a folder that does not exist, and each build begins anew.
    let attributes = Attributes::new().capabilities_path_pattern("capabilities/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
