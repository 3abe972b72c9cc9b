package dev.godwit.sql.script;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.ScriptStatement;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statements of a script, read one ahead; a broken one ends them, and only when it is asked for. Not for several threads. */
public abstract class StatementIterator implements Iterator<ScriptStatement> {
    private @Nullable ScriptStatement ahead;
    private @Nullable GodwitException broken;
    private boolean exhausted;

    /**
     * Reads the next statement.
     *
     * @return null behind the last one
     * @throws GodwitException GW-2011 where the script is broken
     */
    protected abstract @Nullable ScriptStatement read();

    /** {@inheritDoc} True also where the next statement is broken, so that {@link #next} is asked and says how. */
    @Override
    public final boolean hasNext() {
        if (ahead == null && broken == null && !exhausted) {
            try {
                ahead = read();
                exhausted = ahead == null;
            } catch (GodwitException e) {
                broken = e;
            }
        }
        return ahead != null || broken != null;
    }

    @Override
    public final ScriptStatement next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (broken != null) {
            GodwitException thrown = broken;
            broken = null;
            exhausted = true;
            throw thrown;
        }
        ScriptStatement statement = Objects.requireNonNull(ahead);
        ahead = null;
        return statement;
    }
}
