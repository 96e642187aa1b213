/**
 * What scripts say. Whole sentences with placeholders, never glued from pieces, so that another language can be
 * laid over by key. What stands in a screen from the start is in the templates of index.html.
 */

/** The language the words are in; dates and numbers follow it. */
export const LOCALE = "en-GB";

/** A sentence, or its plural forms chosen by `count`. @typedef {string | { one: string, other: string }} Words */

const WORDS = {
  "error.unexpected": "Something went wrong inside Roster. Try again; if it happens again, restart Roster.",

  "app.title": "{screen} – Roster",
  "app.version": "Roster {version}",

  "time.now": "Now",
  "time.today": "Today",
  "time.today_at": "Today, {time}",
  "time.yesterday": "Yesterday",

  "undo": "Undo",
  "close": "Close",

  "edit.empty": "empty",
  "edit.on": "on",
  "edit.off": "off",
  "edit.unsaved": { one: "1 unsaved change", other: "{count} unsaved changes" },
  "edit.wrong": { one: "1 field needs attention", other: "{count} fields need attention" },
  "edit.show_wrong": "Show it",
  "edit.choose_version": "Choose a version before saving",
  "edit.saved": "Saved",
  "edit.nothing_to_save": "Nothing has been changed yet.",
  "edit.discarded": { one: "1 change discarded", other: "{count} changes discarded" },

  "leave.title_own": "Save your changes?",
  "leave.title": "Save your changes to {name}?",
  "leave.text": "You changed {fields}.",
  "leave.discard": "Discard changes",
  "leave.stay": "Keep editing",
  "leave.save": "Save",

  "conflict.title": "This profile was changed elsewhere",
  "conflict.text": {
    one: "{who} changed it at {time}, while you were editing. Only {field} differs from your version:",
    other: "{who} changed it at {time}, while you were editing. {count} fields differ from your version:",
  },
  "conflict.someone": "Someone",
  "conflict.theirs": "Theirs",
  "conflict.mine": "Yours",
  "conflict.use_theirs": "Use theirs",
  "conflict.keep_mine": "Keep mine",

  "password.strength.0": "",
  "password.strength.1": "Very weak",
  "password.strength.2": "Weak",
  "password.strength.3": "Fair",
  "password.strength.4": "Strong",
  "password.strength.5": "Excellent",
  "password.rule.met": ", met",
  "password.rule.not_met": ", not met yet",
  "password.caps_lock": "Caps Lock is on",
  "password.again_differs": "This is not the same as the new password.",
  "password.changed": "Password changed",

  "sign_in.remove": "Remove from this list:",
  "sign_in.found": { one: "1 account found", other: "{count} accounts found" },

  "broken.details": "Roster {version}\n{title}\n{message}\nKind: {kind}\nFile: {path}",
  "broken.copied": "Details copied",

  "profile.title": "My profile",
  "profile.title_other": "Profile",
  "profile.blank": "Not given",
  "profile.no_bio": "Nothing here yet.",
  "profile.not_copied": "The address could not be copied.",
  "profile_edit.title": "Edit profile",
  "edit.counter": "{used} of {limit}",

  "picture.label": "Picture",
  "picture.none": "No picture",
  "picture.some": "A new picture",
  "picture.dialog_open": "The file dialog is open already.",
  "picture.too_large": "This file has {size} MB. Pictures can have up to {limit} MB.",
  "picture.only_path": "A copied file cannot be pasted here. Drop it, or choose it with the button.",
  "picture.unreadable": "This could not be read. Drop one picture file, not a folder.",

  "role.superuser": "Superuser",
  "role.staff": "Staff",
  "role.superuser_staff": "Superuser, staff",
  "role.member": "Member",
  "role.signed_in": "Signed in",

  // people: begin
  "action.try_again": "Try again",
  "action.activate": "Activate",
  "action.deactivate": "Deactivate",

  "people.title": "People",
  "people.counting": "Counting…",
  "people.count": { one: "1 person", other: "{count} people" },
  "people.count.matching": { one: "{total} of 1 person", other: "{total} of {count} people" },
  "people.position": "{index} of {total}",
  "people.position.first": "This is the first person in the list.",
  "people.position.last": "This is the last person in the list.",
  "people.column.name": "Person",
  "people.column.username": "Username",
  "people.column.email": "E-mail",
  "people.column.first_name": "First name",
  "people.column.last_name": "Last name",
  "people.column.groups": "Groups",
  "people.column.is_staff": "Staff",
  "people.column.is_superuser": "Superuser",
  "people.column.is_active": "Status",
  "people.column.last_login": "Last sign-in",
  "people.column.date_joined": "Joined",
  "people.columns.shown": "{shown} of {all} shown",
  "people.columns.earlier": "Move {column} earlier",
  "people.columns.later": "Move {column} later",
  "people.columns.first": "This column stands first, after the person.",
  "people.columns.last": "This column stands last.",
  "people.by.name": "person",
  "people.by.username": "username",
  "people.by.email": "e-mail",
  "people.by.first_name": "first name",
  "people.by.last_name": "last name",
  "people.by.groups": "groups",
  "people.by.is_staff": "staff",
  "people.by.is_superuser": "superuser",
  "people.by.is_active": "status",
  "people.by.last_login": "last sign-in",
  "people.by.date_joined": "joined",
  "people.sorted.one": "Sorted by {first} · {time} ms",
  "people.sorted.two": "Sorted by {first}, then {second} · {time} ms",
  "people.sorted.more": "Sorted by {first}, then {second} and {count} more · {time} ms",
  "people.sort.level": "sort level {level}",
  "people.groups.more": "+{count}",
  "people.staff.no": "No",
  "people.row_on_its_way": "Loading…",
  "people.never": "Never",
  "people.no_match.title": "Nobody matches “{search}”",
  "people.no_match.text": "Names, usernames and e-mail addresses were searched. Every word has to be found in one of them.",
  "people.no_match.clear": "Clear search",
  "people.nobody.title": "Nobody is here yet",
  "people.nobody.text": "People you add appear in this list.",
  "people.failed.title": "The list could not be read",

  "people.no_filter_match.title": "Nobody matches the filters",
  "people.no_filter_match.search": "Nobody matches “{search}” with these filters",
  "people.no_filter_match.text": "In use: {filters}.",
  "people.no_filter_match.clear": "Remove all filters",

  "pick.everyone": "Pick everyone in this list",
  "pick.count": "{count} picked",
  "pick.all": "Pick all {total}",
  "pick.bar": { one: "Actions for 1 person", other: "Actions for {count} people" },
  "pick.failed": "The range was not picked",
  "pick.too_long": "A range has up to {most} people. For more, pick all and leave some out.",

  "bulk.activate.ask": { one: "Activate 1 person?", other: "Activate {count} people?" },
  "bulk.activate.nobody": "Nobody here can be activated",
  "bulk.activate.text": "They can sign in again, with the password they had.",
  "bulk.activate.do": { one: "Activate 1 person", other: "Activate {count} people" },
  "bulk.activate.done": { one: "1 person was activated.", other: "{count} people were activated." },
  "bulk.deactivate.ask": { one: "Deactivate 1 person?", other: "Deactivate {count} people?" },
  "bulk.deactivate.nobody": "Nobody here can be deactivated",
  "bulk.deactivate.text": "They are signed out and can no longer sign in. Everything is kept.",
  "bulk.deactivate.do": { one: "Deactivate 1 person", other: "Deactivate {count} people" },
  "bulk.deactivate.done": { one: "1 person was deactivated.", other: "{count} people were deactivated." },
  "bulk.add_to_group.ask": { one: "Add 1 person to “{group}”?", other: "Add {count} people to “{group}”?" },
  "bulk.add_to_group.nobody": "Nobody here can be added",
  "bulk.add_to_group.text": "They get what the group may do at once.",
  "bulk.add_to_group.do": { one: "Add 1 person", other: "Add {count} people" },
  "bulk.add_to_group.done": { one: "1 person was added to “{group}”.", other: "{count} people were added to “{group}”." },
  "bulk.remove_from_group.ask": { one: "Remove 1 person from “{group}”?", other: "Remove {count} people from “{group}”?" },
  "bulk.remove_from_group.nobody": "Nobody here can be removed",
  "bulk.remove_from_group.text": "They lose what only the group let them do.",
  "bulk.remove_from_group.do": { one: "Remove 1 person", other: "Remove {count} people" },
  "bulk.remove_from_group.done": { one: "1 person was removed from “{group}”.", other: "{count} people were removed from “{group}”." },
  "bulk.require_password.ask": { one: "Require a new password of 1 person?", other: "Require a new password of {count} people?" },
  "bulk.require_password.nobody": "Nobody here needs a new password",
  "bulk.require_password.text": "They choose a new password at their next sign-in.",
  "bulk.require_password.do": { one: "Require it of 1 person", other: "Require it of {count} people" },
  "bulk.require_password.done": { one: "1 person has to choose a new password.", other: "{count} people have to choose a new password." },
  "bulk.trash.ask": { one: "Move 1 person to the trash?", other: "Move {count} people to the trash?" },
  "bulk.trash.nobody": "Nobody here can be moved to the trash",
  "bulk.trash.text": "They stay in the trash for 30 days, with everything that belongs to them.",
  "bulk.trash.do": { one: "Move 1 person to the trash", other: "Move {count} people to the trash" },
  "bulk.trash.done": { one: "1 person was moved to the trash.", other: "{count} people were moved to the trash." },
  "bulk.restore.ask": { one: "Restore 1 person?", other: "Restore {count} people?" },
  "bulk.restore.nobody": "Nobody here can be restored",
  "bulk.restore.text": "They leave the trash with everything they had.",
  "bulk.restore.do": { one: "Restore 1 person", other: "Restore {count} people" },
  "bulk.restore.done": { one: "1 person is back.", other: "{count} people are back." },
  "bulk.add_to_group.which": { one: "Add 1 person to which group?", other: "Add {count} people to which group?" },
  "bulk.remove_from_group.which": { one: "Remove 1 person from which group?", other: "Remove {count} people from which group?" },
  "bulk.choose_group": "Choose a group first.",
  "bulk.skipped": { one: "1 person stays as before", other: "{count} people stay as before" },
  "bulk.names.more": "{names} and {count} more",
  "bulk.refused": "Nobody was changed",
  "bulk.running": "This is being done right now.",
  "bulk.progress": "{done} of {total}",

  "views.everyone": "Everyone",
  "views.save.title": "Save this view",
  "views.save": "Save view",
  "views.save.replaces": "You have a view “{name}”. Saving puts this one in its place.",
  "views.rename.title": "Rename “{name}”",
  "views.rename": "Rename",
  "views.saved": "“{name}” was saved.",
  "views.updated": "“{name}” was updated.",
  "views.deleted": "“{name}” was deleted.",
  "views.gone": "This view is gone.",
  "views.none_open": "Open one of your views first.",
  "views.failed": "The view stays as it was",
  "views.unchanged": "Nothing has changed since this view was saved.",

  "suggest.title": "Suggestions",

  "filter.button": "Filter",
  "filter.button.in_use": "Filter {count} in use",
  "filter.remove": "Remove filter {label}: {value}",
  "filter.part": "{label}: {value}",
  "filter.is_active": "Status",
  "filter.is_active.yes": "Active",
  "filter.is_active.no": "Inactive",
  "filter.is_staff": "Staff",
  "filter.is_staff.yes": "Staff",
  "filter.is_staff.no": "Not staff",
  "filter.is_superuser": "Superuser",
  "filter.is_superuser.yes": "Superuser",
  "filter.is_superuser.no": "Not superuser",
  "filter.has_picture": "Picture",
  "filter.has_picture.yes": "Has a picture",
  "filter.has_picture.no": "No picture",
  "filter.group": "Group",
  "filter.group.find": "Find a group",
  "filter.group.gone": "a deleted group",
  "filter.no_group": "In no group",
  "filter.joined": "Joined",
  "filter.last_login": "Last sign-in",
  "filter.any_time": "Any time",
  "filter.past.week": "Past week",
  "filter.past.days": "Past {days} days",
  "filter.past.year": "Past year",
  "filter.range": "Between…",
  "filter.never": "Never",
  "filter.ever": "Ever",
  "filter.between": "{from} to {to}",
  "filter.from": "From {from}",
  "filter.to": "Until {to}",

  "person.status.active": "Active",
  "person.status.inactive": "Inactive",
  "person.status.invited": "Invited",
  "person.badge.new_password": "New password due",
  "person.badge.you": "You",
  "person.details": "Details",
  "person.details_of": "Details of {name}",
  "person.fact.email": "E-mail",
  "person.fact.phone": "Phone",
  "person.fact.location": "Location",
  "person.fact.website": "Website",
  "person.fact.groups": "Groups",
  "person.fact.last_login": "Last sign-in",
  "person.fact.joined": "Joined",
  "person.fact.password": "Password",
  "person.groups.none": "None",
  "person.no_email": "There is no e-mail address to copy.",
  "person.email_copied": "E-mail of {name} copied.",
  "person.password.none": "None yet",
  "person.password.temporary": "Temporary",
  "person.password.changed": "Changed {ago}",
  "person.password.kept": "Not changed yet",
  "person.activated": "{name} can sign in again.",
  "person.deactivated": "{name} was deactivated and can no longer sign in.",
  "person.deleted": "{name} was moved to the trash.",
  "person.restored": "{name} is back.",

  "delete.title": "Delete {name}?",
  "delete.under": "{username} · Joined: {joined}",
  "delete.goes.account": "The account and its password",
  "delete.goes.profile": "The profile: bio, phone, location, website, birth date",
  "delete.goes.picture": "The picture",
  "delete.goes.groups": { one: "Membership of {groups}", other: "Membership of {count} groups: {groups}" },
  "delete.stays.history": { one: "History: 1 entry keeps the name “{name}”", other: "History: {count} entries keep the name “{name}”" },
  "delete.stays.backups": "Backups made before today",
  "delete.refused.title": "{name} cannot be deleted",
  "delete.instead.superuser": "Make someone else a superuser, then delete {name}",
  "delete.instead.keep": "Keep the account and change its name and picture",
  "delete.instead.other_admin": "Ask another administrator to delete your account",
  "delete.instead.ask_superuser": "Ask a superuser to delete {name}",
  "delete.instead.ask_admin": "Ask an administrator who may delete people",

  "secret.copy": "Copy",
  "secret.copied": "Copied",
  "secret.copy_by_hand": "Press Ctrl C",

  "add.added": "{name} was added",
  "add.username_help": "Letters, numbers and @ . + - _",
  "add.username_free": "Free to use.",

  "reset.title": "Reset the password of {name}?",
  "reset.sessions": "{name} is signed out everywhere, and the old password stops working at once.",
  "reset.done.title": "{name} has a temporary password",
  "reset.done.toast": "{name} has a new password.",

  "person.fact.password_set": "Password set",
  "person.fact.changed": "Last changed",
  "person.changed_by": "{when}, by {name}",

  "edit_person.title": "Edit person",
  "edit_person.read_only": "You can look at this person, but not change anything",
  "edit_person.password": "{password}. Stored so that nobody can read it.",
  "edit_person.no_password": "None yet: nobody can sign in with this account.",
  "edit_person.deactivate": "Deactivate this person",
  "edit_person.deactivate.text": "Ends their sessions; they can no longer sign in. Everything is kept.",
  "edit_person.activate": "Activate this person",
  "edit_person.activate.text": "Lets them sign in again, with the password they had.",
  // people: end
};

/** @typedef {keyof typeof WORDS} WordKey */

const PLURALS = new Intl.PluralRules(LOCALE);
const NUMBERS = new Intl.NumberFormat(LOCALE);
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * A name in the other direction must not drag the words around it along.
 * @param {string | number} value
 * @returns {string}
 */
function isolate(value) {
  if (typeof value === "number") return NUMBERS.format(value);
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/**
 * The sentence for a key, with its placeholders filled. Numbers are grouped; `count` chooses the plural form.
 * @param {WordKey} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const words = /** @type {Words} */ (WORDS[key]);
  const count = values.count;
  const sentence = typeof words === "string" ? words : PLURALS.select(Number(count)) === "one" ? words.one : words.other;
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name) => isolate(values[name] ?? placeholder));
}
