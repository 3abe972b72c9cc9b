-- Looks at the catalog for what a statement in doubt would have done.

-- name: relation
-- Kind, schema and name of a table, view, index or sequence; no row where there is none.
select c.relkind::text, n.nspname, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid = to_regclass(:relation)

-- name: column
-- Type, NOT NULL, default or generation expression (empty without one), generated, identity or fed by a sequence.
select format_type(a.atttypid, a.atttypmod), a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
       a.attgenerated <> '',
       a.attidentity <> '' or pg_get_serial_sequence(:relation, :column) is not null
from pg_attribute a
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = to_regclass(:relation) and a.attname = :column and a.attnum > 0 and not a.attisdropped

-- name: columns
select a.attname
from pg_attribute a
where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
order by a.attnum

-- name: index
-- The table, uniqueness, validity, whether a session is building it right now, and the definition behind the names. An index
-- on a partitioned table alone is not valid before its parts are attached, and counts as valid here.
select n.nspname, t.relname, i.indisunique,
       (i.indisvalid and i.indisready and i.indislive) or t.relkind = 'p',
       exists (select from pg_stat_progress_create_index b where b.index_relid = i.indexrelid),
       regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '')
from pg_index i
join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = t.relnamespace
where i.indexrelid = to_regclass(:relation)

-- name: indexes
-- The names of all indexes of a table.
select xn.nspname, x.relname
from pg_index i
join pg_class x on x.oid = i.indexrelid
join pg_namespace xn on xn.oid = x.relnamespace
where i.indrelid = to_regclass(:relation)
order by x.relname

-- name: constraints
-- Name, kind, checked or not, columns, the referenced table, and the definition without NOT VALID.
select k.conname, k.contype::text, k.convalidated,
       coalesce((select string_agg(a.attname, chr(31) order by u.n)
                 from unnest(k.conkey) with ordinality as u(attnum, n)
                 join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum), ''),
       coalesce(fn.nspname, ''), coalesce(f.relname, ''),
       regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '')
from pg_constraint k
left join pg_class f on f.oid = k.confrelid
left join pg_namespace fn on fn.oid = f.relnamespace
where k.conrelid = to_regclass(:relation)
order by k.conname

-- name: enum.labels
select l.enumlabel from pg_enum l where l.enumtypid = to_regtype(:enum) order by l.enumsortorder

-- name: partition
-- Whether a detachment was begun and not finished; no row where the one is no partition of the other.
select i.inhdetachpending from pg_inherits i
where i.inhparent = to_regclass(:parent) and i.inhrelid = to_regclass(:partition)

-- name: trigger
select exists (select from pg_trigger where tgrelid = to_regclass(:relation) and tgname = :name and not tgisinternal)

-- name: object.exists
-- Objects that no relation stands for; :schema is empty where the search path decides, :name as the catalog spells it.
select case :kind
  when 'SCHEMA' then exists (select from pg_namespace where nspname = :name)
  when 'DATABASE' then exists (select from pg_database where datname = :name)
  when 'EXTENSION' then exists (select from pg_extension where extname = :name)
  when 'PUBLICATION' then exists (select from pg_publication where pubname = :name)
  when 'SUBSCRIPTION' then exists (
    select from pg_subscription
    where subname = :name and subdbid = (select oid from pg_database where datname = current_database()))
  when 'ROLE' then exists (select from pg_roles where rolname = :name)
  when 'FUNCTION' then exists (
    select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.proname = :name
      and case when :schema = '' then n.nspname = any (current_schemas(false)) else n.nspname = :schema end)
  else to_regtype(:quoted) is not null end
