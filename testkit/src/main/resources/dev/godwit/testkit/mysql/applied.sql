-- What is applied, in order.
select migration_id from godwit.migration where target = database() order by position
