-- What the demo asks and does, in this server's words. Each other server has a file with the same names.

-- name: patience
-- Real applications give up at some time; a request that does is an error in the closing table.
set max_statement_time = 30

-- name: signal
-- The application's own P95, while the application tells it.
select p95_millis from application_latency where at > current_timestamp(6) - interval 3 second

-- name: load.users
-- From the first number to the second, of so many: the same data for the same number of rows.
insert into users (id, name, theme, notifications_enabled, balance)
select seq, concat('customer ', seq), elt(1 + seq % 4, 'dark', 'light', null, 'contrast'),
       elt(1 + seq % 3, 1, 0, null), seq * 7919 % 1000000 / 100.0
from seq_1_to_100000000 where seq between ? and ?

-- name: load.transactions
insert into transactions (id, user_id, kind, amount, created_at)
select seq, 1 + seq * 2654435761 % @USERS@, elt(1 + seq % 4, 'payment', 'transfer', 'withdrawal', 'refund'),
       (1 + seq * 48271 % 900000) / 100.0, timestamp '2024-01-01 00:00:00' + interval seq * 7 second
from seq_1_to_100000000 where seq between ? and ?

-- name: load.end
-- Without a look at each row the foreign key is made in place; the data fits because of how it was made.
create index transactions_user on transactions (user_id);
set foreign_key_checks = 0;
alter table transactions add foreign key (user_id) references users (id);
set foreign_key_checks = 1;
insert into application_latency values (1, current_timestamp(6), 0);
analyze table users, transactions

-- name: proof.untouched
-- What neither the application nor a migration ever touches; a sum of hashes, so the order does not matter.
select sum(cast(conv(left(md5(concat_ws('|', id, user_id, kind, created_at)), 15), 16, 10) as unsigned))
from transactions where id <= @ROWS@

-- name: proof.whole.users
-- Everything that a table holds.
select concat(count(*), ' rows, ', coalesce(sum(cast(conv(left(md5(json_array(
    id, name, name_write, theme, notifications_enabled, balance, balance_write)), 15), 16, 10) as unsigned)), 0))
from users

-- name: proof.whole.transactions
select concat(count(*), ' rows, ', coalesce(sum(cast(conv(left(md5(json_array(
    id, user_id, kind, amount, amount_write, created_at, risk_score, risk_updates)), 15), 16, 10) as unsigned)), 0))
from transactions

-- name: proof.whole.user_preferences
select concat(count(*), ' rows, ', coalesce(sum(cast(conv(left(md5(json_array(
    id, user_id, preferences, created_at, updated_at)), 15), 16, 10) as unsigned)), 0))
from user_preferences

-- name: proof.preferences
-- Users whose preferences are not what they were made from, or are not there, and preferences without a user. A text of JSON
-- is compared by its values, for its blanks mean nothing.
select (select count(*) from users u left join user_preferences p on p.user_id = u.id
        where p.id is null
           or not json_equals(p.preferences, concat(
                  '{"theme": ', json_quote(coalesce(u.theme, 'light')),
                  ', "notifications": ', if(coalesce(u.notifications_enabled, true), 'true', 'false'), '}')))
     + (select count(*) from user_preferences p left join users u on u.id = p.user_id where u.id is null)

-- name: proof.risk
select count(*) from transactions
where not risk_score <=> round(least(amount / 100 + case kind when 'transfer' then 20 else 0 end, 100), 2)

-- name: replica.position
-- How far the primary's log goes.
select @@gtid_binlog_pos

-- name: replica.caught-up
-- 1 where the replica shows everything up to there.
select master_gtid_wait('@POSITION@', 0.01) = 0
