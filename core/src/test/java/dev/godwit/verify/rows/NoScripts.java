package dev.godwit.verify.rows;

import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import java.io.Reader;
import java.util.Iterator;

/** A dialect's front end for scripts, which a comparison does not need. */
final class NoScripts implements ScriptLanguage {
    @Override
    public Iterator<ScriptStatement> split(Reader script, String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StatementFacts classify(ScriptStatement statement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String normalized(String script) {
        throw new UnsupportedOperationException();
    }
}
