-- Migration: Add user preferences table
-- Version: 2024_01_15_001

-- Up Migration
BEGIN TRANSACTION;

-- Create new table
CREATE TABLE user_preferences (
    id SERIAL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    preferences JSONB DEFAULT '{}',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

-- Add foreign key
ALTER TABLE user_preferences
ADD CONSTRAINT fk_user_preferences_user
FOREIGN KEY (user_id) REFERENCES users(id)
ON DELETE CASCADE;

-- Create index for performance
CREATE INDEX idx_user_preferences_user_id
ON user_preferences(user_id);

-- Migrate existing data
INSERT INTO user_preferences (user_id, preferences)
SELECT
    id,
    jsonb_build_object(
        'theme', COALESCE(theme, 'light'),
        'notifications', COALESCE(notifications_enabled, true)
    )
FROM users;

-- Verify migration
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM user_preferences
    ) AND EXISTS (
        SELECT 1 FROM users
    ) THEN
        RAISE EXCEPTION 'Migration failed: No preferences migrated';
    END IF;
END $$;

COMMIT;

-- Down Migration
BEGIN TRANSACTION;

-- Save data back to users table if needed
UPDATE users u
SET
    theme = (p.preferences->>'theme')::varchar,
    notifications_enabled = (p.preferences->>'notifications')::boolean
FROM user_preferences p
WHERE u.id = p.user_id;

-- Drop table
DROP TABLE IF EXISTS user_preferences CASCADE;

COMMIT;
