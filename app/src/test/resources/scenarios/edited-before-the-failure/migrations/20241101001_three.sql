-- Up Migration
CREATE TABLE one (id integer PRIMARY KEY, kind integer NOT NULL DEFAULT 1);
INSERT INTO one (id) VALUES (1), (2);
CREATE INDEX CONCURRENTLY one_kind ON one (kind);
CREATE UNIQUE INDEX CONCURRENTLY one_unique ON one (kind);
CREATE TABLE three (id integer PRIMARY KEY);
-- Down Migration
DROP TABLE three;
DROP TABLE one;
