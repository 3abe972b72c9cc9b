-- Rows of a rehearsal: which tables hold them, and what making some up must respect (manual 53, system catalogs).

-- name: tables
select n.nspname, c.relname, pg_table_size(c.oid),
       coalesce((select string_agg(distinct format('%s%s%s', pn.nspname, chr(31), p.relname), chr(30))
                 from pg_constraint k join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
                 where k.conrelid = c.oid and k.contype = 'f' and p.oid <> c.oid), '')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
order by n.nspname, c.relname

-- name: columns
-- Each column with its type at the bottom of its domains, the type of its elements where it is an array, and who fills it.
with recursive chain as (
  select a.attnum, a.attname, a.atttypid as type, a.atttypmod as modifier, a.attnotnull as required
  from pg_attribute a
  where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
  union all
  select c.attnum, c.attname, t.typbasetype, t.typtypmod, c.required or t.typnotnull
  from chain c join pg_type t on t.oid = c.type where t.typtype = 'd'
)
select c.attname,
       format_type(a.atttypid, a.atttypmod),
       t.typname, t.typtype::text, c.modifier, c.required,
       coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
       a.attidentity <> '' or a.attgenerated <> '' as served,
       coalesce((select string_agg(l.enumlabel, chr(31) order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid), ''),
       coalesce((select e.typname from pg_type e where e.oid = t.typelem and t.typcategory = 'A'), ''),
       coalesce((select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid), ''),
       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey::int2[]))
from chain c
join pg_type t on t.oid = c.type and t.typtype <> 'd'
join pg_attribute a on a.attrelid = to_regclass(:relation) and a.attnum = c.attnum
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
order by c.attnum

-- name: checks
-- Checks of one column, of its table or of its domain, as an expression over that column's name.
select a.attname, pg_get_expr(k.conbin, k.conrelid)
from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
where k.conrelid = to_regclass(:relation) and k.contype = 'c' and cardinality(k.conkey) = 1
union all
select a.attname, regexp_replace(regexp_replace(pg_get_constraintdef(k.oid), '^CHECK \((.*)\)( NOT VALID)?$', '\1'),
                                 '\mVALUE\M', quote_ident(a.attname), 'g')
from pg_attribute a join pg_constraint k on k.contypid = a.atttypid and k.contype = 'c'
where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped

-- name: references
-- Foreign keys, columns and parents' columns in the same order, separated by the unit separator.
select pn.nspname, p.relname, p.oid = k.conrelid,
       (select string_agg(a.attname, chr(31) order by x.n) from unnest(k.conkey) with ordinality as x(num, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num),
       (select string_agg(a.attname, chr(31) order by x.n) from unnest(k.confkey) with ordinality as x(num, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num)
from pg_constraint k
join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
where k.conrelid = to_regclass(:relation) and k.contype = 'f'
order by k.conname
