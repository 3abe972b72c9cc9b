-- Rows of a rehearsal: which tables hold them, and what making some up must respect. The names in lists are separated by the
-- unit separator, entries by the record separator.

-- name: tables
select t.table_schema, t.table_name, coalesce(t.data_length, 0),
       coalesce((select group_concat(distinct concat(r.unique_constraint_schema, char(31 using utf8mb4), r.referenced_table_name)
                                     separator 0x1e)
                 from information_schema.referential_constraints r
                 where r.constraint_schema = t.table_schema and r.table_name = t.table_name
                   and not (r.unique_constraint_schema = t.table_schema and r.referenced_table_name = t.table_name)), '')
from information_schema.tables t
where t.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and t.table_name not like 'godwit\_%'
order by t.table_name

-- name: columns.mariadb
select c.column_name, c.column_type, c.data_type, coalesce(c.character_maximum_length, 0), coalesce(c.numeric_precision, 0),
       coalesce(c.numeric_scale, 0), c.is_nullable = 'NO', coalesce(c.column_default, ''),
       coalesce(c.generation_expression, '') <> '' or c.extra like '%GENERATED%', c.extra like '%auto_increment%',
       c.column_key = 'PRI', 0
from information_schema.columns c
where c.table_schema = coalesce(:schema, database()) and c.table_name = :name
order by c.ordinal_position

-- name: columns.mysql
-- DEFAULT_GENERATED says of a default that it is an expression.
select c.column_name, c.column_type, c.data_type, coalesce(c.character_maximum_length, 0), coalesce(c.numeric_precision, 0),
       coalesce(c.numeric_scale, 0), c.is_nullable = 'NO', coalesce(c.column_default, ''),
       coalesce(c.generation_expression, '') <> '', c.extra like '%auto_increment%', c.column_key = 'PRI', coalesce(c.srs_id, 0)
from information_schema.columns c
where c.table_schema = coalesce(:schema, database()) and c.table_name = :name
order by c.ordinal_position

-- name: checks.mariadb
select check_clause from information_schema.check_constraints
where constraint_schema = coalesce(:schema, database()) and table_name = :name
order by constraint_name

-- name: checks.mysql
-- Quotes and backslashes of the clause are escaped once more than its author wrote them.
select replace(replace(c.check_clause, '\\''', ''''), '\\\\', '\\')
from information_schema.table_constraints t
join information_schema.check_constraints c
  on c.constraint_schema = t.constraint_schema and c.constraint_name = t.constraint_name
where t.table_schema = coalesce(:schema, database()) and t.table_name = :name
  and t.constraint_type = 'CHECK' and t.enforced = 'YES'
order by t.constraint_name

-- name: references
-- Foreign keys: columns and parents' columns in the same order.
select referenced_table_schema, referenced_table_name,
       referenced_table_schema = table_schema and referenced_table_name = table_name,
       group_concat(column_name order by ordinal_position separator 0x1f),
       group_concat(referenced_column_name order by ordinal_position separator 0x1f)
from information_schema.key_column_usage
where table_schema = coalesce(:schema, database()) and table_name = :name and referenced_table_name is not null
group by constraint_name, table_schema, table_name, referenced_table_schema, referenced_table_name
order by constraint_name
