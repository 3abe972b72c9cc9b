-- The structure of a database as text, one block per class of objects; each row is a key and a value. Run with an empty
-- search_path, so that every name within a definition carries its schema. Nothing depends on OIDs, on the history of a table
-- (dropped columns) or on how often it was dumped and restored. Left out everywhere: schemas of the server, temporary
-- objects, our control schema, and what belongs to an extension.

-- name: schemas
select format('schema %I', n.nspname), 'schema'
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e
                  where e.classid = 'pg_namespace'::regclass and e.objid = n.oid and e.deptype = 'e')

-- name: relations
select format('%s %I.%I', v.kind, n.nspname, c.relname), v.value
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (values
  (case c.relkind when 'v' then 'view kind' when 'm' then 'view kind' when 'f' then 'foreign table' when 'c' then 'type'
     else 'table' end,
   concat_ws(' ',
     case c.relpersistence when 'u' then 'unlogged' end,
     case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
       when 'c' then 'composite' else 'table' end,
     case when c.reloftype <> 0 then 'of ' || format_type(c.reloftype, null) end,
     'partition by ' || pg_get_partkeydef(c.oid),
     (select 'using ' || amname from pg_am where oid = c.relam and amname <> 'heap'),
     (select 'in tablespace ' || spcname from pg_tablespace where oid = c.reltablespace),
     (select 'on server ' || s.srvname || ' ' || coalesce(array_to_string(f.ftoptions, ', '), '')
      from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid))),
  ('owner', pg_get_userbyid(c.relowner)::text),
  ('options', (select string_agg(o, ', ' order by o) from unnest(c.reloptions) as u(o))),
  ('parents', (select string_agg(
                 p.inhparent::regclass::text
                 || case when c.relispartition then ' ' || pg_get_expr(c.relpartbound, c.oid) else '' end
                 || case when p.inhdetachpending then ' DETACH PENDING' else '' end, ', ' order by p.inhseqno)
               from pg_inherits p where p.inhrelid = c.oid and c.relkind in ('r', 'p', 'f'))),
  ('row security', nullif(concat_ws(' ', case when c.relrowsecurity then 'enabled' end,
                                         case when c.relforcerowsecurity then 'forced' end), '')),
  ('replica identity', case when c.relkind not in ('r', 'p') then null else case c.relreplident
     when 'f' then 'full' when 'n' then 'nothing'
     when 'i' then (select 'index ' || i.indexrelid::regclass::text from pg_index i
                    where i.indrelid = c.oid and i.indisreplident) end end)
) as v(kind, value)
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'S')
  and v.value is not null
  and not (c.relkind = 'S' and v.kind <> 'owner')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')

-- name: columns
-- The position counts the columns that are there; storage and compression appear where they are not the type's own.
select format('column %I.%I.%I', n.nspname, c.relname, a.attname),
       concat_ws(' ',
         row_number() over (partition by a.attrelid order by a.attnum),
         format_type(a.atttypid, a.atttypmod),
         (select format('collate %I.%I', cn.nspname, co.collname)
          from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
          where co.oid = a.attcollation and a.attcollation <> t.typcollation),
         case when a.attnotnull then 'not null' end,
         case a.attgenerated
           when '' then 'default ' || pg_get_expr(d.adbin, d.adrelid)
           when 's' then 'generated stored ' || pg_get_expr(d.adbin, d.adrelid)
           else 'generated virtual ' || pg_get_expr(d.adbin, d.adrelid) end,
         case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
         case when a.attstorage <> t.typstorage then 'storage ' || a.attstorage::text end,
         case when a.attcompression <> '' then 'compression ' || a.attcompression::text end,
         'statistics ' || nullif(a.attstattarget, -1),
         'options ' || array_to_string(a.attoptions, ', '),
         case when not a.attislocal then 'inherited' end)
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped
  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')

