package dev.godwit.sql.postgres;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Action;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.io.Reader;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/** The script front end of PostgreSQL 14 to 18. Threads may share it. */
public final class PostgresScripts implements ScriptLanguage {
    /** Words of other programs or servers that PostgreSQL surely refuses. */
    private static final Set<String> FOREIGN = Set.of("delimiter", "use", "go");

    @Override
    public Iterator<ScriptStatement> split(Reader script, String source) {
        return new PostgresSplitter(script, source);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never throws for what a person wrote. An UPDATE or DELETE counts as bounded where its WHERE compares a column of the
     * table with something that can differ; how many rows that leaves, only the server knows. A prepared statement is judged
     * where it is prepared. Functions called by the value notation {@code row.function}, by operators, casts, triggers and
     * views are not seen.
     */
    @Override
    public StatementFacts classify(ScriptStatement statement) {
        Findings findings = new Findings();
        try {
            Tokens tokens = PostgresTokens.of(statement.text());
            if (refusedAtSight(tokens, findings)) {
                return findings.facts();
            }
            StatementReader.read(tokens, findings);
        } catch (UnknownShapeException e) {
            findings.act(new Action.Opaque(firstWord(statement)));
            findings.ask("it is not understood: " + e.getMessage());
        } catch (GodwitException e) {
            findings.refuse(e.problems().get(0).what());
        }
        return findings.facts();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Keywords and names without quotes are in lower case, line ends are LF everywhere, and the {@code \restrict} lines of
     * dumps, which carry a random word, are left out.
     */
    @Override
    public String normalized(String script) {
        StringBuilder text = new StringBuilder();
        NormalizedScript.of(script, text::append);
        return text.toString();
    }

    @Override
    public void normalize(String script, Consumer<String> each) {
        NormalizedScript.of(script, each);
    }

    private static boolean refusedAtSight(Tokens tokens, Findings findings) {
        Token first = tokens.peek();
        int foreign = HiddenCharacters.firstForeign(first.text());
        if (first.kind() == TokenKind.WORD && foreign >= 0) {
            findings.refuse("the keyword " + first.text() + " holds " + HiddenCharacters.describe(foreign));
        } else if (first.isAny(FOREIGN)) {
            findings.refuse(first.text() + " is a word of another program; no PostgreSQL server takes it");
        } else if (first.kind() == TokenKind.META) {
            findings.refuse("psql commands are not SQL");
        } else if (first.kind() != TokenKind.WORD && !first.isSymbol("(")) {
            findings.refuse("no statement of PostgreSQL begins with \"" + first.text() + "\"");
        } else {
            return false;
        }
        return true;
    }

    private static String firstWord(ScriptStatement statement) {
        String text = statement.text().strip();
        int end = 0;
        while (end < Math.min(text.length(), 40) && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end == 0 ? "a statement" : text.substring(0, end);
    }
}
