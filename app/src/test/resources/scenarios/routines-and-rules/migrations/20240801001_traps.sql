-- Up Migration
CREATE FUNCTION total() RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT sum(CASE WHEN state = 'new' THEN amount ELSE 0 END) FROM orders;
END;
CREATE FUNCTION tricky(text) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE inner_text text := $$a ; b $$;
BEGIN
    /* a comment; /* nested; */ still one */
    RETURN inner_text || $1 || ';' || E'\';' || 'it''s; over'; -- ; the end
END $body$;
CREATE TABLE audit (what text, at timestamptz DEFAULT now());
CREATE TABLE audit_count (n integer);
INSERT INTO audit_count VALUES (0);
CREATE RULE order_deleted AS ON DELETE TO orders DO ALSO (
    INSERT INTO audit (what) VALUES ('deleted; ' || old.id);
    UPDATE audit_count SET n = n + 1 WHERE n >= 0;
);
CREATE PROCEDURE remember(what text) LANGUAGE sql AS 'INSERT INTO audit (what) VALUES (what); SELECT 1;';
CREATE VIEW "odd; name" AS SELECT id AS "a;b" FROM orders;
-- Verify
SELECT tricky('x') = $q$a ; b x;';it's; over$q$;
SELECT total() > 0;
-- Down Migration
DROP VIEW "odd; name";
DROP PROCEDURE remember(text);
DROP RULE order_deleted ON orders;
DROP TABLE audit_count;
DROP TABLE audit;
DROP FUNCTION tricky(text);
DROP FUNCTION total();
