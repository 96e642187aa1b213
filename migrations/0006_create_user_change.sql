-- Which users changed, the newest last: by this a process that keeps the list of people in memory learns what another
-- process, or a program that writes past the core, has done to it.
--
-- Filled by triggers, so that no writer can forget it, and only by what a list is searched, filtered or sorted by: a new
-- password or a counted session changes nothing here. A ring: whoever is more than some 10,000 changes behind reads
-- everyone anew.
create table user_change (
    -- Not autoincrement, which writes a second table for each row: the newest row is never deleted, so numbers only rise.
    seq     integer primary key,
    -- Null: the names of groups changed, and with them anybody's place in an order by groups.
    user_id integer,
    -- Tells this change from another of the same number in a copy of the file that was put back.
    mark    integer not null default (random())
) strict;

-- There is always a newest one.
insert into user_change (user_id) values (null);

create trigger user_change_is_a_ring
after insert on user_change
when new.seq % 1000 = 0
begin
    delete from user_change where seq <= new.seq - 10000;
end;

create trigger user_change_on_insert
after insert on user
begin
    insert into user_change (user_id) values (new.id);
end;

create trigger user_change_on_delete
after delete on user
begin
    insert into user_change (user_id) values (old.id);
end;

create trigger user_change_on_update
after update of username_key, email_key, name_key, first_name_key, last_name_key, search_key, is_active, is_staff,
    is_superuser, date_joined, last_login, deleted_at on user
when old.search_key <> new.search_key
    or old.username_key <> new.username_key
    or old.email_key is not new.email_key
    or old.name_key <> new.name_key
    or old.first_name_key <> new.first_name_key
    or old.last_name_key <> new.last_name_key
    or old.is_active <> new.is_active
    or old.is_staff <> new.is_staff
    or old.is_superuser <> new.is_superuser
    or old.date_joined <> new.date_joined
    or old.last_login is not new.last_login
    or old.deleted_at is not new.deleted_at
begin
    insert into user_change (user_id) values (new.id);
end;

create trigger user_change_on_new_id
after update of id on user
when old.id <> new.id
begin
    insert into user_change (user_id) values (old.id), (new.id);
end;

create trigger user_change_on_join
after insert on membership
begin
    insert into user_change (user_id) values (new.user_id);
end;

create trigger user_change_on_leave
after delete on membership
begin
    insert into user_change (user_id) values (old.user_id);
end;

create trigger user_change_on_move
after update on membership
begin
    insert into user_change (user_id) values (old.user_id), (new.user_id);
end;

create trigger user_change_on_picture
after insert on avatar
begin
    insert into user_change (user_id) values (new.user_id);
end;

create trigger user_change_on_no_picture
after delete on avatar
begin
    insert into user_change (user_id) values (old.user_id);
end;

create trigger user_change_on_group
after update of id, name_key on "group"
when old.id <> new.id or old.name_key <> new.name_key
begin
    insert into user_change (user_id) values (null);
end;
