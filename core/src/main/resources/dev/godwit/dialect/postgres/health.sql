-- How a server is doing: lag, disk, old snapshots (manual 28.2, 54). The heartbeat table is part of the control schema.

-- name: heartbeat.write
insert into godwit.heartbeat as beat (id, at) values (1, :now)
on conflict (id) do update set at = excluded.at

-- name: heartbeat.touch
-- A row of its own, so that the heartbeat, which another session writes, never goes back.
insert into godwit.heartbeat as beat (id, at) values (2, :now)
on conflict (id) do update set at = excluded.at

-- name: server.used
-- A role without pg_read_all_stats sees state and type of its own sessions only: the NULL of another's counts as work.
select exists (
  select from pg_stat_activity
  where datname is not null
    and coalesce(backend_type, 'client backend') = 'client backend'
    and pid <> pg_backend_pid()
    and coalesce(application_name, '') not like 'godwit%'
    and (state is null or state not in ('idle', 'disabled')
         or state_change > clock_timestamp() - :recent::bigint * interval '1 millisecond'))

-- name: heartbeat.exists
select to_regclass('godwit.heartbeat') is not null

-- name: heartbeat.read
select at from godwit.heartbeat where id = 1

-- name: replicas
-- Physical replicas only; a logical consumer is seen by its slot. replay_lag is NULL when a replica has been idle: zero when
-- it has replayed everything, else the time since it was last heard of. All is NULL for a role without pg_read_all_stats.
select coalesce(nullif(r.application_name, ''), 'replica') || coalesce('@' || host(r.client_addr), ''),
       coalesce(greatest(pg_wal_lsn_diff(now_at.lsn, r.replay_lsn), 0), -1)::bigint,
       (extract(epoch from coalesce(
         r.replay_lag,
         case when r.replay_lsn < now_at.lsn then clock_timestamp() - r.reply_time end,
         interval '0')) * 1000)::bigint
from pg_stat_replication r
cross join (select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end as lsn) now_at
left join pg_replication_slots s on s.active_pid = r.pid
where s.slot_type is distinct from 'logical' and coalesce(r.state, 'streaming') <> 'backup'
order by 1

-- name: slots
-- What each slot keeps back, -1 where the server does not say (a lost or unused slot).
select slot_name || ' (' || slot_type || case when active then '' else ', inactive' end || ')',
       coalesce(pg_wal_lsn_diff(
         case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end, restart_lsn), -1)::bigint,
       0::bigint
from pg_replication_slots
order by 1

-- name: disk.allowed
-- The server seems to run here, and the role may read where its data lies.
select coalesce(host(inet_server_addr()) in ('127.0.0.1', '::1'), true)
   and (pg_has_role(current_user, 'pg_read_all_settings', 'member'))

-- name: disk.place
select current_setting('data_directory'), current_setting('port')::bigint,
       extract(epoch from pg_postmaster_start_time())::bigint

-- name: snapshot.oldest
-- Sessions of this database and replicas by their transaction's start, prepared transactions, and idle slots that hold rows
-- (servers from 17 on say since when). Sessions of ours are known by their application name.
select holder, application, (extract(epoch from clock_timestamp() - since) * 1000)::bigint
from (
  select pid::bigint as holder, coalesce(application_name, '') as application, xact_start as since
  from pg_stat_activity
  where (backend_xmin is not null or backend_xid is not null)
    and (datname = current_database() or backend_type = 'walsender')
    and pid <> pg_backend_pid()
    and coalesce(application_name, '') not like 'godwit%'
    and backend_type <> 'autovacuum worker'
  union all
  select 0, 'prepared transaction ' || gid, prepared
  from pg_prepared_xacts
  where database = current_database() and gid not like 'godwit%'
  union all
  select 0, 'replication slot ' || slot_name, (to_jsonb(s) ->> 'inactive_since')::timestamptz
  from pg_replication_slots s
  where not active and xmin is not null and slot_name not like 'godwit%'
) h
where since is not null
order by since
limit 1

-- name: log.position
-- Where the next record goes, written to disk or not: a statement's share shows before its commit.
select pg_wal_lsn_diff(
  case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end, '0/0')::bigint

-- name: transactions
select xact_commit, xact_rollback from pg_stat_database where datname = current_database()
