package dev.godwit.sql.postgres;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.script.Piece;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** What several tests of the front end do with scripts. */
final class Scripts {
    /** The folders of real migrations for this dialect. */
    static final String CASES = ".*postgres.*|.*-pg";

    private Scripts() {}

    static List<ScriptStatement> split(String script) {
        return new PostgresScripts().splitAll(script, "test.sql");
    }

    static List<String> texts(String script) {
        return split(script).stream().map(ScriptStatement::text).toList();
    }

    /** The script put together again from what the splitter made of it. */
    static String rebuilt(String script) {
        List<Piece> pieces = new ArrayList<>();
        new PostgresSplitter(new StringReader(script), "test.sql", pieces::add).forEachRemaining(statement -> {});
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
