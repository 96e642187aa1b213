-- Wrong passwords in a row, and how long is waited because of them: one row for each account, or for each bucket of names
-- that nobody has, so that both are slowed down alike and neither can be told from the other.
--
-- The row goes with a sign-in, with an administrator's word, or after twelve quiet hours.
create table sign_in_throttle (
    user_id   integer unique references user (id) on delete cascade,
    -- Twelve bits of a keyed hash of the folded name. Few on purpose: the table can't grow without end, and what was typed
    -- as a name, which may well have been a password, can't be guessed from it.
    bucket    integer unique check (bucket between 0 and 4095),
    failures  integer not null check (failures > 0),
    -- The last failure. Set anew when the clock is found to be behind it, so that a wait ends whatever the clock does.
    failed_at integer not null,
    -- For how long from then nothing is tried, in milliseconds.
    wait      integer not null check (wait >= 0),
    check ((user_id is null) <> (bucket is null))
) strict;

-- What is long past is forgotten with each new failure.
create index sign_in_throttle_by_failed_at on sign_in_throttle (failed_at);

-- Random numbers that belong to this roster and are nobody's password.
create table secret (
    name  text primary key,
    value blob not null
) strict, without rowid;

insert into secret (name, value) values ('sign_in_throttle', randomblob(32));
