-- Up Migration
CREATE TABLE parent (id integer PRIMARY KEY);
-- Down Migration
DROP TABLE parent;
