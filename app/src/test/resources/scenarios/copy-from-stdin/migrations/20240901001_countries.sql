-- Up Migration
CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL, note text);
COPY countries (code, name, note) FROM stdin;
at	Austria	\N
de	Germany	one; two
fr	France	-- not a comment
'q	Quote $$	last
\.
INSERT INTO countries VALUES ('xx', 'none', NULL);
-- Verify
SELECT count(*) = 5 FROM countries;
-- Down Migration
DROP TABLE countries;
