-- Up Migration
ALTER TABLE orders ADD COLUMN discount numeric(10, 2);
UPDATE orders SET discount = amount WHERE id > 100;
-- Verify
SELECT count(*) = 0 FROM orders WHERE discount IS NULL;
-- Down Migration
ALTER TABLE orders DROP COLUMN discount;
