-- Up Migration
CREATE TABLE audit (id bigint AUTO_INCREMENT PRIMARY KEY, what varchar(100) NOT NULL);
DELIMITER //
CREATE TRIGGER orders_audit AFTER INSERT ON orders FOR EACH ROW
BEGIN
  INSERT INTO audit (what) VALUES (concat('order; ', NEW.id));
END//
CREATE PROCEDURE touch(IN wanted bigint)
BEGIN
  UPDATE orders SET state = 'touched' WHERE id = wanted;
END//
DELIMITER ;
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
INSERT INTO orders (amount) VALUES (3.5);
-- Verify
SELECT count(*) = 1 FROM audit;
SELECT twice(4) = 8;
-- Down Migration
DROP FUNCTION twice;
DROP PROCEDURE touch;
DROP TRIGGER orders_audit;
DROP TABLE audit;
DELETE FROM orders WHERE id > 200;
