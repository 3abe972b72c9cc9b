-- Statements that rebuild the structure of the user's schemas on an empty server of the same major version, one block per
-- class of objects, in the order in which they are run. Each row is what a person calls the object, and a statement. Run
-- with an empty search_path, so that every name carries its schema. What depends on something later fails at first and is
-- tried again: a function on a table's row type, a view on another. Left out everywhere: schemas of the server, temporary
-- objects, our control schema, what belongs to an extension, subscriptions and foreign servers, which lead elsewhere.

-- name: schemas
-- A new database has a schema public of its own, with rights of its own.
select format('schema %I', n.nspname), format('create schema if not exists %I', n.nspname)
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = n.tableoid and e.objid = n.oid and e.deptype = 'e')
union all
select 'schema public', 'drop schema public' where to_regnamespace('public') is null
union all
select 'rights on schema public', 'revoke all on schema public from public' where to_regnamespace('public') is not null

-- name: extensions
-- An extension that makes its own schema says itself where it goes.
select format('extension %I', x.extname),
       format('create extension if not exists %I', x.extname)
       || case when exists (select from pg_depend e where e.classid = n.tableoid and e.objid = n.oid and e.deptype = 'e')
               then '' else format(' schema %I', n.nspname) end
from pg_extension x join pg_namespace n on n.oid = x.extnamespace
where x.extname <> 'plpgsql'
order by x.oid

-- name: collations
-- The locale's column has three names in five versions.
select format('collation %I.%I', n.nspname, c.collname),
       format('create collation %I.%I (provider = %s, %s, deterministic = %s)', n.nspname, c.collname,
              case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
              case c.collprovider
                when 'c' then format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype)
                else format('locale = %L', coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale',
                                                    c.collcollate)) end,
              c.collisdeterministic::text)
from pg_collation c join pg_namespace n on n.oid = c.collnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: types
select format('type %I.%I', n.nspname, t.typname),
       case t.typtype
         when 'e' then format('create type %I.%I as enum (%s)', n.nspname, t.typname,
           (select string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder)
            from pg_enum l where l.enumtypid = t.oid))
         when 'd' then concat_ws(' ', format('create domain %I.%I as', n.nspname, t.typname),
           format_type(t.typbasetype, t.typtypmod),
           (select format('collate %I.%I', cn.nspname, co.collname)
            from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
            join pg_type b on b.oid = t.typbasetype
            where co.oid = t.typcollation and t.typcollation <> b.typcollation),
           'default ' || t.typdefault,
           case when t.typnotnull and not exists (select from pg_constraint k where k.contypid = t.oid and k.contype = 'n')
                then 'not null' end,
           (select string_agg(format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)), ' ' order by k.oid)
            from pg_constraint k where k.contypid = t.oid and k.convalidated))
         when 'r' then (select format('create type %I.%I as range (%s)', n.nspname, t.typname, concat_ws(', ',
             'subtype = ' || format_type(r.rngsubtype, null),
             (select format('subtype_opclass = %I.%I', o_n.nspname, o.opcname)
              from pg_opclass o join pg_namespace o_n on o_n.oid = o.opcnamespace where o.oid = r.rngsubopc),
             (select format('collation = %I.%I', cn.nspname, co.collname)
              from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace where co.oid = r.rngcollation),
             'canonical = ' || nullif(r.rngcanonical::text, '-'),
             'subtype_diff = ' || nullif(r.rngsubdiff::text, '-'),
             (select format('multirange_type_name = %I.%I', m_n.nspname, m.typname)
              from pg_type m join pg_namespace m_n on m_n.oid = m.typnamespace where m.oid = r.rngmultitypid)))
           from pg_range r where r.rngtypid = t.oid)
         else format('create type %I.%I as (%s)', n.nspname, t.typname,
           (select string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                     (select format('collate %I.%I', cn.nspname, co.collname)
                      from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                      join pg_type b on b.oid = a.atttypid
                      where co.oid = a.attcollation and a.attcollation <> b.typcollation)), ', ' order by a.attnum)
            from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)) end
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
left join pg_class c on c.oid = t.typrelid
where (t.typtype in ('e', 'd', 'r') or c.relkind = 'c')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = t.tableoid and e.objid = t.oid and e.deptype = 'e')
order by t.oid

