-- How much was done.
select concat((select count(*) from godwit.execution where target = database()), ' executions, ',
              (select count(*) from godwit.run where target = database()), ' runs, ',
              (select count(*) from godwit.statement s join godwit.execution e on e.execution_id = s.execution_id
               where e.target = database()), ' statements')
