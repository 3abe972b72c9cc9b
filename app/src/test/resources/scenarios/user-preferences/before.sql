create table users (
    id                    integer generated always as identity primary key,
    email                 text not null unique,
    theme                 varchar(20),
    notifications_enabled boolean
);
insert into users (email, theme, notifications_enabled)
select 'user' || n || '@example.org', case when n % 3 = 0 then 'dark' when n % 3 = 1 then 'light' end, n % 2 = 0
from generate_series(1, 50) n;
