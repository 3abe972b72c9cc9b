create table orders (
    id          bigint generated always as identity primary key,
    customer_id bigint not null,
    state       text   not null
);
insert into orders (customer_id, state)
select n % 100, (array ['new', 'paid', 'sent'])[n % 3 + 1]
from generate_series(1, 2000) n;