-- name: sequences
-- Those of identity columns come with their tables.
select format('sequence %I.%I', n.nspname, c.relname),
       format('create %ssequence %I.%I as %s start %s increment %s minvalue %s maxvalue %s cache %s%s',
              case c.relpersistence when 'u' then 'unlogged ' else '' end, n.nspname, c.relname,
              format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
              case when s.seqcycle then ' cycle' else '' end)
from pg_sequence s
join pg_class c on c.oid = s.seqrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e
                  where e.classid = c.tableoid and e.objid = c.oid and e.deptype in ('e', 'i'))
order by c.oid

-- name: functions
select format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
       pg_get_functiondef(p.oid)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.prokind <> 'a'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = p.tableoid and e.objid = p.oid and e.deptype in ('e', 'i'))
order by p.oid

-- name: aggregates
-- Ordinary ones.
select format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
       format('create aggregate %I.%I(%s) (%s)', n.nspname, p.proname,
              case when p.pronargs = 0 then '*' else pg_get_function_arguments(p.oid) end,
              concat_ws(', ',
                'sfunc = ' || a.aggtransfn::regproc::text,
                'stype = ' || format_type(a.aggtranstype, null),
                'finalfunc = ' || nullif(a.aggfinalfn::regproc::text, '-'),
                'combinefunc = ' || nullif(a.aggcombinefn::regproc::text, '-'),
                'initcond = ' || quote_literal(a.agginitval),
                case p.proparallel when 's' then 'parallel = safe' when 'r' then 'parallel = restricted' end))
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
join pg_aggregate a on a.aggfnoid = p.oid
where a.aggkind = 'n'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = p.tableoid and e.objid = p.oid and e.deptype = 'e')
order by p.oid

-- name: tables
-- A partition is made as a table of its own, with all its columns in its own order, and attached below; a child of another
-- table has only the columns that are its own. From PostgreSQL 18 on NOT NULL is a constraint with a name.
select format('table %I.%I', n.nspname, c.relname),
       format('create %stable %I.%I (%s)', case c.relpersistence when 'u' then 'unlogged ' else '' end,
              n.nspname, c.relname,
              (select string_agg(concat_ws(' ',
                  quote_ident(a.attname),
                  format_type(a.atttypid, a.atttypmod),
                  (select format('collate %I.%I', cn.nspname, co.collname)
                   from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                   join pg_type b on b.oid = a.atttypid
                   where co.oid = a.attcollation and a.attcollation <> b.typcollation),
                  case when a.attgenerated <> '' then format('generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid),
                         case a.attgenerated when 's' then 'stored' else 'virtual' end) end,
                  case when a.attidentity <> '' and not c.relispartition then
                    (select format('generated %s as identity (sequence name %I.%I start %s increment %s minvalue %s'
                                   ' maxvalue %s cache %s%s)',
                                   case a.attidentity when 'a' then 'always' else 'by default' end, sn.nspname, sc.relname,
                                   s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                                   case when s.seqcycle then ' cycle' else '' end)
                     from pg_depend i
                     join pg_sequence s on s.seqrelid = i.objid
                     join pg_class sc on sc.oid = i.objid
                     join pg_namespace sn on sn.oid = sc.relnamespace
                     where i.classid = c.tableoid and i.refclassid = c.tableoid and i.refobjid = c.oid
                       and i.refobjsubid = a.attnum and i.deptype = 'i') end,
                  case when current_setting('server_version_num')::int >= 180000 then
                    (select format('constraint %I not null%s', k.conname,
                                   case when k.connoinherit then ' no inherit' else '' end)
                     from pg_constraint k
                     where k.conrelid = c.oid and k.contype = 'n' and k.conkey = array[a.attnum]
                       and k.convalidated and (k.conislocal or c.relispartition))
                       when a.attnotnull then 'not null' end), ', ' order by a.attnum)
               from pg_attribute a
               left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (a.attislocal or c.relispartition)))
       || coalesce(case when not c.relispartition then
            (select format(' inherits (%s)', string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno))
             from pg_inherits i where i.inhrelid = c.oid having count(*) > 0) end, '')
       || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
       || coalesce((select format(' using %I', m.amname) from pg_am m where m.oid = c.relam and m.amname <> 'heap'), '')
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: partitions
-- Before any constraint, so that the parent's reach the partitions from there.
select format('partition %I.%I', n.nspname, c.relname),
       format('alter table only %s attach partition %I.%I %s', i.inhparent::regclass, n.nspname, c.relname,
              pg_get_expr(c.relpartbound, c.oid))
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_inherits i on i.inhrelid = c.oid
where c.relispartition and c.relkind in ('r', 'p')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: types.of.tables
select format('type of table %I.%I', n.nspname, c.relname),
       format('alter table %I.%I of %s', n.nspname, c.relname, format_type(c.reloftype, null))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.reloftype <> 0
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
order by c.oid

