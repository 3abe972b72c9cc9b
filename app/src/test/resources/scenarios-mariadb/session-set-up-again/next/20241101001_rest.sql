-- Up Migration
SET @label = 'kept';
SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES';
CREATE TABLE "rest" (id integer PRIMARY KEY, label varchar(10), "kept" varchar(10) DEFAULT 'column');
CREATE TABLE wrong (id integer);
INSERT INTO "rest" (id, label) VALUES (1, @label);
INSERT INTO "rest" (id, label) SELECT 2, "kept" FROM "rest";
-- Down Migration
DROP TABLE wrong;
DROP TABLE rest;
