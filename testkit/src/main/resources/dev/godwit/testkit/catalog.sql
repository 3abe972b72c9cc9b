-- Every object of people with its whole definition, one line each; none of the server, of extensions, or of Godwit.
with space as (
    select oid, nspname, nspacl, nspowner from pg_namespace
    where nspname not in ('pg_catalog', 'information_schema', 'godwit')
      and nspname not like 'pg_toast%' and nspname not like 'pg_temp%'
), owned as (
    select classid, objid from pg_depend where deptype = 'e'
), relation as (
    select c.*, format('%I.%I', s.nspname, c.relname) as name
    from pg_class c join space s on s.oid = c.relnamespace
    where not exists (select from owned o where o.classid = 'pg_class'::regclass and o.objid = c.oid)
), line as (
    select format('schema %s acl %s', nspname, nspacl) as text from space
    union all
    select format('relation %s kind %s persistence %s options %s acl %s row security %s/%s replica identity %s partition %s of %s',
                  name, relkind, relpersistence, reloptions, relacl, relrowsecurity, relforcerowsecurity, relreplident,
                  pg_get_expr(relpartbound, oid),
                  (select string_agg(inhparent::regclass::text, ',' order by inhseqno) from pg_inherits where inhrelid = relation.oid))
    from relation where relkind in ('r', 'v', 'm', 'p', 'f', 'S', 'c')
    union all
    select format('column %s.%s type %s not null %s default %s identity %s generated %s collation %s storage %s statistics %s options %s acl %s',
                  r.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                  a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attstattarget, a.attoptions, a.attacl)
    from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
    union all
    select format('sequence %s type %s start %s by %s from %s to %s cache %s cycle %s owned by %s',
                  r.name, format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle,
                  (select format('%s.%s', d.refobjid::regclass, a.attname) from pg_depend d
                   join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                   where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype in ('a', 'i') limit 1))
    from relation r join pg_sequence q on q.seqrelid = r.oid
    union all
    select format('index %s valid %s ready %s clustered %s replica identity %s', pg_get_indexdef(i.indexrelid), i.indisvalid,
                  i.indisready, i.indisclustered, i.indisreplident)
    from pg_index i join relation r on r.oid = i.indexrelid
    union all
    select format('constraint %s on %s: %s validated %s', k.conname, coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text),
                  pg_get_constraintdef(k.oid), k.convalidated)
    from pg_constraint k join space s on s.oid = k.connamespace
    where not exists (select from owned o where o.classid = 'pg_constraint'::regclass and o.objid = k.oid)
    union all
    select format('view %s: %s', name, pg_get_viewdef(oid)) from relation where relkind in ('v', 'm')
    union all
    select format('rule %s', pg_get_ruledef(u.oid)) from pg_rewrite u join relation r on r.oid = u.ev_class
    where u.rulename <> '_RETURN'
    union all
    select format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
    from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
    union all
    select format('policy %s on %s for %s permissive %s using %s check %s', p.polname, r.name, p.polcmd, p.polpermissive,
                  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_policy p join relation r on r.oid = p.polrelid
    union all
    select format('routine %s acl %s', case when f.prokind = 'a' then f.oid::regprocedure::text else pg_get_functiondef(f.oid) end, f.proacl)
    from pg_proc f join space s on s.oid = f.pronamespace
    where not exists (select from owned o where o.classid = 'pg_proc'::regclass and o.objid = f.oid)
    union all
    select format('type %s kind %s base %s not null %s default %s labels %s', format('%I.%I', s.nspname, t.typname), t.typtype,
                  nullif(t.typbasetype, 0)::regtype, t.typnotnull, t.typdefault,
                  (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join space s on s.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r', 'm')
      and not exists (select from owned o where o.classid = 'pg_type'::regclass and o.objid = t.oid)
    union all
    select format('extension %s %s in %s', extname, extversion, extnamespace::regnamespace) from pg_extension
    union all
    select format('statistics %s', pg_get_statisticsobjdef(x.oid)) from pg_statistic_ext x join space s on s.oid = x.stxnamespace
    union all
    select format('comment on %s %s: %s', i.type, i.identity, d.description)
    from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    where i.schema in (select nspname from space)
    union all
    select format('event trigger %s on %s does %s', evtname, evtevent, evtfoid::regproc) from pg_event_trigger
    union all
    select format('publication %s', pubname) from pg_publication
)
select text from line order by text collate "C"
