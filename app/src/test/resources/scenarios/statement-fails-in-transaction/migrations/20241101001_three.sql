-- Up Migration
CREATE TABLE one (id integer PRIMARY KEY);
INSERT INTO one VALUES (1);
INSERT INTO one VALUES (1);
CREATE TABLE three (id integer PRIMARY KEY);
-- Down Migration
DROP TABLE three;
DROP TABLE one;
