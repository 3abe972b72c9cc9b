package dev.godwit.sql.postgres;

import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The script front end of PostgreSQL 14 to 18. Threads may share it. */
public final class PostgresScripts implements ScriptLanguage {

    @Override
    public Iterator<ScriptStatement> split(Reader script, String source) {
        return new PostgresSplitter(script, source);
    }

    @Override
    public StatementFacts classify(ScriptStatement statement) {
        return new StatementFacts(
                "UNKNOWN", Verdict.ASK, List.of("its effect is not known"), true, Map.of(), Work.CATALOG, List.of());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Keywords and names without quotes are in lower case, line ends are LF everywhere, and the {@code \restrict} lines of
     * dumps, which carry a random word, are left out.
     */
    @Override
    public String normalized(String script) {
        return NormalizedScript.of(script);
    }
}
