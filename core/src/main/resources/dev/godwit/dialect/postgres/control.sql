-- The control schema of Godwit on PostgreSQL: what is applied, what is under way, what happened.
-- Each block has a name; words after a colon are parameters. Every block can be run by hand.

-- name: control.version
-- The version of the control schema; no row where it is not installed (the first query looks before it reads).
select version from godwit.control

-- name: control.installed
select to_regclass('godwit.control') is not null

-- name: control.may-create
-- Whether this role may create the schema, for a clear error instead of a late one.
select has_database_privilege(current_database(), 'CREATE'),
       'GRANT CREATE ON DATABASE ... TO this role, or install it once as the owner'

-- name: control.install
create schema if not exists godwit;
comment on schema godwit is 'Control schema of Godwit: ledger, checkpoints, journal. Do not edit by hand.';

create table godwit.control (
    version      integer     not null,
    installed_at timestamptz not null default now()
);

-- One row per invocation that changes something.
create table godwit.run (
    run_id       text primary key,
    verb         text        not null,
    plan_name    text        not null,
    plan_hash    text        not null,
    environment  text        not null,
    requested_by text        not null,
    host         text        not null,
    process      bigint      not null,
    tool_version text        not null,
    started_at   timestamptz not null default clock_timestamp(),
    ended_at     timestamptz,
    outcome      text        not null default 'running',
    exit_code    integer,
    summary      text
);
create index run_started_at on godwit.run (started_at);

-- The right to change this database, with a fencing token.
create table godwit.lease (
    name      text primary key,
    token     bigint      not null,
    run_id    text        not null,
    host      text        not null,
    process   bigint      not null,
    taken_by  text        not null,
    taken_at  timestamptz not null,
    beaten_at timestamptz not null,
    released  boolean     not null
);

-- One attempt to bring a migration up or down; outlives a crash.
create table godwit.execution (
    execution_id bigint generated always as identity primary key,
    migration_id text        not null,
    direction    text        not null check (direction in ('UP', 'DOWN')),
    checksum     text        not null,
    run_id       text        not null,
    state        text        not null check (state in ('open', 'done', 'abandoned')),
    taking_back  boolean     not null default false,
    started_at   timestamptz not null default clock_timestamp(),
    ended_at     timestamptz
);
create unique index execution_open on godwit.execution (migration_id) where state = 'open';

-- Every statement sent, with its intent (where it cannot share a transaction with this row) and its result.
create table godwit.statement (
    execution_id bigint      not null references godwit.execution,
    step_id      text        not null,
    ordinal      integer     not null,
    attempt      integer     not null,
    checksum     text        not null,
    head         text        not null,
    state        text        not null check (state in ('intended', 'done', 'failed')),
    run_id       text        not null,
    executed_by  text        not null default session_user,
    server       text        not null default coalesce(host(inet_server_addr()), 'local') || ':' || coalesce(inet_server_port(), 0),
    started_at   timestamptz not null default clock_timestamp(),
    ended_at     timestamptz,
    millis       double precision,
    rows_written bigint,
    sqlstate     text,
    message      text,
    primary key (execution_id, step_id, ordinal, attempt)
);

-- Steps that are done.
create table godwit.step (
    execution_id bigint      not null references godwit.execution,
    step_id      text        not null,
    kind         text        not null,
    run_id       text        not null,
    ended_at     timestamptz not null default clock_timestamp(),
    rows_written bigint      not null,
    primary key (execution_id, step_id)
);

-- What is applied now. What was applied once and taken back stands in execution.
create table godwit.migration (
    migration_id     text primary key,
    position         bigint generated always as identity,
    description      text        not null,
    checksum         text        not null,
    token_checksum   text        not null,
    repeatable       boolean     not null,
    irreversible     boolean     not null,
    source           text        not null,
    ticket           text,
    author           text,
    reason           text,
    execution_id     bigint      not null references godwit.execution,
    run_id           text        not null,
    applied_at       timestamptz not null default clock_timestamp(),
    applied_by       text        not null default session_user,
    millis           double precision not null
);

