-- Ways to look at the list of people that somebody gave a name: search, filters, order, columns. Everyone has their own.
create table saved_view (
    id       integer primary key autoincrement,
    owner_id integer not null references user (id) on delete cascade,
    name     text    not null check (length(name) between 1 and 150),
    -- Folded like a username.
    name_key text    not null,
    -- What the page sends and gets back; the core reads it with the types of `view`.
    view     text    not null check (json_valid(view)),
    unique (owner_id, name_key)
) strict;
