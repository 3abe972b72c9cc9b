-- Up Migration
CREATE TABLE note (id bigint PRIMARY KEY, body text NOT NULL);
INSERT INTO note SELECT id, payload FROM source WHERE id <= 10;
-- Verify
SELECT count(*) = 10 FROM note;
-- Down Migration
DROP TABLE note;