-- name: constraints
-- A constraint that a partition has from its parent is the parent's.
select case when k.conrelid <> 0 then format('constraint %I.%I.%I', n.nspname, c.relname, k.conname)
            else format('constraint of domain %I.%I %I', n.nspname, t.typname, k.conname) end,
       pg_get_constraintdef(k.oid)
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
left join pg_class c on c.oid = k.conrelid
left join pg_type t on t.oid = k.contypid
where k.contype <> 't' and k.conparentid = 0
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.deptype = 'e'
                  and ((e.classid = 'pg_class'::regclass and e.objid = k.conrelid)
                    or (e.classid = 'pg_type'::regclass and e.objid = k.contypid)))

-- name: indexes
select format('index %I.%I', n.nspname, c.relname),
       concat_ws(' ',
         pg_get_indexdef(i.indexrelid),
         case when not (i.indisvalid and i.indisready and i.indislive) then 'INVALID' end,
         case when i.indisclustered then 'CLUSTERED' end,
         (select 'part of ' || p.inhparent::regclass::text from pg_inherits p where p.inhrelid = i.indexrelid),
         (select 'in tablespace ' || spcname from pg_tablespace where oid = c.reltablespace))
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e
                  where e.classid = 'pg_class'::regclass and e.objid in (i.indexrelid, i.indrelid) and e.deptype = 'e')

-- name: views
select format('view %I.%I', n.nspname, c.relname),
       pg_get_viewdef(c.oid) || case when c.relkind = 'm' and not c.relispopulated then ' WITH NO DATA' else '' end
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')

-- name: sequences
-- Their parameters, not where they stand.
select format('sequence %I.%I', n.nspname, c.relname),
       concat_ws(' ',
         case c.relpersistence when 'u' then 'unlogged' end,
         format_type(s.seqtypid, null),
         'start ' || s.seqstart, 'increment ' || s.seqincrement, 'minvalue ' || s.seqmin, 'maxvalue ' || s.seqmax,
         'cache ' || s.seqcache,
         case when s.seqcycle then 'cycle' end,
         (select case d.deptype when 'i' then 'identity of ' else 'owned by ' end
                 || d.refobjid::regclass::text || '.' || quote_ident(a.attname)
          from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
            and d.refobjsubid > 0 and d.deptype in ('a', 'i')
          limit 1))
from pg_sequence s
join pg_class c on c.oid = s.seqrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')

-- name: types
-- Enums, domains and ranges; composite types are relations.
select format('%s %I.%I', case t.typtype when 'e' then 'enum' when 'd' then 'domain' else 'range' end, n.nspname, t.typname),
       case t.typtype
         when 'e' then coalesce((select string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder)
                                 from pg_enum l where l.enumtypid = t.oid), 'no labels')
         when 'd' then concat_ws(' ',
           format_type(t.typbasetype, t.typtypmod),
           (select format('collate %I.%I', cn.nspname, co.collname)
            from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
            join pg_type b on b.oid = t.typbasetype
            where co.oid = t.typcollation and t.typcollation <> b.typcollation),
           case when t.typnotnull then 'not null' end,
           'default ' || t.typdefault)
         else (select concat_ws(' ', 'of', format_type(r.rngsubtype, null), 'by', o.opcname,
                                nullif(r.rngcanonical::text, '-'), nullif(r.rngsubdiff::text, '-'))
               from pg_range r join pg_opclass o on o.oid = r.rngsubopc where r.rngtypid = t.oid) end
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
where t.typtype in ('e', 'd', 'r')
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')

-- name: functions
select format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
       case when a.aggfnoid is null then pg_get_functiondef(p.oid)
            else concat_ws(' ', 'aggregate', a.aggtransfn::regprocedure::text, format_type(a.aggtranstype, null),
                           nullif(a.aggfinalfn::regproc::text, '-'), nullif(a.aggcombinefn::regproc::text, '-'),
                           quote_literal(a.agginitval)) end
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
left join pg_aggregate a on a.aggfnoid = p.oid
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')

