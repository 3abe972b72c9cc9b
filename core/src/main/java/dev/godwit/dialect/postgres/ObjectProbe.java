package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether statements about other objects took effect. */
final class ObjectProbe {
    private static final Set<ObjectKind> RELATIONS = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.INDEX,
            ObjectKind.SEQUENCE,
            ObjectKind.PARTITION);

    /** Kinds for which being there is all that CREATE says. */
    private static final Set<ObjectKind> NAME_SAYS_ALL =
            EnumSet.of(ObjectKind.SCHEMA, ObjectKind.DATABASE, ObjectKind.EXTENSION, ObjectKind.ROLE);

    /** Kinds that the catalog can look up by name. */
    private static final Set<ObjectKind> NAMED = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.DATABASE,
            ObjectKind.EXTENSION,
            ObjectKind.ROLE,
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.PUBLICATION,
            ObjectKind.SUBSCRIPTION);

    private ObjectProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateObject action) {
        TableName name = action.name();
        if (name == null || !canLook(action.object())) {
            return Answers.unknown("a " + words(action.object()) + " is not looked up in the catalog");
        }
        if (!there(catalog, action.object(), name)) {
            return new Probe.NotDone();
        }
        return NAME_SAYS_ALL.contains(action.object())
                ? new Probe.Done(words(action.object()) + " " + name + " is there")
                : Answers.unknown(
                        words(action.object()) + " " + name + " is there; whether it is this one is not compared");
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropObject action) {
        if (!canLook(action.object())) {
            return Answers.unknown("a " + words(action.object()) + " is not looked up in the catalog");
        }
        List<Probe> each = action.names().stream()
                .map(name -> Answers.gone(words(action.object()) + " " + name, there(catalog, action.object(), name)))
                .toList();
        return Answers.combined(each);
    }

    static Probe renamed(ProbeCatalog catalog, Action.RenameObject action) {
        if (!canLook(action.object())) {
            return Answers.unknown("a " + words(action.object()) + " is not looked up in the catalog");
        }
        String schema = action.name().schema();
        TableName to = schema == null ? TableName.of(action.to()) : TableName.of(schema, action.to());
        TableName moved = TableName.of(action.to(), action.name().name());
        return Answers.renamed(
                words(action.object()) + " " + action.name() + " to " + action.to(),
                there(catalog, action.object(), action.name()),
                there(catalog, action.object(), to) || there(catalog, action.object(), moved));
    }

    static Probe labelled(ProbeCatalog catalog, Action.AddEnumValue action) {
        return Answers.done(
                "the value '" + action.value() + "' of " + action.type() + " is there",
                catalog.enumLabels(action.type()).contains(action.value()));
    }

    static Probe relabelled(ProbeCatalog catalog, Action.RenameEnumValue action) {
        List<String> labels = catalog.enumLabels(action.type());
        return Answers.renamed(
                "the value '" + action.value() + "' of " + action.type(),
                labels.contains(action.value()),
                labels.contains(action.to()));
    }

    static Probe triggered(ProbeCatalog catalog, Action.CreateTrigger action) {
        String name = action.name();
        if (name == null || !catalog.trigger(action.table(), name)) {
            return name == null ? Answers.unknown("the trigger has no name") : new Probe.NotDone();
        }
        return Answers.unknown("trigger " + name + " is there; whether it is this one is not compared");
    }

    private static boolean canLook(ObjectKind kind) {
        return RELATIONS.contains(kind) || NAMED.contains(kind);
    }

    private static boolean there(ProbeCatalog catalog, ObjectKind kind, TableName name) {
        return RELATIONS.contains(kind) ? catalog.relation(name).isPresent() : catalog.exists(kind, name);
    }

    private static String words(ObjectKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
