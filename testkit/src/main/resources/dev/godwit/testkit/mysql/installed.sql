-- Whether the control schema, which serves all databases of the server, is there: 1 or 0.
select count(*) from information_schema.tables where table_schema = 'godwit' and table_name = 'control'
