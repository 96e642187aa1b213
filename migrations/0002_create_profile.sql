-- What people tell about themselves: exactly one profile for each user.
create table profile (
    user_id        integer primary key references user (id) on delete cascade,
    bio            text    not null default '' check (length(bio) <= 5000),
    location       text    not null default '' check (length(location) <= 100),
    -- ISO 8601, a real day: date() gives back what it was given.
    birth_date     text    check (date(birth_date) is birth_date and birth_date >= '1900-01-01'),
    phone_number   text    not null default '' check (length(phone_number) <= 32),
    portfolio_site text    not null default '' check (length(portfolio_site) <= 2000)
) strict;

-- In the database rather than in the code that adds users, so that bulk and raw inserts get one too.
create trigger user_gets_profile
after insert on user
begin
    insert into profile (user_id) values (new.id);
end;
