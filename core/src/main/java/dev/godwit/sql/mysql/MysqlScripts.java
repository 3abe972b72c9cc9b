package dev.godwit.sql.mysql;

import dev.godwit.fault.GodwitException;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.LockWords;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SessionTrace;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The script front end of MySQL and MariaDB. Threads may share it. */
public final class MysqlScripts implements ScriptLanguage {
    /** Commands of the mysql client and of other programs, which no server takes. */
    private static final Set<String> FOREIGN = Set.of(
            ("delimiter source system tee notee pager nopager edit ego go print rehash status warnings nowarning charset"
                            + " connect prompt clear exit quit query_attributes resetconnection ssl_session_data_print"
                            + " costs sandbox")
                    .split(" "));

    private static final Set<String> RESERVED = WordList.load("reserved-words.txt");

    @Override
    public Iterator<ScriptStatement> split(Reader script, String source) {
        return new MysqlSplitter(script, source);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never throws for what a person wrote. Where MySQL and MariaDB, or their versions, differ, the worse counts. An UPDATE
     * or DELETE counts as bounded where its WHERE, or the condition of an inner join, compares a column of the table with
     * something that can differ. A prepared statement is judged where it is prepared; the bodies of triggers, events and
     * routines where they are made. Locks are metadata locks, mapped as {@link dev.godwit.sql.LockLevel} says: DDL counts
     * with the exclusive lock that it takes at its ends, however online its middle is. The work is what InnoDB does where the
     * statement leaves the algorithm to the server, as the tables on online DDL of MySQL 8.0 and MariaDB 11 say.
     */
    @Override
    public StatementFacts classify(ScriptStatement statement) {
        try {
            return MysqlTokens.readings(statement.text()).stream()
                    .map(reading -> facts(reading, statement))
                    .reduce(MysqlScripts::worse)
                    .orElseThrow();
        } catch (UnknownShapeException e) {
            Findings findings = new Findings();
            notUnderstood(statement, e, findings);
            return findings.facts();
        } catch (GodwitException e) {
            Findings findings = new Findings();
            findings.refuse(e.problems().get(0).what());
            return findings.facts();
        }
    }

    @Override
    public List<SessionTrace> traces(ScriptStatement statement) {
        return MysqlTokens.readings(statement.text()).stream()
                .flatMap(reading -> SessionTraces.of(reading).stream())
                .distinct()
                .toList();
    }

    private static StatementFacts facts(Tokens reading, ScriptStatement statement) {
        Findings findings = new Findings();
        try {
            if (!reading.atEnd() && !refusedAtSight(reading, findings)) {
                StatementReader.read(reading, findings);
            }
            if (MysqlTokens.hintSetsVariable(statement.text())) {
                findings.ask("a hint sets a variable for the time of the statement");
            }
        } catch (UnknownShapeException e) {
            notUnderstood(statement, e, findings);
        } catch (GodwitException e) {
            findings.refuse(e.problems().get(0).what());
        }
        return findings.facts();
    }

    private static void notUnderstood(ScriptStatement statement, UnknownShapeException why, Findings findings) {
        findings.act(new Action.Opaque(firstWord(statement)));
        findings.ask("it is not understood: " + why.getMessage());
    }

    /** What holds of a statement that is read in two ways. */
    private static StatementFacts worse(StatementFacts one, StatementFacts other) {
        Set<String> reasons = new LinkedHashSet<>(one.reasons());
        reasons.addAll(other.reasons());
        Map<TableName, LockLevel> locks = new HashMap<>(one.locks());
        other.locks().forEach((table, level) -> locks.merge(table, level, LockLevel::max));
        Set<Action> actions = new LinkedHashSet<>(one.actions());
        actions.addAll(other.actions());
        return new StatementFacts(
                one.kind(),
                one.verdict().max(other.verdict()),
                List.copyOf(reasons),
                one.transactional() && other.transactional(),
                locks,
                one.work().max(other.work()),
                List.copyOf(actions));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Keywords and names without quotes are in lower case, line ends are LF everywhere, and the lines of DELIMITER are left
     * out. Executable comments stay with their marks.
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

    @Override
    public boolean reserves(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean refusedAtSight(Tokens tokens, Findings findings) {
        Token first = tokens.peek();
        int foreign = HiddenCharacters.firstForeign(first.text());
        if (first.kind() == TokenKind.WORD && foreign >= 0) {
            findings.refuse("the keyword " + first.text() + " holds " + HiddenCharacters.describe(foreign));
        } else if (first.isAny(FOREIGN)) {
            findings.refuse(first.text() + " is a command of another program; no server takes it");
        } else if (first.kind() == TokenKind.META) {
            findings.refuse("commands of the mysql client are not SQL");
        } else if (first.kind() != TokenKind.WORD && !first.isSymbol("(")) {
            findings.refuse("no statement of MySQL begins with \"" + first.text() + "\"");
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

    /** Metadata locks (MySQL manual 10.11.4); the middle ones are asked for with LOCK=SHARED. */
    @Override
    public LockWords lockWords() {
        return level -> switch (level) {
            case NONE -> "no lock";
            case ACCESS_SHARE, ROW_SHARE -> "shared metadata lock";
            case ROW_EXCLUSIVE -> "shared write metadata lock";
            case SHARE_UPDATE_EXCLUSIVE -> "shared upgradable metadata lock";
            case SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE -> "shared metadata lock without writes";
            case ACCESS_EXCLUSIVE -> "exclusive metadata lock";
        };
    }
}
