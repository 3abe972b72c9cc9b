-- depends-on: 20240102001
-- Up Migration
CREATE TABLE child (id integer REFERENCES parent);
-- Down Migration
DROP TABLE child;
