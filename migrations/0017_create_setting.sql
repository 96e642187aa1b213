-- What holds for the whole roster and can be chosen: one row, so that each setting has a type and a check of its own.
create table setting (
    id               integer primary key check (id = 1),
    -- The shortest password that can be chosen, in characters. Those that are there stay as they are.
    minimum_password integer not null default 15 check (minimum_password between 8 and 64)
) strict;

insert into setting (id) values (1);
