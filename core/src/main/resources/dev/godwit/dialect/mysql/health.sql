-- How a server is doing: lag, disk, old transactions. The heartbeat table is part of the control schema. A block exists once
-- for each family of servers where they differ.

-- name: heartbeat.write
insert into godwit.heartbeat (id, at) values (1, :now) on duplicate key update at = :now

-- name: heartbeat.touch
-- A row of its own, so that the heartbeat, which another session writes, never goes back.
insert into godwit.heartbeat (id, at) values (2, :now) on duplicate key update at = :now

-- name: server.used
-- Without performance_schema, which MariaDB has switched off unless somebody asks for it, this session does not find itself:
-- nothing tells our sessions from others then, and somebody counts as at work. Replicas that fetch the log are no clients.
select not exists (select 1 from performance_schema.threads where processlist_id = connection_id())
    or exists (
  select 1 from performance_schema.threads t
  where t.type = 'FOREGROUND' and t.processlist_id <> connection_id()
    and t.name not like 'thread/sql/slave%' and t.name not like 'thread/sql/replica%'
    and coalesce(t.processlist_command, 'Query') <> 'Daemon'
    and coalesce(t.processlist_command, 'Query') not like 'Binlog Dump%'
    and (coalesce(t.processlist_command, 'Query') <> 'Sleep' or t.processlist_time * 1000 <= :recent)
    and not exists (select 1 from performance_schema.session_connect_attrs a
                    where a.processlist_id = t.processlist_id and a.attr_name = 'program_name'
                      and a.attr_value like 'godwit%'))

-- name: heartbeat.read
select at from godwit.heartbeat where id = 1

-- name: replicas.mariadb
-- The registered ones that are connected; how far they are the primary does not know. Needs REPLICATION MASTER ADMIN.
show replica hosts

-- name: replicas.mysql
-- Needs REPLICATION SLAVE.
show replicas

-- name: replicas.dumps
-- Without those rights: by the threads that send them the log. The port is another after each reconnect and stays out.
select concat('replica@', substring_index(host, ':', 1)) from information_schema.processlist
where command like 'Binlog Dump%' order by 1

-- name: replica.status
-- On the replica. Seconds_Behind_Master of MariaDB is Seconds_Behind_Source of MySQL.
show replica status

-- name: replica.behind
-- When the primary did what this replica does now.
select now(6) - interval :seconds second

-- name: disk.plugin
-- MariaDB with the plugin DISKS: the disk below the data, in KiB.
select available * 1024, total * 1024 from information_schema.disks
where @@datadir like concat(replace(path, '_', '\\_'), '%') and total > 0
order by length(path) desc limit 1

-- name: disk.place.mariadb
select @@datadir, @@pid_file, unix_timestamp() - cast(variable_value as signed)
from information_schema.global_status where variable_name = 'UPTIME'

-- name: disk.place.mysql
select @@datadir, @@pid_file, unix_timestamp() - cast(variable_value as signed)
from performance_schema.global_status where variable_name = 'Uptime'

-- name: history.length
-- Old versions of rows that purge has not taken away yet, of the whole server.
select count from information_schema.innodb_metrics where name = 'trx_rseg_history_len'

-- name: statements.times.mysql
-- Times are in picoseconds. The histogram is of all sessions whose statements are recorded; session.unrecorded takes ours out,
-- and where that was refused it tells nothing of others.
select bucket_timer_high div 1000000, count_bucket
from performance_schema.events_statements_histogram_global
where exists (select 1 from performance_schema.threads
              where processlist_id = connection_id() and instrumented = 'NO')
  and exists (select 1 from performance_schema.setup_consumers
              where name = 'statements_digest' and enabled = 'YES')
order by bucket_number

-- name: transaction.oldest
-- The server looks again only when nobody has asked for 100 ms.
-- trx_started is in the zone of the server's machine, whatever the session's. Sessions of ours are known by the name that they
-- gave, where the server keeps it (performance_schema); without it they count as others, and are far younger than the limit.
select t.trx_mysql_thread_id,
       coalesce((select a.attr_value from performance_schema.session_connect_attrs a
                 where a.processlist_id = t.trx_mysql_thread_id and a.attr_name = 'program_name'),
                concat(p.user, '@', substring_index(p.host, ':', 1)), 'no session'),
       greatest(0, timestampdiff(microsecond, convert_tz(t.trx_started, 'SYSTEM', @@session.time_zone), now(6)) div 1000)
from information_schema.innodb_trx t
left join information_schema.processlist p on p.id = t.trx_mysql_thread_id
where t.trx_mysql_thread_id <> connection_id()
  and not exists (select 1 from performance_schema.session_connect_attrs a
                  where a.processlist_id = t.trx_mysql_thread_id and a.attr_name = 'program_name'
                    and a.attr_value like 'godwit%')
order by t.trx_started
limit 1

-- name: log.position
-- The redo log's position, whatever the server calls it; in versions that do not tell it, the bytes written to that log.
show global status where variable_name in ('Innodb_lsn_current', 'Innodb_redo_log_current_lsn', 'Innodb_os_log_written')

-- name: transactions
-- Of the whole server: neither family counts by database. Handler_ counters see statements that commit by themselves too;
-- with a binary log a transaction counts twice, on both sides of the share. A statement that fails counts as rolled back.
show global status where variable_name in ('Handler_commit', 'Handler_rollback')
