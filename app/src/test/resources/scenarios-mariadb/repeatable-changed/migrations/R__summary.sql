CREATE OR REPLACE VIEW summary AS SELECT count(*) AS orders FROM orders;
