package dev.godwit.lint.rules;

import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.Scene;
import dev.godwit.lint.SchemaHistory;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known about a table at a statement: the set's own words first, then the live catalog. */
final class TableKnowledge {
    private final Scene scene;
    private final TableName table;

    private TableKnowledge(Scene scene, TableName table) {
        this.scene = scene;
        this.table = table;
    }

    static TableKnowledge of(Scene scene, TableName table) {
        return new TableKnowledge(scene, table);
    }

    /** The column's type as it was written or as the catalog prints it; empty where nobody knows. */
    Optional<String> typeOf(String column) {
        Optional<String> written = history()
                .before(scene.ordinal(), table)
                .map(entry -> typeSetBy(entry.action(), column))
                .flatMap(Optional::stream)
                .reduce((first, last) -> last);
        return written.or(() -> live().flatMap(found -> found.column(column)).map(LiveFacts.Column::type));
    }

    private static Optional<String> typeSetBy(Action action, String column) {
        if (action instanceof Action.CreateTable created) {
            return created.columns().stream()
                    .filter(spec -> spec.name().equals(column))
                    .map(Action.ColumnSpec::type)
                    .findFirst();
        }
        if (action instanceof Action.AddColumn added && added.column().name().equals(column)) {
            return Optional.of(added.column().type());
        }
        if (action instanceof Action.AlterColumnType altered && altered.column().equals(column)) {
            return Optional.of(altered.type());
        }
        return Optional.empty();
    }

    /** The column's last definition that the set wrote; empty where it wrote none. */
    Optional<Action.ColumnSpec> definitionOf(String column) {
        return history()
                .before(scene.ordinal(), table)
                .flatMap(entry -> definedBy(entry.action()))
                .filter(spec -> spec.name().equals(column))
                .reduce((first, last) -> last);
    }

    private static Stream<Action.ColumnSpec> definedBy(Action action) {
        if (action instanceof Action.CreateTable created) {
            return created.columns().stream();
        }
        if (action instanceof Action.AddColumn added) {
            return Stream.of(added.column());
        }
        return action instanceof Action.RedefineColumn redefined ? Stream.of(redefined.definition()) : Stream.empty();
    }

    /** Whether the set added the column, in a migration that runs together with the statement's. */
    boolean isNewColumn(String column) {
        return history()
                .before(scene.ordinal(), table)
                .filter(entry -> scene.runsWithThis(entry.migration()))
                .anyMatch(entry -> entry.action() instanceof Action.AddColumn added
                        && added.column().name().equals(column));
    }

    /** Whether the column is NOT NULL already. */
    boolean isNotNull(String column) {
        boolean written = history()
                .before(scene.ordinal(), table, Action.SetNotNull.class)
                .anyMatch(set -> set.column().equals(column));
        return written
                || live().flatMap(found -> found.column(column))
                        .filter(found -> !found.nullable())
                        .isPresent();
    }

    /** Whether a validated CHECK proves that the column holds no NULL, which spares SET NOT NULL its scan (12 and newer). */
    boolean isProvedNotNull(String column) {
        Stream<String> written = constraints()
                .filter(spec -> spec.kind() == ConstraintKind.CHECK && isValidated(spec))
                .map(ConstraintSpec::expression)
                .filter(Objects::nonNull);
        Stream<String> catalog = live().stream()
                .flatMap(found -> found.checks().stream())
                .filter(LiveFacts.Check::validated)
                .map(LiveFacts.Check::expression);
        return Stream.concat(written, catalog).anyMatch(expression -> provesNotNull(expression, column));
    }

    /** Whether the expression is nothing but {@code column IS NOT NULL}, however it is put in brackets. */
    static boolean provesNotNull(String expression, String column) {
        String bare = expression.replaceAll("[()\"]", " ").strip().replaceAll("\\s+", " ");
        return bare.equalsIgnoreCase(column + " is not null");
    }

