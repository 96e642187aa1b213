import type { Me, RecentAccount, SortColumn } from "./core.d.ts";

export interface Preferences { theme: "system" | "light" | "dark"; density: "compact" | "standard" | "relaxed"; show_tiles: boolean; panel_open: boolean; columns: SortColumn[]; dismissed_nudges: number[] }
export interface Broken { kind: "newer" | "damaged" | "not_a_database" | "read_only" | "disk_full" | "busy" | "other"; title: string; message: string; path: string }
export interface Start { screen: "first_run" | "sign_in" | "signed_in" | "broken"; version: string; suggested_username: string; tiles: RecentAccount[]; me: Me | null; preferences: Preferences; notice: string | null; broken: Broken | null; minimum_password: number }
