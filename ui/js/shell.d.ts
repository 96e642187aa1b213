// Written by a test of the shell (src-tauri/desktop/start.rs). Do not edit.

import type { ColumnChoice, Me, RecentAccount } from "./core.d.ts";

export type Language = "system" | "en" | "de" | "fr" | "es" | "ar";

export type ThemeChoice = "system" | "light" | "dark";

export type Density = "compact" | "standard" | "relaxed";

export type AccountColumns = { 
/**
 * Whose; 0 for everyone who has chosen none, as Roster kept them at first.
 */
account: number, 
/**
 * In order.
 */
columns: ColumnChoice[], };

export type Preferences = { 
/**
 * What the window speaks.
 */
language: Language, 
/**
 * Light, dark, or as the system.
 */
theme: ThemeChoice, 
/**
 * How high the rows of lists are.
 */
density: Density, 
/**
 * Whether the sign-in screen shows who signed in before.
 */
show_tiles: boolean, 
/**
 * Whether the panel beside the list is open.
 */
panel_open: boolean, 
/**
 * After how many minutes without the person the window locks, up to 60; 0 for never.
 */
lock_after: number, 
/**
 * The columns of the list of people, for each account that chose some.
 */
columns: Array<AccountColumns>, 
/**
 * The accounts whose "tell something about yourself" was closed.
 */
dismissed_nudges: Array<number>, };

export type BrokenKind = "newer" | "damaged" | "not_a_database" | "read_only" | "disk_full" | "busy" | "other";

export type Broken = { kind: BrokenKind, title: string, message: string, path: string, };

export type Screen = "first_run" | "sign_in" | "signed_in" | "locked" | "broken";

export type Start = { screen: Screen, 
/**
 * Roster's version.
 */
version: string, 
/**
 * The computer account's name, where the first administrator is made.
 */
suggested_username: string, 
/**
 * Who signed in here before, or whose window is locked.
 */
tiles: RecentAccount[], me: Me | null, preferences: Preferences, 
/**
 * Something the person should know, said once.
 */
notice: string | null, broken: Broken | null, 
/**
 * The shortest password, in characters.
 */
minimum_password: number, };

