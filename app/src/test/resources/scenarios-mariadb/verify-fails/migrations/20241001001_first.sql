-- Up Migration
ALTER TABLE orders ADD COLUMN first integer;
-- Down Migration
ALTER TABLE orders DROP COLUMN first;