-- name: triggers
-- A trigger that a partition has from its parent is the parent's.
select format('trigger %I.%I.%I', n.nspname, c.relname, t.tgname),
       pg_get_triggerdef(t.oid)
       || case t.tgenabled when 'D' then ' DISABLED' when 'R' then ' REPLICA' when 'A' then ' ALWAYS' else '' end
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
where not t.tgisinternal and t.tgparentid = 0
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e where e.classid = 'pg_trigger'::regclass and e.objid = t.oid and e.deptype = 'e')
union all
select format('event trigger %I', v.evtname),
       concat_ws(' ', v.evtevent, v.evtfoid::regproc::text, array_to_string(v.evttags, ', '),
                 case v.evtenabled when 'D' then 'DISABLED' when 'R' then 'REPLICA' when 'A' then 'ALWAYS' end)
from pg_event_trigger v
where v.evtname not like 'godwit%'
  and not exists (select from pg_depend e
                  where e.classid = 'pg_event_trigger'::regclass and e.objid = v.oid and e.deptype = 'e')

-- name: rules
select format('rule %I.%I.%I', n.nspname, c.relname, r.rulename),
       pg_get_ruledef(r.oid)
       || case r.ev_enabled when 'D' then ' DISABLED' when 'R' then ' REPLICA' when 'A' then ' ALWAYS' else '' end
from pg_rewrite r
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
where r.rulename <> '_RETURN'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')

-- name: policies
select format('policy %I.%I.%I', n.nspname, c.relname, p.polname),
       concat_ws(' ',
         case when p.polpermissive then 'permissive' else 'restrictive' end,
         case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
         'to ' || (select string_agg(case when r.role = 0 then 'public' else quote_ident(pg_get_userbyid(r.role)) end, ', '
                                     order by pg_get_userbyid(r.role)) from unnest(p.polroles) as r(role)),
         'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
         'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')

