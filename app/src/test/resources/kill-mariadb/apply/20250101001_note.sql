-- Up Migration
CREATE TABLE note (id bigint PRIMARY KEY, body text NOT NULL);
INSERT INTO note SELECT id, payload FROM source WHERE id <= 10;
UPDATE target SET touched = touched + 1 WHERE id > 0;
-- Verify
SELECT count(*) = 10 FROM note;
-- Down Migration
UPDATE target SET touched = touched - 1 WHERE id > 0;
DROP TABLE note;
