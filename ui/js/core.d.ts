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
 * Why people can't be added, or nothing if they can.
 */
adds_people: string | null, 
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
 * The groups they are in, by name.
 */
groups: Array<GroupName>, 
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
 * Whether they are active, and their groups.
 */
edit_flags: string | null, 
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
last_login?: LastLoginFilter, };

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
 * Who; those who are gone or in the trash don't count.
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
 * The passphrase to hand over, if one was made; it can't be shown again.
 */
temporary_password: string | null, };

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

export type ErrorCode = "validation" | "sign_in_refused" | "not_signed_in" | "session_ended" | "password_change_required" | "forbidden" | "not_found" | "conflict" | "protected" | "picture" | "database" | "internal";

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
current?: Person, };

