-- Migration: orders by customer
-- Version: 20240201001
-- Reason: a customer's page reads all of their orders

-- Up Migration
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);

-- Verify
SELECT count(*) = 1 FROM pg_index WHERE indexrelid = 'orders_customer'::regclass AND indisvalid;

-- Down Migration
DROP INDEX CONCURRENTLY orders_customer;