-- name: owners
-- Before the rights, which are told against the owner's.
select format('owner of %s', v.name), format('alter %s %s owner to %I', v.kind, v.name, pg_get_userbyid(v.owner))
from (
  select 1 as place, 'schema' as kind, quote_ident(n.nspname) as name, n.nspowner as owner,
         n.nspname as schema, n.tableoid as class, n.oid
  from pg_namespace n
  union all
  select 2, 'type', format('%I.%I', n.nspname, t.typname), t.typowner, n.nspname, t.tableoid, t.oid
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where t.typtype in ('e', 'd', 'r') or c.relkind = 'c'
  union all
  select 3, case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end,
         format('%I.%I(%s)', n.nspname, p.proname,
                case when p.prokind = 'a' and p.pronargs = 0 then '*'
                     else pg_get_function_identity_arguments(p.oid) end),
         p.proowner, n.nspname, p.tableoid, p.oid
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where not exists (select from pg_depend i where i.classid = p.tableoid and i.objid = p.oid and i.deptype = 'i')
  union all
  select 4, case c.relkind when 'S' then 'sequence' else 'table' end, format('%I.%I', n.nspname, c.relname), c.relowner,
         n.nspname, c.tableoid, c.oid
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'S')
    and not exists (select from pg_depend i
                    where c.relkind = 'S' and i.classid = c.tableoid and i.objid = c.oid and i.deptype = 'i')
) v
where v.schema !~ '^pg_' and v.schema not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = v.class and e.objid = v.oid and e.deptype = 'e')
order by v.place, v.oid

-- name: owned.sequences
select format('owner of sequence %I.%I', n.nspname, c.relname),
       format('alter sequence %I.%I owned by %s.%I', n.nspname, c.relname, d.refobjid::regclass, a.attname)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_depend d on d.classid = c.tableoid and d.objid = c.oid and d.refclassid = c.tableoid
                and d.refobjsubid > 0 and d.deptype = 'a'
join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
where c.relkind = 'S'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: checks
-- Of tables and, where they are not validated, of domains; without ONLY, so that they are inherited as they were.
select format('constraint %I', k.conname),
       format('alter %s add constraint %I %s',
              case when k.conrelid <> 0 then 'table ' || k.conrelid::regclass::text
                   else 'domain ' || format_type(k.contypid, null) end,
              k.conname, pg_get_constraintdef(k.oid))
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
left join pg_class c on c.oid = k.conrelid
where (c.relkind in ('r', 'p') and k.conislocal and (k.contype = 'c' or k.contype = 'n' and not k.convalidated)
       or k.contypid <> 0 and not k.convalidated)
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.deptype = 'e'
                  and ((e.classid = 'pg_class'::regclass and e.objid = k.conrelid)
                    or (e.classid = 'pg_type'::regclass and e.objid = k.contypid)))
order by k.oid

-- name: keys
-- With ONLY: those of partitions are made under their own names, and attached below.
select format('constraint %I of %s', k.conname, k.conrelid::regclass),
       format('alter table only %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
join pg_class c on c.oid = k.conrelid
where k.contype in ('p', 'u', 'x') and c.relkind in ('r', 'p')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by k.contype, k.oid

-- name: defaults
-- Of views too; they wait for sequences and functions.
select format('default of %s.%I', a.attrelid::regclass, a.attname),
       format('alter table only %s alter column %I set default %s', a.attrelid::regclass, a.attname,
              pg_get_expr(d.adbin, d.adrelid))
from pg_attrdef d
join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
where a.attgenerated = '' and c.relkind in ('r', 'p', 'v')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by d.oid

-- name: views
-- A materialized view is filled at the end.
select format('view %I.%I', n.nspname, c.relname),
       format('create %s %I.%I as %s', case c.relkind when 'm' then 'materialized view' else 'view' end,
              n.nspname, c.relname, rtrim(pg_get_viewdef(c.oid), ';'))
       || case c.relkind when 'm' then ' with no data' else '' end
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: view.owners
select format('owner of view %I.%I', n.nspname, c.relname),
       format('alter table %I.%I owner to %I', n.nspname, c.relname, pg_get_userbyid(c.relowner))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: indexes
-- Those that no constraint has made. The definition of a partitioned one says ONLY.
select format('index %I.%I', n.nspname, c.relname), pg_get_indexdef(i.indexrelid)
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e
                  where e.classid = c.tableoid and e.objid in (i.indexrelid, i.indrelid) and e.deptype = 'e')
