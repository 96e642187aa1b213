-- One-time codes that let somebody who forgot their password choose another.
--
-- Only SHA-256 of each is kept, without salt and without a slow hash: a code has 130 random bits, which nobody guesses at
-- any speed, and no two are alike.
create table recovery_code (
    user_id integer not null references user (id) on delete cascade,
    hash    blob    not null check (length(hash) = 32),
    made_at integer not null,
    -- Stays when it was used, so that "none left" and "never had any" differ. New codes take the place of all.
    used_at integer,
    primary key (user_id, hash)
) strict, without rowid;
