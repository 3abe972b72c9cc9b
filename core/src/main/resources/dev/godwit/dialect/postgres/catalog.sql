-- Who a server is, and what one table looks like (manual 53, system catalogs).

-- name: identity
select current_database(),
       coalesce(host(inet_server_addr()), ''),
       coalesce(inet_server_port(), current_setting('port')::int),
       current_user,
       split_part(current_setting('server_version'), ' ', 1),
       current_setting('server_version_num')::int / 10000,
       pg_is_in_recovery()

-- name: identity.allowed
select has_function_privilege('pg_control_system()', 'execute')

-- name: identity.system
select system_identifier::text from pg_control_system()

-- name: identity.timeline
-- Of a server that writes; it grows with each promotion (manual 26.3.6).
select case when pg_is_in_recovery() then 'replica' else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end

-- name: table.resolve
-- By the search path of the session, to the full name.
select n.nspname, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid = to_regclass(:relation) and c.relkind in ('r', 'p', 'f', 'm')

-- name: table.size
-- Sums over partitions and children. The planner's count is -1 where a part with pages was never analyzed.
with recursive tree as (
  select to_regclass(:relation)::oid as relation
  union all
  select i.inhrelid from pg_inherits i join tree t on i.inhparent = t.relation
), sizes as (
  select c.reltuples, pg_relation_size(c.oid) as bytes, pg_total_relation_size(c.oid) as total
  from tree t join pg_class c on c.oid = t.relation
)
select (select relkind = 'p' from pg_class where oid = to_regclass(:relation)),
       (select case when bool_or(reltuples < 0 and bytes > 0) then -1 else sum(greatest(reltuples, 0)) end from sizes)::bigint,
       (select sum(bytes) from sizes)::bigint,
       (select sum(total) from sizes)::bigint

-- name: table.columns
select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> ''
from pg_attribute a
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
order by a.attnum

-- name: table.indexes
-- Key columns are separated by the unit separator. An index is plain where it is a B-tree over plain columns, ascending, nulls
-- last, with the default operator class of each type and each column's own collation: then it gives the order of ORDER BY.
select ic.relname,
       k.columns,
       k.plain and am.amname = 'btree',
       i.indisunique, i.indisprimary,
       i.indisvalid and i.indisready and i.indislive,
       i.indpred is not null,
       pg_get_indexdef(i.indexrelid)
from pg_index i
join pg_class ic on ic.oid = i.indexrelid
join pg_am am on am.oid = ic.relam
cross join lateral (
  select string_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, p.n, true)), chr(31) order by p.n) as columns,
         bool_and(coalesce(a.attnum > 0 and i.indoption[p.n - 1] = 0 and o.opcdefault
                           and i.indcollation[p.n - 1] = a.attcollation, false)) as plain
  from generate_series(1, i.indnkeyatts) as p(n)
  left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.n - 1] and a.attnum <> 0
  left join pg_opclass o on o.oid = i.indclass[p.n - 1]) k
where i.indrelid = to_regclass(:relation)
order by ic.relname

-- name: table.constraints
select conname, contype::text, convalidated, pg_get_constraintdef(oid)
from pg_constraint
where conrelid = to_regclass(:relation) and contype <> 't'
order by conname

-- name: storage
-- The row of pg_class as the session sees it, so that a rewrite shows before its commit.
select c.oid::bigint, n.nspname, c.relname, c.relkind = 'i', c.reltablespace || '/' || c.relfilenode
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm', 'i')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')

-- name: roles
select rolname from pg_roles where rolname !~ '^pg_' order by rolname
