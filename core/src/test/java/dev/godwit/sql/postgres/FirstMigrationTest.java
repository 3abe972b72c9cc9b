package dev.godwit.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The migration that the product is measured by first. */
class FirstMigrationTest {
    private static final String UP = """
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
            ALTER TABLE user_preferences ADD CONSTRAINT fk_user_preferences_user
              FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
            -- Create index for performance
            CREATE INDEX idx_user_preferences_user_id ON user_preferences(user_id);
            -- Migrate existing data
            INSERT INTO user_preferences (user_id, preferences)
            SELECT id, jsonb_build_object(
              'theme', COALESCE(theme, 'light'),
              'notifications', COALESCE(notifications_enabled, true)
            ) FROM users;
            -- Verify migration
            DO $$ BEGIN
              IF NOT EXISTS ( SELECT 1 FROM user_preferences ) AND EXISTS ( SELECT 1 FROM users ) THEN
                RAISE EXCEPTION 'Migration failed: No preferences migrated';
              END IF;
            END $$;
            COMMIT;
            """;

    private static final String DOWN = """
            BEGIN TRANSACTION;
            -- Save data back to users table if needed
            UPDATE users u SET
              theme = (p.preferences->>'theme')::varchar,
              notifications_enabled = (p.preferences->>'notifications')::boolean
            FROM user_preferences p WHERE u.id = p.user_id;
            -- Drop table
            DROP TABLE IF EXISTS user_preferences CASCADE;
            COMMIT;
            """;

    @Test
    void nothingIsLostByItsUpPart() {
        assertThat(facts(UP)).hasSize(7).extracting(StatementFacts::verdict).containsOnly(Verdict.ALLOW);
    }

    @Test
    void onlyTheDropOfItsDownPartNeedsApproval() {
        assertThat(facts(DOWN))
                .extracting(StatementFacts::verdict)
                .containsExactly(Verdict.ALLOW, Verdict.ALLOW, Verdict.GATE, Verdict.ALLOW);
    }

    private static List<StatementFacts> facts(String script) {
        PostgresScripts scripts = new PostgresScripts();
        return Scripts.split(script).stream().map(scripts::classify).toList();
    }
}
