-- The source is never written; the target's counter must go up by one, exactly once for each row.
create table source (id bigint primary key, payload varchar(40) not null);
insert into source with recursive n (i) as (select 1 union all select i + 1 from n where i < 900) select i, md5(i) from n;
create table target (id bigint primary key, payload varchar(40), touched integer not null default 0);
insert into target (id) select id * 7 from source;
