-- Up Migration
ALTER TABLE orders ADD COLUMN second integer;
CREATE INDEX orders_second ON orders (second);
-- Verify
SELECT count(*) = 0 FROM orders WHERE second IS NULL;
-- Down Migration
DROP INDEX orders_second ON orders;
ALTER TABLE orders DROP COLUMN second;
