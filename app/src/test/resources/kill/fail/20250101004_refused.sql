-- Up Migration
ALTER TABLE target ADD COLUMN extra integer;
CREATE INDEX CONCURRENTLY target_extra ON target (extra);
-- Verify
SELECT count(*) = 0 FROM target WHERE extra IS NULL;
-- Down Migration
DROP INDEX CONCURRENTLY target_extra;
ALTER TABLE target DROP COLUMN extra;
