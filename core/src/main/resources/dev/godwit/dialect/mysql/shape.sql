-- What a table can hold and what it refuses, in words that all kinds of servers share, for checks that compare two of them.
-- Lists are separated by the unit separator. Nothing here is used to move rows. Comments that begin with an exclamation mark
-- and 80016 are read by MySQL from that version on and by no MariaDB.

-- name: columns
-- What a column can hold, in numbers: the least and the most whole number (seconds of a time, years of a
-- moment), digits (of a decimal; of the fraction of a second),
-- digits behind the point, length (characters, bytes, bits), labels. NULL where there is no bound. A default that is a value
-- begins with =, the present moment is now, everything else is the expression. MariaDB quotes a default that is a value,
-- MySQL marks one that is not. A TIMESTAMP that says nothing of its default has none.
select column_name,
       case when data_type = 'year' then '0' when data_type = 'time' then '-3020399' when data_type = 'timestamp' then '1970'
         when data_type not in ('tinyint', 'smallint', 'mediumint', 'int', 'bigint') then null
         when column_type like '%unsigned%' then '0'
         else case data_type when 'tinyint' then '-128' when 'smallint' then '-32768' when 'mediumint' then '-8388608'
                when 'int' then '-2147483648' else '-9223372036854775808' end end,
       case data_type when 'year' then '2155' when 'time' then '3020399' when 'timestamp' then '2038'
         when 'tinyint' then if(column_type like '%unsigned%', '255', '127')
         when 'smallint' then if(column_type like '%unsigned%', '65535', '32767')
         when 'mediumint' then if(column_type like '%unsigned%', '16777215', '8388607')
         when 'int' then if(column_type like '%unsigned%', '4294967295', '2147483647')
         when 'bigint' then if(column_type like '%unsigned%', '18446744073709551615', '9223372036854775807') end,
       if(data_type = 'decimal', numeric_precision, datetime_precision),
       if(data_type = 'decimal', numeric_scale, null),
       if(data_type = 'bit', numeric_precision, if(data_type in ('enum', 'set'), null, character_maximum_length)),
       if(data_type in ('enum', 'set'),
          replace(replace(substring(column_type, char_length(data_type) + 3, char_length(column_type) - char_length(data_type) - 4),
                          ''',''', char(31 using utf8mb4)), '''''', ''''), null),
       is_nullable = 'NO',
       case when column_default is null or upper(column_default) = 'NULL' then null
            when column_default regexp '^(current_timestamp|now|localtimestamp)' then 'now'
            when column_default regexp '^b''[01]+''$' then concat('=', conv(substring(column_default, 3, char_length(column_default) - 3), 2, 10))
            when version() not like '%MariaDB%' and extra not like '%DEFAULT_GENERATED%' then concat('=', column_default)
            when column_default regexp '^-?[0-9.]+$' then concat('=', column_default)
            when column_default regexp '^''.*''$'
              then concat('=', replace(substring(column_default, 2, char_length(column_default) - 2), '''''', ''''))
            else column_default end,
       nullif(generation_expression, ''),
       extra like '%auto_increment%'
from information_schema.columns
where table_schema = :schema and table_name = :table
order by ordinal_position

-- name: indexes
-- Key parts: a column, with (n) where only its first characters count, and desc; an expression stands in brackets. There are
-- no partial indexes. Its method is plain where it keeps an order. One that the optimizer must not use serves no query, and is
-- not said to be invalid, because it refuses doubles all the same.
select index_name,
       group_concat(concat(coalesce(column_name /*!80016 , concat('(', expression, ')') */),
                           coalesce(concat('(', sub_part, ')'), ''), if(collation = 'D', ' desc', ''))
                    order by seq_in_index separator 0x1f),
       max(non_unique) = 0, max(index_name) = 'PRIMARY', true, null,
       if(max(index_type) = 'BTREE', 'plain', lower(max(index_type)))
from information_schema.statistics
where table_schema = :schema and table_name = :table
group by index_name
order by index_name

-- name: constraints
-- Kinds: primary, unique, foreign, check. RESTRICT is NO ACTION to InnoDB. MariaDB's checks carry their table, MySQL's do not:
-- the natural join uses what there is.
select t.constraint_name, case t.constraint_type when 'PRIMARY KEY' then 'primary' when 'UNIQUE' then 'unique' else 'foreign' end,
       group_concat(k.column_name order by k.ordinal_position separator 0x1f),
       max(k.referenced_table_schema), max(k.referenced_table_name),
       group_concat(k.referenced_column_name order by k.ordinal_position separator 0x1f),
       if(max(r.update_rule) in ('CASCADE', 'SET NULL', 'SET DEFAULT'), lower(max(r.update_rule)), 'no action'),
       if(max(r.delete_rule) in ('CASCADE', 'SET NULL', 'SET DEFAULT'), lower(max(r.delete_rule)), 'no action'),
       true, ''
from information_schema.table_constraints t
join information_schema.key_column_usage k
  on k.constraint_schema = t.constraint_schema and k.constraint_name = t.constraint_name and k.table_schema = t.table_schema
 and k.table_name = t.table_name
left join information_schema.referential_constraints r
  on r.constraint_schema = t.constraint_schema and r.constraint_name = t.constraint_name and r.table_name = t.table_name
where t.table_schema = :schema and t.table_name = :table and t.constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
group by t.constraint_name, t.constraint_type
union all
select constraint_name, 'check', '', null, null, null, 'no action', 'no action',
       true /*!80016 and enforced = 'YES' */, concat('check (', check_clause, ')')
from information_schema.table_constraints natural join information_schema.check_constraints
where table_schema = :schema and table_name = :table and constraint_type = 'CHECK'
order by 1

-- name: objects
-- What the database holds beside tables: kind and name.
select 'view', table_name from information_schema.views where table_schema = :schema
union all
select lower(routine_type), routine_name from information_schema.routines
where routine_schema = :schema and routine_type in ('FUNCTION', 'PROCEDURE')
union all
select 'trigger', trigger_name from information_schema.triggers
where trigger_schema = :schema and trigger_name not like 'godwit%'
order by 1, 2

-- name: counters
-- The column that the server numbers by itself; its counter is the table's own. A row: column, counter, step.
select column_name, table_schema, table_name, @@auto_increment_increment
from information_schema.columns
where table_schema = :schema and table_name = :table and extra like '%auto_increment%'

-- name: counter.next
-- What it gives next, which takes no part in snapshots: this is of now. MySQL's figure may be a day old where the server keeps
-- statistics so long, so that the session asks for none that are kept.
set @godwit_step = :step /*!80016 , information_schema_stats_expiry = 0 */
-- then
select coalesce(auto_increment, 1) from information_schema.tables where table_schema = :schema and table_name = :name

-- name: load
-- What the server uses, as name, number and unit. MariaDB tells its memory always and its processor's time with userstat.
select lower(variable_name), variable_value,
       if(variable_name = 'MEMORY_USED', 'bytes', if(variable_name in ('CPU_TIME', 'BUSY_TIME'), 's', ''))
from /*!80016 performance_schema.global_status */ /*M! information_schema.global_status */
where variable_name in ('MEMORY_USED', 'CPU_TIME', 'BUSY_TIME', 'THREADS_RUNNING', 'INNODB_ROWS_READ')
order by 1

-- name: age.seconds
-- How old the youngest value of a column is.
select timestampdiff(second, max(t.:column), now()) from :table t
