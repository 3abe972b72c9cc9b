-- Locks, the waits for them, and who holds them. Reads pg_locks, pg_stat_activity and pg_blocking_pids (manual 28.2, 54.12).

-- name: bound.wait
select set_config('lock_timeout', :timeout, false)

-- name: bound.statement
select set_config('statement_timeout', :timeout, false)

-- name: session.number
select pg_backend_pid()

-- name: pooler.mark
select set_config('godwit.mark', :mark, false)

-- name: pooler.look
select pg_backend_pid(), coalesce(current_setting('godwit.mark', true), '')

-- name: blockers
-- Process number 0 stands for a prepared transaction, which no session owns.
select b.pid,
       coalesce(a.usename, ''),
       case when b.pid = 0 then 'prepared transaction' else coalesce(a.application_name, '') end,
       coalesce(host(a.client_addr), ''),
       coalesce(a.state, ''),
       (extract(epoch from coalesce(clock_timestamp() - a.xact_start, interval '0')) * 1000)::bigint,
       left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 120)
from (select distinct unnest(pg_blocking_pids(:session::int)) as pid) b
left join pg_stat_activity a on a.pid = b.pid
order by a.xact_start nulls last, b.pid

-- name: holders
select l.pid,
       coalesce(a.usename, ''),
       case when l.pid is null then 'prepared transaction' else coalesce(a.application_name, '') end,
       coalesce(host(a.client_addr), ''),
       coalesce(a.state, ''),
       (extract(epoch from coalesce(clock_timestamp() - a.xact_start, interval '0')) * 1000)::bigint,
       left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 120)
from (select pid from pg_locks
      where locktype = 'relation' and granted
        and database = (select oid from pg_database where datname = current_database())
        and relation = to_regclass(:relation)
        and mode = any (string_to_array(:modes, ','))
        and pid is distinct from pg_backend_pid()
      group by pid) l
left join pg_stat_activity a on a.pid = l.pid
order by a.xact_start nulls last, l.pid

-- name: waits
select a.pid,
       left(regexp_replace(a.query, '\s+', ' ', 'g'), 120),
       (extract(epoch from coalesce(clock_timestamp() - min(l.waitstart), interval '0')) * 1000)::bigint
from pg_stat_activity a
join pg_locks l on l.pid = a.pid and not l.granted
where a.datname = current_database() and a.wait_event_type = 'Lock'
group by a.pid, a.query
order by min(l.waitstart) nulls last, a.pid

-- name: held
select n.nspname, c.relname, l.mode
from pg_locks l
join pg_class c on c.oid = l.relation
join pg_namespace n on n.oid = c.relnamespace
where l.locktype = 'relation' and l.granted and l.pid = :session::int
  and l.database = (select oid from pg_database where datname = current_database())
  and c.relkind in ('r', 'p', 'm', 'v', 'f')
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'

-- name: advisory.try
select pg_try_advisory_lock(:key)

-- name: advisory.holds
-- An advisory lock on one bigint shows its halves as classid and objid, with objsubid 1.
select exists (
  select from pg_locks
  where locktype = 'advisory' and granted and pid = pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())
    and objsubid = 1
    and ((classid::bigint << 32) | objid::bigint) = :key)

-- name: advisory.release
select pg_advisory_unlock(:key)
