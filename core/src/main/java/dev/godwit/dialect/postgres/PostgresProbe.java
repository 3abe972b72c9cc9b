package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.sql.Action;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks whether a statement took effect: after its answer was lost, and before an IF NOT EXISTS is run, so that it never
 * hides a wrong object. Definitions are compared as the server understands them (see {@link Trial}), never as text. What has
 * no question here is unknown.
 */
final class PostgresProbe {
    private final SqlBook book = SqlBook.load(PostgresProbe.class, "probe.sql");
    private final Map<Class<? extends Action>, Question<Action>> questions = new HashMap<>();

    /** How one kind of action is looked for. */
    private interface Question<A extends Action> {
        Probe look(ProbeCatalog catalog, A action, String text);
    }

    /** The same for actions that say all themselves. */
    private interface Simple<A extends Action> {
        Probe look(ProbeCatalog catalog, A action);
    }

    PostgresProbe() {
        ask(Action.CreateTable.class, TableProbe::created);
        ask(Action.AttachPartition.class, TableProbe::attached);
        ask(Action.DetachPartition.class, TableProbe::detached);
        ask(Action.AddColumn.class, ColumnProbe::added);
        ask(Action.DropColumn.class, ColumnProbe::dropped);
        ask(Action.RenameColumn.class, ColumnProbe::renamed);
        ask(Action.AlterColumnType.class, ColumnProbe::typed);
        ask(Action.SetNotNull.class, ColumnProbe::notNull);
        ask(Action.DropNotNull.class, ColumnProbe::nullable);
        ask(Action.SetDefault.class, ColumnProbe::defaulted);
        ask(Action.AddConstraint.class, ConstraintProbe::added);
        ask(Action.DropConstraint.class, ConstraintProbe::dropped);
        ask(Action.ValidateConstraint.class, ConstraintProbe::validated);
        askWithText(Action.CreateIndex.class, IndexProbe::created);
        ask(Action.Reindex.class, IndexProbe::rebuilt);
        ask(Action.CreateObject.class, ObjectProbe::created);
        ask(Action.DropObject.class, ObjectProbe::dropped);
        ask(Action.RenameObject.class, ObjectProbe::renamed);
        ask(Action.AddEnumValue.class, ObjectProbe::labelled);
        ask(Action.RenameEnumValue.class, ObjectProbe::relabelled);
        ask(Action.CreateTrigger.class, ObjectProbe::triggered);
        // Repeating these changes nothing.
        ask(Action.Maintain.class, (catalog, action) -> new Probe.NotDone());
        ask(Action.SetSetting.class, (catalog, action) -> new Probe.NotDone());
    }

    Probe look(Session session, StatementFacts facts, String text) {
        ProbeCatalog catalog = new ProbeCatalog(session, book);
        List<Probe> parts = facts.actions().stream()
                .map(action -> look(catalog, action, text))
                .toList();
        return Answers.combined(parts);
    }

    private Probe look(ProbeCatalog catalog, Action action, String text) {
        Question<Action> question = questions.get(action.getClass());
        return question == null
                ? Answers.unknown("the catalog does not show the effect of "
                        + action.getClass().getSimpleName())
                : question.look(catalog, action, text);
    }

    private <A extends Action> void ask(Class<A> kind, Simple<A> question) {
        askWithText(kind, (catalog, action, text) -> question.look(catalog, action));
    }

    private <A extends Action> void askWithText(Class<A> kind, Question<A> question) {
        questions.put(kind, (catalog, action, text) -> question.look(catalog, kind.cast(action), text));
    }
}
