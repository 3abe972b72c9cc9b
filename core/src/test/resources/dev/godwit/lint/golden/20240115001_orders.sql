-- Orders get a state and a customer.
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';

CREATE INDEX orders_state ON orders (state);
	CREATE INDEX orders_customer ON orders (customer_id); -- godwit:ignore GL-101 because it is built at night

ALTER TABLE orders ADD CONSTRAINT orders_customer_fk
    FOREIGN KEY (customer_id) REFERENCES customers (id);

CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entry json NOT NULL);

-- squawk-ignore ban-drop-table
DROP TABLE "old orders";

ALTER USER reporting WITH PASSWORD 'not for your eyes';
UPDATE orders SET state = 'shipped' WHERE shipped_at IS NOT NULL;
