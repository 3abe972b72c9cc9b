CREATE TABLE archive (order_id bigint PRIMARY KEY, archived_at timestamptz NOT NULL DEFAULT now());
