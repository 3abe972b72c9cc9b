-- The shop as it was before Godwit came. The columns *_write carry the number of the application's write, so that a lost or
-- an older write is told from a newer one.
create table users (
    id                    integer primary key,
    name                  varchar(200)   not null,
    name_write            bigint         not null default 0,
    theme                 varchar(20),
    notifications_enabled boolean,
    balance               decimal(14, 2) not null,
    balance_write         bigint         not null default 0
) engine = innodb;

create table transactions (
    id           bigint auto_increment primary key,
    user_id      integer        not null,
    kind         varchar(20)    not null,
    amount       decimal(12, 2) not null,
    amount_write bigint         not null default 0,
    created_at   datetime(6)    not null default current_timestamp(6)
) engine = innodb;

-- Where the application tells how it is doing: one row, written twice a second.
create table application_latency (
    id         integer primary key,
    at         datetime(6) not null,
    p95_millis double      not null
) engine = innodb;
