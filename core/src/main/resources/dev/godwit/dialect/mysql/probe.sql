-- Looks at the catalog for what a statement in doubt would have done. :schema is null for the current database. What exists as
-- temporary table of the session shows in SHOW only, so what is compared with a trial is read by SHOW.

-- name: running
-- A statement goes on in the server when its client is gone. Without PROCESS the sessions of the own account are seen. The same
-- migration may run in another database of the server at the same time: that one is not meant.
select id
from information_schema.processlist
where db = database() and id <> connection_id() and info is not null and locate(:text, info) > 0
limit 1

-- name: relation
select table_type, table_schema, table_name, coalesce(table_collation, ''), coalesce(create_options, '')
from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :name

-- name: column
show full columns from :table where field = :column

-- name: columns
show full columns from :table

-- name: indexes
show index from :table

-- name: foreign.keys
-- Name, columns, referenced table and columns, rules.
select k.constraint_name, group_concat(k.column_name order by k.ordinal_position separator 0x1f),
       max(k.referenced_table_schema), max(k.referenced_table_name),
       group_concat(k.referenced_column_name order by k.ordinal_position separator 0x1f), max(r.delete_rule)
from information_schema.key_column_usage k
join information_schema.referential_constraints r
  on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
where k.table_schema = coalesce(:schema, database()) and k.table_name = :name and k.referenced_table_name is not null
  and r.constraint_schema = coalesce(:schema, database())
group by k.constraint_name
order by k.constraint_name

-- name: table.definition
show create table :table

-- name: partitions
select distinct partition_name
from information_schema.partitions
where table_schema = coalesce(:schema, database()) and table_name = :name and partition_name is not null

-- name: database
select 1 from information_schema.schemata where schema_name = :name

-- name: view
-- MySQL keeps the names of the columns outside the definition.
select replace(v.view_definition, concat('`', v.table_schema, '`.'), ''), v.check_option, v.security_type,
       (select group_concat(c.column_name order by c.ordinal_position separator 0x1f) from information_schema.columns c
        where c.table_schema = v.table_schema and c.table_name = v.table_name)
from information_schema.views v
where v.table_schema = coalesce(:schema, database()) and v.table_name = :name

-- name: trigger
select event_object_table, concat(action_timing, ' ', event_manipulation), action_statement
from information_schema.triggers
where trigger_schema = coalesce(:schema, database()) and trigger_name = :name

-- name: routine
select routine_definition
from information_schema.routines
where routine_schema = coalesce(:schema, database()) and routine_name = :name and routine_type = :type

-- name: event
select event_definition, coalesce(concat('every ', interval_value, ' ', interval_field), '')
from information_schema.events
where event_schema = coalesce(:schema, database()) and event_name = :name

-- name: role.mariadb
select 1 from mysql.user where user = :name and is_role = 'Y'

-- name: role.mysql
select 1 from mysql.user where user = :name
