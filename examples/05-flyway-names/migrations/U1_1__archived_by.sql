ALTER TABLE archive DROP COLUMN archived_by;
