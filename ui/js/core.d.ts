// Written by a test of roster-core (src-tauri/core/src/view/mod.rs). Do not edit.

export type Permission = "user.view" | "user.add" | "user.change" | "user.delete" | "profile.change" | "group.manage" | "history.view" | "data.import" | "data.export" | "backup.manage";

export type Face = { 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type Me = { 
/**
 * May open the admin panel.
 */
is_staff: boolean, 
/**
 * Has every permission.
 */
is_superuser: boolean, 
/**
 * Nothing else can be done before a new password is chosen.
 */
must_change_password: boolean, 
/**
 * What they may do, of their groups and their own.
 */
permissions: Array<Permission>, 
/**
 * Whether the list of people can be opened.
 */
opens_people: boolean, 
/**
 * Whether the groups can be opened.
 */
opens_groups: boolean, 
/**
 * Whether the history of everyone can be opened; one's own always can.
 */
opens_history: boolean, 
/**
 * Whether the trash can be opened.
 */
opens_trash: boolean, 
/**
 * Why they may not make and restore backups, or nothing if they may.
 */
manages_backups: string | null, 
/**
 * Why people can't be added, or nothing if they can.
 */
adds_people: string | null, 
/**
 * Why the person can't bring people in from a file, or nothing if they can.
 */
imports_people: string | null, 
/**
 * Why the person can't take people out as a file, or nothing if they can.
 */
exports_people: string | null, 
/**
 * How many recovery codes they have left.
 */
recovery_codes: number, 
/**
 * What they should know about their recovery codes, if anything: few are left, or a superuser has none.
 */
recovery_notice: string | null, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type GroupName = { 
/**
 * The group's number.
 */
id: number, 
/**
 * The group's name.
 */
name: string, };

export type Person = { 
/**
 * Counts up with every change; an edit sends back the one that it saw.
 */
version: number, 
/**
 * The address, or an empty string.
 */
email: string, 
/**
 * First name, or an empty string.
 */
first_name: string, 
/**
 * Last name, or an empty string.
 */
last_name: string, 
/**
 * May sign in.
 */
is_active: boolean, 
/**
 * May open the admin panel.
 */
is_staff: boolean, 
/**
 * Has every permission.
 */
is_superuser: boolean, 
/**
 * Has to choose a new password at the next sign-in.
 */
must_change_password: boolean, 
/**
 * Can sign in with a password at all.
 */
has_password: boolean, 
/**
 * The password is a temporary one whose time is over.
 */
has_expired_password: boolean, 
/**
 * Until when nobody can try to sign in with this account, after too many failures in a row.
 */
locked_until: string | null, 
/**
 * The groups they are in, by name.
 */
groups: Array<GroupName>, 
/**
 * What they may do without being in a group.
 */
permissions: Array<Permission>, 
/**
 * What they may do all in all, and why.
 */
effective: EffectivePermissions, 
/**
 * When the account was made.
 */
date_joined: string, 
/**
 * When they last signed in.
 */
last_login: string | null, 
/**
 * When the password was last set.
 */
password_changed: string | null, 
/**
 * When something about them was last changed.
 */
changed_at: string | null, 
/**
 * Who changed it.
 */
changed_by: string | null, 
/**
 * A few words about themselves, or an empty string.
 */
bio: string, 
/**
 * Where they are, or an empty string.
 */
location: string, 
/**
 * ISO 8601, if known.
 */
birth_date: string | null, 
/**
 * The number as typed, or an empty string.
 */
phone_number: string, 
/**
 * The address of their site, or an empty string.
 */
portfolio_site: string, 
/**
 * What the one who asks may do with them.
 */
may: Allowed, 
/**
 * Whether it is the one who asks.
 */
is_me: boolean, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type Allowed = { 
/**
 * E-mail, names, and all that the profile holds.
 */
edit_profile: string | null, 
/**
 * The username.
 */
edit_account: string | null, 
/**
 * Whether they are active.
 */
edit_flags: string | null, 
/**
 * Their groups, and the permissions of their own.
 */
edit_groups: string | null, 
/**
 * Whether they are staff.
 */
edit_staff: string | null, 
/**
 * Whether they are a superuser.
 */
edit_superuser: string | null, 
/**
 * Set another password for them.
 */
reset_password: string | null, 
/**
 * Let them try to sign in again at once; not while nothing keeps them from it.
 */
unlock: string | null, 
/**
 * Move them to the trash.
 */
delete: string | null, };

export type UserRow = { 
/**
 * The address, or an empty string.
 */
email: string, 
/**
 * First name, or an empty string.
 */
first_name: string, 
/**
 * Last name, or an empty string.
 */
last_name: string, 
/**
 * May sign in.
 */
is_active: boolean, 
/**
 * May open the admin panel.
 */
is_staff: boolean, 
/**
 * Has every permission.
 */
is_superuser: boolean, 
/**
 * Can sign in with a password at all.
 */
has_password: boolean, 
/**
 * Has to wait before the next sign-in, after too many failures in a row.
 */
is_locked: boolean, 
/**
 * The names of their groups.
 */
groups: Array<string>, 
/**
 * When the account was made.
 */
date_joined: string, 
/**
 * When they last signed in.
 */
last_login: string | null, 
/**
 * Where they live or work, or an empty string.
 */
location: string, 
/**
 * A phone number as typed, or an empty string.
 */
phone_number: string, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type SortColumn = "name" | "username" | "email" | "first_name" | "last_name" | "is_staff" | "is_superuser" | "is_active" | "groups" | "date_joined" | "last_login";

export type UnsortedColumn = "location" | "phone_number";

export type ListColumn = SortColumn | UnsortedColumn;

export type Sort = { 
/**
 * By what.
 */
column: SortColumn, 
/**
 * From the last to the first.
 */
descending: boolean, };

export type DayRange = { 
/**
 * Not before.
 */
from?: string, 
/**
 * Not after.
 */
to?: string, };

export type LastLoginFilter = { "kind": "never" } | { "kind": "between", 
/**
 * When; two open ends for all who ever signed in.
 */
range?: DayRange, };

export type UserFilter = { 
/**
 * May sign in.
 */
is_active?: boolean, 
/**
 * May open the admin panel.
 */
is_staff?: boolean, 
/**
 * Has every permission.
 */
is_superuser?: boolean, 
/**
 * Has a picture.
 */
has_picture?: boolean, 
/**
 * Has to wait before the next sign-in.
 */
is_locked?: boolean, 
/**
 * In any of these groups; empty for no such condition, unless `no_group` is set.
 */
groups?: Array<number>, 
/**
 * In no group at all. Together with `groups`: in any of them, or in none.
 */
no_group?: boolean, 
/**
 * When the account was made.
 */
joined?: DayRange, 
/**
 * When they last signed in, if ever.
 */
last_login?: LastLoginFilter, 
/**
 * Added by the import that has this number in the history.
 */
added_by?: number, };

export type UserQuery = { 
/**
 * What was typed into the search box; empty for everyone. Any text is a search: what is no term of the query
 * language is looked for as it stands.
 */
search: string, 
/**
 * What was chosen beside the list.
 */
filter?: UserFilter, 
/**
 * Levels of the order; the id always comes last. Empty means by username.
 */
sort: Array<Sort>, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many to return; at most [`UserQuery::MAX_LIMIT`].
 */
limit: number, 
/**
 * Rather the rows soon than the exact total: the total may then be a lower bound, and `count_users` has the rest.
 */
rows_first?: boolean, };

export type UserPage = { 
/**
 * The rows, in order.
 */
rows: Array<UserRow>, 
/**
 * How many people match, or at least so many.
 */
total: number, 
/**
 * Whether the total is exact; always, unless rows were asked for first.
 */
is_total_exact: boolean, 
/**
 * How many people there are.
 */
everyone: number, 
/**
 * The place of the first row among those that match.
 */
offset: number, };

export type YesNoCount = { 
/**
 * It holds.
 */
yes: number, 
/**
 * It does not.
 */
no: number, };

export type GroupCount = { 
/**
 * Which group.
 */
group: GroupName, 
/**
 * How many.
 */
count: number, };

export type SinceCount = { 
/**
 * The length of the time before now, in days of 24 hours.
 */
days: number, 
/**
 * The same, as the beginning of a range in a filter.
 */
from: string, 
/**
 * How many.
 */
count: number, };

export type FilterCounts = { 
/**
 * May sign in.
 */
is_active: YesNoCount, 
/**
 * May open the admin panel.
 */
is_staff: YesNoCount, 
/**
 * Has every permission.
 */
is_superuser: YesNoCount, 
/**
 * Has a picture.
 */
has_picture: YesNoCount, 
/**
 * Has to wait before the next sign-in.
 */
is_locked: YesNoCount, 
/**
 * Each group there is, by name.
 */
groups: Array<GroupCount>, 
/**
 * In no group.
 */
no_group: number, 
/**
 * Joined within so many days before now.
 */
joined: Array<SinceCount>, 
/**
 * Last signed in within so many days before now.
 */
last_login: Array<SinceCount>, 
/**
 * Never signed in.
 */
never_signed_in: number, };

export type Suggestion = { 
/**
 * The whole term.
 */
text: string, 
/**
 * Where the term that it replaces begins, in UTF-16 units as JavaScript counts.
 */
start: number, 
/**
 * Where that term ends.
 */
end: number, 
/**
 * Whether the term is complete; otherwise its value is still to be typed.
 */
is_complete: boolean, };

export type Selection = { "kind": "ids", 
/**
 * Who. An action names those who are gone or in the trash among those whom it skipped.
 */
ids: Array<number>, } | { "kind": "matching", 
/**
 * As in [`UserQuery`](super::UserQuery).
 */
search: string, 
/**
 * As in [`UserQuery`](super::UserQuery).
 */
filter?: UserFilter, 
/**
 * But for these.
 */
except?: Array<number>, };

export type ColumnChoice = { 
/**
 * The page's name of the column.
 */
column: string, 
/**
 * Its width in CSS pixels; absent for the usual one.
 */
width?: number, };

export type ViewContent = { 
/**
 * As in [`UserQuery`](super::UserQuery).
 */
search: string, 
/**
 * As in [`UserQuery`](super::UserQuery).
 */
filter: UserFilter, 
/**
 * As in [`UserQuery`](super::UserQuery).
 */
sort: Array<Sort>, 
/**
 * The columns that are shown; empty for the usual ones.
 */
columns: Array<ColumnChoice>, };

export type SavedView = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its name.
 */
name: string, 
/**
 * What it shows.
 */
content: ViewContent, };

export type ProfileChanges = { 
/**
 * The e-mail address.
 */
email?: string, 
/**
 * The first name.
 */
first_name?: string, 
/**
 * The last name.
 */
last_name?: string, 
/**
 * A few words about themselves.
 */
bio?: string, 
/**
 * Where they are.
 */
location?: string, 
/**
 * `1987-04-09` or `9 April 1987`.
 */
birth_date?: string, 
/**
 * The telephone number.
 */
phone_number?: string, 
/**
 * The address of their site.
 */
portfolio_site?: string, 
/**
 * What happens to the picture.
 */
avatar?: AvatarChange, };

export type AvatarChange = { "kind": "remove" } | { "kind": "use", 
/**
 * Its number.
 */
draft: number, };

export type UserChanges = { 
/**
 * The name to sign in with.
 */
username?: string, 
/**
 * May sign in.
 */
is_active?: boolean, 
/**
 * May open the admin panel.
 */
is_staff?: boolean, 
/**
 * Has every permission.
 */
is_superuser?: boolean, 
/**
 * All the groups they shall be in.
 */
groups?: Array<number>, 
/**
 * All the permissions they shall have of their own.
 */
permissions?: Array<Permission>, 
/**
 * What the profile shall say.
 */
profile?: ProfileChanges, };

export type PasswordChoice = { "kind": "typed", 
/**
 * The password.
 */
password: string, } | { "kind": "temporary" } | { "kind": "none" };

export type NewUser = { 
/**
 * The name to sign in with.
 */
username: string, 
/**
 * The address, or an empty string.
 */
email: string, 
/**
 * First name, or an empty string.
 */
first_name: string, 
/**
 * Last name, or an empty string.
 */
last_name: string, 
/**
 * May open the admin panel.
 */
is_staff: boolean, 
/**
 * Has every permission.
 */
is_superuser: boolean, 
/**
 * The groups to be in.
 */
groups: Array<number>, 
/**
 * How the password comes about.
 */
password: PasswordChoice, };

export type AddedUser = { 
/**
 * The person.
 */
person: Person, 
/**
 * The entry in the history, which whoever may delete the person can undo.
 */
event: number | null, 
/**
 * The passphrase to hand over, if one was made; it can't be shown again.
 */
temporary_password: string | null, };

export type ChangedPerson = { 
/**
 * The person as they are now.
 */
person: Person, 
/**
 * The entry in the history, which can be undone; nothing if nothing was different.
 */
event: number | null, };

export type FirstAdmin = { 
/**
 * The name to sign in with.
 */
username: string, 
/**
 * The address, or an empty string.
 */
email: string, 
/**
 * First name, or an empty string.
 */
first_name: string, 
/**
 * Last name, or an empty string.
 */
last_name: string, 
/**
 * The password.
 */
password: string, 
/**
 * Whether to add people to look around with.
 */
demo: boolean, };

export type PasswordContext = { 
/**
 * The name to sign in with.
 */
username: string, 
/**
 * The address.
 */
email: string, 
/**
 * The first name.
 */
first_name: string, 
/**
 * The last name.
 */
last_name: string, };

export type PasswordRule = "length" | "not_numeric" | "not_common" | "not_similar";

export type CheckedRule = { 
/**
 * Which.
 */
rule: PasswordRule, 
/**
 * Kept.
 */
met: boolean, 
/**
 * The rule in words.
 */
text: string, };

export type PasswordReport = { 
/**
 * 0 for nothing typed, then 1 (guessed at once) to 5 (hard to guess, and it keeps every rule).
 */
score: number, 
/**
 * What would make it better.
 */
hint: string, 
/**
 * All rules, each with whether it is kept.
 */
rules: Array<CheckedRule>, 
/**
 * Whether all are.
 */
acceptable: boolean, };

export type Field = "username" | "email" | "first_name" | "last_name" | "bio" | "location" | "birth_date" | "phone_number" | "portfolio_site";

export type FieldCheck = { 
/**
 * What is wrong, if something is.
 */
error: string | null, 
/**
 * Something good to know.
 */
note: string | null, };

export type AvatarDraft = { 
/**
 * Its number.
 */
draft: number, 
/**
 * Width of the upright picture, in pixels.
 */
width: number, 
/**
 * Height of the upright picture, in pixels.
 */
height: number, };

export type Crop = { 
/**
 * Left edge in pixels of the source.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Length of each side, at least one pixel.
 */
side: number, 
/**
 * Clockwise quarter turns; four are none.
 */
turns: number, };

export type DeletePreview = { 
/**
 * The version that the preview saw.
 */
version: number, 
/**
 * When the account was made.
 */
date_joined: string, 
/**
 * The names of the groups they would leave.
 */
groups: Array<string>, 
/**
 * Whether a picture goes with them.
 */
has_avatar: boolean, 
/**
 * How many entries of the history speak of them, and stay.
 */
history_entries: number, 
/**
 * Why it can't be done, if it can't.
 */
refused: Refusal | null, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type Refusal = { 
/**
 * The rule that forbids it.
 */
rule: RefusalRule, 
/**
 * The rule in words.
 */
message: string, };

export type RefusalRule = "last_superuser" | "yourself" | "superuser" | "forbidden";

export type RecentAccount = { 
/**
 * When they last signed in.
 */
last_login: string | null, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type EffectivePermission = { 
/**
 * Which.
 */
permission: Permission, 
/**
 * Whether they have it; an inactive person has none.
 */
held: boolean, 
/**
 * As a superuser, who has all.
 */
by_superuser: boolean, 
/**
 * From these groups, by name.
 */
by_groups: Array<GroupName>, 
/**
 * Without being in a group.
 */
direct: boolean, 
/**
 * Why the one who asks can't give it to the person directly or take it, or nothing if they can.
 */
edit: string | null, };

export type EffectivePermissions = { 
/**
 * All permissions there are, in the order in which they are shown.
 */
rows: Array<EffectivePermission>, 
/**
 * Why none of them is in effect, if so: the person is inactive, or may not open the admin panel.
 */
asleep: string | null, };

export type ProposedRights = { 
/**
 * May sign in.
 */
is_active: boolean, 
/**
 * May open the admin panel.
 */
is_staff: boolean, 
/**
 * Has every permission.
 */
is_superuser: boolean, 
/**
 * All the groups they shall be in.
 */
groups: Array<number>, 
/**
 * All the permissions they shall have of their own.
 */
permissions: Array<Permission>, };

export type RightsPreview = { 
/**
 * What they could do then, and why.
 */
effective: EffectivePermissions, 
/**
 * What they can do then and can't do now.
 */
gained: Array<Permission>, 
/**
 * What they can do now and can't do then.
 */
lost: Array<Permission>, 
/**
 * Why the form can't be saved by the one who asks, if it can't.
 */
refused: string | null, };

export type TrashQuery = { 
/**
 * Words that must all be found; empty for everyone.
 */
search: string, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many to return; at most [`TrashQuery::MAX_LIMIT`].
 */
limit: number, };

export type TrashRow = { 
/**
 * The address, or an empty string.
 */
email: string, 
/**
 * Since when.
 */
deleted_at: string, 
/**
 * Who put them there, if history knows.
 */
deleted_by: string | null, 
/**
 * In how many days they go for good, each day that has begun counted whole; 0 once their time is over.
 */
days_left: number, 
/**
 * Why the one who asks can't restore them or delete them for good, or nothing if they can.
 */
refused: string | null, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type TrashPage = { 
/**
 * The rows, those deleted last first.
 */
rows: Array<TrashRow>, 
/**
 * How many match.
 */
total: number, };

export type GroupRow = { 
/**
 * The group's number; never used again.
 */
id: number, 
/**
 * The group's name.
 */
name: string, 
/**
 * What it is for; may be empty.
 */
description: string, 
/**
 * Counts up with every change of name, description or permissions.
 */
version: number, 
/**
 * What its members may do, in the order in which permissions are shown.
 */
permissions: Array<Permission>, 
/**
 * How many people are in it, without those in the trash.
 */
members: number, 
/**
 * Why the one who asks can't put people into it or take them out, or nothing if they can.
 */
edit_members: string | null, };

export type Group = { 
/**
 * The group's number; never used again.
 */
id: number, 
/**
 * The group's name.
 */
name: string, 
/**
 * What it is for; may be empty.
 */
description: string, 
/**
 * Counts up with every change of name, description or permissions; an edit sends back the one that it saw.
 */
version: number, 
/**
 * All permissions there are, each with whether the group has it.
 */
permissions: Array<GroupPermission>, 
/**
 * How many people are in it, without those in the trash.
 */
members: number, 
/**
 * How many of those open the admin pages, where what the group allows is done.
 */
staff: number, 
/**
 * What the one who asks may do with it.
 */
may: GroupAllowed, };

export type GroupPermission = { 
/**
 * Which.
 */
permission: Permission, 
/**
 * Whether the group has it.
 */
held: boolean, 
/**
 * Why the one who asks can't give it to the group or take it, or nothing if they can.
 */
edit: string | null, };

export type GroupAllowed = { 
/**
 * Change its name and its description.
 */
edit: string | null, 
/**
 * Put people into it and take them out, from the group's side.
 */
edit_members: string | null, 
/**
 * Delete it.
 */
delete: string | null, };

export type MemberQuery = { 
/**
 * Words that must all be found; empty for everyone.
 */
search: string, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many to return; at most [`MemberQuery::MAX_LIMIT`].
 */
limit: number, };

export type Member = { 
/**
 * May sign in.
 */
is_active: boolean, 
/**
 * Why the one who asks can't take them out of the group, or nothing if they can.
 */
remove: string | null, 
/**
 * The account's number; never used again.
 */
id: number, 
/**
 * The name to sign in with, as typed.
 */
username: string, 
/**
 * First and last name, or the username where there is neither.
 */
name: string, 
/**
 * One or two letters for where there is no picture.
 */
initials: string, 
/**
 * Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
 */
hue: number, 
/**
 * The version of the picture, if there is one; it is part of the picture's address.
 */
avatar: string | null, };

export type MemberPage = { 
/**
 * The rows, by name.
 */
rows: Array<Member>, 
/**
 * How many members match.
 */
total: number, };

export type NewGroup = { 
/**
 * 1 to 150 characters; unique, whatever the case.
 */
name: string, 
/**
 * What it is for, in one line of at most 200 characters; may be empty.
 */
description: string, 
/**
 * What its members may do.
 */
permissions: Array<Permission>, };

export type ChangedGroup = { 
/**
 * The group as it is now.
 */
group: Group, 
/**
 * The entry in the history, which can be undone; nothing if nothing was different.
 */
event: number | null, };

export type GroupChanges = { 
/**
 * 1 to 150 characters; unique, whatever the case.
 */
name?: string, 
/**
 * What it is for, in one line of at most 200 characters; may be empty.
 */
description?: string, 
/**
 * All that its members shall be allowed to do.
 */
permissions?: Array<Permission>, };

export type GroupDeletePreview = { 
/**
 * The group's number.
 */
id: number, 
/**
 * The group's name.
 */
name: string, 
/**
 * The version that the preview saw.
 */
version: number, 
/**
 * How many people would leave it, those in the trash included.
 */
members: number, 
/**
 * The first few of them, by name.
 */
first_members: Array<Face>, 
/**
 * The permissions that it gives, each with who would really lose it.
 */
permissions: Array<LostPermission>, 
/**
 * Why it can't be done, if it can't.
 */
refused: string | null, };

export type LostPermission = { 
/**
 * Which.
 */
permission: Permission, 
/**
 * How many active members have it from nowhere else; superusers never lose one.
 */
losers: number, 
/**
 * The names of the first few of them.
 */
first_losers: Array<string>, };

export type NameMatch = { 
/**
 * The line, trimmed.
 */
line: string, 
/**
 * Whose username or e-mail address it is.
 */
person: Face | null, 
/**
 * Why this line adds nobody to the group, or nothing if it does.
 */
refused: string | null, };

export type BulkAction = { "kind": "activate" } | { "kind": "deactivate" } | { "kind": "add_to_group", 
/**
 * The group's number.
 */
group: number, } | { "kind": "remove_from_group", 
/**
 * The group's number.
 */
group: number, } | { "kind": "require_password" } | { "kind": "trash" } | { "kind": "restore" };

export type BulkPreview = { 
/**
 * How many people it would change.
 */
would_change: number, 
/**
 * Those whom it would leave as they are, by reason; the most frequent reason first.
 */
skipped: Array<Skipped>, };

export type BulkOutcome = { 
/**
 * The entry in the history, which can be undone; nothing if nobody was changed.
 */
event: number | null, 
/**
 * How many people were changed.
 */
changed: number, 
/**
 * Those who were left as they are, by reason; the most frequent reason first.
 */
skipped: Array<Skipped>, };

export type Skipped = { 
/**
 * The reason, as a finished sentence.
 */
reason: string, 
/**
 * How many.
 */
count: number, 
/**
 * The names of the first few.
 */
names: Array<string>, };

export type Action = "add" | "change" | "delete" | "restore" | "purge" | "sign_in" | "sign_in_failed" | "lock" | "unlock" | "recover" | "make_recovery_codes" | "change_password" | "reset_password" | "activate" | "deactivate" | "require_password" | "add_members" | "remove_members" | "import" | "export" | "back_up" | "restore_backup" | "undo";

export type TargetKind = "user" | "group" | "roster";

export type TargetRef = { 
/**
 * What it is.
 */
kind: TargetKind, 
/**
 * Its number.
 */
id: number, };

export type EventQuery = { 
/**
 * Done by the person with this number.
 */
actor?: number, 
/**
 * Done to this.
 */
target?: TargetRef, 
/**
 * The parts of the event with this number.
 */
batch?: number, 
/**
 * One of these; empty for all.
 */
actions?: Array<Action>, 
/**
 * At this moment (RFC 3339) or later; or a day like `2026-06-14`, which begins where the computer is.
 */
from?: string, 
/**
 * Before this moment (RFC 3339); or before a day like `2026-06-14` begins.
 */
until?: string, 
/**
 * Words that must all be found in the names or the values; case does not matter, nor do accents in names.
 */
text?: string, 
/**
 * Only those older than the event with this number: the last one of the page before.
 */
before?: number, 
/**
 * How many to return; at most [`EventQuery::MAX_LIMIT`].
 */
limit: number, };

export type EventActor = { 
/**
 * Their number, if they are still in the roster; nobody's for the command line.
 */
id: number | null, 
/**
 * Their name.
 */
name: string, };

export type EventTarget = { 
/**
 * What it is.
 */
kind: TargetKind, 
/**
 * Its number, also if it is gone; nothing for many at once.
 */
id: number | null, 
/**
 * Its name.
 */
name: string, };

export type FieldChange = { 
/**
 * The field's name, as in the forms.
 */
field: string, 
/**
 * Before.
 */
old: unknown, 
/**
 * After.
 */
new: unknown, };

export type EventRow = { 
/**
 * The event's number; later events have higher ones.
 */
id: number, 
/**
 * When.
 */
at: string, 
/**
 * Who did it.
 */
actor: EventActor, 
/**
 * What was done.
 */
action: Action, 
/**
 * To whom or what.
 */
target: EventTarget, 
/**
 * The fields that changed.
 */
changes: Array<FieldChange>, 
/**
 * The event that this is a part of, if it is.
 */
batch: number | null, 
/**
 * How many people an action on many changed; nothing for other events.
 */
batch_size: number | null, 
/**
 * Why the one who asks can't undo it, or nothing if they can. Of an action on many, single people may still conflict.
 */
may_undo: string | null, 
/**
 * The event that this one undid, if it is an undo.
 */
undoes: number | null, 
/**
 * The event that undid this one, as long as it was not redone.
 */
undone_by: number | null, };

export type EventPage = { 
/**
 * The events, newest first.
 */
rows: Array<EventRow>, 
/**
 * How many match, on all pages.
 */
total: number, };

export type UndoChange = { 
/**
 * Who or what.
 */
target: EventTarget, 
/**
 * `old` is what the field is now, `new` what it would be.
 */
fields: Array<FieldChange>, };

export type UndoConflict = { 
/**
 * Who or what.
 */
target: EventTarget, 
/**
 * The field, if it is about one.
 */
field: string | null, 
/**
 * What it is, as a finished sentence.
 */
message: string, 
/**
 * The later event that changed it, if it is known.
 */
event: number | null, };

export type UndoPreview = { 
/**
 * The event.
 */
event: number, 
/**
 * How many people and groups would be set back.
 */
would_change: number, 
/**
 * The first of them, each with its fields: what they are, and what they would be.
 */
changes: Array<UndoChange>, 
/**
 * How many people and groups can't be set back, or not wholly.
 */
would_skip: number, 
/**
 * The first of what stands in the way.
 */
conflicts: Array<UndoConflict>, 
/**
 * Why nothing of it can be undone, whatever is skipped.
 */
refused: string | null, };

export type UndoOutcome = { 
/**
 * The undo's own entry in the history, which can be undone in turn.
 */
event: number, 
/**
 * How many people and groups were set back.
 */
changed: number, 
/**
 * How many stayed as they are, or in part, because of conflicts.
 */
skipped: number, };

export type BackupReason = "daily" | "by_hand" | "before_update" | "before_restore" | "before_repair" | "damaged";

export type Backup = { 
/**
 * The file, in the folder of backups.
 */
name: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * Why.
 */
reason: BackupReason, 
/**
 * In bytes.
 */
size: number, 
/**
 * How many people are in it, those in the trash left out; nothing if that can't be read.
 */
people: number | null, 
/**
 * Why it can't be restored, as far as a short look tells.
 */
refused: string | null, };

export type BackupList = { 
/**
 * The newest first.
 */
backups: Array<Backup>, 
/**
 * How many regular ones are kept.
 */
kept: number, 
/**
 * Why the last one of each day could not be made, if so.
 */
trouble: string | null, 
/**
 * Where they are.
 */
folder: string, };

export type BackupEvent = { 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
actor: string, 
/**
 * What was done; nothing for what this program does not know.
 */
action: Action | null, 
/**
 * To whom.
 */
target: string, };

export type BackupContents = { 
/**
 * People, those in the trash left out.
 */
people: number, 
/**
 * Groups.
 */
groups: number, 
/**
 * Entries of the history.
 */
events: number, 
/**
 * The last of them.
 */
newest_event: BackupEvent | null, };

export type BackupPreview = { 
/**
 * The file's name.
 */
name: string, 
/**
 * When it was made; nothing if its name does not say.
 */
made_at: string | null, 
/**
 * Why it was made; nothing if its name does not say.
 */
reason: BackupReason | null, 
/**
 * In bytes.
 */
size: number, 
/**
 * Its schema.
 */
schema: number, 
/**
 * The schema that it will have afterwards.
 */
known_schema: number, 
/**
 * What is in it.
 */
contents: BackupContents, 
/**
 * What the roster holds now; nothing if it can't be read.
 */
current: BackupContents | null, };

export type RestoreOutcome = { 
/**
 * Where what was replaced is kept, a file in the folder of backups; nothing if there was nothing.
 */
kept_aside: string | null, 
/**
 * How many people are in the roster now.
 */
people: number, };

export type RescueOffer = { 
/**
 * Whether a file is there that is moved aside; otherwise the roster is gone, or empty.
 */
replaces: boolean, 
/**
 * The newest copy that was read to the end and found good.
 */
backup: Backup, 
/**
 * The offer in words.
 */
sentence: string, };

export type CheckReport = { 
/**
 * What SQLite's own check of the file's structure says.
 */
integrity: Array<string>, 
/**
 * Rows that refer to rows that are not there, by table.
 */
foreign_keys: Array<string>, 
/**
 * Users without a profile.
 */
missing_profiles: number, 
/**
 * Users whose folded names do not fit their names, so that a search misses them.
 */
stale_search: number, 
/**
 * People and groups whose keys do not fit their names, so that they are not found by them.
 */
stale_keys: number, };

export type ImportKind = "csv" | "django" | "json";

export type ImportField = "username" | "email" | "first_name" | "last_name" | "name" | "is_active" | "is_staff" | "is_superuser" | "must_change_password" | "groups" | "date_joined" | "last_login" | "bio" | "location" | "birth_date" | "phone_number" | "portfolio_site" | "password" | "password_hash";

export type ImportFile = { 
/**
 * Its name, without the folders.
 */
name: string, 
/**
 * What it is.
 */
kind: ImportKind, 
/**
 * How large it is, in bytes.
 */
size: number, 
/**
 * In words: `UTF-8, separated by semicolons`, or which tables of a database it comes from.
 */
details: string, 
/**
 * What the person should know about it, each a finished sentence.
 */
notices: Array<string>, 
/**
 * The columns of a table, in its order, with what each seems to say; empty for other kinds.
 */
columns: Array<ImportColumn>, 
/**
 * What is in a database and has no place in Roster.
 */
left_out: Array<LeftOut>, 
/**
 * The folder that pictures come from, if there is one.
 */
media: string | null, };

export type ImportColumn = { 
/**
 * What the first row calls it.
 */
heading: string, 
/**
 * What it says about people, or nothing if it is left out.
 */
field: ImportField | null, 
/**
 * The first few values that are not empty; none of passwords.
 */
samples: Array<string>, };

export type LeftOut = { 
/**
 * The table and the column, like `accounts_profile.twitter`.
 */
column: string, 
/**
 * How many people have something there.
 */
filled: number, };

export type ImportOptions = { 
/**
 * What each column of a table says, in the table's order; absent: as guessed.
 */
columns?: Array<ImportField | null>, };

export type ImportVerdict = "add" | "change" | "skip" | "conflict" | "error";

export type ImportDecision = "skip" | "update" | "rename";

export type ImportSummary = { 
/**
 * How many rows there are.
 */
rows: number, 
/**
 * Rows that add somebody.
 */
add: number, 
/**
 * Rows that change somebody.
 */
change: number, 
/**
 * Rows that say nothing new.
 */
skip: number, 
/**
 * Rows that somebody has to decide about, decided or not.
 */
conflict: number, 
/**
 * Rows that can't be taken.
 */
error: number, 
/**
 * Conflicts that nobody has decided about: they are left out.
 */
undecided: number, 
/**
 * How many people would be added, with all decisions.
 */
would_add: number, 
/**
 * How many people would be changed, with all decisions.
 */
would_change: number, 
/**
 * How many new people bring no password that works here.
 */
without_password: number, 
/**
 * How many bring a picture.
 */
pictures: number, 
/**
 * The decision about all conflicts that were not decided by themselves.
 */
decision: ImportDecision | null, 
/**
 * The groups that rows name and that are not in the roster yet.
 */
new_groups: Array<ImportGroup>, 
/**
 * What the person should know, each a finished sentence.
 */
notices: Array<string>, };

export type ImportGroup = { 
/**
 * Its name.
 */
name: string, 
/**
 * What its members may do, by name.
 */
permissions: Array<string>, 
/**
 * Why it is left out, or nothing if it is made.
 */
refused: string | null, };

export type ImportQuery = { 
/**
 * Only these.
 */
verdict?: ImportVerdict, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many to return; at most [`ImportQuery::MAX_LIMIT`].
 */
limit: number, };

export type ImportPage = { 
/**
 * How many match, on all pages.
 */
total: number, 
/**
 * The rows, in the order of the file.
 */
rows: Array<ImportRow>, };

export type ImportRow = { 
/**
 * Its number in the plan, from 0: by this it is decided about.
 */
row: number, 
/**
 * Where it is in the file: the line of a table, the number of a record elsewhere.
 */
line: number, 
/**
 * What becomes of it, as the roster is now.
 */
verdict: ImportVerdict, 
/**
 * Why, as a finished sentence; of additions and changes, nothing.
 */
reason: string | null, 
/**
 * What can be decided about a conflict.
 */
decisions: Array<ImportDecision>, 
/**
 * What is decided, for itself or with all others.
 */
decision: ImportDecision | null, 
/**
 * The username that the row names or that the person would get.
 */
username: string, 
/**
 * First and last name as the row has them, or the username.
 */
name: string, 
/**
 * Who in the roster it is about.
 */
person: Face | null, 
/**
 * What is different: for somebody new, all that is not empty. Decisions count.
 */
changes: Array<FieldChange>, 
/**
 * A sentence for each value that is wrong.
 */
errors: { [key in string]: string }, 
/**
 * What is left out of the row and why, each a finished sentence.
 */
notes: Array<string>, };

export type ImportPasswords = "none" | "temporary";

export type ImportOutcome = { 
/**
 * The entry in the history, which can be undone; nothing if nobody was added or changed.
 */
event: number | null, 
/**
 * How many people were added.
 */
added: number, 
/**
 * How many people were changed.
 */
changed: number, 
/**
 * How many rows said nothing new.
 */
same: number, 
/**
 * How many conflicts were left out, as decided.
 */
skipped: number, 
/**
 * How many rows were refused: errors, undecided conflicts, and those that did not fit any more.
 */
refused: number, 
/**
 * How many groups were made.
 */
groups: number, 
/**
 * How many pictures were taken over.
 */
pictures: number, 
/**
 * The first of the rows that were refused, or not taken over wholly.
 */
troubles: Array<ImportTrouble>, 
/**
 * The passphrases to hand over; they can't be shown again.
 */
passphrases: Array<NewPassphrase>, };

export type ImportTrouble = { 
/**
 * Its number in the plan.
 */
row: number, 
/**
 * Where it is in the file.
 */
line: number, 
/**
 * The username in it.
 */
username: string, 
/**
 * Whether nothing of the row was taken.
 */
is_refused: boolean, 
/**
 * Why, as a finished sentence.
 */
reason: string, };

export type NewPassphrase = { 
/**
 * Whose.
 */
id: number, 
/**
 * The name to sign in with.
 */
username: string, 
/**
 * First and last name, or the username.
 */
name: string, 
/**
 * The passphrase.
 */
passphrase: string, };

export type ExportFormat = { "kind": "csv", 
/**
 * For programs: what a spreadsheet would take for a formula is left as it is.
 */
raw: boolean, } | { "kind": "json" } | { "kind": "vcard" };

export type ErrorCode = "validation" | "sign_in_refused" | "throttled" | "proof_needed" | "locked" | "not_signed_in" | "session_ended" | "password_change_required" | "forbidden" | "not_found" | "conflict" | "protected" | "cancelled" | "picture" | "import" | "output" | "backup" | "database" | "internal";

export type ErrorView = { 
/**
 * What the page does about it.
 */
code: ErrorCode, 
/**
 * A finished sentence for the person.
 */
message: string, 
/**
 * A sentence for each wrong field.
 */
fields?: { [key in string]: string }, 
/**
 * With a conflict: the person as they are now.
 */
current?: Person, 
/**
 * With a conflict over a group: the group as it is now.
 */
current_group?: Group, 
/**
 * After a failed sign-in, or instead of one: in how many milliseconds to try again, if not at once.
 */
retry_after?: number, };

export type RosterSettings = { 
/**
 * The shortest password that can be chosen, in characters.
 */
minimum_password: number, 
/**
 * Why the one who asks may not change any of it, or nothing if they may.
 */
refused: string | null, };

export type SettingChanges = { 
/**
 * The shortest password, from 8 to 64 characters.
 */
minimum_password?: number, };

export type ContentCounts = { 
/**
 * People, those in the trash left out.
 */
people: number, 
/**
 * Groups.
 */
groups: number, 
/**
 * Entries of the history.
 */
events: number, };

export type Diagnostics = { 
/**
 * SQLite's version.
 */
sqlite: string, 
/**
 * The last migration.
 */
schema: number, 
/**
 * How much there is; nothing for those who may not see people.
 */
contents: ContentCounts | null, };

