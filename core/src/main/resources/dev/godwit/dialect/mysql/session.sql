-- The settings of every session of ours, in one statement for one round trip.

-- name: session.settings
-- lock_wait_timeout bounds a wait for a table's metadata (31,536,000 s by default), innodb_lock_wait_timeout one for rows;
-- steps set both anew for each statement. The sql_mode is pinned, because it decides how a script is read (no ANSI_QUOTES, no
-- NO_BACKSLASH_ESCAPES) and whether a value that does not fit is an error. wait_timeout lets a paused run outlive a server
-- that cuts idle connections. innodb_snapshot_isolation (ON from MariaDB 11.6) would end a transaction that reads what another
-- wrote since its snapshot: the proof that the lease is still held reads what the heartbeat writes every few seconds. What
-- only one of the two servers knows stands in comments that only it reads.
set lock_wait_timeout = 2,
    innodb_lock_wait_timeout = 2,
    wait_timeout = 28800,
    time_zone = '+00:00',
    sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_IN_DATE,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION',
    foreign_key_checks = 1,
    unique_checks = 1,
    sql_safe_updates = 0,
    sql_auto_is_null = 0,
    group_concat_max_len = 16777216
    /*M!100301 , max_statement_time = 3600, idle_transaction_timeout = 60 */
    /*M!110402 , innodb_snapshot_isolation = OFF */
    /*!80000 , information_schema_stats_expiry = 0, max_execution_time = 3600000 */

-- name: session.unrecorded
-- MySQL: no statement of this session is counted by performance_schema; its locks still are. Needs UPDATE on that table.
update performance_schema.threads set instrumented = 'NO' where processlist_id = connection_id()
