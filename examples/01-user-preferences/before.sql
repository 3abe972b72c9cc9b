create table users (
    id                    integer primary key,
    name                  text not null,
    theme                 varchar(20),
    notifications_enabled boolean
);
insert into users
select n, 'user ' || n, (array ['light', 'dark'])[n % 2 + 1], n % 3 > 0
from generate_series(1, 500) n;
