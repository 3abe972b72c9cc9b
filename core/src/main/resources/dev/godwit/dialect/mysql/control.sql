-- The control schema of Godwit on MySQL and MariaDB: what is applied, what is under way, what happened.
-- Each block has a name; words after a colon are parameters. A line "-- then" ends a statement of a block that has several:
-- they are sent one by one, and the last one answers. Every statement can be run by hand.
-- There is one database godwit on a server, and each row belongs to one target, the database that the session works in:
-- where a number or a run's name does not say so already, the column target does. Times are UTC, whatever a session's zone.
-- Runs on many databases write here at once, under REPEATABLE READ: what a write reads on the way (INSERT ... SELECT, an UPDATE
-- by anything but a whole key, one that finds no row) it locks, the gap to the next target's rows included, and two that hold
-- the same gap cannot insert into it. So a write names whole keys, and what it needs to know is read before, by a plain select.

-- name: control.version
-- The version of the control schema; no row where it is not installed (the first query looks before it reads).
select version from godwit.control

-- name: control.installed
-- Its table control is made last: DDL commits by itself, and an installation that was killed is gone through again.
select count(*) > 0 from information_schema.tables
where table_schema in ('godwit', database()) and table_name in ('control', 'godwit_control')
  and 'godwit.control' in (concat(table_schema, '.', table_name), table_name)

-- name: control.may-create
-- Whether this account may create it, for a clear error instead of a late one; what a role brings, the server shows by doing.
select count(*) > 0,
       concat('GRANT ALL ON ', if('godwit.control' like '%.%', 'godwit', database()),
              '.* TO this account, or put ?ledger=tables behind the URL')