-- name: rights
-- What differs from the rights that an object has by default, in both directions, so that "no list" and "the default list"
-- are the same. Who granted is left out.
with lists as (
  select case c.relkind when 'S' then 'sequence' else 'table' end as kind, n.nspname,
         format('%I.%I', n.nspname, c.relname) as name, c.relacl as acl,
         acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner) as usual, c.tableoid as class, c.oid
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relacl is not null
  union all
  select 'column', n.nspname, format('%I.%I.%I', n.nspname, c.relname, a.attname), a.attacl,
         acldefault('c', c.relowner), c.tableoid, c.oid
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where a.attacl is not null and not a.attisdropped
  union all
  select 'schema', n.nspname, format('%I', n.nspname), n.nspacl, acldefault('n', n.nspowner), n.tableoid, n.oid
  from pg_namespace n where n.nspacl is not null
  union all
  select 'function', n.nspname, format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
         p.proacl, acldefault('f', p.proowner), p.tableoid, p.oid
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proacl is not null
  union all
  select 'type', n.nspname, format('%I.%I', n.nspname, t.typname), t.typacl, acldefault('T', t.typowner), t.tableoid, t.oid
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typacl is not null
), rights as (
  select l.kind, l.name, r.how, r.grantee, r.privilege_type, r.is_grantable
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
select format('%s %s %s %s', how, kind, name,
              case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end),
       string_agg(privilege_type || case when is_grantable then ' with grant option' else '' end, ', '
                  order by privilege_type, is_grantable)
from rights
group by how, kind, name, grantee

-- name: default.rights
select format('default rights %s %s %s', quote_ident(pg_get_userbyid(d.defaclrole)), coalesce(n.nspname, 'everywhere'),
              case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                when 'T' then 'types' when 'n' then 'schemas' else d.defaclobjtype::text end),
       coalesce((select string_agg(a::text, ', ' order by a::text) from unnest(d.defaclacl) as u(a)), 'none')
from pg_default_acl d
left join pg_namespace n on n.oid = d.defaclnamespace
where n.nspname is distinct from 'godwit'

-- name: comments
-- Objects below 16384 are the server's own.
select format('comment %s %s', i.type, i.identity), d.description
from pg_description d
cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
where d.objoid >= 16384
  and i.identity !~ '(^| on |for )(godwit|pg_temp_[0-9]+|pg_toast[a-z_0-9]*)(\.|$)'
  and not exists (select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')

-- name: extensions
select format('extension %I', x.extname), format('%s in %I', x.extversion, n.nspname)
from pg_extension x join pg_namespace n on n.oid = x.extnamespace

-- name: publications
-- Columns and row filters exist from PostgreSQL 15 on; to_jsonb reads them where they do.
select format('publication %I', p.pubname),
       concat_ws(' ',
         case when p.puballtables then 'all tables' end,
         case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
         case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end,
         case when p.pubviaroot then 'via root' end,
         (select string_agg(
            format('%I.%I', t.schemaname, t.tablename)
            || coalesce(case when to_jsonb(r) ->> 'prattrs' is not null then ' ' || (to_jsonb(t) ->> 'attnames') end, '')
            || coalesce(' where ' || (to_jsonb(t) ->> 'rowfilter'), ''), ', ' order by t.schemaname, t.tablename)
          from pg_publication_tables t
          left join pg_publication_rel r on r.prpubid = p.oid
                                        and r.prrelid = to_regclass(format('%I.%I', t.schemaname, t.tablename))
          where t.pubname = p.pubname and not p.puballtables))
from pg_publication p
where p.pubname not like 'godwit%'
union all
select format('subscription %I', s.subname),
       concat_ws(' ', case when s.subenabled then 'enabled' else 'disabled' end, array_to_string(s.subpublications, ', '))
from pg_subscription s
where s.subdbid = (select oid from pg_database where datname = current_database())

-- name: statistics
select format('statistics %I.%I', n.nspname, x.stxname), pg_get_statisticsobjdef(x.oid)
from pg_statistic_ext x join pg_namespace n on n.oid = x.stxnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')
  and not exists (select from pg_depend e
                  where e.classid = 'pg_statistic_ext'::regclass and e.objid = x.oid and e.deptype = 'e')

-- name: settings
select format('setting %s %s', case when s.setrole = 0 then 'for all' else quote_ident(pg_get_userbyid(s.setrole)) end,
              split_part(c.setting, '=', 1)),
       c.setting
from pg_db_role_setting s cross join unnest(s.setconfig) as c(setting)
where s.setdatabase = (select oid from pg_database where datname = current_database())

-- name: others
-- Kinds that migrations seldom touch: that they are there, and under which name.
select format('%s %s', i.type, i.identity), 'present'
from (
  select tableoid, oid from pg_operator where oid >= 16384
  union all select tableoid, oid from pg_opclass where oid >= 16384
  union all select tableoid, oid from pg_opfamily where oid >= 16384
  union all select tableoid, oid from pg_cast where oid >= 16384
  union all select tableoid, oid from pg_collation where oid >= 16384
  union all select tableoid, oid from pg_conversion where oid >= 16384
  union all select tableoid, oid from pg_ts_config where oid >= 16384
  union all select tableoid, oid from pg_ts_dict where oid >= 16384
  union all select tableoid, oid from pg_foreign_data_wrapper where oid >= 16384
  union all select tableoid, oid from pg_foreign_server where oid >= 16384
  union all select tableoid, oid from pg_language where oid >= 16384
  union all select tableoid, oid from pg_am where oid >= 16384
) o
cross join lateral pg_identify_object(o.tableoid, o.oid, 0) i
where coalesce(i.schema, '') <> 'godwit'
  and not exists (select from pg_depend e where e.classid = o.tableoid and e.objid = o.oid and e.deptype = 'e')
