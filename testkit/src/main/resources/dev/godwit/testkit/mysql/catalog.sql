-- Everything that a migration can change, one line each, but the order of columns and the ledger, where it stands here.
select line from (
select concat('table ', table_name, ' ', engine, ' ', table_collation, ' ', table_comment) as line
from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'
union all
select concat_ws(' ', 'column', table_name, column_name, column_type, is_nullable, coalesce(column_default, 'no default'),
                 coalesce(collation_name, ''), extra, column_comment, coalesce(generation_expression, ''))
from information_schema.columns where table_schema = database()
union all
select concat_ws(' ', 'index', table_name, index_name, seq_in_index, column_name, coalesce(sub_part, ''), non_unique, index_type)
from information_schema.statistics where table_schema = database()
union all
select concat_ws(' ', 'foreign key', k.table_name, k.constraint_name, k.ordinal_position, k.column_name, k.referenced_table_name,
                 k.referenced_column_name, r.update_rule, r.delete_rule)
from information_schema.key_column_usage k
join information_schema.referential_constraints r
  on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
where k.table_schema = database()
union all
select concat_ws(' ', 'check', constraint_name, check_clause)
from information_schema.check_constraints where constraint_schema = database()
union all
select concat_ws(' ', 'view', table_name, replace(view_definition, concat('`', database(), '`.'), ''), check_option, security_type)
from information_schema.views where table_schema = database()
union all
select concat_ws(' ', 'trigger', trigger_name, action_timing, event_manipulation, event_object_table, action_statement)
from information_schema.triggers where trigger_schema = database()
union all
select concat_ws(' ', 'routine', routine_type, routine_name, coalesce(dtd_identifier, ''), routine_definition, sql_data_access)
from information_schema.routines where routine_schema = database()
union all
select concat_ws(' ', 'event', event_name, event_definition, coalesce(interval_value, ''), coalesce(interval_field, ''), status)
from information_schema.events where event_schema = database()
) everything where line not regexp '^(table|column|index|foreign key) godwit_' order by line
