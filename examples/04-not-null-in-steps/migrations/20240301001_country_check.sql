-- Reason: every account has a country; new rows from now on

-- Up Migration
ALTER TABLE accounts ADD CONSTRAINT accounts_country_known CHECK (country IS NOT NULL) NOT VALID;

-- Verify
SELECT count(*) = 1 FROM pg_constraint WHERE conname = 'accounts_country_known';

-- Down Migration
ALTER TABLE accounts DROP CONSTRAINT accounts_country_known;
