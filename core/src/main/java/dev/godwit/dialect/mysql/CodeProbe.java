package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether views, triggers, routines and events are the ones that a statement describes. The server keeps the text of code as
 * it was written, so that it can be looked for in the statement; a view it rewrites, so the statement is tried.
 */
final class CodeProbe {
    private static final Pattern PARAMETERS =
            Pattern.compile("(?is)^CREATE .*?(?:PROCEDURE|FUNCTION) `(?:[^`]|``)*`\\((.*)");

    private CodeProbe() {}

    /** A statement that makes one; {@code orReplace} makes another of the same name no obstacle. */
    record Statement(TableName name, boolean orReplace, String text) {}

    static Probe view(ProbeCatalog catalog, Statement statement) {
        Optional<List<String>> there = catalog.described("view", statement.name());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        String what = "view " + statement.name();
        return StatementText.ofView(statement.text())
                .flatMap(around -> catalog.triedView(around.head(), around.tail()))
                .map(tried -> found(statement, what, tried.equals(there.get())))
                .orElseGet(() -> statement.orReplace()
                        ? new Probe.NotDone()
                        : Answers.unknown(what + " is there, and its definition could not be tried"));
    }

    static Probe trigger(ProbeCatalog catalog, Statement statement) {
        return catalog.described("trigger", statement.name())
                .map(seen -> found(
                        statement,
                        "trigger " + statement.name() + " of " + seen.get(0),
                        ends(statement, seen.get(2)) && says(statement, seen.get(1))))
                .orElseGet(Probe.NotDone::new);
    }

    static Probe event(ProbeCatalog catalog, Statement statement) {
        return catalog.described("event", statement.name())
                .map(seen -> found(
                        statement,
                        "event " + statement.name(),
                        ends(statement, seen.get(0)) && says(statement, seen.get(1))))
                .orElseGet(Probe.NotDone::new);
    }

    /** @param type FUNCTION or PROCEDURE */
    static Probe routine(ProbeCatalog catalog, String type, Statement statement) {
        Optional<List<String>> there = catalog.routine(type, statement.name());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        String what = type.toLowerCase(Locale.ROOT) + " " + statement.name();
        String body = there.get().get(0);
        if (body.isEmpty()) {
            return Answers.unknown(what + " is there, and its text may not be read");
        }
        String parameters = parameters(catalog.routineDefinition(type, statement.name()));
        return found(statement, what, ends(statement, body) && says(statement, "(" + parameters + ")"));
    }

    private static Probe found(Statement statement, String what, boolean same) {
        if (same) {
            return new Probe.Done(what + " is there as described");
        }
        return statement.orReplace()
                ? new Probe.NotDone()
                : Answers.differs(what + " is there with another definition");
    }

    private static boolean ends(Statement statement, String body) {
        String text = StatementText.squeezed(statement.text()).replaceFirst("[; ]+$", "");
        return text.endsWith(StatementText.squeezed(body).replaceFirst("[; ]+$", ""));
    }

    private static boolean says(Statement statement, String words) {
        return squeezedHard(statement.text()).contains(squeezedHard(words));
    }

    private static String squeezedHard(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** What stands in the first parentheses behind the name, as far as they are closed again. */
    private static String parameters(String definition) {
        Matcher start = PARAMETERS.matcher(definition);
        if (!start.matches()) {
            return "";
        }
        String rest = start.group(1);
        int open = 1;
        for (int i = 0; i < rest.length(); i++) {
            open += rest.charAt(i) == '(' ? 1 : rest.charAt(i) == ')' ? -1 : 0;
            if (open == 0) {
                return rest.substring(0, i);
            }
        }
        return rest;
    }
}
