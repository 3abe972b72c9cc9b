-- Up Migration
CREATE SCHEMA side;
CREATE TABLE side.rest (id integer PRIMARY KEY);
SET search_path = side, public;
CREATE INDEX CONCURRENTLY rest_id ON side.nosuch (id);
INSERT INTO rest VALUES (1);
-- Down Migration
DROP SCHEMA side CASCADE;
