-- The statistics that `analyze` gathered when a program closed the roster. Gathered when there was one person, and kept
-- until somebody gathers them anew, they told SQLite that going through everybody costs nothing; a list of a hundred rows
-- then took a hundred times as long. Without any, SQLite plans by what it knows of the indexes, always the same way.
drop table if exists sqlite_stat1;
drop table if exists sqlite_stat4;
