CREATE OR REPLACE VIEW open_orders AS SELECT id, amount FROM orders WHERE state = 'new';
