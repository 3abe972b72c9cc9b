SELECT count(*) = 2 FROM information_schema.columns
WHERE table_name = 'customers' AND column_name IN ('given_name', 'family_name');
