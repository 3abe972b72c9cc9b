-- Up Migration
ALTER TABLE orders ADD COLUMN note varchar(20) AFTER id; -- instant
ALTER TABLE orders MODIFY amount decimal(12, 2) NOT NULL;
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount >= 0);
CREATE UNIQUE INDEX orders_note ON orders (note) # online
;
ALTER TABLE orders RENAME COLUMN note TO remark, ALGORITHM=INPLACE, LOCK=NONE;
-- Down Migration
ALTER TABLE orders DROP CONSTRAINT amount_positive;
ALTER TABLE orders MODIFY amount decimal(10, 2) NOT NULL, DROP COLUMN remark;
