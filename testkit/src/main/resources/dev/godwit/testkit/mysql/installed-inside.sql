-- The same where it stands in tables of the database itself.
select count(*) from information_schema.tables where table_schema = database() and table_name = 'godwit_control'
