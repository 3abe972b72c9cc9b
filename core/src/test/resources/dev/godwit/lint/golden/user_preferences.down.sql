BEGIN TRANSACTION;
-- Save data back to users table if needed
UPDATE users u
SET theme = (p.preferences->>'theme')::varchar,
    notifications_enabled = (p.preferences->>'notifications')::boolean
FROM user_preferences p
WHERE u.id = p.user_id;
-- Drop table
DROP TABLE IF EXISTS user_preferences CASCADE;
COMMIT;
