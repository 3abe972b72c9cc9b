-- The settings of every session of ours.

-- name: session.settings
-- lock_timeout bounds what others wait behind us, statement_timeout what runs away, idle_in_transaction_session_timeout what
-- a hung process of ours keeps locked; steps set the first two anew for each statement. UTC and ISO make texts the same
-- everywhere. force_custom_plan: a generic plan knows no key bounds, so it could turn a chunk into a scan of the table.
-- client_connection_check_interval ends the statement of a killed process; servers on other systems than Linux, macOS and
-- BSD refuse it, and do without.
set lock_timeout = '2s';
set statement_timeout = '1h';
set idle_in_transaction_session_timeout = '60s';
set timezone = 'UTC';
set datestyle = 'ISO, MDY';
set intervalstyle = 'postgres';
set bytea_output = 'hex';
set plan_cache_mode = 'force_custom_plan';
do $$
begin
  set client_connection_check_interval = '5s';
exception when invalid_parameter_value then
  raise debug 'client_connection_check_interval is not available here';
end
$$
