package dev.godwit.sql;

import dev.godwit.sql.script.Piece;
import java.io.Reader;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A front end as the tests of all dialects use it.
 *
 * @param splitting makes the splitter, which the language itself does without an ear for the pieces
 */
public record TestedScripts(ScriptLanguage language, Splitting splitting) {
    private static final String SOURCE = "test.sql";

    /** The constructor of a splitter. */
    @FunctionalInterface
    public interface Splitting {
        /** @param pieces hears of every piece of the script in order, what stands between statements included */
        Iterator<ScriptStatement> of(Reader script, String source, Consumer<Piece> pieces);
    }

    public List<ScriptStatement> split(String script) {
        return language.splitAll(script, SOURCE);
    }

    public List<String> texts(String script) {
        return split(script).stream().map(ScriptStatement::text).toList();
    }

    /** The script put together again from what the splitter made of it. */
    public String rebuilt(String script) {
        StringBuilder text = new StringBuilder();
        splitting
                .of(new StringReader(script), SOURCE, piece -> text.append(piece.text()))
                .forEachRemaining(statement -> {});
        return text.toString();
    }
}
