DROP INDEX orders_state ON orders;
