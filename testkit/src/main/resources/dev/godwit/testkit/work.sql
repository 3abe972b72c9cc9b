-- How much was done.
select (select count(*) from godwit.execution) || ' executions, '
       || (select count(*) from godwit.run) || ' runs, ' || (select count(*) from godwit.statement) || ' statements'
