create table orders (
    id     bigint generated always as identity primary key,
    state  text           not null,
    amount numeric(12, 2) not null
);
insert into orders (state, amount) select 'new', n from generate_series(1, 100) n;
