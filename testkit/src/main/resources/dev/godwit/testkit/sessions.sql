-- The sessions of Godwit.
select pid from pg_stat_activity where datname = current_database() and application_name like 'godwit%'
