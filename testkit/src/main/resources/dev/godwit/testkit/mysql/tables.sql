-- For each table of people: the query that sums its rows up, whatever the order of its columns.
select concat('select concat(', quote(concat(t.table_name, ' ')),
              ', count(*), '' rows, '', coalesce(sum(cast(conv(left(md5(json_array(',
              group_concat(concat('hex(`', replace(c.column_name, '`', '``'), '`)') order by c.column_name separator ', '),
              ')), 16), 16, 10) as unsigned)), ''none'')) from `', replace(t.table_name, '`', '``'), '`')
from information_schema.tables t
join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
where t.table_schema = database() and t.table_type = 'BASE TABLE' and t.table_name not like 'godwit\_%'
group by t.table_name order by t.table_name
