-- What is applied, in order.
select migration_id from godwit.migration order by position