-- Where backfills stand. The advance shares the transaction of the chunk's rows and carries the fencing token.
create table godwit.checkpoint (
    execution_id bigint      not null references godwit.execution,
    step_id      text        not null,
    worker       integer     not null,
    after_key    text,
    up_to_key    text        not null,
    rows_written bigint      not null default 0,
    chunks       bigint      not null default 0,
    seal         text        not null,
    token        bigint      not null,
    updated_at   timestamptz not null default clock_timestamp(),
    primary key (execution_id, step_id, worker)
) with (fillfactor = 50);

-- What a run changed for its own sake and must set back.
create table godwit.restore (
    execution_id bigint not null references godwit.execution,
    step_id      text   not null,
    statement    text   not null,
    primary key (execution_id, step_id)
);

-- What a person told a running run from another terminal.
create table godwit.command (
    command_id bigint generated always as identity primary key,
    run_id     text        not null,
    verb       text        not null,
    name       text        not null default '',
    value      text        not null default '',
    given_by   text        not null default session_user,
    given_at   timestamptz not null default clock_timestamp(),
    taken_at   timestamptz
);
create index command_waiting on godwit.command (run_id) where taken_at is null;

-- What proves that something was done: rehearsals, backups, approvals.
create table godwit.evidence (
    evidence_id bigint generated always as identity primary key,
    kind        text        not null,
    subject     text        not null,
    given_by    text        not null default session_user,
    given_at    timestamptz not null default clock_timestamp(),
    body        jsonb       not null
);
create index evidence_subject on godwit.evidence (kind, subject);

-- What happened. Append only.
create table godwit.journal (
    run_id   text        not null,
    sequence bigint      not null,
    at       timestamptz not null,
    type     text        not null,
    body     jsonb       not null,
    primary key (run_id, sequence)
);
create function godwit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the journal of Godwit is append-only';
end $$;
create trigger journal_append_only before update or delete or truncate on godwit.journal
    for each statement execute function godwit.refuse_change();

-- One row, written while a run watches replicas.
create table godwit.heartbeat (
    id integer primary key,
    at timestamptz not null
);
insert into godwit.control (version) values (1);

-- name: run.begin
insert into godwit.run (run_id, verb, plan_name, plan_hash, environment, requested_by, host, process, tool_version)
values (:run, :verb, :plan, :hash, :environment, :by, :host, :process, :version)

-- name: run.end
update godwit.run set ended_at = clock_timestamp(), outcome = :outcome, exit_code = :code, summary = :summary
where run_id = :run

-- name: run.endless
-- Runs without an end: for the holder of the lease they are dead, or zombies that have lost it and will say so themselves.
select run_id from godwit.run where ended_at is null and run_id <> :run

-- name: run.bury
update godwit.run set ended_at = clock_timestamp(), outcome = 'killed', summary = 'its process was gone when the next run came'
where run_id = :run and ended_at is null

-- name: run.unended
-- Runs and leases that nobody ended: of a run that is under way, or of one that was killed.
select exists (select from godwit.run where ended_at is null) or exists (select from godwit.lease where not released)

-- name: run.left-something
-- Whether runs of a plan changed what still stands, or left it half-way: the catalog is another then by the plan's own doing.
select exists (
    select from godwit.execution e join godwit.run r on r.run_id = e.run_id
    where r.plan_hash = :hash
      and (e.state = 'open'
           or e.state = 'done'
              and (e.direction = 'UP') = exists (select from godwit.migration m where m.migration_id = e.migration_id)))

-- name: run.recent
select run_id, verb, plan_name, environment, requested_by, started_at, ended_at, outcome, exit_code, summary
from godwit.run order by started_at desc limit :count

-- name: run.read
select run_id, verb, plan_name, environment, requested_by, started_at, ended_at, outcome, exit_code, summary
from godwit.run where run_id = :run

-- name: lease.take
insert into godwit.lease as held (name, token, run_id, host, process, taken_by, taken_at, beaten_at, released)
values (:name, 1, :run, :host, :process, :by, clock_timestamp(), clock_timestamp(), false)
on conflict (name) do update
    set token = held.token + 1, run_id = excluded.run_id, host = excluded.host, process = excluded.process,
        taken_by = excluded.taken_by, taken_at = excluded.taken_at, beaten_at = excluded.beaten_at, released = false
    where held.released or :force or held.beaten_at < clock_timestamp() - make_interval(secs => :expiry)
