-- Up Migration
ALTER TABLE target ADD COLUMN kind integer;
CREATE INDEX target_kind ON target (kind);
UPDATE target SET touched = touched + 10 WHERE id > 0;
ALTER TABLE target ADD CONSTRAINT touched_small CHECK (touched < 100);
-- Down Migration
ALTER TABLE target DROP CONSTRAINT touched_small;
UPDATE target SET touched = touched - 10 WHERE id > 0;
DROP INDEX target_kind ON target;
ALTER TABLE target DROP COLUMN kind;