order by c.oid

-- name: index.partitions
select format('partition %s of an index', i.inhrelid::regclass),
       format('alter index %s attach partition %s', i.inhparent::regclass, i.inhrelid::regclass)
from pg_inherits i
join pg_class c on c.oid = i.inhrelid
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('i', 'I')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
order by c.oid

-- name: foreign.keys
-- A partition has its parent's from there.
select format('constraint %I of %s', k.conname, k.conrelid::regclass),
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
join pg_class c on c.oid = k.conrelid
where k.contype = 'f' and k.conparentid = 0 and c.relkind in ('r', 'p')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by k.oid

-- name: options
-- Of an index that a constraint has made; other indexes carry theirs.
select format('options of %s', c.oid::regclass),
       format('alter %s %s set (%s)', case when c.relkind in ('i', 'I') then 'index' when c.relkind = 'v' then 'view'
                                           when c.relkind = 'm' then 'materialized view' else 'table' end,
              c.oid::regclass,
              (select string_agg(format('%I = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
               from unnest(c.reloptions) as u(o)))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.reloptions is not null
  and (c.relkind in ('r', 'p', 'v', 'm')
       or exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x')))
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: column.options
select format('%s of column %s.%I', v.kind, a.attrelid::regclass, a.attname),
       format('alter %s %s alter column %I set %s',
              case c.relkind when 'm' then 'materialized view' else 'table only' end,
              a.attrelid::regclass, a.attname, v.setting)
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
cross join lateral (values
  ('storage', case when a.attstorage <> t.typstorage then 'storage ' || case a.attstorage when 'p' then 'plain'
                when 'e' then 'external' when 'm' then 'main' else 'extended' end end),
  ('compression', case a.attcompression when 'p' then 'compression pglz' when 'l' then 'compression lz4' end),
  ('statistics', 'statistics ' || nullif(a.attstattarget, -1)),
  ('options', '(' || array_to_string(a.attoptions, ', ') || ')')
) as v(kind, setting)
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'm') and v.setting is not null
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by a.attrelid, a.attnum

-- name: marks
-- What a table's rows are known by in replication, and the index that it is clustered by.
select format('replica identity of %s', c.oid::regclass),
       format('alter table %s replica identity %s', c.oid::regclass,
              case c.relreplident when 'f' then 'full' when 'n' then 'nothing'
                else (select format('using index %I', x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
                      where i.indrelid = c.oid and i.indisreplident) end)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.relreplident <> 'd'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
union all
select format('clustering of %s', i.indrelid::regclass),
       format('alter %s %s cluster on %I', case t.relkind when 'm' then 'materialized view' else 'table' end,
              i.indrelid::regclass, c.relname)
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace
where i.indisclustered
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = t.tableoid and e.objid = t.oid and e.deptype = 'e')

-- name: rules
select v.name, v.statement
from pg_rewrite r
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (values
  (1, format('rule %I on %s', r.rulename, c.oid::regclass), pg_get_ruledef(r.oid)),
  (2, format('state of rule %I on %s', r.rulename, c.oid::regclass),
      format('alter table %s %s rule %I', c.oid::regclass,
             case r.ev_enabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end,
             r.rulename))
) as v(place, name, statement)
where r.rulename <> '_RETURN' and (v.place = 1 or r.ev_enabled <> 'O')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by r.oid, v.place

-- name: triggers
-- A partition has its parent's from there.
select v.name, v.statement
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (values
  (1, format('trigger %I on %s', t.tgname, c.oid::regclass), pg_get_triggerdef(t.oid)),
  (2, format('state of trigger %I on %s', t.tgname, c.oid::regclass),
      format('alter table %s %s trigger %I', c.oid::regclass,
             case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end,
             t.tgname))
) as v(place, name, statement)
where not t.tgisinternal and t.tgparentid = 0 and (v.place = 1 or t.tgenabled <> 'O')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = t.tableoid and e.objid = t.oid and e.deptype = 'e')
order by t.oid, v.place

-- name: row.security
select format('row security of %s', c.oid::regclass), format('alter table %s %s row level security', c.oid::regclass, v.act)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (values (c.relrowsecurity, 'enable'), (c.relforcerowsecurity, 'force')) as v(wanted, act)
where c.relkind in ('r', 'p') and v.wanted
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
order by c.oid

-- name: policies
select format('policy %I on %s', p.polname, p.polrelid::regclass),
       concat_ws(' ', format('create policy %I on %s as', p.polname, p.polrelid::regclass),
         case when p.polpermissive then 'permissive' else 'restrictive' end, 'for',
         case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
           else 'all' end,
         'to ' || (select string_agg(case when r.role = 0 then 'public' else quote_ident(pg_get_userbyid(r.role)) end, ', ')
                   from unnest(p.polroles) as r(role)),
         'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
         'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
order by p.oid

-- name: statistics
select format('statistics %I.%I', n.nspname, x.stxname), pg_get_statisticsobjdef(x.oid)
from pg_statistic_ext x join pg_namespace n on n.oid = x.stxnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = x.tableoid and e.objid = x.oid and e.deptype = 'e')
order by x.oid

-- name: rights
-- What differs from the rights that an object has by default, as in snapshot.sql.
with lists as (
  select case c.relkind when 'S' then 'sequence' else 'table' end as kind, n.nspname, '' as parts,
         format('%I.%I', n.nspname, c.relname) as name, c.relacl as acl,
         acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner) as usual, c.tableoid as class, c.oid
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relacl is not null
  union all
  select 'table', n.nspname, format(' (%I)', a.attname), format('%I.%I', n.nspname, c.relname), a.attacl,
         acldefault('c', c.relowner), c.tableoid, c.oid
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where a.attacl is not null and not a.attisdropped
  union all
  select 'schema', n.nspname, '', format('%I', n.nspname), n.nspacl, acldefault('n', n.nspowner), n.tableoid, n.oid
  from pg_namespace n where n.nspacl is not null
  union all
  select 'routine', n.nspname, '', format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
         p.proacl, acldefault('f', p.proowner), p.tableoid, p.oid
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proacl is not null
  union all
  select 'type', n.nspname, '', format('%I.%I', n.nspname, t.typname), t.typacl, acldefault('T', t.typowner), t.tableoid,
         t.oid
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typacl is not null
), rights as (
  select l.kind, l.parts, l.name, r.how, r.grantee, r.privilege_type, r.is_grantable
  from lists l
  cross join lateral (
    (select 'grant' as how, grantee, privilege_type, is_grantable from aclexplode(l.acl)
     except select 'grant', grantee, privilege_type, is_grantable from aclexplode(l.usual))
    union all
    (select 'revoke', grantee, privilege_type, is_grantable from aclexplode(l.usual)
     except select 'revoke', grantee, privilege_type, is_grantable from aclexplode(l.acl))) r
  where l.nspname !~ '^pg_' and l.nspname not in ('information_schema', 'godwit')
    and not exists (select from pg_depend e where e.classid = l.class and e.objid = l.oid and e.deptype = 'e')
)
select format('rights on %s %s', kind, name),
       format('%s %s%s on %s %s %s %s%s', how, privilege_type, parts, kind, name,
              case how when 'grant' then 'to' else 'from' end,
              case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
              case when how = 'grant' and is_grantable then ' with grant option' else '' end)
