-- Reason: the validated check spares SET NOT NULL its scan

-- Up Migration
ALTER TABLE accounts ALTER COLUMN country SET NOT NULL;
ALTER TABLE accounts DROP CONSTRAINT accounts_country_known;

-- Verify
SELECT is_nullable = 'NO' FROM information_schema.columns WHERE table_name = 'accounts' AND column_name = 'country';

-- Down Migration
ALTER TABLE accounts ADD CONSTRAINT accounts_country_known CHECK (country IS NOT NULL);
ALTER TABLE accounts ALTER COLUMN country DROP NOT NULL;
