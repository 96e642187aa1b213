// Written by a test of the shell (src-tauri/desktop/start.rs). Do not edit.

import type { ColumnChoice, Diagnostics, Me, RecentAccount, RosterSettings } from "./core.d.ts";

export type Language = "system" | "en" | "de" | "fr" | "es" | "ar";

export type ThemeChoice = "system" | "light" | "dark";

export type Density = "compact" | "standard" | "relaxed";

export type TextSize = "small" | "standard" | "large";

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
 * How large everything is.
 */
text_size: TextSize, 
/**
 * How large the whole page is shown, in percent, from 50 to 400.
 */
zoom: number, 
/**
 * Whether nothing moves, whatever the system says.
 */
less_motion: boolean, 
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
 * Whether it locks with the computer, where the system tells of that.
 */
lock_with_screen: boolean, 
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
 * The name of the roster, if it is another than that of this computer account.
 */
other_roster: string | null, };

export type Security = { 
/**
 * Who signed in here before.
 */
accounts: RecentAccount[], 
/**
 * Whether the system tells when the computer is locked or sleeps.
 */
knows_screen_lock: boolean, settings: RosterSettings, };

export type RosterPlace = { 
/**
 * The file.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Where it is.
 */
folder: string, 
/**
 * Whether it is the one of this computer account.
 */
is_own: boolean, };

export type RosterList = { 
/**
 * The one that is open.
 */
current: RosterPlace, 
/**
 * The others, the latest first.
 */
others: Array<RosterPlace>, 
/**
 * The names of those that are not there any more, and were just taken off the list.
 */
gone: Array<string>, };

export type Place = "people" | "profile" | "settings";

export type About = { 
/**
 * Roster's version.
 */
version: string, 
/**
 * The version of the engine that shows the page, or an empty string.
 */
webview: string, 
/**
 * The system and its processor.
 */
platform: string, 
/**
 * Where the roster is, with all that Roster puts beside it.
 */
folder: string, diagnostics: Diagnostics, };

