-- Up Migration
INSERT INTO people VALUES (1, 'excited');
-- Down Migration
DELETE FROM people WHERE id = 1;
