-- Up Migration
CREATE TABLE plain (id integer PRIMARY KEY);
-- Verify
SELECT 1 = 1;
-- Down Migration
DROP TABLE plain;
