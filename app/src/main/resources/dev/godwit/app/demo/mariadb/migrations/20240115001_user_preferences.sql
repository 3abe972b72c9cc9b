-- Migration: Add user preferences table
-- Version: 2024_01_15_001
--
-- The migration of the same name for PostgreSQL in MariaDB's words. A transaction around it is missing, because MariaDB
-- commits each change of a table by itself: BEGIN and COMMIT would promise what they cannot hold.

-- Up Migration

-- Create new table
CREATE TABLE user_preferences (
    id INTEGER AUTO_INCREMENT PRIMARY KEY,
    user_id INTEGER NOT NULL,
    preferences JSON DEFAULT '{}',
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
    JSON_OBJECT(
        'theme', COALESCE(theme, 'light'),
        'notifications', JSON_EXTRACT(IF(COALESCE(notifications_enabled, TRUE), 'true', 'false'), '$')
    )
FROM users;

-- Verify
SELECT EXISTS (SELECT 1 FROM user_preferences) OR NOT EXISTS (SELECT 1 FROM users);

-- Down Migration

-- Save data back to users table if needed
UPDATE users u
JOIN user_preferences p ON p.user_id = u.id
SET
    u.theme = JSON_VALUE(p.preferences, '$.theme'),
    u.notifications_enabled = JSON_VALUE(p.preferences, '$.notifications') IN ('true', '1');

-- Drop table
DROP TABLE IF EXISTS user_preferences;
