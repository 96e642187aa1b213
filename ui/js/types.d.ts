// What crosses between the window and the core. Generated from the Rust view types.

export type ErrorCode = "validation" | "sign_in_refused" | "not_signed_in" | "session_ended" | "password_change_required" | "forbidden" | "not_found" | "conflict" | "protected" | "picture" | "database" | "internal";
export interface CommandError { code: ErrorCode; message: string; fields?: Record<string, string>; current?: Person }
export type Permission = "user.view" | "user.add" | "user.change" | "user.delete" | "profile.change" | "group.manage" | "history.view" | "data.import" | "data.export" | "backup.manage";
export interface Face { id: number; username: string; name: string; initials: string; hue: number; avatar: string | null }
export interface Me extends Face { is_staff: boolean; is_superuser: boolean; must_change_password: boolean; permissions: Permission[]; opens_people: boolean; adds_people: string | null }
export interface GroupName { id: number; name: string }
export interface Allowed { edit_profile: string | null; edit_account: string | null; edit_flags: string | null; edit_staff: string | null; edit_superuser: string | null; reset_password: string | null; delete: string | null }
export interface Person extends Face {
  version: number; email: string; first_name: string; last_name: string; is_active: boolean; is_staff: boolean; is_superuser: boolean;
  must_change_password: boolean; has_password: boolean; groups: GroupName[];
  date_joined: string; last_login: string | null; password_changed: string | null; changed_at: string | null; changed_by: string | null;
  bio: string; location: string; birth_date: string | null; phone_number: string; portfolio_site: string;
  may: Allowed; is_me: boolean;
}
export interface UserRow extends Face { email: string; first_name: string; last_name: string; is_active: boolean; is_staff: boolean; is_superuser: boolean; has_password: boolean; groups: string[]; date_joined: string; last_login: string | null }
export type SortColumn = "name" | "username" | "email" | "first_name" | "last_name" | "is_staff" | "is_superuser" | "is_active" | "groups" | "date_joined" | "last_login";
export interface UserQuery { search: string; sort: { column: SortColumn; descending: boolean }[]; offset: number; limit: number }
export interface UserPage { rows: UserRow[]; total: number; everyone: number; offset: number }
export type AvatarChange = { kind: "remove" } | { kind: "use"; draft: number };
export interface ProfileChanges { email?: string; first_name?: string; last_name?: string; bio?: string; location?: string; birth_date?: string; phone_number?: string; portfolio_site?: string; avatar?: AvatarChange }
export interface UserChanges { username?: string; is_active?: boolean; is_staff?: boolean; is_superuser?: boolean; groups?: number[]; profile?: ProfileChanges }
export type PasswordChoice = { kind: "typed"; password: string } | { kind: "temporary" } | { kind: "none" };
export interface NewUser { username: string; email: string; first_name: string; last_name: string; is_staff: boolean; is_superuser: boolean; groups: number[]; password: PasswordChoice }
export interface AddedUser { person: Person; temporary_password: string | null }
export interface FirstAdmin { username: string; email: string; first_name: string; last_name: string; password: string; demo: boolean }
export interface PasswordReport { score: 0 | 1 | 2 | 3 | 4 | 5; hint: string; rules: { rule: "length" | "not_numeric" | "not_common" | "not_similar"; met: boolean; text: string }[]; acceptable: boolean }
export interface PasswordContext { username: string; email: string; first_name: string; last_name: string }
export interface AvatarDraft { draft: number; width: number; height: number; preview: string }
export interface Crop { x: number; y: number; side: number; turns: number }
export interface DeletePreview { id: number; name: string; username: string; version: number; date_joined: string; groups: string[]; has_avatar: boolean; history_entries: number; refused: { rule: "last_superuser" | "yourself" | "superuser" | "forbidden"; message: string } | null }
export interface RecentAccount extends Face { last_login: string | null }
export interface Preferences { theme: "system" | "light" | "dark"; density: "compact" | "standard" | "relaxed"; show_tiles: boolean; panel_open: boolean; columns: SortColumn[]; dismissed_nudges: number[] }
export interface Broken { kind: "newer" | "damaged" | "not_a_database" | "read_only" | "disk_full" | "busy" | "other"; title: string; message: string; path: string }
export interface Start { screen: "first_run" | "sign_in" | "signed_in" | "broken"; version: string; suggested_username: string; tiles: RecentAccount[]; me: Me | null; preferences: Preferences; notice: string | null; broken: Broken | null; minimum_password: number }
export interface FieldCheck { error: string | null; note: string | null }
export type Field = "username" | "email" | "first_name" | "last_name" | "bio" | "location" | "birth_date" | "phone_number" | "portfolio_site";
