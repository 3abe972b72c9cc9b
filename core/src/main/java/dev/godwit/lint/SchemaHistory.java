package dev.godwit.lint;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the set of migrations does to each table, in order, as far as their texts tell. Questions are asked as of a moment: the
 * ordinal of a statement, whose own actions are not yet seen. Built once by {@link #of}; immutable after.
 */
public final class SchemaHistory {
    /** One action on a table. */
    public record Entry(int ordinal, LintMigration migration, Action action) {}

    /** Which table an action is about, for the actions that change a table's shape. */
    private static final Map<Class<? extends Action>, Function<Action, TableName>> SUBJECTS = Map.ofEntries(
            subject(Action.CreateTable.class, Action.CreateTable::table),
            subject(Action.AddColumn.class, Action.AddColumn::table),
            subject(Action.DropColumn.class, Action.DropColumn::table),
            subject(Action.RedefineColumn.class, Action.RedefineColumn::table),
            subject(Action.AlterColumnType.class, Action.AlterColumnType::table),
            subject(Action.SetNotNull.class, Action.SetNotNull::table),
            subject(Action.DropNotNull.class, Action.DropNotNull::table),
            subject(Action.SetDefault.class, Action.SetDefault::table),
            subject(Action.AddConstraint.class, Action.AddConstraint::table),
            subject(Action.DropConstraint.class, Action.DropConstraint::table),
            subject(Action.ValidateConstraint.class, Action.ValidateConstraint::table),
            subject(Action.RenameColumn.class, Action.RenameColumn::table),
            subject(Action.CreateIndex.class, Action.CreateIndex::table),
            subject(Action.DropIndex.class, Action.DropIndex::table),
            subject(Action.TableOptions.class, Action.TableOptions::table),
            subject(Action.AttachPartition.class, Action.AttachPartition::partition),
            subject(Action.DetachPartition.class, Action.DetachPartition::partition));

    private final String defaultSchema;
    private final Map<TableName, List<Entry>> entries = new HashMap<>();
    private final Map<TableName, List<Entry>> objects = new HashMap<>();
    private final Set<TableName> parents = new HashSet<>();

    private SchemaHistory(String defaultSchema) {
        this.defaultSchema = defaultSchema;
    }

    private static <A extends Action> Map.Entry<Class<? extends Action>, Function<Action, TableName>> subject(
            Class<A> kind, Function<A, TableName> table) {
        return Map.entry(kind, action -> table.apply(kind.cast(action)));
    }

    /** The history that the up parts of {@code migrations} write. Ordinals count their statements from 0. */
    public static SchemaHistory of(List<LintMigration> migrations, String defaultSchema) {
        SchemaHistory history = new SchemaHistory(defaultSchema);
        int ordinal = 0;
        for (LintMigration migration : migrations) {
            for (JudgedStatement statement : upStatements(migration)) {
                for (Action action : statement.facts().actions()) {
                    history.add(new Entry(ordinal, migration, action));
                }
                ordinal++;
            }
        }
        return history;
    }

    /** The statements that count as history. */
    static List<JudgedStatement> upStatements(LintMigration migration) {
        return migration.part(LintPart.Kind.UP).map(LintPart::statements).orElse(List.of());
    }

    /** What was done to the table before the moment, oldest first. */
    public Stream<Entry> before(int ordinal, TableName table) {
        return entries.getOrDefault(qualified(table), List.of()).stream().filter(entry -> entry.ordinal() < ordinal);
    }

    /** What was done to the table before the moment by actions of one kind, oldest first. */
    public <A extends Action> Stream<A> before(int ordinal, TableName table, Class<A> kind) {
        return before(ordinal, table)
                .map(Entry::action)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** Who created the table last, before the moment. */
    public Optional<LintMigration> creator(int ordinal, TableName table) {
        return before(ordinal, table)
                .filter(entry -> entry.action() instanceof Action.CreateTable)
                .map(Entry::migration)
                .reduce((first, last) -> last);
    }

    /** Who created an index or another object of that name last, before the moment. */
    public Optional<Entry> creationOf(int ordinal, TableName object) {
        return objects.getOrDefault(qualified(object), List.of()).stream()
                .filter(entry -> entry.ordinal() < ordinal)
                .reduce((first, last) -> last);
    }

    /** Whether a migration of the set makes partitions of the table. */
    public boolean isParent(TableName table) {
        return parents.contains(qualified(table));
    }

    /** The name with its schema. */
    public TableName qualified(TableName name) {
        return name.in(defaultSchema);
    }

    private void add(Entry entry) {
        Action action = entry.action();
        Function<Action, TableName> subject = SUBJECTS.get(action.getClass());
        if (subject != null) {
            remember(entries, subject.apply(action), entry);
        }
        if (action instanceof Action.CreateTable create && create.partitionOf() != null) {
            parents.add(qualified(create.partitionOf()));
        }
        if (action instanceof Action.AttachPartition attach) {
            parents.add(qualified(attach.parent()));
        }
        rememberObject(entry);
    }

    private void rememberObject(Entry entry) {
        Action action = entry.action();
        if (action instanceof Action.RenameObject rename && rename.object() == Action.ObjectKind.TABLE) {
            TableName old = qualified(rename.name());
            TableName renamed = new TableName(old.schema(), rename.to());
            entries.computeIfAbsent(renamed, name -> new ArrayList<>()).addAll(entries.getOrDefault(old, List.of()));
        }
        if (action instanceof Action.CreateIndex index && index.index() != null) {
            TableName name = index.index();
            String schema = name.schema() == null ? index.table().schema() : name.schema();
            remember(objects, new TableName(schema, name.name()), entry);
        }
        if (action instanceof Action.CreateObject object && object.name() != null) {
            remember(objects, object.name(), entry);
        }
    }

    private void remember(Map<TableName, List<Entry>> where, TableName name, Entry entry) {
        where.computeIfAbsent(qualified(name), unused -> new ArrayList<>()).add(entry);
    }
}
