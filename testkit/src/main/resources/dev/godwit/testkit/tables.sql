-- The tables whose rows are summed up: all of people, none of the server, of extensions, or of Godwit.
select format('%I.%I', n.nspname, c.relname)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r'
  and n.nspname not in ('pg_catalog', 'information_schema', 'godwit')
  and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
order by 1
