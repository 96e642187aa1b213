// All that crosses between the page and Rust: what the core shows, and what the window adds to it.
// Both files are written by tests of the Rust types; this one only names them together.

export type * from "./core.d.ts";
export type * from "./shell.d.ts";
export type { ErrorView as CommandError } from "./core.d.ts";
