-- Walking a table by its key. Holes that stand for SQL: :table, :index, :texts (key columns as text), :ascending and
-- :descending (key columns in order), :range and :bound (conditions). ORDER BY always names walked.column, because a bare
-- column name would mean the text of the select list. FORCE INDEX: a probe must walk the index whatever the statistics say,
-- a scan with a sort would read the table for each chunk. Each probe carries its bound, for the case that the index went away
-- meanwhile; the first is read by MariaDB, the second by MySQL.

-- name: key.last
/*M!100101 set statement max_statement_time = 30 for */
select /*+ max_execution_time(30000) */ :texts
from :table walked force index (:index) order by :descending limit 1

-- name: key.first
/*M!100101 set statement max_statement_time = 30 for */
select /*+ max_execution_time(30000) */ :texts
from :table walked force index (:index) order by :ascending limit 1

-- name: key.boundary
/*M!100101 set statement max_statement_time = 30 for */
select /*+ max_execution_time(30000) */ :texts
from :table walked force index (:index) where :range order by :ascending limit 1 offset :skip

-- name: key.before
/*M!100101 set statement max_statement_time = 30 for */
select /*+ max_execution_time(30000) */ :texts
from :table walked force index (:index) where :bound order by :descending limit 1

-- name: key.estimate
-- The server's guess of the rows in a range, from two descents of the index.
explain select 1 from :table walked force index (:index) where :bound

-- name: walked.bytes
-- Of the rows, without secondary indexes.
select coalesce(data_length, 0) from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :name

-- name: walked.places.mariadb
-- InnoDB's numbers of the table and of the place of its rows, one line for each partition. Names are those of files, in which
-- a # stands in front of a partition only. Needs PROCESS.
select concat('table ', table_id, '/', space)
from information_schema.innodb_sys_tables
where substring_index(cast(name as binary), '#', 1)
      = concat(cast(convert(coalesce(:schema, database()) using filename) as binary), '/',
               cast(convert(:name using filename) as binary))

-- name: walked.places.mysql
-- The number of the file of the rows, one line for each partition; the list of all files has an index over their names,
-- and everybody may read it.
select concat('table ', space)
from information_schema.innodb_tablespaces_brief
where name = concat(coalesce(:schema, database()), '/', :name)
   or name like concat(replace(replace(replace(concat(coalesce(:schema, database()), '/', :name),
                                               '\\', '\\\\'), '_', '\_'), '%', '\%'), '#p#%')

-- name: walked.made
-- When the table's definition was made, to the second.
select concat('table made ', coalesce(create_time, 'at an unknown time'))
from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :name

-- name: walked.shape
-- The columns, with the collation that a key of text is ordered by; the key's index.
select concat_ws(' ', 'column', column_name, column_type, collation_name)
from information_schema.columns
where table_schema = coalesce(:schema, database()) and table_name = :name
union all
select concat('index ', index_name, ' over ',
              group_concat(concat(column_name, if(nullable = 'YES', ' or null', '')) order by seq_in_index separator ', '))
from information_schema.statistics
where table_schema = coalesce(:schema, database()) and table_name = :name
  and index_name = :index and non_unique = 0 and sub_part is null
group by index_name

-- name: walker.statement-log
-- Whether the binary log keeps statements: the server then refuses the isolation in which a chunk locks no gaps.
select @@global.log_bin = 1 and @@session.binlog_format = 'STATEMENT'

-- name: table.untransactional
-- The engine of a table, where it knows no transactions.
select t.engine
from information_schema.tables t left join information_schema.engines e on e.engine = t.engine
where t.table_schema = coalesce(:schema, database()) and t.table_name = :table and coalesce(e.transactions, 'NO') <> 'YES'

-- name: table.stamped
select column_name from information_schema.columns
where table_schema = coalesce(:schema, database()) and table_name = :table and lower(extra) like '%on update%'
order by ordinal_position

-- name: walker.isolation
-- Locks of a chunk are those of its rows: under the default isolation a range also locks the gaps between them, and with
-- them the inserts of an application, behind the last key for example.
set session transaction isolation level read committed
