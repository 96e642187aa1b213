//! `sqlx::migrate!` reads the folder at compile time, but does not tell cargo about new files in it.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
