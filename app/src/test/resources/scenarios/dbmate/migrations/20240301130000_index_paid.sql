-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY orders_paid ON orders (id) WHERE paid;

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY orders_paid;
