create table transactions (
    id     bigint auto_increment primary key,
    kind   varchar(20)    not null,
    amount decimal(12, 2) not null
);
insert into transactions (kind, amount)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)
select elt(i % 2 + 1, 'card', 'transfer'), i % 4000 from n;
