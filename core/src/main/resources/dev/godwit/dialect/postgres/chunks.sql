-- Walking a table by its key. Holes that stand for SQL: :table, :texts (key columns as text), :ascending and :descending
-- (key columns in order), :range and :bound (conditions), :type (of the first key column). ORDER BY always names
-- walked.column: a bare column name would mean the text of the select list.

-- name: key.last
select :texts from :table walked order by :descending limit 1

-- name: key.boundary
select :texts from :table walked where :range order by :ascending offset :skip::bigint limit 1

-- name: key.before
select :texts from :table walked where :bound order by :descending limit 1

-- name: key.smallest
-- Where :value lies between the table's first key and :limit, 0 to 1.
select greatest(0, least(1, coalesce(
         (v.value::numeric - v.first::numeric) / nullif(v.last::numeric - v.first::numeric, 0), 1)))::double precision
from (select (select min(:column) from :table walked) as first, :value as value, :limit as last) v

-- name: statistics.positions
-- The share of rows at or before each of :values by the planner's statistics of the first key column: most common values by
-- their frequencies, all others by the histogram, a value within a bucket by :within. No row where there are no statistics.
with s as (
  select cast(cast(most_common_vals as text) as :type[]) as common,
         most_common_freqs as frequencies,
         cast(cast(histogram_bounds as text) as :type[]) as bounds
  from pg_stats
  where (schemaname, tablename) = (
          select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.oid = to_regclass(:relation))
    and attname = :attribute
    and (most_common_vals is not null or histogram_bounds is not null)
  order by inherited desc
  limit 1
)
select x.value::text,
       (c.before + (1 - c.total) * coalesce(
         case when h.below = 0 then 0
              when h.below >= h.buckets + 1 then 1
              else (h.below - 1 + :within) / h.buckets::double precision end, 0))::double precision
from s
cross join lateral (select value from (:values) as given(value)) x
cross join lateral (
  select coalesce(sum(f) filter (where v <= x.value), 0) as before, coalesce(sum(f), 0) as total
  from unnest(s.common, s.frequencies) as u(v, f)) c
left join lateral (
  select n.below, n.buckets, s.bounds[n.below] as low, s.bounds[n.below + 1] as high
  from (select count(*) filter (where b <= x.value)::int as below, count(*)::int - 1 as buckets
        from unnest(s.bounds) as u(b)) n
  where n.buckets > 0) h on true
order by 2, x.value

-- name: walked.relations
-- The table and all its partitions or children, their names and heap sizes.
with recursive tree as (
  select to_regclass(:relation)::oid as relation
  union all
  select i.inhrelid from pg_inherits i join tree t on i.inhparent = t.relation
)
select n.nspname, c.relname, pg_relation_size(c.oid), greatest(c.reltuples, 0)::bigint
from tree t join pg_class c on c.oid = t.relation join pg_namespace n on n.oid = c.relnamespace

-- name: walked.shape
-- What a walk relies on: the table by its number, which another of its name has not; whether rows are hidden from us; its
-- columns; the key's index. REINDEX and what rewrites a table leave all of it as it is.
select 'table ' || c.oid || case when c.relrowsecurity then ' with row security' else '' end
from pg_class c where c.oid = to_regclass(:relation)
union all
select 'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
from pg_attribute a where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
union all
select 'index ' || pg_get_indexdef(i.indexrelid)
from pg_index i join pg_class x on x.oid = i.indexrelid
where i.indrelid = to_regclass(:relation) and x.relname = :index and i.indisvalid and i.indisunique
union all
select 'not null ' || a.attname
from pg_index i join pg_class x on x.oid = i.indexrelid
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) and a.attnotnull
where i.indrelid = to_regclass(:relation) and x.relname = :index

-- name: vacuum.options
-- Empty where the table takes the server's default. Only plain tables have such settings.
select coalesce((select option_value from pg_options_to_table(c.reloptions)
                 where option_name = 'autovacuum_vacuum_scale_factor'), ''),
       coalesce((select option_value from pg_options_to_table(c.reloptions)
                 where option_name = 'autovacuum_vacuum_cost_delay'), '')
from pg_class c
where c.oid = to_regclass(:relation) and c.relkind = 'r'