returning token

-- name: lease.beat
update godwit.lease set beaten_at = clock_timestamp() where name = :name and token = :token

-- name: lease.fence
-- Within a transaction, right before its commit: a later holder waits for us, or we see it and stop.
select 1 from godwit.lease where name = :name and token = :token for share

-- name: lease.release
update godwit.lease set released = true where name = :name and token = :token

-- name: lease.holder
select run_id, host, process, taken_by, taken_at,
       extract(epoch from clock_timestamp() - beaten_at)::bigint,
       beaten_at >= clock_timestamp() - make_interval(secs => :expiry)
from godwit.lease where name = :name and not released

-- name: execution.all-open
select execution_id, migration_id, direction, checksum, run_id, started_at, taking_back
from godwit.execution where state = 'open' order by execution_id

-- name: execution.reserve
-- Numbers for executions: a short one can then be begun in the transaction that also ends it.
select nextval('godwit.execution_execution_id_seq') from generate_series(1, :count)

-- name: execution.begin
insert into godwit.execution (execution_id, migration_id, direction, checksum, run_id, state)
overriding system value
values (:execution, :migration, :direction, :checksum, :run, 'open')

-- name: execution.done
-- One that is begun and ended by the same transaction.
insert into godwit.execution (execution_id, migration_id, direction, checksum, run_id, state, ended_at)
overriding system value
values (:execution, :migration, :direction, :checksum, :run, 'done', clock_timestamp())

-- name: execution.adopt
-- A resumed execution whose remaining statements were edited goes on under the new checksum.
update godwit.execution set checksum = :checksum, run_id = :run where execution_id = :execution

-- name: execution.take-back
update godwit.execution set taking_back = true where execution_id = :execution

-- name: execution.end
update godwit.execution set state = :state, ended_at = clock_timestamp() where execution_id = :execution

-- name: execution.history
select execution_id, migration_id, direction, state, run_id, started_at, ended_at
from godwit.execution where migration_id = :migration order by execution_id

-- name: statement.latest
-- The last attempt of each statement of a step.
select distinct on (ordinal) ordinal, attempt, checksum, head, state
from godwit.statement where execution_id = :execution and step_id = :step
order by ordinal, attempt desc

-- name: statement.in-doubt
-- Statements of open executions that were sent, and whose result nobody wrote down.
select execution_id, migration_id, direction, checksum, step_id, ordinal, attempt, head, run_id
from (select distinct on (s.execution_id, s.step_id, s.ordinal)
             s.execution_id, e.migration_id, e.direction, e.checksum, s.step_id, s.ordinal, s.attempt, s.head, s.run_id, s.state
      from godwit.statement s join godwit.execution e using (execution_id)
      where e.state = 'open'
      order by s.execution_id, s.step_id, s.ordinal, s.attempt desc) latest
where state = 'intended' order by execution_id, step_id, ordinal

-- name: statement.intend
-- One holds the lease and counts the attempts; another one that still wrote, a zombie, would find the key taken.
insert into godwit.statement (execution_id, step_id, ordinal, attempt, checksum, head, state, run_id)
values (:execution, :step, :ordinal, :attempt, :checksum, :head, 'intended', :run)

-- name: statement.finish
update godwit.statement
set state = :state, ended_at = clock_timestamp(), millis = :millis, rows_written = :rows, sqlstate = :sqlstate, message = :message
where execution_id = :execution and step_id = :step and ordinal = :ordinal and attempt = :attempt

-- name: statement.record
-- The statements of a transactional group, in that transaction: rows is a JSON array.
insert into godwit.statement
    (execution_id, step_id, ordinal, attempt, checksum, head, state, run_id, started_at, ended_at, millis, rows_written)
select :execution, :step, ordinal, attempt, checksum, head, 'done', :run,
       clock_timestamp() - make_interval(secs => millis / 1000), clock_timestamp(), millis, rows_written
from jsonb_to_recordset(:rows::jsonb)
    as done (ordinal integer, attempt integer, checksum text, head text, millis double precision, rows_written bigint)

