-- The source is never written; the target's counter must go up by one, exactly once for each row.
create table source (id bigint primary key, payload text not null);
insert into source select n, md5(n::text) from generate_series(1, 2400) n;
create table target (id bigint primary key, payload text, touched integer not null default 0);
insert into target (id) select n * 7 from generate_series(1, 2400) n;
