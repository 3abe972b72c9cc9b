package dev.godwit.sql;

import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The script front end of a dialect. Threads may share it. */
public interface ScriptLanguage {
    /**
     * Splits a script, streaming: memory is bounded by the longest statement, not by the file.
     *
     * @param script decoded text; a byte order mark at its start is skipped, CRLF and lone CR count as line ends
     * @param source the file's name, for errors
     * @return statements in order; {@code next} throws GodwitException GW-2011 (unterminated quote, psql meta-command and the
     *     like, with its place). Joining the texts, the separators and the copy data gives back the script: no byte is lost.
     */
    Iterator<ScriptStatement> split(Reader script, String source);

    /** Judges one statement, fail closed: what is not understood is ASK or REFUSE, never ALLOW. */
    StatementFacts classify(ScriptStatement statement);

    /** What a statement leaves in its session, for a run that goes on behind it in another one. */
    default List<SessionTrace> traces(ScriptStatement statement) {
        return SessionTrace.of(classify(statement));
    }

    /** All statements of a text that fits into memory. */
    default List<ScriptStatement> splitAll(String script, String source) {
        List<ScriptStatement> statements = new java.util.ArrayList<>();
        split(new java.io.StringReader(script), source).forEachRemaining(statements::add);
        return statements;
    }

    /**
     * The text without comments and with blanks normalised outside quotes: equal for scripts that differ only in how they
     * are written.
     */
    String normalized(String script);

    /** The same, statement by statement, for a script that should not be in memory twice. */
    default void normalize(String script, Consumer<String> each) {
        each.accept(normalized(script));
    }

    /** What the server calls its locks. */
    default LockWords lockWords() {
        return LockWords.AS_NAMED;
    }

    /** Whether the server takes {@code name}, in any case, as the name of a table or column only in quotes. */
    default boolean reserves(String name) {
        return ReservedWords.contains(name);
    }
}
