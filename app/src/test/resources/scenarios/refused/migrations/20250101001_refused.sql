-- Up Migration
CREATE TABLE harmless (id integer);
COPY orders TO PROGRAM 'cat';
BEGIN;
CREATE TABLE half (id integer);
-- Down Migration
DROP TABLE harmless;
