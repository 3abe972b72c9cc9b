CREATE TABLE order_tags (order_id bigint, tag varchar(50), PRIMARY KEY (order_id, tag),
  CONSTRAINT order_tags_order FOREIGN KEY (order_id) REFERENCES orders (id));
