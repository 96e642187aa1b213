-- History: one row for each thing done, written in the transaction that does it.
--
-- It outlives everyone in it: SET NULL for the actor, no foreign key for the target, and both names as text.
-- Never a password, a hash or the bytes of a picture.
create table event (
    id          integer primary key autoincrement,
    at          integer not null,
    actor_id    integer references user (id) on delete set null,
    actor_name  text    not null,
    action      text    not null,
    target_kind text    not null,
    target_id   integer,
    target_name text    not null,
    -- {"field": [old, new]}
    changes     text    not null default '{}' check (json_valid(changes))
) strict;

create index event_by_target on event (target_kind, target_id, id);
-- SQLite looks for referring rows when a user is deleted; without the index that is a walk through all of history.
create index event_by_actor on event (actor_id, id);
