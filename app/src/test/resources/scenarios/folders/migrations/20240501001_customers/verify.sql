SELECT count(*) = 0 FROM orders WHERE customer_id IS NOT NULL;
