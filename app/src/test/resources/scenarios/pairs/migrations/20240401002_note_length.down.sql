ALTER TABLE orders DROP CONSTRAINT note_length;
