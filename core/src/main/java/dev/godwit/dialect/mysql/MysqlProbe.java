package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks whether a statement took effect: after its answer was lost, and before an IF NOT EXISTS is run, so that it never hides
 * a wrong object. Definitions are compared as the server understands them (see {@link Trial}). An ALTER TABLE of InnoDB takes
 * effect as a whole or not at all, so parts that disagree mean that somebody else was at work; a DROP of several tables may
 * stop in between. A statement that still runs in the server, after its client is gone, is in doubt. Stateless.
 */
final class MysqlProbe {
    private final SqlBook book = SqlBook.load(MysqlProbe.class, "probe.sql");
    private final Map<Class<? extends Action>, Question<Action>> questions = new HashMap<>();

    /**
     * The statement that is asked about.
     *
     * @param tables that it names and that were there
     */
    record Asked(String text, Set<TableName> tables) {}

    /** How one kind of action is looked for. */
    private interface Question<A extends Action> {
        Probe look(ProbeCatalog catalog, A action, Asked asked);
    }

    /** The same for actions that say all themselves. */
    private interface Simple<A extends Action> {
        Probe look(ProbeCatalog catalog, A action);
    }

    /** The same where the text says more. */
    private interface ByText<A extends Action> {
        Probe look(ProbeCatalog catalog, A action, String text);
    }

    MysqlProbe() {
        askWithText(Action.CreateTable.class, TableProbe::created);
        ask(Action.AddColumn.class, ColumnProbe::added);
        ask(Action.DropColumn.class, ColumnProbe::dropped);
        ask(Action.RenameColumn.class, ColumnProbe::renamed);
        ask(Action.RedefineColumn.class, ColumnProbe::redefined);
        ask(Action.AlterColumnType.class, ColumnProbe::typed);
        ask(Action.SetNotNull.class, ColumnProbe::notNull);
        ask(Action.DropNotNull.class, ColumnProbe::nullable);
        ask(Action.SetDefault.class, ColumnProbe::defaulted);
        ask(Action.AddConstraint.class, ConstraintProbe::added);
        ask(Action.DropConstraint.class, ConstraintProbe::dropped);
        ask(Action.ValidateConstraint.class, ConstraintProbe::validated);
        askWithText(Action.CreateIndex.class, IndexProbe::created);
        ask(Action.DropIndex.class, IndexProbe::dropped);
        askWithText(Action.CreateObject.class, ObjectProbe::created);
        askWithText(Action.DropObject.class, ObjectProbe::dropped);
        askWholly(Action.RenameObject.class, ObjectProbe::renamed);
        askWithText(Action.CreateTrigger.class, ObjectProbe::triggered);
        askWithText(
                Action.Truncate.class,
                (catalog, action, text) -> Answers.unknown("the catalog does not show whether rows were removed"));
        askWholly(
                Action.Other.class, (catalog, action, asked) -> PartitionProbe.other(catalog, action.command(), asked));
    }

    /** Whether every part of a statement can be told by looking. */
    boolean shows(StatementFacts facts) {
        return !facts.actions().isEmpty()
                && facts.actions().stream()
                        .allMatch(action -> questions.containsKey(action.getClass())
                                && !(action instanceof Action.Truncate)
                                && !(action instanceof Action.Other));
    }

    Probe look(Session session, StatementFacts facts, String text) {
        return PlainSettings.during(session, () -> {
            ProbeCatalog catalog = new ProbeCatalog(session, book);
            return catalog.running(text)
                    .map(number ->
                            Answers.unknown("the statement is running in the server right now, in session " + number))
                    .orElseGet(() -> weighed(
                            catalog,
                            StatementParts.of(facts.actions()),
                            new Asked(text, facts.locks().keySet())));
        });
    }

    /** What tells decides; what only sets something is asked where nothing tells, and must then be as the rest says. */
    private Probe weighed(ProbeCatalog catalog, StatementParts parts, Asked asked) {
        List<Probe> settling = parts.settling().stream()
                .map(action -> look(catalog, action, asked))
                .toList();
        if (parts.telling().isEmpty()) {
            return settled(settling, !parts.again().isEmpty());
        }
        Probe told = Answers.combined(parts.telling().stream()
                .map(action -> told(catalog, action, parts, asked))
                .toList());
        return told instanceof Probe.Done && !settling.isEmpty()
                ? Answers.combined(
                        Stream.concat(Stream.of(told), settling.stream()).toList())
                : told;
    }

    private Probe told(ProbeCatalog catalog, Action action, StatementParts parts, Asked asked) {
        Probe probe = look(catalog, action, asked);
        return probe instanceof Probe.Differs && parts.replaces(action) ? new Probe.NotDone() : probe;
    }

    /** Parts that were as they are to be before, and others that were not, are no contradiction: all are set once more. */
    private static Probe settled(List<Probe> settling, boolean again) {
        boolean allDone = settling.stream().allMatch(Probe.Done.class::isInstance);
        boolean known =
                settling.stream().allMatch(probe -> probe instanceof Probe.Done || probe instanceof Probe.NotDone);
        if (settling.isEmpty() && !again) {
            return Answers.combined(List.of());
        }
        return known && (again || !allDone) ? new Probe.NotDone() : Answers.combined(settling);
    }

    private Probe look(ProbeCatalog catalog, Action action, Asked asked) {
        Question<Action> question = questions.get(action.getClass());
        return question == null
                ? Answers.unknown("the catalog does not show the effect of "
                        + action.getClass().getSimpleName())
                : question.look(catalog, action, asked);
    }

    private <A extends Action> void ask(Class<A> kind, Simple<A> question) {
        askWholly(kind, (catalog, action, asked) -> question.look(catalog, action));
    }

    private <A extends Action> void askWithText(Class<A> kind, ByText<A> question) {
        askWholly(kind, (catalog, action, asked) -> question.look(catalog, action, asked.text()));
    }

    private <A extends Action> void askWholly(Class<A> kind, Question<A> question) {
        questions.put(kind, (catalog, action, asked) -> question.look(catalog, kind.cast(action), asked));
    }
}
