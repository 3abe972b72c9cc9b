-- Up Migration
ALTER TABLE orders ADD COLUMN second integer;
CREATE INDEX CONCURRENTLY orders_second ON orders (second);
-- Verify
SELECT count(*) = 0 FROM orders WHERE second IS NULL;
-- Down Migration
DROP INDEX CONCURRENTLY orders_second;
ALTER TABLE orders DROP COLUMN second;
