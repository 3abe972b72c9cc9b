BEGIN;
INSERT INTO orders (amount) VALUES (7);
COMMIT;
CREATE TABLE tags (name varchar(50) PRIMARY KEY);
