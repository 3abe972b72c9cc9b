CREATE OR REPLACE VIEW summary AS SELECT count(*) AS orders, sum(amount) AS amount FROM orders;
