-- Reason: reads all rows, and keeps nobody out

-- Up Migration
ALTER TABLE accounts VALIDATE CONSTRAINT accounts_country_known;

-- Verify
SELECT convalidated FROM pg_constraint WHERE conname = 'accounts_country_known';

-- Down Migration
ALTER TABLE accounts DROP CONSTRAINT accounts_country_known;
ALTER TABLE accounts ADD CONSTRAINT accounts_country_known CHECK (country IS NOT NULL) NOT VALID;
