create table customers (
    id   bigint generated always as identity primary key,
    name text not null
);
insert into customers (name) select 'Given' || n || ' Family' || n from generate_series(1, 1500) n;
