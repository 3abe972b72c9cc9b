-- Up Migration
SET @label = 'kept';
SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES';
CREATE TABLE "rest" (id integer PRIMARY KEY, label varchar(10), "kept" varchar(10) DEFAULT 'column');
SET @ddl = IF((SELECT count(*) FROM information_schema.columns
               WHERE table_schema = database() AND table_name = 'rest' AND column_name = 'more') = 0,
              'ALTER TABLE rest ADD COLUMN more integer', 'SELECT 1');
PREPARE added FROM @ddl;
CREATE TABLE wrong (id integer);
EXECUTE added;
DEALLOCATE PREPARE added;
INSERT INTO "rest" (id, label) VALUES (1, @label);
INSERT INTO "rest" (id, label, more) SELECT 2, "kept", 3 FROM "rest";
-- Down Migration
DROP TABLE wrong;
DROP TABLE rest;
