CREATE TABLE order_tags (order_id bigint REFERENCES orders, tag text REFERENCES tags, PRIMARY KEY (order_id, tag));
