-- The account: who may sign in, and what they are.
--
-- Times are milliseconds since 1970-01-01 UTC. Booleans are 0 or 1. Lengths are in characters and repeat what the
-- core checks first, so that nothing that writes past the core can leave a value that the core would refuse to read.
create table user (
    -- Ids are never used again: history speaks of people by id after they are gone.
    id                   integer primary key autoincrement,
    username             text    not null check (length(username) between 1 and 150),
    -- NFKC and full case folding of the name, so that "Ana", "ANA" and "ａｎａ" are one account.
    username_key         text    not null unique,
    email                text    not null default '' check (length(email) <= 254),
    -- Folded likewise. One can sign in with the address, so two people can't share one; many may have none.
    email_key            text    unique,
    -- A PHC string, or null for someone who can't sign in with a password.
    password_hash        text,
    password_changed     integer,
    -- Only temporary passphrases end by themselves.
    password_expires     integer,
    first_name           text    not null default '' check (length(first_name) <= 150),
    last_name            text    not null default '' check (length(last_name) <= 150),
    -- What lists sort and search by: folded, without accents. Written by the core, which knows Unicode; SQLite folds ASCII only.
    name_key             text    not null,
    first_name_key       text    not null default '',
    last_name_key        text    not null default '',
    -- username, e-mail, first and last name, one a line, so that a word can't match across two of them.
    search_key           text    not null,
    is_active            integer not null default 1 check (is_active in (0, 1)),
    is_staff             integer not null default 0 check (is_staff in (0, 1)),
    is_superuser         integer not null default 0 check (is_superuser in (0, 1)),
    must_change_password integer not null default 0 check (must_change_password in (0, 1)),
    -- Counts up when sessions must end: a new password, a lost right. A session remembers the number it began with.
    session_epoch        integer not null default 0,
    date_joined          integer not null,
    last_login           integer,
    -- In the trash since; restored by setting null.
    deleted_at           integer,
    -- Counts up with every change to the account, the profile or the picture; an edit names the version that it saw.
    version              integer not null default 1,
    check ((email = '') = (email_key is null))
) strict;

-- A list shows those who are not in the trash, by any column, with the id last so that the order is total.
create index user_by_username     on user (username_key, id)   where deleted_at is null;
create index user_by_name         on user (name_key, id)       where deleted_at is null;
create index user_by_email        on user (email_key, id)      where deleted_at is null;
create index user_by_first_name   on user (first_name_key, id) where deleted_at is null;
create index user_by_last_name    on user (last_name_key, id)  where deleted_at is null;
create index user_by_date_joined  on user (date_joined, id)    where deleted_at is null;
create index user_by_last_login   on user (last_login, id)     where deleted_at is null;
create index user_by_is_active    on user (is_active, id)      where deleted_at is null;
create index user_by_is_staff     on user (is_staff, id)       where deleted_at is null;
create index user_by_is_superuser on user (is_superuser, id)   where deleted_at is null;

-- PROTECT: somebody must be able to manage the roster. The core refuses first, with a sentence; this is the last line.
create trigger user_keeps_last_superuser
before update of is_active, is_superuser, deleted_at on user
when old.is_superuser = 1 and old.is_active = 1 and old.deleted_at is null
    and not (new.is_superuser = 1 and new.is_active = 1 and new.deleted_at is null)
    and not exists (
        select 1 from user
        where id <> old.id and is_superuser = 1 and is_active = 1 and deleted_at is null
    )
begin
    select raise(abort, 'last_superuser');
end;

create trigger user_keeps_last_superuser_row
before delete on user
when old.is_superuser = 1 and old.is_active = 1 and old.deleted_at is null
    and not exists (
        select 1 from user
        where id <> old.id and is_superuser = 1 and is_active = 1 and deleted_at is null
    )
begin
    select raise(abort, 'last_superuser');
end;
