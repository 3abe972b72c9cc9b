-- Up Migration
ALTER TABLE target ADD COLUMN kind integer;
CREATE INDEX CONCURRENTLY target_kind ON target (kind);
CREATE UNIQUE INDEX CONCURRENTLY target_id_kind ON target (id, kind);
ALTER TABLE target ADD CONSTRAINT touched_small CHECK (touched < 100) NOT VALID;
-- Down Migration
ALTER TABLE target DROP CONSTRAINT touched_small;
DROP INDEX CONCURRENTLY target_id_kind;
DROP INDEX CONCURRENTLY target_kind;
ALTER TABLE target DROP COLUMN kind;
