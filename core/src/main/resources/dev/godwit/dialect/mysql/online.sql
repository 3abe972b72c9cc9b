-- What must be known before a table is changed while it is in use.

-- name: table.bytes
select coalesce(data_length, 0) from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :table

-- name: table.state
-- What decides which algorithm a change of a table gets, and whether and how replicas get it.
select coalesce((select upper(row_format) from information_schema.tables
                 where table_schema = coalesce(:schema, database()) and table_name = :table), ''),
       exists(select 1 from information_schema.statistics
              where table_schema = coalesce(:schema, database()) and table_name = :table and index_type = 'FULLTEXT'),
       @@global.log_bin,
       0 /*M!100801 + @@global.binlog_alter_two_phase */

-- name: table.types
select lower(column_name), lower(column_type), coalesce(character_set_name, ''), is_nullable = 'NO'
from information_schema.columns
where table_schema = coalesce(:schema, database()) and table_name = :table
