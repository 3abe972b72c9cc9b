CREATE TABLE customers (
    id   bigint PRIMARY KEY,
    name text NOT NULL,
    born text NOT NULL
);
INSERT INTO customers
SELECT i, 'First' || i || ' Last' || i, to_char(date '1950-01-01' + i, 'DD.MM.YYYY') FROM generate_series(1, 500) i;
