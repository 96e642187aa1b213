-- History that can be undone: what belongs together, and what was undone by what.

-- An action on many people is one row, and a row for each of them that names it here.
alter table event add column batch integer references event (id);
-- How many people such an action changed; null for every other row.
alter table event add column batch_size integer;
-- The event that this one undid.
alter table event add column undoes integer references event (id);
-- The event that undid this one, until it is redone. The only column that changes after its row was written.
alter table event add column undone_by integer references event (id);
-- The actor's and the target's name, one a line, folded like names in lists, for the search. The core writes it.
alter table event add column names_key text not null default '';

update event set names_key = lower(actor_name || char(10) || target_name);

create index event_by_batch on event (batch, id) where batch is not null;
-- What lists show: actions on many people stand there as one row. By the number, or a page would pass over all the parts
-- of the newest such actions to find a hundred rows.
create index event_whole on event (id) where batch is null;
create index event_by_action on event (action, id) where batch is null;
create index event_by_at on event (at) where batch is null;
