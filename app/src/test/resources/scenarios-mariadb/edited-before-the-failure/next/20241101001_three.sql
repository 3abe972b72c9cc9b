-- Up Migration
CREATE TABLE one (id integer PRIMARY KEY, kind integer NOT NULL DEFAULT 1);
INSERT INTO one (id) VALUES (1), (2), (3);
CREATE INDEX one_kind ON one (kind);
CREATE UNIQUE INDEX one_unique ON one (id, kind);
CREATE TABLE three (id integer PRIMARY KEY);
-- Down Migration
DROP TABLE three;
DROP TABLE one;
