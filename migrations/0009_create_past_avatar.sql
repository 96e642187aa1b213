-- Pictures that were replaced or removed, so that this can be undone: history itself never holds bytes.
--
-- An event names a picture by its hash. Kept for 30 days, and gone at once when the person is deleted for good.
create table past_avatar (
    user_id     integer not null references user (id) on delete cascade,
    hash        text    not null,
    large       blob    not null,
    small       blob    not null,
    mime        text    not null check (mime in ('image/jpeg', 'image/png')),
    replaced_at integer not null,
    primary key (user_id, hash)
) strict;

create index past_avatar_by_replaced_at on past_avatar (replaced_at);
-- Whose 30 days in the trash are over is looked up each time a roster is opened.
create index user_by_deleted_at on user (deleted_at) where deleted_at is not null;
