-- What a table can hold and what it refuses, in words that all kinds of servers share, for checks that compare two of them.
-- Lists are separated by the unit separator. Nothing here is used to move rows.

-- name: columns
-- What a column can hold, in numbers: the least and the most whole number (seconds of a time, years of a
-- moment), digits (of a decimal; of the fraction of a second),
-- digits behind the point, length (characters, bytes, bits), labels. NULL where there is no bound. A default that is a value
-- begins with =, the present moment is now, everything else is the expression.
select a.attname,
       case c.data_type when 'smallint' then '-32768' when 'integer' then '-2147483648'
         when 'bigint' then '-9223372036854775808' when 'time without time zone' then '0' end,
       case c.data_type when 'smallint' then '32767' when 'integer' then '2147483647'
         when 'bigint' then '9223372036854775807' when 'time without time zone' then '86400' end,
       case when c.data_type = 'numeric' then c.numeric_precision else c.datetime_precision end,
       case when c.data_type = 'numeric' then c.numeric_scale end,
       c.character_maximum_length,
       (select string_agg(l.enumlabel, chr(31) order by l.enumsortorder)
        from pg_type t join pg_enum l on l.enumtypid = case when t.typtype = 'd' then t.typbasetype else t.oid end
        where t.oid = a.atttypid),
       c.is_nullable = 'NO',
       case when a.attgenerated = '' and a.attidentity = '' then
         case when d.text ~* '^nextval\(' or d.text ~* '^null(::|$)' then null
              when d.text ~ '^''([^'']|'''')*''(::[^'']+)?$'
                then '=' || replace(regexp_replace(d.text, '^''(.*)''(::[^'']+)?$', '\1'), '''''', '''')
              when d.text ~ '^\(?-?[0-9.]+\)?(::[^'']+)?$'
                then '=' || regexp_replace(regexp_replace(d.text, '::.*$', ''), '[()]', '', 'g')
              when d.text = 'true' then '=1'
              when d.text = 'false' then '=0'
              when d.text ~* '^\(?(now\(\)|current_timestamp|localtimestamp|statement_timestamp\(\)|clock_timestamp\(\))'
                then 'now'
              else d.text end end,
       case when a.attgenerated <> '' then d.text end,
       a.attidentity <> '' or coalesce(d.text, '') ~* '^nextval\('
from pg_attribute a
join pg_class r on r.oid = a.attrelid
join pg_namespace n on n.oid = r.relnamespace
join information_schema.columns c
  on c.table_schema = n.nspname and c.table_name = r.relname and c.column_name = a.attname
left join lateral (select pg_get_expr(x.adbin, x.adrelid) as text from pg_attrdef x
                   where x.adrelid = a.attrelid and x.adnum = a.attnum) d on true
where n.nspname = :schema and r.relname = :table and a.attnum > 0 and not a.attisdropped
order by a.attnum

-- name: indexes
-- Key parts: a column, with (n) where only its first characters count, and desc; an expression stands in brackets. A partial
-- index has a predicate. Its method is plain where it keeps an order.
select c.relname,
       (select string_agg(coalesce(a.attname, '(' || pg_get_indexdef(i.indexrelid, p.n, true) || ')')
                          || case when i.indoption[p.n - 1] & 1 = 1 then ' desc' else '' end, chr(31) order by p.n)
        from generate_series(1, i.indnkeyatts) as p(n)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.n - 1] and a.attnum <> 0),
       i.indisunique, i.indisprimary, i.indisvalid and i.indisready and i.indislive,
       pg_get_expr(i.indpred, i.indrelid),
       case m.amname when 'btree' then 'plain' else m.amname end
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_am m on m.oid = c.relam
join pg_class r on r.oid = i.indrelid
join pg_namespace n on n.oid = r.relnamespace
where n.nspname = :schema and r.relname = :table
order by c.relname

-- name: constraints
-- Kinds: primary, unique, foreign, check, exclusion. RESTRICT is NO ACTION for whoever compares servers of two kinds.
select k.conname,
       case k.contype when 'p' then 'primary' when 'u' then 'unique' when 'f' then 'foreign' when 'c' then 'check'
         else 'exclusion' end,
       coalesce((select string_agg(a.attname, chr(31) order by u.place)
                 from unnest(k.conkey) with ordinality as u(number, place)
                 join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number), ''),
       fn.nspname, f.relname,
       (select string_agg(a.attname, chr(31) order by u.place)
        from unnest(k.confkey) with ordinality as u(number, place)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number),
       case k.confupdtype when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' else 'no action' end,
       case k.confdeltype when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' else 'no action' end,
       k.convalidated,
       pg_get_constraintdef(k.oid)
from pg_constraint k
join pg_class r on r.oid = k.conrelid
join pg_namespace n on n.oid = r.relnamespace
left join pg_class f on f.oid = k.confrelid
left join pg_namespace fn on fn.oid = f.relnamespace
where n.nspname = :schema and r.relname = :table and k.contype in ('p', 'u', 'f', 'c', 'x')
order by k.conname

-- name: objects
-- What a schema holds beside tables: kind and name. What belongs to an extension is the extension's.
select 'view', c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relkind in ('v', 'm')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
union all
select case p.prokind when 'p' then 'procedure' else 'function' end, p.proname
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = :schema and p.prorettype <> 'trigger'::regtype
  and not exists (select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')
union all
select 'trigger', t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and not t.tgisinternal and t.tgparentid = 0 and t.tgname not like 'godwit%'
order by 1, 2

-- name: counters
-- Sequences that feed columns of a table: by ownership, or by a default that asks one. A row: column, sequence, step.
select distinct a.attname, sn.nspname, s.relname, q.seqincrement
from pg_class r
join pg_namespace n on n.oid = r.relnamespace
join pg_attribute a on a.attrelid = r.oid and a.attnum > 0
left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
join pg_depend e
  on (e.refclassid = 'pg_class'::regclass and e.refobjid = r.oid and e.refobjsubid = a.attnum and e.deptype in ('a', 'i')
      and e.classid = 'pg_class'::regclass)
  or (e.classid = 'pg_attrdef'::regclass and e.objid = d.oid and e.refclassid = 'pg_class'::regclass)
join pg_class s
  on s.oid = case when e.classid = 'pg_attrdef'::regclass then e.refobjid else e.objid end and s.relkind = 'S'
join pg_namespace sn on sn.oid = s.relnamespace
join pg_sequence q on q.seqrelid = s.oid
where n.nspname = :schema and r.relname = :table
order by 1, 2, 3

-- name: counter.next
-- What it gives next. Sequences take no part in snapshots: this is of now.
select last_value + case when is_called then :step else 0 end from :counter

-- name: load
-- What the server uses, as name, number and unit: PostgreSQL tells nobody of its processor and memory without an extension.
select '', '', '' where false

-- name: age.seconds
-- How old the youngest value of a column is.
select extract(epoch from now() - max(t.:column))::bigint from :table t
