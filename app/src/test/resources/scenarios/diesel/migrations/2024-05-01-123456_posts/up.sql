CREATE TABLE posts (id integer PRIMARY KEY, title text NOT NULL, updated_at timestamptz);
CREATE TRIGGER set_updated_at BEFORE UPDATE ON posts FOR EACH ROW EXECUTE PROCEDURE diesel_set_updated_at();