    /** The constraints that the set added to the table and did not drop. */
    Stream<ConstraintSpec> constraints() {
        List<String> dropped = history()
                .before(scene.ordinal(), table, Action.DropConstraint.class)
                .map(Action.DropConstraint::constraint)
                .toList();
        Stream<ConstraintSpec> created = history()
                .before(scene.ordinal(), table, Action.CreateTable.class)
                .flatMap(create -> create.constraints().stream());
        Stream<ConstraintSpec> added = history()
                .before(scene.ordinal(), table, Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint);
        return Stream.concat(created, added).filter(spec -> spec.name() == null || !dropped.contains(spec.name()));
    }

    private boolean isValidated(ConstraintSpec spec) {
        return !spec.notValid()
                || history()
                        .before(scene.ordinal(), table, Action.ValidateConstraint.class)
                        .anyMatch(validate -> validate.constraint().equals(spec.name()));
    }

    /** Whether the table is known to be a parent of partitions. */
    boolean isPartitioned() {
        boolean parent = history().isParent(table);
        return parent || live().filter(LiveFacts.Table::partitioned).isPresent();
    }

    /** Whether the table is known to be a partition. */
    boolean isPartition() {
        boolean written = history()
                .before(scene.ordinal(), table)
                .map(SchemaHistory.Entry::action)
                .anyMatch(action -> action instanceof Action.CreateTable create && create.partitionOf() != null
                        || action instanceof Action.AttachPartition);
        return written || live().filter(LiveFacts.Table::partition).isPresent();
    }

    /** Whether a live unique index already keeps {@code columns} free of duplicates. */
    boolean isUniqueOn(List<String> columns) {
        return live().stream()
                .flatMap(found -> found.indexes().stream())
                .anyMatch(index -> index.valid()
                        && index.unique()
                        && !index.columns().isEmpty()
                        && columns.containsAll(index.columns()));
    }

    /** The name of an index that begins with the same columns; empty where none is known. */
    Optional<String> indexOn(List<String> columns) {
        Stream<String> written = history()
                .before(scene.ordinal(), table, Action.CreateIndex.class)
                .filter(index -> index.where() == null && startsWith(index.columns(), columns))
                .map(index -> LockRules.nameOf(index.index(), "an index"));
        Stream<String> catalog = live().stream()
                .flatMap(found -> found.indexes().stream())
                .filter(index -> index.valid() && startsWith(index.columns(), columns))
                .map(LiveFacts.Index::name);
        return Stream.concat(written, catalog).findFirst();
    }

    /** How many indexes it has: those of the catalog and those that the set is about to add, keys among them. */
    long indexCount() {
        Optional<LiveFacts.Table> catalog = live();
        long count = catalog.map(found -> (long) found.indexes().size()).orElse(0L);
        for (SchemaHistory.Entry entry :
                history().before(scene.ordinal(), table).toList()) {
            boolean created = entry.action() instanceof Action.CreateTable;
            if (catalog.isEmpty() || scene.runsWithThis(entry.migration())) {
                count = (created ? 0 : count) + indexesOf(entry.action());
            }
        }
        return count;
    }

    private static long indexesOf(Action action) {
        if (action instanceof Action.CreateTable created) {
            return created.columns().stream()
                            .filter(spec -> spec.primaryKey() || spec.unique())
                            .count()
                    + created.constraints().stream()
                            .filter(TableKnowledge::buildsIndex)
                            .count();
        }
        if (action instanceof Action.AddConstraint added) {
            return buildsIndex(added.constraint()) ? 1 : 0;
        }
        if (action instanceof Action.DropIndex) {
            return -1;
        }
        return action instanceof Action.CreateIndex ? 1 : 0;
    }

    private static boolean buildsIndex(ConstraintSpec spec) {
        boolean key = spec.kind() == ConstraintKind.PRIMARY_KEY || spec.kind() == ConstraintKind.UNIQUE;
        return spec.usingIndex() == null && (key || spec.kind() == ConstraintKind.EXCLUSION);
    }

    private static boolean startsWith(List<String> all, List<String> columns) {
        return !columns.isEmpty()
                && all.size() >= columns.size()
                && all.subList(0, columns.size()).equals(columns);
    }

    Optional<LiveFacts.Table> live() {
        return scene.live(table);
    }

    private SchemaHistory history() {
        return scene.history();
    }
}
