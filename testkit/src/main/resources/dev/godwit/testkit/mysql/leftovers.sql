-- What a run that has ended must not leave behind.
select concat('open execution of ', migration_id, if(taking_back, ', being taken back', ''))
from godwit.execution where target = database() and state = 'open'
union all
select concat('setting not brought back: ', r.statement)
from godwit.restore r join godwit.execution e on e.execution_id = r.execution_id where e.target = database()
union all
select concat('intent without a result: ', s.head)
from godwit.statement s join godwit.execution e on e.execution_id = s.execution_id
where e.target = database() and s.state = 'intended' and e.state = 'done'
  and not exists (select 1 from godwit.statement later
                  where later.execution_id = s.execution_id and later.step_id = s.step_id and later.ordinal = s.ordinal
                    and later.attempt > s.attempt)
union all
-- A run that was killed could not give its lease back; one that has ended must.
select concat('lease of ', l.run_id)
from godwit.lease l join godwit.run r on r.run_id = l.run_id
where l.target = database() and not l.released and r.ended_at is not null
union all
select concat('lock by name of ', is_used_lock(concat('godwit.', left(sha2(concat(database(), '/run'), 256), 40))))
from dual where is_used_lock(concat('godwit.', left(sha2(concat(database(), '/run'), 256), 40))) is not null
