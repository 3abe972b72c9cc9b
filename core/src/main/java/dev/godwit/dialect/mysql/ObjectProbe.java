package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether statements about other objects took effect. */
final class ObjectProbe {
    private ObjectProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateObject action, String text) {
        TableName name = action.name();
        if (name == null) {
            return Answers.unknown("the " + words(action.object()) + " has no name");
        }
        CodeProbe.Statement statement = new CodeProbe.Statement(name, action.orReplace(), text);
        return switch (action.object()) {
            case VIEW -> CodeProbe.view(catalog, statement);
            case TRIGGER -> CodeProbe.trigger(catalog, statement);
            case FUNCTION, PROCEDURE ->
                CodeProbe.routine(catalog, action.object().name(), statement);
            default -> isEvent(text) ? CodeProbe.event(catalog, statement) : byName(catalog, action, name);
        };
    }

    static Probe triggered(ProbeCatalog catalog, Action.CreateTrigger action, String text) {
        String name = action.name();
        return name == null
                ? Answers.unknown("the trigger has no name")
                : CodeProbe.trigger(catalog, new CodeProbe.Statement(TableName.of(name), action.orReplace(), text));
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropObject action, String text) {
        if (action.object() == ObjectKind.PARTITION) {
            return PartitionProbe.dropped(catalog, action);
        }
        List<Probe> each = action.names().stream()
                .map(name -> there(catalog, action.object(), name, text)
                        .map(there -> Answers.gone(words(action.object()) + " " + name, there))
                        .orElseGet(() -> notLookedUp(action.object())))
                .toList();
        return Answers.combined(each);
    }

    /** To another database too, which is a name in front of the new one; an index stays with its table. */
    static Probe renamed(ProbeCatalog catalog, Action.RenameObject action, MysqlProbe.Asked asked) {
        TableName name = action.name();
        String what = words(action.object()) + " " + name + " to " + action.to();
        if (action.object() == ObjectKind.INDEX) {
            return Answers.renamed(what, anyHas(catalog, asked, name.name()), anyHas(catalog, asked, action.to()));
        }
        Optional<Boolean> before = there(catalog, action.object(), name, asked.text());
        return before.map(there -> Answers.renamed(
                        what,
                        there,
                        there(catalog, action.object(), target(name, action.to()), asked.text())
                                .orElse(false)))
                .orElseGet(() -> notLookedUp(action.object()));
    }

    private static boolean anyHas(ProbeCatalog catalog, MysqlProbe.Asked asked, String index) {
        return asked.tables().stream().anyMatch(table -> IndexProbe.present(catalog, table, index));
    }

    private static TableName target(TableName from, String to) {
        int dot = to.indexOf('.');
        if (dot > 0) {
            return TableName.of(to.substring(0, dot), to.substring(dot + 1));
        }
        return from.schema() == null ? TableName.of(to) : TableName.of(from.schema(), to);
    }

    private static Probe byName(ProbeCatalog catalog, Action.CreateObject action, TableName name) {
        Optional<Boolean> there = there(catalog, action.object(), name, "");
        if (there.isEmpty()) {
            return notLookedUp(action.object());
        }
        if (!there.get()) {
            return new Probe.NotDone();
        }
        boolean nameSaysAll = action.object() != ObjectKind.SEQUENCE;
        return nameSaysAll
                ? new Probe.Done(words(action.object()) + " " + name + " is there")
                : Answers.unknown(
                        words(action.object()) + " " + name + " is there; whether it is this one is not compared");
    }

    /** Empty where that kind is not looked up. */
    private static Optional<Boolean> there(ProbeCatalog catalog, ObjectKind kind, TableName name, String text) {
        return switch (kind) {
            case TABLE ->
                Optional.of(catalog.relation(name)
                        .filter(ProbeCatalog.Relation::isTable)
                        .isPresent());
            case VIEW -> Optional.of(catalog.described("view", name).isPresent());
            case SEQUENCE -> Optional.of(catalog.relation(name).isPresent());
            case SCHEMA, DATABASE -> Optional.of(catalog.database(name.name()));
            case FUNCTION, PROCEDURE ->
                Optional.of(catalog.routine(kind.name(), name).isPresent());
            case TRIGGER -> Optional.of(catalog.described("trigger", name).isPresent());
            case ROLE -> Optional.of(catalog.role(name.name()));
            default ->
                isEvent(text) ? Optional.of(catalog.described("event", name).isPresent()) : Optional.empty();
        };
    }

    /** Events have no kind of their own. */
    private static boolean isEvent(String text) {
        return StatementText.isAboutEvent(text);
    }

    private static Probe notLookedUp(ObjectKind kind) {
        return Answers.unknown("a " + words(kind) + " is not looked up in the catalog");
    }

    private static String words(ObjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
