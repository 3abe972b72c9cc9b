-- Up Migration

-- Verify
-- Queries that must not fail and must not answer false.

-- Down Migration
