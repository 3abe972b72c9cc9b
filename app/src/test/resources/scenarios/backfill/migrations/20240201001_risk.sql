-- Up Migration
ALTER TABLE accounts ADD COLUMN risk bigint NOT NULL DEFAULT 0;
-- Down Migration
ALTER TABLE accounts DROP COLUMN risk;
