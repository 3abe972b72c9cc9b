-- The sessions in this database: without a record of their programs, all but this one and that of a held transaction.
select id from information_schema.processlist
where db = database() and id <> connection_id() and id <> coalesce(is_used_lock(concat('held.', database())), 0)
