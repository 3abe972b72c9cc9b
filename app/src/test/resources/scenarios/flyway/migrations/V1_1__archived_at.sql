ALTER TABLE archive ADD COLUMN archived_at timestamptz NOT NULL DEFAULT now();
