-- What there is to rebuild in the current database, in the order in which it is built; the definitions come from SHOW CREATE.
-- Tables of ours are left out.

-- name: database
select concat('alter database character set ', default_character_set_name, ' collate ', default_collation_name)
from information_schema.schemata
where schema_name = database()

-- name: sequences
select table_name
from information_schema.tables
where table_schema = database() and table_type = 'SEQUENCE' and left(table_name, 7) <> 'godwit_'
order by table_name

-- name: tables
select table_name
from information_schema.tables
where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and left(table_name, 7) <> 'godwit_'
order by table_name

-- name: routines
-- MariaDB has packages too, in the mode of Oracle.
select routine_type, routine_name
from information_schema.routines
where routine_schema = database()
order by routine_type, routine_name

-- name: views
select table_name
from information_schema.views
where table_schema = database() and left(table_name, 7) <> 'godwit_'
order by table_name

-- name: triggers
-- Several for the same moment fire in the order in which they are made.
select trigger_name
from information_schema.triggers
where trigger_schema = database() and left(event_object_table, 7) <> 'godwit_'
order by event_object_table, action_timing, event_manipulation, action_order

-- name: events
select event_name from information_schema.events where event_schema = database() order by event_name

-- name: grants
-- What accounts may do in this database: their names as SQL writes them, the rights, and the table or column, if any.
select grantee, privilege_type, '', '', is_grantable
from information_schema.schema_privileges
where replace(table_schema, char(92), '') = database()
union all
select grantee, privilege_type, table_name, '', is_grantable
from information_schema.table_privileges
where table_schema = database() and left(table_name, 7) <> 'godwit_'
union all
select grantee, privilege_type, table_name, column_name, is_grantable
from information_schema.column_privileges
where table_schema = database() and left(table_name, 7) <> 'godwit_'
order by 1, 3, 4, 2
