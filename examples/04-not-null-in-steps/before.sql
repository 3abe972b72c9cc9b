create table accounts (
    id      bigint generated always as identity primary key,
    country text
);
insert into accounts (country)
select case when n % 4 > 0 then 'de' end
from generate_series(1, 2000) n;
