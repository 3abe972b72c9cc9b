-- What surrounds a run: size, rights, leftovers, other tools' tables.

-- name: overview
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'godwit')),
       pg_database_size(current_database()),
       (select count(*) from pg_stat_replication where state = 'streaming'),
       clock_timestamp()

-- name: rights
-- Each with what it is needed for and the statement that gives it. The search path may name no schema at all.
select name, need, held, statement
from (values
  (1, 'CREATE on the database', 'the ledger, in a schema of its own',
   has_database_privilege(current_database(), 'CREATE') or to_regclass('godwit.control') is not null,
   format('grant create on database %I to %I', current_database(), current_user)),
  (2, format('CREATE on schema %I', coalesce(current_schema(), 'public')), 'tables and indexes of migrations',
   coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
   format('grant create on schema %I to %I', coalesce(current_schema(), 'public'), current_user)),
  (3, 'pg_read_all_stats', 'replica lag, blocking sessions and old snapshots of other roles',
   pg_has_role(current_user, 'pg_read_all_stats', 'member'),
   format('grant pg_read_all_stats to %I', current_user)),
  (4, 'pg_read_all_settings', 'how full the data disk is',
   pg_has_role(current_user, 'pg_read_all_settings', 'member'),
   format('grant pg_read_all_settings to %I', current_user)),
  (5, 'execute pg_control_system()', 'telling servers apart by their system identifier',
   has_function_privilege('pg_control_system()', 'execute'),
   format('grant execute on function pg_control_system() to %I', current_user))
) as needed (place, name, need, held, statement)
order by place

-- name: leftovers
-- An index that is being built right now is no leftover.
select format('%I.%I', n.nspname, c.relname), 'the index is invalid',
       format('drop index concurrently %I.%I', n.nspname, c.relname)
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where not i.indisvalid and n.nspname !~ '^pg_'
  and not exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
union all
select format('%s constraint %I', k.conrelid::regclass, k.conname), 'the constraint is not validated',
       format('alter table %s validate constraint %I', k.conrelid::regclass, k.conname)
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
where not k.convalidated and k.conrelid <> 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1

-- name: histories
select t.tool, format('%I.%I', n.nspname, c.relname)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join (values
  ('flyway', 'flyway_schema_history'), ('flyway', 'schema_version'), ('liquibase', 'databasechangelog'),
  ('rails, dbmate or golang-migrate', 'schema_migrations'), ('alembic', 'alembic_version'),
  ('django', 'django_migrations'), ('goose', 'goose_db_version'), ('diesel', '__diesel_schema_migrations'),
  ('knex', 'knex_migrations'), ('prisma', '_prisma_migrations'), ('sequelize', 'SequelizeMeta'),
  ('atlas', 'atlas_schema_revisions'), ('sqlx', '_sqlx_migrations'), ('pgroll', 'pgroll'), ('typeorm or laravel', 'migrations')
) as t (tool, relation) on t.relation = c.relname
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
order by 1, 2