from rights
order by how desc, kind, name

-- name: comments
-- Objects below 16384 are the server's own. The words of pg_identify_object are nearly those of the statement.
select format('comment on %s %s', i.type, i.identity),
       format('comment on %s %s is %L',
              case when i.type like '% column' then 'column' when i.type like '% constraint' then 'constraint'
                when i.type = 'statistics object' then 'statistics' when i.type = 'composite type' then 'type'
                else i.type end,
              case when i.type = 'domain constraint' then regexp_replace(i.identity, ' on ', ' on domain ')
                else i.identity end,
              d.description)
from pg_description d
cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
where d.objoid >= 16384
  and i.type not in ('event trigger', 'publication', 'subscription')
  and i.identity !~ '(^| on |for )(godwit|pg_temp_[0-9]+|pg_toast[a-z_0-9]*)(\.|$)'
  and not exists (select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')
order by d.classoid, d.objoid, d.objsubid

-- name: publications
-- Columns and row filters exist from PostgreSQL 15 on; to_jsonb reads them where they do. Those of whole schemas have no
-- tables here.
select format('publication %I', p.pubname),
       format('create publication %I', p.pubname)
       || case when p.puballtables then ' for all tables' else coalesce(' for table ' || (
            select string_agg(r.prrelid::regclass::text
              || coalesce((select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
                           from pg_attribute a
                           where a.attrelid = r.prrelid
                             and a.attnum::text = any (string_to_array(to_jsonb(r) ->> 'prattrs', ' '))), '')
              || coalesce(' where ' || nullif('(' || (to_jsonb(t) ->> 'rowfilter') || ')', '()'), ''), ', '
              order by r.oid)
            from pg_publication_rel r
            join pg_class c on c.oid = r.prrelid
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_publication_tables t on t.pubname = p.pubname and t.schemaname = n.nspname
                                             and t.tablename = c.relname
            where r.prpubid = p.oid and n.nspname <> 'godwit'), '') end
       || format(' with (publish = %L, publish_via_partition_root = %s)',
                 concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
                           case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end),
                 p.pubviaroot::text)
