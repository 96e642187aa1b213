-- Groups, what they allow, and who is in them.

-- The permissions that exist. A table, so that a misspelt one is a foreign key error and not a silent "no".
create table permission (
    name text primary key
) strict, without rowid;

insert into permission (name) values
    ('user.view'), ('user.add'), ('user.change'), ('user.delete'), ('profile.change'),
    ('group.manage'), ('history.view'), ('data.import'), ('data.export'), ('backup.manage');

create table "group" (
    id       integer primary key autoincrement,
    name     text    not null check (length(name) between 1 and 150),
    -- Folded like a username.
    name_key text    not null unique,
    version  integer not null default 1
) strict;

create table group_permission (
    group_id   integer not null references "group" (id) on delete cascade,
    permission text    not null references permission (name),
    primary key (group_id, permission)
) strict, without rowid;

create table membership (
    user_id  integer not null references user (id) on delete cascade,
    group_id integer not null references "group" (id) on delete cascade,
    primary key (user_id, group_id)
) strict, without rowid;

create index membership_by_group on membership (group_id, user_id);

-- What a person may do without being in a group.
create table user_permission (
    user_id    integer not null references user (id) on delete cascade,
    permission text    not null references permission (name),
    primary key (user_id, permission)
) strict, without rowid;

-- Three groups to begin with; they can be edited like any other.
insert into "group" (id, name, name_key) values
    (1, 'Administrators', 'administrators'),
    (2, 'Editors', 'editors'),
    (3, 'Readers', 'readers');

insert into group_permission (group_id, permission) select 1, name from permission;
insert into group_permission (group_id, permission) values
    (2, 'user.view'), (2, 'profile.change'),
    (3, 'user.view');
