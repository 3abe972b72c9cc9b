-- The structure of the current database as rows of kind, owner, name and value, one block per class of objects. A block that
-- ends in .mariadb or .mysql runs on servers of that family only; the columns of information_schema differ. Left out
-- everywhere: tables of ours (godwit_...), definers, times, the next AUTO_INCREMENT value and the character set of the client
-- that wrote a view or a routine: servers with the same history differ in them. The name of the database is left out too, so
-- that a copy under another name is equal.

-- name: database
select 'database', null, '', concat('collate ', default_collation_name)
from information_schema.schemata
where schema_name = database()

-- name: tables
-- The owners of what the other blocks list; a view's columns or a sequence's have no owner here, and fall out.
select 'table', null, table_name,
       concat_ws(' ', if(table_type = 'BASE TABLE', 'table', lower(table_type)), 'engine', lower(engine), 'collate',
                 table_collation, concat('row_format ', lower(row_format)), nullif(lower(create_options), ''))
from information_schema.tables
where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')

-- name: comments.tables
select 'comment table', table_name, '', table_comment
from information_schema.tables
where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and table_comment <> ''

-- name: comments.columns
select 'comment column', table_name, column_name, column_comment
from information_schema.columns
where table_schema = database() and column_comment <> ''

-- name: indexes.mariadb
-- The primary key and unique constraints are among them.
select 'index', table_name, index_name,
       concat_ws(' ',
         if(max(non_unique) = 0, 'unique', null), lower(max(index_type)),
         concat('(', group_concat(concat('`', column_name, '`', coalesce(concat('(', sub_part, ')'), ''),
                                         if(collation = 'D', ' desc', '')) order by seq_in_index separator ', '), ')'),
         if(max(ignored) = 'YES', 'ignored', null),
         if(max(index_comment) = '', null, concat('comment ', quote(max(index_comment)))))
from information_schema.statistics
where table_schema = database()
group by table_name, index_name

-- name: indexes.mysql
select 'index', table_name, index_name,
       concat_ws(' ',
         if(max(non_unique) = 0, 'unique', null), lower(max(index_type)),
         concat('(', group_concat(concat(coalesce(concat('`', column_name, '`'), concat('(', expression, ')')),
                                         coalesce(concat('(', sub_part, ')'), ''),
                                         if(collation = 'D', ' desc', '')) order by seq_in_index separator ', '), ')'),
         if(max(is_visible) = 'NO', 'invisible', null),
         if(max(index_comment) = '', null, concat('comment ', quote(max(index_comment)))))
from information_schema.statistics
where table_schema = database()
group by table_name, index_name

-- name: foreign.keys
-- RESTRICT and NO ACTION are the same to InnoDB; which of them is printed where none was written depends on the family.
select 'constraint', k.table_name, k.constraint_name,
       concat('foreign key (', group_concat(concat('`', k.column_name, '`') order by k.ordinal_position separator ', '),
              ') references ',
              if(max(k.referenced_table_schema) = database(), '', concat('`', max(k.referenced_table_schema), '`.')),
              '`', max(k.referenced_table_name), '` (',
              group_concat(concat('`', k.referenced_column_name, '`') order by k.ordinal_position separator ', '),
              ') on delete ', lower(replace(max(r.delete_rule), 'RESTRICT', 'NO ACTION')),
              ' on update ', lower(replace(max(r.update_rule), 'RESTRICT', 'NO ACTION')))
from information_schema.key_column_usage k
join information_schema.referential_constraints r
  on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
where k.table_schema = database() and k.referenced_table_name is not null and r.constraint_schema = database()
group by k.table_name, k.constraint_name

-- name: checks.mariadb
-- One beside a column has the column's name, which one of the table may have too.
select if(level = 'Column', 'check column', 'constraint'), table_name, constraint_name, concat('check (', check_clause, ')')
from information_schema.check_constraints
where constraint_schema = database()

-- name: checks.mysql
select 'constraint', t.table_name, t.constraint_name,
       concat('check (', c.check_clause, ')', if(t.enforced = 'NO', ' not enforced', ''))
from information_schema.table_constraints t
join information_schema.check_constraints c
  on c.constraint_schema = t.constraint_schema and c.constraint_name = t.constraint_name
where t.table_schema = database() and t.constraint_type = 'CHECK' and c.constraint_schema = database()

-- name: partitions
select 'partition', table_name, concat_ws('.', partition_name, subpartition_name),
       concat_ws(' ', partition_ordinal_position, subpartition_ordinal_position, 'of', partition_method,
                 concat('(', partition_expression, ')'), concat('values ', partition_description),
                 concat('subpartition by ', subpartition_method), concat('(', subpartition_expression, ')'),
                 if(partition_comment = '', null, concat('comment ', quote(partition_comment))))
from information_schema.partitions
where table_schema = database() and partition_name is not null

