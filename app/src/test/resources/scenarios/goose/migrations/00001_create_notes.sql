-- +goose Up
CREATE TABLE notes (id bigint PRIMARY KEY, body text NOT NULL);
-- +goose StatementBegin
CREATE FUNCTION note_length(n notes) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN length(n.body); -- one; two; three
END;
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION note_length(notes);
DROP TABLE notes;