-- name: step.record
insert into godwit.step (execution_id, step_id, kind, run_id, rows_written)
values (:execution, :step, :kind, :run, :rows)

-- name: step.forget
delete from godwit.step where execution_id = :execution and step_id = :step

-- name: step.done
select step_id from godwit.step where execution_id = :execution

-- name: migration.applied
-- What is applied, without sources: read on every invocation.
select migration_id, checksum, token_checksum, position, repeatable from godwit.migration order by position

-- name: migration.list
select migration_id, description, applied_at, applied_by, run_id, millis, irreversible, ticket
from godwit.migration order by position

-- name: migration.source
select source from godwit.migration where migration_id = :migration

-- name: migration.sources
select migration_id, source from godwit.migration order by position

-- name: migration.record
-- One that is there already ends in a duplicate key.
insert into godwit.migration
    (migration_id, description, checksum, token_checksum, repeatable, irreversible, source, ticket, author, reason,
     execution_id, run_id, millis)
values (:migration, :description, :checksum, :token_checksum, false, :irreversible, :source, :ticket, :author, :reason,
        :execution, :run, :millis)

-- name: migration.repeat
-- One that may be repeated keeps its row, and its place; where the row is of one that may not, nothing is written.
insert into godwit.migration
    (migration_id, description, checksum, token_checksum, repeatable, irreversible, source, ticket, author, reason,
     execution_id, run_id, millis)
values (:migration, :description, :checksum, :token_checksum, true, :irreversible, :source, :ticket, :author, :reason,
        :execution, :run, :millis)
on conflict (migration_id) do update
    set description = excluded.description, checksum = excluded.checksum, token_checksum = excluded.token_checksum,
        source = excluded.source, execution_id = excluded.execution_id, run_id = excluded.run_id,
        applied_at = clock_timestamp(), applied_by = session_user, millis = excluded.millis
    where godwit.migration.repeatable
returning migration_id

-- name: migration.forget
delete from godwit.migration where migration_id = :migration

-- name: migration.realign
-- Repair: the edited file becomes the truth.
update godwit.migration set checksum = :checksum, token_checksum = :token_checksum, source = :source
where migration_id = :migration

-- name: checkpoint.claim
-- A resuming run takes over: from here on a zombie with an older token cannot advance.
update godwit.checkpoint set token = :token where execution_id = :execution and token <= :token

-- name: checkpoint.read
select worker, after_key, up_to_key, rows_written, chunks
from godwit.checkpoint where execution_id = :execution and step_id = :step order by worker

-- name: checkpoint.seals
select seal from godwit.checkpoint where execution_id = :execution and step_id = :step order by worker

-- name: checkpoint.prepare
insert into godwit.checkpoint (execution_id, step_id, worker, after_key, up_to_key, seal, token)
values (:execution, :step, :worker, :after, :up_to, :seal, :token)

-- name: checkpoint.advance
update godwit.checkpoint
set after_key = :to, rows_written = rows_written + :rows, chunks = chunks + 1, seal = :seal, token = :token,
    updated_at = clock_timestamp()
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
from godwit.restore r join godwit.execution e using (execution_id) order by r.execution_id, r.step_id

-- name: restore.forget
delete from godwit.restore where execution_id = :execution and step_id = :step

-- name: command.give
insert into godwit.command (run_id, verb, name, value, given_by) values (:run, :verb, :name, :value, :by)

-- name: command.waiting
select command_id, verb, name, value, given_by from godwit.command where run_id = :run and taken_at is null order by command_id

-- name: command.take
-- Whose update writes the row has taken it.
update godwit.command set taken_at = clock_timestamp() where command_id = :command and taken_at is null

-- name: evidence.add
insert into godwit.evidence (kind, subject, body) values (:kind, :subject, :body::jsonb)

-- name: evidence.latest
select given_by, given_at, body::text, extract(epoch from clock_timestamp() - given_at)::bigint
from godwit.evidence where kind = :kind and subject = :subject order by evidence_id desc limit 1

-- name: evidence.all
select given_by, given_at, body::text, extract(epoch from clock_timestamp() - given_at)::bigint
from godwit.evidence where kind = :kind and subject = :subject order by evidence_id

