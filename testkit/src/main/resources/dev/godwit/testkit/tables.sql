-- For each table of people, none of the server, of extensions, or of Godwit: the query that sums its rows up.
select format('select %L || count(*) || '' rows, '''
              || ' || coalesce(md5(string_agg(md5(to_jsonb(t)::text), '''' order by to_jsonb(t)::text)), ''none'') from only %s t',
              format('%I.%I', n.nspname, c.relname) || ' ', format('%I.%I', n.nspname, c.relname))
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r'
  and n.nspname not in ('pg_catalog', 'information_schema', 'godwit')
  and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
order by 1