-- name: views.mariadb
select 'view', null, table_name,
       concat_ws(' ', concat('algorithm ', lower(algorithm)), concat('security ', lower(security_type)), 'as',
                 replace(view_definition, concat('`', database(), '`.'), ''),
                 if(check_option = 'NONE', null, concat('with ', lower(check_option), ' check option')))
from information_schema.views
where table_schema = database() and left(table_name, 7) <> 'godwit_'

-- name: views.mysql
select 'view', null, table_name,
       concat_ws(' ', concat('security ', lower(security_type)), 'as',
                 replace(view_definition, concat('`', database(), '`.'), ''),
                 if(check_option = 'NONE', null, concat('with ', lower(check_option), ' check option')))
from information_schema.views
where table_schema = database() and left(table_name, 7) <> 'godwit_'

-- name: views.columns.mysql
-- MySQL keeps the names that a view gives its columns outside the definition.
select 'columns of view', null, c.table_name,
       group_concat(concat('`', c.column_name, '`') order by c.ordinal_position separator ', ')
from information_schema.columns c
join information_schema.views v on v.table_schema = c.table_schema and v.table_name = c.table_name
where c.table_schema = database() and v.table_schema = database() and left(c.table_name, 7) <> 'godwit_'
group by c.table_name

-- name: triggers
select 'trigger', event_object_table, trigger_name,
       concat_ws(' ', lower(action_timing), lower(event_manipulation), action_order, 'for each', lower(action_orientation),
                 concat('sql_mode ', quote(sql_mode)), action_statement)
from information_schema.triggers
where trigger_schema = database()

-- name: routines
-- Another's body is not shown to everybody.
select lower(routine_type), null, routine_name,
       concat_ws(' ', if(is_deterministic = 'YES', 'deterministic', null), lower(sql_data_access), 'security',
                 lower(security_type), concat('sql_mode ', quote(sql_mode)),
                 if(routine_comment = '', null, concat('comment ', quote(routine_comment))), coalesce(routine_definition, 'not readable'))
from information_schema.routines
where routine_schema = database()

-- name: parameters
-- What a function returns has the position 0.
select concat('parameters of ', lower(routine_type)), null, specific_name,
       group_concat(concat_ws(' ', if(ordinal_position = 0, 'returns', lower(parameter_mode)),
                              concat('`', parameter_name, '`'), dtd_identifier, concat('collate ', collation_name))
                    order by ordinal_position separator ', ')
from information_schema.parameters
where specific_schema = database()
group by routine_type, specific_name

-- name: events
-- STARTS and a single event's moment are the time of creation where none was written, so they are left out.
select 'event', null, event_name,
       concat_ws(' ', lower(event_type), concat('every ', interval_value, ' ', lower(interval_field)), concat('ends ', ends),
                 'on completion', lower(on_completion), concat('time zone ', time_zone), concat('sql_mode ', quote(sql_mode)),
                 if(event_comment = '', null, concat('comment ', quote(event_comment))), event_definition)
from information_schema.events
where event_schema = database()

-- name: events.states
-- Apart from the definition: a copy has all of them disabled, a replica likewise.
select 'state event', null, event_name, lower(status)
from information_schema.events
where event_schema = database()

-- name: grants.readable
-- Who may not read the accounts sees only the rights of his own, and the same database would look different to two people.
select 'readable', null, '', count(*) from mysql.db

-- name: grants.database
-- The name may be escaped, for it is a pattern.
select 'grants of database', null, '',
       group_concat(concat(grantee, ' ', privilege_type, if(is_grantable = 'YES', ' with grant option', ''))
                    order by grantee, privilege_type separator ', ')
from information_schema.schema_privileges
where replace(table_schema, char(92), '') = database()
having count(*) > 0

-- name: grants.tables
select 'grants of table', null, table_name,
       group_concat(concat(grantee, ' ', privilege_type, if(is_grantable = 'YES', ' with grant option', ''))
                    order by grantee, privilege_type separator ', ')
from information_schema.table_privileges
where table_schema = database() and left(table_name, 7) <> 'godwit_'
group by table_name

-- name: grants.columns
select 'grants of column', table_name, column_name,
       group_concat(concat(grantee, ' ', privilege_type, if(is_grantable = 'YES', ' with grant option', ''))
                    order by grantee, privilege_type separator ', ')
from information_schema.column_privileges
where table_schema = database()
group by table_name, column_name

-- name: sequences
select table_name
from information_schema.tables
where table_schema = database() and table_type = 'SEQUENCE' and left(table_name, 7) <> 'godwit_'
order by table_name

-- name: columns
-- Raw, because the families print defaults and types differently.
select table_name, column_name, ordinal_position, column_type, collation_name, is_nullable, column_default, extra,
       coalesce(generation_expression, ''), data_type
from information_schema.columns
where table_schema = database()
