-- Up Migration
UPDATE orders SET amount = 0 WHERE id <= 10;
INSERT INTO orders (amount) VALUES (1);
-- Verify
SELECT count(*) = 201 FROM orders;
SELECT id > 10 FROM orders WHERE amount = 0;
-- Down Migration
UPDATE orders SET amount = 1 WHERE id <= 10;
