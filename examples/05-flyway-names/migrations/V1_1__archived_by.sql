ALTER TABLE archive ADD COLUMN archived_by text;
