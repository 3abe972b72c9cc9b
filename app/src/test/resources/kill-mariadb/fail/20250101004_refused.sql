-- Up Migration
ALTER TABLE target ADD COLUMN extra integer;
CREATE INDEX target_extra ON target (extra);
-- Verify
SELECT count(*) = 0 FROM target WHERE extra IS NULL;
-- Down Migration
DROP INDEX target_extra ON target;
ALTER TABLE target DROP COLUMN extra;
