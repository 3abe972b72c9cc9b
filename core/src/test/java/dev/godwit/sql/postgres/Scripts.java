package dev.godwit.sql.postgres;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.TestedScripts;
import java.util.List;

/** This front end, as its tests use it. */
final class Scripts {
    /** The folders of real migrations for this dialect. */
    static final String CASES = ".*postgres.*|.*-pg";

    static final TestedScripts TESTED = new TestedScripts(new PostgresScripts(), PostgresSplitter::new);

    private Scripts() {}

    static List<ScriptStatement> split(String script) {
        return TESTED.split(script);
    }

    static String rebuilt(String script) {
        return TESTED.rebuilt(script);
    }
}