from (select 1 from information_schema.user_privileges
      where privilege_type = 'CREATE'
        and grantee = concat('''', replace(current_user(), '@', '''@'''), '''')
      union all
      select 1 from information_schema.schema_privileges
      where privilege_type = 'CREATE' and if('godwit.control' like '%.%', 'godwit', database()) like table_schema
        and grantee = concat('''', replace(current_user(), '@', '''@'''), '''')
      union all
      select 1 from dual where coalesce(current_role(), 'NONE') <> 'NONE') allowed

-- name: control.install
create database if not exists godwit character set utf8mb4 collate utf8mb4_bin
-- then
-- One row per invocation that changes something.
create table if not exists godwit.run (
    run_id       varchar(64)  not null primary key,
    target       varchar(64)  not null,
    verb         varchar(64)  not null,
    plan_name    text         not null,
    plan_hash    varchar(64)  not null,
    environment  varchar(255) not null,
    requested_by varchar(255) not null,
    host         varchar(255) not null,
    process      bigint       not null,
    tool_version varchar(255) not null,
    started_at   datetime(6)  not null,
    ended_at     datetime(6),
    outcome      varchar(64)  not null default 'running',
    exit_code    integer,
    summary      longtext,
    key run_started_at (target, started_at)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- The right to change a database, with a fencing token.
create table if not exists godwit.lease (
    target    varchar(64)  not null,
    name      varchar(64)  not null,
    token     bigint       not null,
    run_id    varchar(64)  not null,
    host      varchar(255) not null,
    process   bigint       not null,
    taken_by  varchar(255) not null,
    taken_at  datetime(6)  not null,
    beaten_at datetime(6)  not null,
    released  boolean      not null,
    primary key (target, name)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Numbers that are handed out before they are used: these servers have no sequence in common.
create table if not exists godwit.counter (
    name  varchar(64) not null primary key,
    value bigint      not null
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
insert into godwit.counter (name, value) values ('execution', 0) on duplicate key update value = value
-- then
-- One attempt to bring a migration up or down; outlives a crash. A migration has at most one that is open.
create table if not exists godwit.execution (
    execution_id bigint       not null primary key,
    target       varchar(64)  not null,
    migration_id varchar(255) not null,
    direction    varchar(4)   not null check (direction in ('UP', 'DOWN')),
    checksum     varchar(64)  not null,
    run_id       varchar(64)  not null,
    state        varchar(16)  not null check (state in ('open', 'done', 'abandoned')),
    taking_back  boolean      not null default false,
    started_at   datetime(6)  not null,
    ended_at     datetime(6),
    opened       varchar(255) as (case when state = 'open' then migration_id end) virtual,
    unique key execution_open (target, opened),
    key execution_migration (target, migration_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Every statement sent, with its intent (where it cannot share a transaction with this row) and its result.
create table if not exists godwit.statement (
    execution_id bigint       not null,
    step_id      varchar(255) not null,
    ordinal      integer      not null,
    attempt      integer      not null,
    checksum     varchar(64)  not null,
    head         varchar(255) not null,
    state        varchar(16)  not null check (state in ('intended', 'done', 'failed')),
    run_id       varchar(64)  not null,
    executed_by  varchar(288) not null,
    server       varchar(288) not null,
    started_at   datetime(6)  not null,
    ended_at     datetime(6),
    millis       double,
    rows_written bigint,
    sql_state    varchar(16),
    message      longtext,
    primary key (execution_id, step_id, ordinal, attempt),
    constraint godwit_statement_of foreign key (execution_id) references godwit.execution (execution_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Steps that are done.
create table if not exists godwit.step (
    execution_id bigint       not null,
    step_id      varchar(255) not null,
    kind         varchar(64)  not null,
    run_id       varchar(64)  not null,
    ended_at     datetime(6)  not null,
    rows_written bigint       not null,
    primary key (execution_id, step_id),
    constraint godwit_step_of foreign key (execution_id) references godwit.execution (execution_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- What is applied now. What was applied once and taken back stands in execution.
create table if not exists godwit.migration (
    target         varchar(64)  not null,
    migration_id   varchar(255) not null,
    position       bigint       not null auto_increment,
    description    text         not null,
    checksum       varchar(64)  not null,
    token_checksum varchar(64)  not null,
    repeatable     boolean      not null,
    irreversible   boolean      not null,
    source         longtext     not null,
    ticket         text,
    author         text,
    reason         text,
    execution_id   bigint       not null,
    run_id         varchar(64)  not null,
    applied_at     datetime(6)  not null,
    applied_by     varchar(288) not null,
    millis         double       not null,
    primary key (target, migration_id),
    unique key migration_position (position),
    constraint godwit_migration_of foreign key (execution_id) references godwit.execution (execution_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Where backfills stand. The advance shares the transaction of the chunk's rows and carries the fencing token.
create table if not exists godwit.checkpoint (
    execution_id bigint       not null,
    step_id      varchar(255) not null,
    worker       integer      not null,
    after_key    text,
    up_to_key    text         not null,
    rows_written bigint       not null default 0,
    chunks       bigint       not null default 0,
    seal         char(64)     not null,
    token        bigint       not null,
    updated_at   datetime(6)  not null,
    primary key (execution_id, step_id, worker),
    constraint godwit_checkpoint_of foreign key (execution_id) references godwit.execution (execution_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- What a run changed for its own sake and must set back.
create table if not exists godwit.restore (
    execution_id bigint       not null,
    step_id      varchar(255) not null,
    statement    longtext     not null,
    primary key (execution_id, step_id),
    constraint godwit_restore_of foreign key (execution_id) references godwit.execution (execution_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- What a person told a running run from another terminal.
create table if not exists godwit.command (
    command_id bigint       not null auto_increment primary key,
    run_id     varchar(64)  not null,
    verb       varchar(64)  not null,
    name       varchar(255) not null,
    value      text         not null,
    given_by   varchar(288) not null,
    given_at   datetime(6)  not null,
    taken_at   datetime(6),
    key command_waiting (run_id, taken_at)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- What proves that something was done: rehearsals, backups, approvals.
create table if not exists godwit.evidence (
    evidence_id bigint       not null auto_increment primary key,
    target      varchar(64)  not null,
    kind        varchar(64)  not null,
    subject     varchar(255) not null,
    given_by    varchar(288) not null,
    given_at    datetime(6)  not null,
    body        json         not null,
    key evidence_subject (target, kind, subject)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- What happened. Append only by custom: a trigger that refuses changes asks for rights that few accounts have.
create table if not exists godwit.journal (
    run_id   varchar(64) not null,
    sequence bigint      not null,
    at       datetime(6) not null,
    type     varchar(64) not null,
    body     json        not null,
    primary key (run_id, sequence)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- One row, written while a run watches replicas.
create table if not exists godwit.heartbeat (
    id integer     not null primary key,
    at datetime(6) not null
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
create table if not exists godwit.control (
    version      integer     not null primary key,
    installed_at datetime(6) not null
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
insert into godwit.control (version, installed_at) values (1, utc_timestamp(6)) on duplicate key update version = version

-- name: run.begin
insert into godwit.run
    (run_id, target, verb, plan_name, plan_hash, environment, requested_by, host, process, tool_version, started_at)
values (:run, database(), :verb, :plan, :hash, :environment, :by, :host, :process, :version, utc_timestamp(6))

-- name: run.end
update godwit.run set ended_at = utc_timestamp(6), outcome = :outcome, exit_code = :code, summary = :summary
where run_id = :run

-- name: run.endless
-- Runs without an end: for the holder of the lease they are dead, or zombies that have lost it and will say so themselves.
select run_id from godwit.run where target = database() and ended_at is null and run_id <> :run

-- name: run.bury
update godwit.run set ended_at = utc_timestamp(6), outcome = 'killed', summary = 'its process was gone when the next run came'
where run_id = :run and ended_at is null

-- name: run.unended
-- Runs and leases that nobody ended: of a run that is under way, or of one that was killed.
select exists (select 1 from godwit.run where target = database() and ended_at is null)
    or exists (select 1 from godwit.lease where target = database() and not released)

-- name: run.left-something
-- Whether runs of a plan changed what still stands, or left it half-way: the catalog is another then by the plan's own doing.
select exists (
    select 1 from godwit.execution e join godwit.run r on r.run_id = e.run_id
    where e.target = database() and r.plan_hash = :hash
      and (e.state = 'open'
           or e.state = 'done'
              and (e.direction = 'UP') = exists (select 1 from godwit.migration m
                                                 where m.target = database() and m.migration_id = e.migration_id)))

-- name: run.recent
select run_id, verb, plan_name, environment, requested_by, started_at, ended_at, outcome, exit_code, summary
from godwit.run where target = database() order by started_at desc limit :count

-- name: run.read
select run_id, verb, plan_name, environment, requested_by, started_at, ended_at, outcome, exit_code, summary
from godwit.run where run_id = :run

-- name: lease.take
-- A row that nobody holds, where there is none yet; then whoever may take it does, and is seen by its own run's name.
insert into godwit.lease (target, name, token, run_id, host, process, taken_by, taken_at, beaten_at, released)
values (database(), :name, 0, '', '', 0, '', utc_timestamp(6), utc_timestamp(6), true)
on duplicate key update token = token
-- then
update godwit.lease
set token = token + 1, run_id = :run, host = :host, process = :process, taken_by = :by, taken_at = utc_timestamp(6),
    beaten_at = utc_timestamp(6), released = false
where target = database() and name = :name
  and (released or :force or beaten_at < utc_timestamp(6) - interval :expiry second)
-- then
select token from godwit.lease where target = database() and name = :name and run_id = :run and not released

-- name: lease.beat
update godwit.lease set beaten_at = utc_timestamp(6) where target = database() and name = :name and token = :token

-- name: lease.fence
-- Within a transaction, right before its commit: a later holder waits for us, or we see it and stop.
select 1 from godwit.lease where target = database() and name = :name and token = :token lock in share mode

-- name: lease.release
update godwit.lease set released = true where target = database() and name = :name and token = :token

-- name: lease.holder
select run_id, host, process, taken_by, taken_at,
       timestampdiff(second, beaten_at, utc_timestamp(6)),
       beaten_at >= utc_timestamp(6) - interval :expiry second
from godwit.lease where target = database() and name = :name and not released

-- name: execution.all-open
select execution_id, migration_id, direction, checksum, run_id, started_at, taking_back
from godwit.execution where target = database() and opened is not null order by execution_id

-- name: execution.reserve
-- Numbers for executions: a short one can then be begun in the transaction that also ends it.
update godwit.counter set value = last_insert_id(value + :count) where name = 'execution'
-- then
with recursive reserved (number) as (select 1 union all select number + 1 from reserved where number < :count)
select last_insert_id() - :count + number from reserved

-- name: execution.begin
insert into godwit.execution (execution_id, target, migration_id, direction, checksum, run_id, state, started_at)
values (:execution, database(), :migration, :direction, :checksum, :run, 'open', utc_timestamp(6))

-- name: execution.done
-- One that is begun and ended by the same transaction.
insert into godwit.execution (execution_id, target, migration_id, direction, checksum, run_id, state, started_at, ended_at)
values (:execution, database(), :migration, :direction, :checksum, :run, 'done', utc_timestamp(6), utc_timestamp(6))

-- name: execution.adopt
-- A resumed execution whose remaining statements were edited goes on under the new checksum.
update godwit.execution set checksum = :checksum, run_id = :run where execution_id = :execution

-- name: execution.take-back
update godwit.execution set taking_back = true where execution_id = :execution

-- name: execution.end
update godwit.execution set state = :state, ended_at = utc_timestamp(6) where execution_id = :execution

-- name: execution.history
select execution_id, migration_id, direction, state, run_id, started_at, ended_at
from godwit.execution where target = database() and migration_id = :migration order by execution_id

-- name: statement.latest
-- The last attempt of each statement of a step.
select ordinal, attempt, checksum, head, state
from (select s.*, row_number() over (partition by ordinal order by attempt desc) newest
      from godwit.statement s where execution_id = :execution and step_id = :step) latest
where newest = 1 order by ordinal

-- name: statement.in-doubt
-- Statements of open executions that were sent, and whose result nobody wrote down.
select execution_id, migration_id, direction, checksum, step_id, ordinal, attempt, head, run_id
from (select s.execution_id, e.migration_id, e.direction, e.checksum, s.step_id, s.ordinal, s.attempt, s.head, s.run_id, s.state,
             row_number() over (partition by s.execution_id, s.step_id, s.ordinal order by s.attempt desc) newest
      from godwit.statement s join godwit.execution e on e.execution_id = s.execution_id
      where e.target = database() and e.opened is not null) latest
where newest = 1 and state = 'intended' order by execution_id, step_id, ordinal

-- name: statement.intend
-- One holds the lease and counts the attempts; another one that still wrote, a zombie, would find the key taken.
insert into godwit.statement
    (execution_id, step_id, ordinal, attempt, checksum, head, state, run_id, executed_by, server, started_at)
values (:execution, :step, :ordinal, :attempt, :checksum, :head, 'intended', :run,
        session_user(), concat(@@hostname, ':', @@port), utc_timestamp(6))

-- name: statement.finish
update godwit.statement
set state = :state, ended_at = utc_timestamp(6), millis = :millis, rows_written = :rows, sql_state = :sqlstate,
    message = :message
where execution_id = :execution and step_id = :step and ordinal = :ordinal and attempt = :attempt

-- name: statement.record
-- The statements of a transactional group, in that transaction: rows is a JSON array.
insert into godwit.statement
    (execution_id, step_id, ordinal, attempt, checksum, head, state, run_id, executed_by, server, started_at, ended_at,
     millis, rows_written)
select :execution, :step, ordinal, attempt, checksum, head, 'done', :run,
       session_user(), concat(@@hostname, ':', @@port),
       utc_timestamp(6) - interval round(millis * 1000) microsecond, utc_timestamp(6), millis, rows_written
from json_table(:rows, '$[*]' columns (
    ordinal integer path '$.ordinal', attempt integer path '$.attempt', checksum varchar(64) path '$.checksum',
    head varchar(255) path '$.head', millis double path '$.millis', rows_written bigint path '$.rows_written')) done

-- name: step.record
insert into godwit.step (execution_id, step_id, kind, run_id, ended_at, rows_written)
values (:execution, :step, :kind, :run, utc_timestamp(6), :rows)

-- name: step.forget
delete from godwit.step where execution_id = :execution and step_id = :step

-- name: step.done
select step_id from godwit.step where execution_id = :execution

-- name: migration.applied
-- What is applied, without sources: read on every invocation.
select migration_id, checksum, token_checksum, position, repeatable
from godwit.migration where target = database() order by position

-- name: migration.list
select migration_id, description, applied_at, applied_by, run_id, millis, irreversible, ticket
from godwit.migration where target = database() order by position

-- name: migration.source
select source from godwit.migration where target = database() and migration_id = :migration

-- name: migration.sources
select migration_id, source from godwit.migration where target = database() order by position

-- name: migration.record
-- One that is there already ends in a duplicate key.
insert into godwit.migration
    (target, migration_id, description, checksum, token_checksum, repeatable, irreversible, source, ticket, author, reason,
     execution_id, run_id, applied_at, applied_by, millis)
values (database(), :migration, :description, :checksum, :token_checksum, false, :irreversible, :source, :ticket, :author,
        :reason, :execution, :run, utc_timestamp(6), session_user(), :millis)

-- name: migration.repeat
-- One that may be repeated keeps its row, and its place; where the row is of one that may not, the NULL is refused.
insert into godwit.migration
    (target, migration_id, description, checksum, token_checksum, repeatable, irreversible, source, ticket, author, reason,
     execution_id, run_id, applied_at, applied_by, millis)
values (database(), :migration, :description, :checksum, :token_checksum, true, :irreversible, :source, :ticket, :author,
        :reason, :execution, :run, utc_timestamp(6), session_user(), :millis)
on duplicate key update
    repeatable = if(repeatable, true, null), description = :description, checksum = :checksum,
    token_checksum = :token_checksum, source = :source, execution_id = :execution, run_id = :run,
    applied_at = utc_timestamp(6), applied_by = session_user(), millis = :millis

-- name: migration.forget
delete from godwit.migration where target = database() and migration_id = :migration

-- name: migration.realign
-- Repair: the edited file becomes the truth.
update godwit.migration set checksum = :checksum, token_checksum = :token_checksum, source = :source
where target = database() and migration_id = :migration

-- name: checkpoint.claim
-- A resuming run takes over: from here on a zombie with an older token cannot advance.
update godwit.checkpoint set token = :token where execution_id = :execution and token <= :token

-- name: checkpoint.read
select worker, after_key, up_to_key, rows_written, chunks
from godwit.checkpoint where execution_id = :execution and step_id = :step order by worker

-- name: checkpoint.seals
select seal from godwit.checkpoint where execution_id = :execution and step_id = :step order by worker

-- name: checkpoint.prepare
insert into godwit.checkpoint (execution_id, step_id, worker, after_key, up_to_key, seal, token, updated_at)
values (:execution, :step, :worker, :after, :up_to, :seal, :token, utc_timestamp(6))

-- name: checkpoint.advance
update godwit.checkpoint
set after_key = :to, rows_written = rows_written + :rows, chunks = chunks + 1, seal = :seal, token = :token,
    updated_at = utc_timestamp(6)
where execution_id = :execution and step_id = :step and worker = :worker and token <= :token

-- name: checkpoint.all
select step_id, worker, after_key, up_to_key, rows_written, chunks, updated_at
from godwit.checkpoint where execution_id = :execution order by step_id, worker

-- name: restore.remember
insert into godwit.restore (execution_id, step_id, statement) values (:execution, :step, :statement)

-- name: restore.read
select statement from godwit.restore where execution_id = :execution and step_id = :step

-- name: restore.all
select e.migration_id, r.step_id, r.statement, e.run_id
from godwit.restore r join godwit.execution e on e.execution_id = r.execution_id
where e.target = database() order by r.execution_id, r.step_id

-- name: restore.forget
delete from godwit.restore where execution_id = :execution and step_id = :step

-- name: command.give
insert into godwit.command (run_id, verb, name, value, given_by, given_at)
values (:run, :verb, :name, :value, :by, utc_timestamp(6))

-- name: command.waiting
select command_id, verb, name, value, given_by from godwit.command where run_id = :run and taken_at is null order by command_id

-- name: command.take
-- Whose update writes the row has taken it.
update godwit.command set taken_at = utc_timestamp(6) where command_id = :command and taken_at is null

-- name: evidence.add
insert into godwit.evidence (target, kind, subject, given_by, given_at, body)
values (database(), :kind, :subject, session_user(), utc_timestamp(6), :body)

-- name: evidence.latest
select given_by, given_at, body, timestampdiff(second, given_at, utc_timestamp(6))
from godwit.evidence where target = database() and kind = :kind and subject = :subject order by evidence_id desc limit 1

-- name: evidence.all
select given_by, given_at, body, timestampdiff(second, given_at, utc_timestamp(6))
from godwit.evidence where target = database() and kind = :kind and subject = :subject order by evidence_id

-- name: evidence.of-kind
select given_by, given_at, body, timestampdiff(second, given_at, utc_timestamp(6))
from godwit.evidence where target = database() and kind = :kind order by evidence_id desc limit :count

-- name: journal.append
-- A batch of entries: rows is a JSON array.
insert into godwit.journal (run_id, sequence, at, type, body)
select :run, sequence, cast(replace(replace(at, 'T', ' '), 'Z', '') as datetime(6)), type, body
from json_table(:rows, '$[*]' columns (
    sequence bigint path '$.sequence', at varchar(40) path '$.at', type varchar(64) path '$.type',
    body json path '$.body')) entry

-- name: journal.last
-- The last entry that is there, for a writer whose answer was lost.
select coalesce(max(sequence), 0) from godwit.journal where run_id = :run

-- name: journal.read
select sequence, at, type, body from godwit.journal where run_id = :run and sequence > :after order by sequence limit :count

-- name: journal.latest
-- Enough to tell where a run stands: what came last, and when it began to wait.
select sequence, at, type, body from godwit.journal
where run_id = :run
  and (sequence > (select max(sequence) from godwit.journal where run_id = :run) - :count
    or type in ('step_started', 'paused', 'resumed'))
order by sequence

-- name: validation.install
-- Made when the first validation writes down how far it is. Values of rows are never in here, only their keys.
create table if not exists godwit.validation (
    validation_id varchar(64)  not null primary key,
    subject       varchar(64)  not null,
    source        text         not null,
    target        text         not null,
    tool_version  varchar(255) not null,
    started_at    datetime(6)  not null,
    ended_at      datetime(6),
    verdict       varchar(16),
    certificate   longtext,
    key validation_subject (subject)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Chunks that were compared, in the order of their keys.
create table if not exists godwit.validation_chunk (
    validation_id varchar(64)  not null,
    table_name    varchar(200) not null,
    number        bigint       not null,
    body          longtext     not null,
    primary key (validation_id, table_name, number)
) engine = innodb character set utf8mb4 collate utf8mb4_bin
-- then
-- Rows that differed: seen, then settled (it was lag), proven, or hot (never decided). A key may be longer than an index.
create table if not exists godwit.validation_difference (
    validation_id varchar(64)  not null,
    table_name    varchar(200) not null,
    row_sum       char(64)     not null,
    row_key       longtext     not null,
    state         varchar(16)  not null check (state in ('seen', 'settled', 'proven', 'hot')),
    kind          varchar(16)  not null default '',
    columns       text         not null,
    cause         text         not null,
    primary key (validation_id, table_name, row_sum)
) engine = innodb character set utf8mb4 collate utf8mb4_bin

-- name: validation.begin
insert into godwit.validation (validation_id, subject, source, target, tool_version, started_at)
values (:validation, :subject, :source, :target, :version, utc_timestamp(6))

-- name: validation.unfinished
select validation_id from godwit.validation
where subject = :subject and ended_at is null order by started_at desc limit 1

-- name: validation.last
select validation_id from godwit.validation
where subject = :subject and ended_at is not null order by ended_at desc, started_at desc limit 1

-- name: validation.end
update godwit.validation set ended_at = utc_timestamp(6), verdict = :verdict, certificate = :certificate
where validation_id = :validation

-- name: validation.chunk
insert into godwit.validation_chunk (validation_id, table_name, number, body)
values (:validation, :table, :number, :body)

-- name: validation.mark
update godwit.validation_chunk set body = :body
where validation_id = :validation and table_name = :table and number = :number

-- name: validation.chunks
select body from godwit.validation_chunk
where validation_id = :validation and table_name = :table order by number

-- name: validation.seen
-- Keys is a JSON array of texts; a key that several chunks name stands once.
insert into godwit.validation_difference (validation_id, table_name, row_sum, row_key, state, columns, cause)
select :validation, :table, sha2(seen.value, 256), min(seen.value), 'seen', '', ''
from json_table(:keys, '$[*]' columns (value longtext path '$')) as seen
where not exists (select 1 from godwit.validation_difference known
                  where known.validation_id = :validation and known.table_name = :table
                    and known.row_sum = sha2(seen.value, 256))
group by sha2(seen.value, 256)

-- name: validation.keys
select row_key from godwit.validation_difference where validation_id = :validation and table_name = :table order by row_sum

-- name: validation.settle
update godwit.validation_difference set state = 'settled', kind = '', columns = '', cause = ''
where validation_id = :validation and table_name = :table

-- name: validation.decide
update godwit.validation_difference set state = :state, kind = :kind, columns = :columns, cause = :cause
where validation_id = :validation and table_name = :table and row_sum = sha2(:key, 256)
