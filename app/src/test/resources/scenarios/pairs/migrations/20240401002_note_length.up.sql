ALTER TABLE orders ADD CONSTRAINT note_length CHECK (length(note) <= 200) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT note_length;
