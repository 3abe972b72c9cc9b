-- reason: a column, an index built beside the traffic, and a check, in one file
-- Up Migration
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY orders_region ON orders (region);
CREATE UNIQUE INDEX CONCURRENTLY orders_amount ON orders (amount);
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT amount_positive;
-- Verify
SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = 'orders'::regclass;
-- Down Migration
ALTER TABLE orders DROP CONSTRAINT amount_positive;
DROP INDEX CONCURRENTLY orders_amount;
DROP INDEX CONCURRENTLY orders_region;
ALTER TABLE orders DROP COLUMN region;
