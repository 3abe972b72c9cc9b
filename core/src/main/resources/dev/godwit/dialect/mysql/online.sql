-- What must be known before a table is changed while it is in use.

-- name: table.bytes
select coalesce(data_length, 0) from information_schema.tables
where table_schema = coalesce(:schema, database()) and table_name = :table
