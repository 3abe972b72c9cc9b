-- Who a server is, and what one table looks like (MariaDB Knowledge Base, Information Schema; MySQL manual 26).

-- name: identity
-- The version's suffix tells the family; @@hostname is what the server calls its machine.
select coalesce(database(), ''), @@hostname, @@port, substring_index(current_user(), '@', 1), version(), @@server_id, @@datadir

-- name: identity.replica.mariadb
-- A replica that reads only; a server with read_only alone may be a primary in maintenance, and takes nothing either.
select concat(@@global.read_only) not in ('0', 'OFF')

-- name: identity.replica.mysql
select @@global.read_only or @@global.super_read_only

-- name: identity.system.mysql
select @@server_uuid

-- name: table.resolve
-- Of the current database where no other is named; a view is no table here.
select table_schema, table_name
from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :name
  and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')

-- name: table.size
-- InnoDB's statistics: they lag, and the rows are an estimate of some percent. Rows lie in the primary key.
select coalesce(create_options like '%partitioned%', false), coalesce(table_rows, -1), coalesce(data_length, 0),
       coalesce(data_length, 0) + coalesce(index_length, 0)
from information_schema.tables
where table_schema = :schema and table_name = :name

-- name: table.columns
select column_name, column_type, is_nullable = 'NO', column_default, coalesce(generation_expression, '') <> '', extra,
       data_type
from information_schema.columns
where table_schema = :schema and table_name = :name
order by ordinal_position

-- name: table.indexes.mariadb
-- Key parts are separated by the unit separator. Plain is a B-tree over whole columns, ascending: then it gives the order of
-- ORDER BY. One that the optimizer must not use is not valid for walking.
select index_name, group_concat(column_name order by seq_in_index separator 0x1f),
       max(index_type) = 'BTREE' and count(sub_part) = 0 and min(coalesce(collation, '') = 'A') = 1,
       max(non_unique) = 0, max(index_name) = 'PRIMARY', max(ignored) = 'NO',
       concat(if(max(non_unique) = 0, 'unique ', ''), lower(max(index_type)), ' (',
              group_concat(concat('`', column_name, '`', coalesce(concat('(', sub_part, ')'), ''),
                                  if(collation = 'D', ' desc', '')) order by seq_in_index separator ', '), ')')
from information_schema.statistics
where table_schema = :schema and table_name = :name
group by index_name
order by index_name

-- name: table.indexes.mysql
select index_name, group_concat(coalesce(column_name, concat('(', expression, ')')) order by seq_in_index separator 0x1f),
       max(index_type) = 'BTREE' and count(sub_part) = 0 and count(expression) = 0
         and min(coalesce(collation, '') = 'A') = 1,
       max(non_unique) = 0, max(index_name) = 'PRIMARY', max(is_visible) = 'YES',
       concat(if(max(non_unique) = 0, 'unique ', ''), lower(max(index_type)), ' (',
              group_concat(concat(coalesce(concat('`', column_name, '`'), concat('(', expression, ')')),
                                  coalesce(concat('(', sub_part, ')'), ''), if(collation = 'D', ' desc', ''))
                           order by seq_in_index separator ', '), ')')
from information_schema.statistics
where table_schema = :schema and table_name = :name
group by index_name
order by index_name

-- name: table.keys
-- Primary key, unique and foreign keys; kinds as PostgreSQL's catalog has them.
select k.constraint_name, lower(left(t.constraint_type, 1)),
       concat(lower(t.constraint_type), ' (', group_concat(concat('`', k.column_name, '`')
                                                           order by k.ordinal_position separator ', '), ')',
              coalesce(concat(' references `', max(k.referenced_table_schema), '`.`', max(k.referenced_table_name), '` (',
                              group_concat(concat('`', k.referenced_column_name, '`')
                                           order by k.ordinal_position separator ', '), ')'), ''))
from information_schema.table_constraints t
join information_schema.key_column_usage k
  on k.constraint_schema = t.constraint_schema and k.constraint_name = t.constraint_name and k.table_name = t.table_name
where t.table_schema = :schema and t.table_name = :name and k.table_schema = :schema and k.table_name = :name
group by k.constraint_name, t.constraint_type
order by k.constraint_name

-- name: table.row-format
select coalesce(row_format, '') from information_schema.tables where table_schema = :schema and table_name = :name

-- name: table.references
-- Foreign keys of the table and those of others to it.
select constraint_name, max(table_schema), max(table_name),
       group_concat(column_name order by ordinal_position separator 0x1f),
       max(referenced_table_schema), max(referenced_table_name),
       group_concat(referenced_column_name order by ordinal_position separator 0x1f)
from information_schema.key_column_usage
where referenced_table_name is not null
  and (table_schema = :schema and table_name = :name
       or referenced_table_schema = :schema and referenced_table_name = :name)
group by constraint_schema, constraint_name, table_name
order by table_name, constraint_name

-- name: table.checks.mariadb
select constraint_name, true, concat('check (', check_clause, ')')
from information_schema.check_constraints
where constraint_schema = :schema and table_name = :name
order by constraint_name

-- name: table.checks.mysql
-- One that is not enforced was never held against the rows.
select t.constraint_name, t.enforced = 'YES', concat('check (', c.check_clause, ')')
from information_schema.table_constraints t
join information_schema.check_constraints c
  on c.constraint_schema = t.constraint_schema and c.constraint_name = t.constraint_name
where t.table_schema = :schema and t.table_name = :name and t.constraint_type = 'CHECK'
order by t.constraint_name

-- name: storage.mariadb
-- InnoDB gives a table a new number when it is written anew or emptied, and the same name stays; names are those of files.
-- Needs PROCESS.
select name, concat(table_id, '/', space),
       convert(convert(cast(substring_index(substring_index(substring_index(name, '/', -1), '#P#', 1), '#p#', 1) as binary)
                       using filename) using utf8mb4)
from information_schema.innodb_sys_tables
where cast(substring_index(name, '/', 1) as binary) = cast(convert(database() using filename) as binary)

-- name: storage.mysql
-- MySQL converts no names of files: only characters of ASCII are known again.
select name, concat(table_id, '/', space), null
from information_schema.innodb_tables
where substring_index(name, '/', 1) = :folder

-- name: roles.mariadb
select user from mysql.user where is_role = 'Y' and user <> 'PUBLIC' order by user

-- name: roles.mysql
-- A role is a locked account without a password.
select user from mysql.user
where account_locked = 'Y' and password_expired = 'Y' and authentication_string = '' and host = '%'
order by user
