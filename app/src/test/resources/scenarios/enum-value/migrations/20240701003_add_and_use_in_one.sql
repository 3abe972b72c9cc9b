-- Up Migration
ALTER TYPE mood ADD VALUE 'it''s fine';
INSERT INTO people VALUES (2, 'it''s fine');
-- Down Migration
DELETE FROM people WHERE id = 2;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy', 'excited');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
