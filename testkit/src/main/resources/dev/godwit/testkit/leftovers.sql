-- What a run that has ended must not leave behind.
select 'open execution of ' || migration_id || case when taking_back then ', being taken back' else '' end
from godwit.execution where state = 'open'
union all
select 'setting not brought back: ' || statement from godwit.restore
union all
select 'intent without a result: ' || s.head from godwit.statement s
join godwit.execution e on e.execution_id = s.execution_id
where s.state = 'intended' and not exists (
    select from godwit.statement later
    where later.execution_id = s.execution_id and later.step_id = s.step_id and later.ordinal = s.ordinal
      and later.attempt > s.attempt)
  and e.state = 'done'
union all
select 'invalid index ' || indexrelid::regclass from pg_index where not indisvalid
union all
select 'lease of ' || run_id from godwit.lease where not released
union all
select 'run without an end: ' || run_id from godwit.run where ended_at is null
union all
select 'session ' || application_name || ': ' || left(query, 60) from pg_stat_activity
where datname = current_database() and application_name like 'godwit%'
union all
select 'advisory lock of ' || pid from pg_locks
where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
