-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_state ON orders (state);

-- +goose Down
DROP INDEX CONCURRENTLY orders_state;
