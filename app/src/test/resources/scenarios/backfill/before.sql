create table accounts (id bigint primary key, balance bigint not null);
insert into accounts select n * 3, n from generate_series(1, 2500) n;