from pg_publication p
where p.pubname not like 'godwit%'
order by p.oid

-- name: refreshes
select format('rows of %s', c.oid::regclass), format('refresh materialized view %s', c.oid::regclass)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'm' and c.relispopulated
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')
order by c.oid

-- name: default.rights
-- Late: they would add to the rights of everything made after them. Within a schema they add to the general ones.
select format('default rights of %I', pg_get_userbyid(d.defaclrole)),
       format('alter default privileges for role %I%s %s %s on %s %s %s%s', pg_get_userbyid(d.defaclrole),
              coalesce(' in schema ' || quote_ident(n.nspname), ''), r.how, r.privilege_type,
              case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end,
              case r.how when 'grant' then 'to' else 'from' end,
              case when r.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(r.grantee)) end,
              case when r.how = 'grant' and r.is_grantable then ' with grant option' else '' end)
from pg_default_acl d
left join pg_namespace n on n.oid = d.defaclnamespace
cross join lateral (
  select case when n.oid is null then acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end::"char",
                                                 d.defaclrole)
              end as usual) u
cross join lateral (
  (select 'grant' as how, grantee, privilege_type, is_grantable from aclexplode(d.defaclacl)
   except select 'grant', grantee, privilege_type, is_grantable from aclexplode(u.usual))
  union all
  (select 'revoke', grantee, privilege_type, is_grantable from aclexplode(u.usual)
   except select 'revoke', grantee, privilege_type, is_grantable from aclexplode(d.defaclacl))) r
where n.nspname is distinct from 'godwit'
order by d.oid, r.how desc

-- name: settings
-- The copy may have another name. Lists are stored as they are typed; every other value is one word.
select format('setting %s', v.name),
       format('do %L', format('begin execute format(%L, current_database()); end', format('alter %s set %I to %s',
         case when s.setrole = 0 then 'database %I'
              else 'role ' || replace(quote_ident(pg_get_userbyid(s.setrole)), '%', '%%') || ' in database %I' end,
         v.name, replace(v.value, '%', '%%'))))
from pg_db_role_setting s
cross join unnest(s.setconfig) as c(setting)
cross join lateral (
  select split_part(c.setting, '=', 1) as name,
         case when split_part(c.setting, '=', 1) in ('search_path', 'temp_tablespaces', 'session_preload_libraries',
                                                     'local_preload_libraries')
              then substr(c.setting, strpos(c.setting, '=') + 1)
              else quote_literal(substr(c.setting, strpos(c.setting, '=') + 1)) end as value) v
where s.setdatabase = (select oid from pg_database where datname = current_database())

-- name: event.triggers
-- Last: they would speak up at everything before.
select x.name, x.statement
from pg_event_trigger v
cross join lateral (values
  (1, format('event trigger %I', v.evtname),
      format('create event trigger %I on %I%s execute function %s()', v.evtname, v.evtevent,
             coalesce(' when tag in (' || (select string_agg(quote_literal(g), ', ') from unnest(v.evttags) as u(g)) || ')',
                      ''),
             v.evtfoid::regproc)),
  (2, format('state of event trigger %I', v.evtname),
      format('alter event trigger %I %s', v.evtname,
             case v.evtenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end))
) as x(place, name, statement)
where v.evtname not like 'godwit%' and (x.place = 1 or v.evtenabled <> 'O')
  and not exists (select from pg_depend e where e.classid = v.tableoid and e.objid = v.oid and e.deptype = 'e')
order by v.oid, x.place
