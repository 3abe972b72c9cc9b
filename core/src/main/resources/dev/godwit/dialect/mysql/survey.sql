-- What surrounds a run: size, rights, leftovers, other tools' tables.

-- name: overview
-- Replicas are the sessions that read the binary log; without PROCESS none of them is seen.
select (select count(*) from information_schema.tables
        where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
          and left(table_name, 7) <> 'godwit_'),
       (select coalesce(sum(data_length + index_length), 0) from information_schema.tables where table_schema = database()),
       (select count(*) from information_schema.processlist where command like 'Binlog Dump%'),
       unix_timestamp(now(6))

-- name: account
-- The account by which the server knows this session, as GRANT writes it, and the database.
select concat(quote(substring_index(current_user(), '@', 1)), '@', quote(substring_index(current_user(), '@', -1))),
       coalesce(database(), '')

-- name: grants
-- One statement per row; those of a role that is active are among them.
show grants

-- name: ledger.exists
select exists (select 1 from information_schema.tables where table_name = 'control' and table_schema = 'godwit')
    or exists (select 1 from information_schema.tables where table_name = 'godwit_control' and table_schema = database())

-- name: leftovers.altered
-- Tables in which ALTER TABLE builds the new form. An ALTER that runs now has one too, so none counts while one runs.
select table_name
from information_schema.tables
where table_schema = database() and table_name like '%#sql%'
  and not exists (select 1 from information_schema.processlist
                  where id <> connection_id() and lower(left(ltrim(info), 5)) = 'alter')
order by table_name

-- name: leftovers.tools
-- Tables and triggers of gh-ost, pt-online-schema-change and spirit, beside a table of the name within.
select t.table_name, t.tool
from (select table_name,
             case when right(table_name, 4) in ('_gho', '_ghc', '_del') then 'gh-ost'
                  when right(table_name, 6) = '_chkpt' then 'spirit'
                  else 'pt-online-schema-change or spirit' end as tool,
             case when right(table_name, 6) = '_chkpt' then substr(table_name, 2, char_length(table_name) - 7)
                  else substr(table_name, 2, char_length(table_name) - 5) end as original
      from information_schema.tables
      where table_schema = database() and left(table_name, 1) = '_'
        and (right(table_name, 4) in ('_gho', '_ghc', '_del', '_new', '_old') or right(table_name, 6) = '_chkpt')) t
where exists (select 1 from information_schema.tables o where o.table_schema = database() and o.table_name = t.original)
order by t.table_name

-- name: leftovers.triggers
select trigger_name, event_object_table
from information_schema.triggers
where trigger_schema = database() and left(trigger_name, 7) = 'pt_osc_'
order by trigger_name

-- name: leftovers.checks.mysql
select table_name, constraint_name
from information_schema.table_constraints
where table_schema = database() and constraint_type = 'CHECK' and enforced = 'NO'
order by table_name, constraint_name

-- name: histories
select t.tool, i.table_name
from information_schema.tables i
join (select 'flyway' as tool, 'flyway_schema_history' as name
      union all select 'flyway', 'schema_version'
      union all select 'liquibase', 'databasechangelog'
      union all select 'rails, dbmate or golang-migrate', 'schema_migrations'
      union all select 'alembic', 'alembic_version'
      union all select 'django', 'django_migrations'
      union all select 'goose', 'goose_db_version'
      union all select 'diesel', '__diesel_schema_migrations'
      union all select 'knex', 'knex_migrations'
      union all select 'prisma', '_prisma_migrations'
      union all select 'sequelize', 'sequelizemeta'
      union all select 'atlas', 'atlas_schema_revisions'
      union all select 'sqlx', '_sqlx_migrations'
      union all select 'doctrine', 'doctrine_migration_versions'
      union all select 'phinx', 'phinxlog'
      union all select 'typeorm or laravel', 'migrations') t on t.name = lower(i.table_name)
where i.table_schema = database() and i.table_type = 'BASE TABLE'
order by 1, 2
