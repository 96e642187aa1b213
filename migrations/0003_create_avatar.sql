-- The picture of a profile, always a square of 512 and one of 96 pixels that Roster encoded itself.
--
-- In the database and not in a folder: one file to back up, no orphans, and one transaction with the profile.
-- A table of its own, so that reading a user never drags the blobs through the page cache.
create table avatar (
    user_id integer primary key references user (id) on delete cascade,
    large   blob    not null,
    small   blob    not null,
    mime    text    not null check (mime in ('image/jpeg', 'image/png')),
    -- Of the large image; the page puts it into the address, so that a new picture is never hidden by a cached one.
    hash    text    not null
) strict;
