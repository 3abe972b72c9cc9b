-- Reading tables in order to compare them. Nothing here is used to move rows.

-- name: session
-- What the values' forms and the completeness of the answer rest on; read back by the block settings. Padding of CHAR is off.
-- A reader that is held back must not be cut off after a minute (net_write_timeout), and keys are sorted by all their bytes.
set sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
    time_zone = '+00:00',
    max_sort_length = 16384,
    net_write_timeout = 28800
    /*M!100301 , max_statement_time = 86400, idle_transaction_timeout = 3600 */
    /*!80000 , max_execution_time = 86400000 */

-- name: settings
select concat_ws('|', @@time_zone, @@sql_mode, @@character_set_results, @@max_sort_length)

-- name: isolation
-- For the transaction that follows only.
set transaction isolation level repeatable read

-- name: begin
start transaction with consistent snapshot, read only

-- name: log.mariadb
select @@global.gtid_binlog_pos

-- name: log.mysql
select @@global.gtid_executed

-- name: snapshot.mariadb
-- The place in the binary log that this very snapshot was taken at; empty where there is no log.
select coalesce((select concat(max(if(variable_name = 'BINLOG_SNAPSHOT_FILE', variable_value, '')), ':',
                               max(if(variable_name = 'BINLOG_SNAPSHOT_POSITION', variable_value, '')))
                 from information_schema.session_status
                 where variable_name in ('BINLOG_SNAPSHOT_FILE', 'BINLOG_SNAPSHOT_POSITION')), '')

-- name: snapshot.mysql
select concat('connection ', connection_id(), ' since ', utc_timestamp(6))

-- name: table
select table_schema, table_name, coalesce(table_rows, -1)
from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :name

-- name: schemas
select database() from dual where database() is not null

-- name: tables
select table_schema, table_name
from information_schema.tables
where table_schema = :schema and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and table_name not like 'godwit\_%'
order by table_name

-- name: columns.mariadb
-- JSON is long text with a check here.
select c.column_name, c.column_type,
       case when c.data_type = 'longtext' and exists (
              select 1 from information_schema.check_constraints k
              where k.constraint_schema = c.table_schema and k.table_name = c.table_name
                and lower(k.check_clause) = concat('json_valid(`', lower(c.column_name), '`)')) then 'json'
            else c.data_type end,
       c.is_nullable = 'NO', coalesce(c.generation_expression, '') <> '', coalesce(c.collation_name, '')
from information_schema.columns c
where c.table_schema = :schema and c.table_name = :name
order by c.ordinal_position

-- name: columns.mysql
select c.column_name, c.column_type, c.data_type, c.is_nullable = 'NO', coalesce(c.generation_expression, '') <> '',
       coalesce(c.collation_name, '')
from information_schema.columns c
where c.table_schema = :schema and c.table_name = :name
order by c.ordinal_position

-- name: keys
-- Unique sets of whole columns that are never NULL, the primary key first, then the narrowest; each in the index's order.
select group_concat(s.column_name order by s.seq_in_index separator 0x1f)
from information_schema.statistics s
where s.table_schema = :schema and s.table_name = :name and s.non_unique = 0
group by s.index_name
having count(*) = sum(s.nullable = '' and s.sub_part is null and s.column_name is not null)
order by s.index_name <> 'PRIMARY', count(*), s.index_name
