-- Locks, the waits for them, and who holds them. Where the server keeps a record of metadata locks (performance_schema, or
-- MariaDB's plugin METADATA_LOCK_INFO) that is read; elsewhere blocks named "guess" say who may hold one.

-- name: session.number
select connection_id()

-- name: pooler.mark
set @godwit_mark = :mark

-- name: pooler.look
select connection_id(), coalesce(@godwit_mark, 0)

-- name: source
-- Which record of metadata locks there is.
select case
    when @@performance_schema
         and exists (select 1 from performance_schema.setup_instruments
                     where name = 'wait/lock/metadata/sql/mdl' and enabled = 'YES') then 'PERFORMANCE_SCHEMA'
    when exists (select 1 from information_schema.plugins
                 where plugin_name = 'METADATA_LOCK_INFO' and plugin_status = 'ACTIVE') then 'PLUGIN'
    else 'GUESS' end

-- name: holders.performance_schema
select distinct t.processlist_id
from performance_schema.metadata_locks l join performance_schema.threads t on t.thread_id = l.owner_thread_id
where l.object_type = 'TABLE' and l.object_schema = coalesce(:schema, database()) and l.object_name = :table
  and l.lock_status = 'GRANTED' and find_in_set(l.lock_type, :modes) and t.processlist_id <> connection_id()

-- name: holders.plugin
select distinct l.thread_id
from information_schema.metadata_lock_info l
where l.table_schema = coalesce(:schema, database()) and l.table_name = :table
  and find_in_set(substr(l.lock_mode, 5), :modes) and l.thread_id <> connection_id()

-- name: holders.guess
-- A transaction that is open may hold the lock of any table that it touched; a statement that names the table surely has one.
select p.id
from information_schema.processlist p left join information_schema.innodb_trx t on t.trx_mysql_thread_id = p.id
where p.id <> connection_id() and coalesce(p.state, '') not like 'Waiting for%lock'
  and ((:transactions and t.trx_id is not null) or p.info like concat('%', :table, '%'))

-- name: blockers.rows
-- Who holds the rows that a session waits for.
select distinct waits.blocking
from (/*M!100101 select r.trx_mysql_thread_id as waiting, b.trx_mysql_thread_id as blocking
        from information_schema.innodb_lock_waits w
        join information_schema.innodb_trx r on r.trx_id = w.requesting_trx_id
        join information_schema.innodb_trx b on b.trx_id = w.blocking_trx_id */
      /*!80000 select r.processlist_id as waiting, b.processlist_id as blocking
        from performance_schema.data_lock_waits w
        join performance_schema.threads r on r.thread_id = w.requesting_thread_id
        join performance_schema.threads b on b.thread_id = w.blocking_thread_id */) waits
where waits.waiting = :session

-- name: blockers.performance_schema
-- What waits for the exclusive lock waits for every other lock; what waits for a weaker one, for those that keep it out.
select distinct b.processlist_id
from performance_schema.metadata_locks wanted
join performance_schema.threads w on w.thread_id = wanted.owner_thread_id
join performance_schema.metadata_locks held
  on held.object_type = wanted.object_type and held.object_schema = wanted.object_schema
 and held.object_name = wanted.object_name and held.lock_status = 'GRANTED'
 and held.owner_thread_id <> wanted.owner_thread_id
 and (wanted.lock_type = 'EXCLUSIVE'
      or held.lock_type in ('SHARED_READ_ONLY', 'SHARED_NO_WRITE', 'SHARED_NO_READ_WRITE', 'EXCLUSIVE'))
join performance_schema.threads b on b.thread_id = held.owner_thread_id
where wanted.object_type = 'TABLE' and wanted.lock_status = 'PENDING' and w.processlist_id = :session

-- name: blockers.guess
-- While a session waits for metadata, every other one with an open transaction may be the reason.
select t.trx_mysql_thread_id
from information_schema.processlist p
join information_schema.innodb_trx t on t.trx_mysql_thread_id <> p.id
join information_schema.processlist other on other.id = t.trx_mysql_thread_id
where p.id = :session and p.state like 'Waiting for%metadata lock'
  and coalesce(other.state, '') not like 'Waiting for%metadata lock'

-- name: sessions
-- Who they are. InnoDB tells the start of a transaction in the server's own time zone.
select p.id,
       p.user,
       coalesce((select a.attr_value from performance_schema.session_connect_attrs a
                 where a.processlist_id = p.id and a.attr_name = 'program_name'), ''),
       substring_index(coalesce(p.host, ''), ':', 1),
       case when p.command <> 'Sleep' then lower(coalesce(nullif(p.state, ''), p.command))
            when t.trx_id is null then 'idle' else 'idle in transaction' end,
       coalesce(timestampdiff(microsecond, t.trx_started, convert_tz(utc_timestamp(6), '+00:00', 'SYSTEM')) div 1000, 0),
       left(regexp_replace(coalesce(p.info, s.sql_text, ''), '[[:space:]]+', ' '), 120)
from information_schema.processlist p
left join information_schema.innodb_trx t on t.trx_mysql_thread_id = p.id
left join performance_schema.threads th on th.processlist_id = p.id
left join performance_schema.events_statements_current s on s.thread_id = th.thread_id and s.nesting_event_id is null
where p.id in (:sessions)
order by t.trx_started is null, t.trx_started, p.id

-- name: sessions.plain
-- The same for an account that may not read performance_schema.
select p.id, p.user, '', substring_index(coalesce(p.host, ''), ':', 1),
       lower(coalesce(nullif(p.state, ''), p.command)), p.time * 1000,
       left(regexp_replace(coalesce(p.info, ''), '[[:space:]]+', ' '), 120)
from information_schema.processlist p
where p.id in (:sessions)
order by p.time desc, p.id

-- name: waits
select p.id, left(regexp_replace(coalesce(p.info, ''), '[[:space:]]+', ' '), 120), p.time * 1000
from information_schema.processlist p
left join information_schema.innodb_trx t on t.trx_mysql_thread_id = p.id
where p.db = database() and (p.state like 'Waiting for%lock' or t.trx_state = 'LOCK WAIT')
order by p.time desc, p.id

-- name: held.performance_schema
select l.object_schema, l.object_name, l.lock_type
from performance_schema.metadata_locks l join performance_schema.threads t on t.thread_id = l.owner_thread_id
where l.object_type = 'TABLE' and l.lock_status = 'GRANTED' and t.processlist_id = :session
  and l.object_schema not in ('mysql', 'information_schema', 'performance_schema', 'sys', 'godwit')

-- name: held.plugin
select l.table_schema, l.table_name, substr(l.lock_mode, 5)
from information_schema.metadata_lock_info l
where l.lock_type = 'Table metadata lock' and l.thread_id = :session
  and l.table_schema not in ('mysql', 'information_schema', 'performance_schema', 'sys', 'godwit')

-- name: running
-- Sessions that carry out a statement which begins with this text; one that outlived its client is among them.
select p.id from information_schema.processlist p
where p.db = database() and p.id <> connection_id() and p.command in ('Query', 'Execute', 'Killed')
  and left(p.info, char_length(:text)) = :text

-- name: name.try
-- Names of GET_LOCK are those of the whole server and at most 64 characters long: the database goes into a sum.
select coalesce(get_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40)), 0), 0)

-- name: name.holds
select coalesce(is_used_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40))) = connection_id(), 0)

-- name: name.release
select coalesce(release_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40))), 0)

-- name: tool.try
-- The lock of another tool, by the name that it gives it.
select coalesce(get_lock(:name, 0), 0)

-- name: tool.release
select coalesce(release_lock(:name), 0)
