-- What a group is for, in a line: for whoever has to choose one.
alter table "group" add column description text not null default '' check (length(description) <= 200);

-- The groups that are there from the start say it themselves, unless somebody has made something else of them.
update "group" set description = 'Everything is allowed' where id = 1 and version = 1;
update "group" set description = 'Keep profiles up to date' where id = 2 and version = 1;
update "group" set description = 'See everybody, change nothing' where id = 3 and version = 1;
