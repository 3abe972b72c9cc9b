-- Up Migration
ALTER TYPE mood ADD VALUE 'excited' AFTER 'happy';
-- Down Migration
-- PostgreSQL cannot remove a label of an enum, so the type is made anew.
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
