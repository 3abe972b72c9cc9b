-- Reading tables in order to compare them. Nothing here is used to move rows.

-- name: session
-- What the values' forms and the completeness of the answer rest on; read back by the block settings. row_security off makes a
-- policy that would hide rows an error. A snapshot is held for as long as a table takes, so the bounds are wider than
-- elsewhere; parallel workers would take more of the server than the one reader that is allowed.
set timezone = 'UTC';
set datestyle = 'ISO, YMD';
set intervalstyle = 'iso_8601';
set bytea_output = 'hex';
set extra_float_digits = 1;
set client_encoding = 'UTF8';
set standard_conforming_strings = on;
set row_security = off;
set jit = off;
set max_parallel_workers_per_gather = 0;
set statement_timeout = '24h';
set idle_in_transaction_session_timeout = '1h'

-- name: settings
select concat_ws('|', current_setting('TimeZone'), current_setting('DateStyle'), current_setting('IntervalStyle'),
                 current_setting('bytea_output'), current_setting('extra_float_digits'), current_setting('client_encoding'),
                 current_setting('standard_conforming_strings'), current_setting('row_security'))

-- name: log
select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text

-- name: begin
begin isolation level repeatable read, read only

-- name: snapshot
-- The first statement of the transaction that looks at rows: from here on everything is of one moment.
select pg_current_snapshot()::text

-- name: export
select pg_export_snapshot()

-- name: import
set transaction snapshot :snapshot

-- name: table
select n.nspname, c.relname, c.oid::bigint, c.reltuples::bigint
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid = to_regclass(:relation) and c.relkind in ('r', 'p', 'f', 'm', 'v')

-- name: schemas
select n.nspname
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and exists (select from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p'))
order by n.nspname

-- name: tables
-- Partitions are read by their parents.
select n.nspname, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'godwit'
order by c.relname

-- name: versioned
-- Views have no writer of a row.
select exists (select from pg_attribute a where a.attrelid = to_regclass(:relation) and a.attname = 'xmin')

-- name: columns
-- A domain is read as what it stands on. The order of a column is that of its bytes where its collation is C, or where the
-- database's own is and the column has no other.
with recursive base as (
  select a.attnum, a.atttypid as type
  from pg_attribute a where a.attrelid = :relation::oid and a.attnum > 0 and not a.attisdropped
  union all
  select b.attnum, t.typbasetype from base b join pg_type t on t.oid = b.type where t.typtype = 'd'
)
select a.attname, format_type(a.atttypid, a.atttypmod), t.typname, t.typtype::text, t.typcategory::text,
       a.attnotnull, a.attgenerated <> '',
       coalesce(c.collname in ('C', 'POSIX')
                or c.collname = 'default'
                   and (select d.datcollate in ('C', 'POSIX') from pg_database d where d.datname = current_database()), true)
from pg_attribute a
join base b on b.attnum = a.attnum
join pg_type t on t.oid = b.type and t.typtype <> 'd'
left join pg_collation c on c.oid = a.attcollation
where a.attrelid = :relation::oid
order by a.attnum

-- name: keys
-- Unique sets of columns that are never NULL, the primary key first, then the narrowest; each in the index's order.
select string_agg(a.attname, chr(31) order by k.place)
from pg_index i
cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
where i.indrelid = :relation::oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
  and k.place <= i.indnkeyatts
group by i.indexrelid, i.indisprimary, i.indnkeyatts
having bool_and(a.attnotnull)
order by i.indisprimary desc, i.indnkeyatts, i.indexrelid

-- name: type
-- The row is there even where the table has none, and the expressions are not evaluated on a row.
with recursive base(place, type) as (
  select s.place, s.type from (:types) as s(place, type)
  union all
  select b.place, t.typbasetype from base b join pg_type t on t.oid = b.type where t.typtype = 'd'
)
select format_type(s.type, null), t.typname, t.typtype::text, t.typcategory::text
from (:types) as s(place, type)
join base b on b.place = s.place
join pg_type t on t.oid = b.type and t.typtype <> 'd'
order by s.place

-- name: mark
-- What a mark consists of: the server since its start, the oldest transaction at work, and the shape of the table and of all
-- that its rows lie in. No shape where a value may change without its row: types that are not the server's own (but for
-- labels, which are part of the shape), names of objects as values, columns that are computed when they are read, storage that
-- has no writers of rows, replicas.
with recursive tree(relation) as (
  select to_regclass(:relation)::oid
  union all
  select i.inhrelid from tree join pg_inherits i on i.inhparent = tree.relation
), member as (
  select c.oid, c.relfilenode, c.relkind, m.amname
  from tree join pg_class c on c.oid = tree.relation left join pg_am m on m.oid = c.relam
), attribute as (
  select a.attrelid, a.attnum, a.xmin, a.atttypid, a.attisdropped, a.attgenerated, t.typtype,
         n.nspname = 'pg_catalog' and t.typname !~ '^_?reg' as own
  from member join pg_attribute a on a.attrelid = member.oid and a.attnum > 0
  left join pg_type t on t.oid = a.atttypid left join pg_namespace n on n.oid = t.typnamespace
)
select (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint::text,
       pg_snapshot_xmin(pg_current_snapshot())::text,
       case when not pg_is_in_recovery()
                 and (select bool_and(relkind = 'p' or relkind = 'r' and amname = 'heap') from member)
                 and (select bool_and(attisdropped or attgenerated <> 'v' and (own or typtype = 'e')) from attribute)
            then encode(sha256(convert_to(concat_ws('|',
                   (select oid from pg_database where datname = current_database()),
                   (select string_agg(concat_ws(':', oid, relfilenode), ',' order by oid) from member),
                   (select string_agg(concat_ws(':', attrelid, attnum, xmin), ',' order by attrelid, attnum) from attribute),
                   (select string_agg(concat_ws(':', e.enumtypid, e.oid, e.enumlabel), ',' order by e.oid)
                    from pg_enum e where e.enumtypid in (select atttypid from attribute))), 'UTF8')), 'hex')
       end

-- name: mark.written
-- How far the log reaches that others may have seen by now; none on a replica.
select case when not pg_is_in_recovery() then pg_current_wal_insert_lsn() end::text

-- name: mark.on_disk
-- At the beginning of a page (or a segment) the place for the next record lies behind a header of 24 or 40 bytes.
select pg_current_wal_flush_lsn() >= :position::pg_lsn
       or (:position::pg_lsn - pg_current_wal_flush_lsn() <= 40 and mod(:position::pg_lsn - '0/0'::pg_lsn, 8192) <= 40)

-- name: mark.wait
select pg_sleep(0.05)

-- name: mark.age
-- How many transactions ago the horizon was, as age() counts for all rows of this transaction; none where more than half of
-- all numbers were used up since.
select case when mod(:horizon::numeric, 4294967296) >= 3
                 and pg_snapshot_xmax(pg_current_snapshot())::text::numeric - :horizon::numeric < 2000000000
            then age(mod(:horizon::numeric, 4294967296)::text::xid) end::text

-- name: system.allowed
select has_function_privilege('pg_control_system()', 'execute')

-- name: system
select system_identifier::text from pg_control_system()

-- name: server
-- Of one running server the start is the same to the microsecond.
select (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint::text, pg_is_in_recovery()

-- name: replayed
-- A place at the beginning of a page lies behind a header that no record ends with; see mark.on_disk.
select coalesce(pg_last_wal_replay_lsn() >= :position::pg_lsn
                or (:position::pg_lsn - pg_last_wal_replay_lsn() <= 40
                    and mod(:position::pg_lsn - '0/0'::pg_lsn, 8192) <= 40), false)
