create table orders (
    id     bigint generated always as identity primary key,
    amount numeric(10, 2) not null
);
insert into orders (amount) select n * 1.25 from generate_series(1, 400) n;
analyze orders;