-- name: evidence.of-kind
select given_by, given_at, body::text, extract(epoch from clock_timestamp() - given_at)::bigint
from godwit.evidence where kind = :kind order by evidence_id desc limit :count

-- name: journal.append
-- A batch of entries: rows is a JSON array.
insert into godwit.journal (run_id, sequence, at, type, body)
select :run, sequence, at, type, body
from jsonb_to_recordset(:rows::jsonb) as entry (sequence bigint, at timestamptz, type text, body jsonb)

-- name: journal.last
-- The last entry that is there, for a writer whose answer was lost.
select coalesce(max(sequence), 0) from godwit.journal where run_id = :run

-- name: journal.read
select sequence, at, type, body::text from godwit.journal where run_id = :run and sequence > :after order by sequence limit :count

-- name: journal.latest
-- Enough to tell where a run stands: what came last, and when it began to wait.
select sequence, at, type, body::text from godwit.journal
where run_id = :run
  and (sequence > (select max(sequence) from godwit.journal where run_id = :run) - :count
    or type in ('step_started', 'paused', 'resumed'))
order by sequence

-- name: validation.install
-- Made when the first validation writes down how far it is. Values of rows are never in here, only their keys.
create table if not exists godwit.validation (
    validation_id text primary key,
    subject       text        not null,
    source        text        not null,
    target        text        not null,
    tool_version  text        not null,
    started_at    timestamptz not null default clock_timestamp(),
    ended_at      timestamptz,
    verdict       text,
    certificate   text
)
-- then
-- Chunks that were compared, in the order of their keys.
create table if not exists godwit.validation_chunk (
    validation_id text    not null,
    table_name    text    not null,
    number        bigint  not null,
    body          jsonb   not null,
    primary key (validation_id, table_name, number)
)
-- then
-- Rows that differed: seen, then settled (it was lag), proven, or hot (never decided).
create table if not exists godwit.validation_difference (
    validation_id text    not null,
    table_name    text    not null,
    row_key       text    not null,
    state         text    not null check (state in ('seen', 'settled', 'proven', 'hot')),
    kind          text    not null default '',
    columns       text    not null default '',
    cause         text    not null default '',
    primary key (validation_id, table_name, row_key)
)

-- name: validation.begin
insert into godwit.validation (validation_id, subject, source, target, tool_version)
values (:validation, :subject, :source, :target, :version)

-- name: validation.unfinished
select validation_id from godwit.validation
where subject = :subject and ended_at is null order by started_at desc limit 1

-- name: validation.last
select validation_id from godwit.validation
where subject = :subject and ended_at is not null order by ended_at desc, started_at desc limit 1

-- name: validation.end
update godwit.validation set ended_at = clock_timestamp(), verdict = :verdict, certificate = :certificate
where validation_id = :validation

-- name: validation.chunk
insert into godwit.validation_chunk (validation_id, table_name, number, body)
values (:validation, :table, :number, :body::jsonb)

-- name: validation.mark
update godwit.validation_chunk set body = :body::jsonb
where validation_id = :validation and table_name = :table and number = :number

-- name: validation.chunks
select body::text from godwit.validation_chunk
where validation_id = :validation and table_name = :table order by number

-- name: validation.seen
-- Keys is a JSON array of texts; a key that several chunks name stands once.
insert into godwit.validation_difference (validation_id, table_name, row_key, state)
select distinct :validation, :table, seen.value, 'seen' from jsonb_array_elements_text(:keys::jsonb) as seen
where not exists (select from godwit.validation_difference known
                  where known.validation_id = :validation and known.table_name = :table and known.row_key = seen.value)

-- name: validation.keys
select row_key from godwit.validation_difference where validation_id = :validation and table_name = :table order by row_key

-- name: validation.settle
update godwit.validation_difference set state = 'settled', kind = '', columns = '', cause = ''
where validation_id = :validation and table_name = :table

-- name: validation.decide
update godwit.validation_difference set state = :state, kind = :kind, columns = :columns, cause = :cause
where validation_id = :validation and table_name = :table and row_key = :key
