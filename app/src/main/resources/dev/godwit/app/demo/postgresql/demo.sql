-- What the demo asks and does, in this server's words. Each other server has a file with the same names.

-- name: patience
-- Real applications give up at some time; a request that does is an error in the closing table.
set statement_timeout = '30s'

-- name: signal
-- The application's own P95, while the application tells it.
select p95_millis from application_latency where at > clock_timestamp() - interval '3 seconds'

-- name: load.users
-- From the first number to the second, of so many: the same data for the same number of rows.
insert into users (id, name, theme, notifications_enabled, balance)
select i, 'customer ' || i, (array['dark', 'light', null, 'contrast'])[1 + i % 4],
       (array[true, false, null])[1 + i % 3], (i * 7919::bigint) % 1000000 / 100.0
from generate_series(?::bigint, ?::bigint) i

-- name: load.transactions
insert into transactions (id, user_id, kind, amount, created_at)
select i, 1 + (i * 2654435761) % @USERS@, (array['payment', 'transfer', 'withdrawal', 'refund'])[1 + i % 4],
       (1 + (i * 48271) % 900000) / 100.0, timestamptz '2024-01-01' + i * interval '7 seconds'
from generate_series(?::bigint, ?::bigint) i

-- name: load.end
alter table transactions add primary key (id);
create index transactions_user on transactions (user_id);
alter table transactions add foreign key (user_id) references users (id);
insert into application_latency values (1, clock_timestamp(), 0);
select setval(pg_get_serial_sequence('transactions', 'id'), @ROWS@);
vacuum analyze

-- name: proof.untouched
-- What neither the application nor a migration ever touches; a sum of hashes, so the order does not matter.
select sum(hashtextextended(concat_ws('|', id, user_id, kind, created_at), 0)::numeric) from transactions where id <= @ROWS@

-- name: proof.whole.users
-- Everything that a table holds.
select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from users t

-- name: proof.whole.transactions
select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from transactions t

-- name: proof.whole.user_preferences
select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from user_preferences t

-- name: proof.preferences
-- Users whose preferences are not what they were made from, or are not there, or are there without a user.
select count(*) from users u full join user_preferences p on p.user_id = u.id
where u.id is null or p.id is null
   or p.preferences is distinct from jsonb_build_object(
          'theme', coalesce(u.theme, 'light'), 'notifications', coalesce(u.notifications_enabled, true))

-- name: proof.risk
select count(*) from transactions
where risk_score is distinct from
      round(least(amount / 100 + case kind when 'transfer' then 20 else 0 end, 100), 2)

-- name: replica.position
-- How far the primary's log goes.
select pg_current_wal_lsn()

-- name: replica.caught-up
-- 1 where the replica shows everything up to there.
select case when pg_last_wal_replay_lsn() >= '@POSITION@'::pg_lsn then 1 else 0 end
