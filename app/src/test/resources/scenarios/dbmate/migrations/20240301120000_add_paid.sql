-- migrate:up
ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false;

-- migrate:down
ALTER TABLE orders DROP COLUMN paid;
