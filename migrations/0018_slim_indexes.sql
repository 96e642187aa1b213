-- Fewer and smaller indexes: each of them is paid for with everybody who is added and every event that is written, and an
-- import of a hundred thousand people is mostly that.
--
-- The number of a row stands at the end of every index by itself, so naming it as well only made each entry longer.

-- The unique columns have an index already, and it is in the same order.
drop index user_by_username;
drop index user_by_email;

-- Of a flag only the rarer value: who is active and no more, as nearly everybody is, stands in none of these. The others are
-- found by number, see `db/list.rs`.
drop index user_by_is_active;
drop index user_by_is_staff;
drop index user_by_is_superuser;
create index user_by_is_active    on user (is_active)    where is_active = 0 and deleted_at is null;
create index user_by_is_staff     on user (is_staff)     where is_staff = 1 and deleted_at is null;
create index user_by_is_superuser on user (is_superuser) where is_superuser = 1 and deleted_at is null;

drop index user_by_name;
drop index user_by_first_name;
drop index user_by_last_name;
drop index user_by_last_login;
drop index user_by_date_joined;
create index user_by_name        on user (name_key)       where deleted_at is null;
create index user_by_first_name  on user (first_name_key) where deleted_at is null;
create index user_by_last_name   on user (last_name_key)  where deleted_at is null;
create index user_by_last_login  on user (last_login)     where deleted_at is null;
-- The last: of several that would do, SQLite walks the newest, and in this one people stand much as they do in the table.
create index user_by_date_joined on user (date_joined)    where deleted_at is null;

drop index event_by_target;
drop index event_by_actor;
drop index event_by_batch;
drop index event_by_action;
create index event_by_target on event (target_kind, target_id);
create index event_by_actor  on event (actor_id);
create index event_by_batch  on event (batch)  where batch is not null;
create index event_by_action on event (action) where batch is null;
