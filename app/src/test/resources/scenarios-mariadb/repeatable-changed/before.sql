create table orders (
    id     bigint not null auto_increment primary key,
    amount decimal(10, 2) not null,
    state  varchar(20) not null default 'new'
);
insert into orders (amount) with recursive n (i) as (select 1 union all select i + 1 from n where i < 200) select i * 1.25 from n;
