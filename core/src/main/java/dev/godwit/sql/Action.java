package dev.godwit.sql;

import dev.godwit.model.TableName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a statement does, in words that rules, probes and the planner understand; the same for all dialects. A
 * statement that does several things (ALTER TABLE with three clauses) has several. Names are folded as the server folds them.
 */
public sealed interface Action {

    /**
     * A column as written in CREATE TABLE or ADD COLUMN.
     *
     * @param type as written, blanks normalised, lower case outside quotes
     * @param defaultExpression as written; null without DEFAULT
     * @param generatedStored GENERATED ALWAYS AS (...) STORED
     * @param identity GENERATED ... AS IDENTITY, serial or AUTO_INCREMENT
     * @param references the table of an inline REFERENCES
     * @param onDeleteCascade whether that reference deletes with what it points to
     * @param extras what only some dialects know
     */
    record ColumnSpec(
            String name,
            String type,
            @Nullable String defaultExpression,
            boolean notNull,
            boolean primaryKey,
            boolean unique,
            boolean generatedStored,
            boolean identity,
            @Nullable String checkExpression,
            @Nullable TableName references,
            boolean onDeleteCascade,
            ColumnExtras extras) {
        /** One that some dialects say more of, whose reference, if any, does not cascade. */
        public ColumnSpec(
                String name,
                String type,
                @Nullable String defaultExpression,
                boolean notNull,
                boolean primaryKey,
                boolean unique,
                boolean generatedStored,
                boolean identity,
                @Nullable String checkExpression,
                @Nullable TableName references,
                ColumnExtras extras) {
            this(
                    name,
                    type,
                    defaultExpression,
                    notNull,
                    primaryKey,
                    unique,
                    generatedStored,
                    identity,
                    checkExpression,
                    references,
                    false,
                    extras);
        }

        /** The same where a key of its table makes it NOT NULL. */
        public ColumnSpec inKey(boolean key) {
            return new ColumnSpec(
                    name,
                    type,
                    defaultExpression,
                    notNull || key,
                    primaryKey,
                    unique,
                    generatedStored,
                    identity,
                    checkExpression,
                    references,
                    onDeleteCascade,
                    extras);
        }

        /** A column without extras. */
        public ColumnSpec(
                String name,
                String type,
                @Nullable String defaultExpression,
                boolean notNull,
                boolean primaryKey,
                boolean unique,
                boolean generatedStored,
                boolean identity,
                @Nullable String checkExpression,
                @Nullable TableName references) {
            this(
                    name,
                    type,
                    defaultExpression,
                    notNull,
                    primaryKey,
                    unique,
                    generatedStored,
                    identity,
                    checkExpression,
                    references,
                    false,
                    ColumnExtras.NONE);
        }
    }

    /**
     * What a column says in some dialects only; null where it does not.
     *
     * @param characterSet of a text
     * @param collation of a text
     * @param generated the expression of a generated column
     * @param onUpdate the expression that each UPDATE sets
     * @param comment about it
     * @param placement {@code first}, or {@code after} and a name
     */
    record ColumnExtras(
            @Nullable String characterSet,
            @Nullable String collation,
            @Nullable String generated,
            @Nullable String onUpdate,
            @Nullable String comment,
            @Nullable String placement) {
        /** Nothing of it. */
        public static final ColumnExtras NONE = new ColumnExtras(null, null, null, null, null, null);
    }

    /** What a constraint says. */
    enum ConstraintKind {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUSION,
        NOT_NULL
    }

    /**
     * A constraint as written.
     *
     * @param name null where the server chooses
     * @param columns the constrained columns; empty for CHECK
     * @param expression of CHECK
     * @param references the table of a foreign key
     * @param notValid NOT VALID, or NOT ENFORCED
     * @param usingIndex the name after USING INDEX
     * @param onDeleteCascade ON DELETE CASCADE
     */
    record ConstraintSpec(
            @Nullable String name,
            ConstraintKind kind,
            List<String> columns,
            @Nullable String expression,
            @Nullable TableName references,
            boolean notValid,
            @Nullable String usingIndex,
            boolean onDeleteCascade) {}

    /** Kinds of objects that have no action of their own. */
    enum ObjectKind {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        INDEX,
        SEQUENCE,
        SCHEMA,
        DATABASE,
        TYPE,
        DOMAIN,
        FUNCTION,
        PROCEDURE,
        TRIGGER,
        RULE,
        POLICY,
        EXTENSION,
        PUBLICATION,
        SUBSCRIPTION,
        ROLE,
        COLUMN,
        CONSTRAINT,
        PARTITION,
        OWNED,
        OTHER
    }

    /** CREATE TABLE; {@code asQuery} for CREATE TABLE AS and SELECT INTO. */
    record CreateTable(
            TableName table,
            List<ColumnSpec> columns,
            List<ConstraintSpec> constraints,
            boolean ifNotExists,
            boolean orReplace,
            boolean temporary,
            boolean asQuery,
            @Nullable TableName partitionOf)
            implements Action {}

    record AddColumn(TableName table, ColumnSpec column, boolean ifNotExists) implements Action {}

    record DropColumn(TableName table, String column, boolean ifExists, boolean cascade) implements Action {}

    /**
     * The whole definition of a column anew (MODIFY, CHANGE): what it does not say, the column loses. Comes with the actions
     * that rules look at, such as {@link AlterColumnType}.
     *
     * @param column its name before
     * @param definition with its name after
     */
    record RedefineColumn(TableName table, String column, ColumnSpec definition) implements Action {}

    /** @param using the USING expression; null without one */
    record AlterColumnType(
            TableName table,
            String column,
            String type,
            @Nullable String using) implements Action {}

    record SetNotNull(TableName table, String column) implements Action {}

    record DropNotNull(TableName table, String column) implements Action {}

    /** @param expression null for DROP DEFAULT */
    record SetDefault(
            TableName table, String column, @Nullable String expression) implements Action {}

    record AddConstraint(TableName table, ConstraintSpec constraint) implements Action {}

    record DropConstraint(TableName table, String constraint, boolean ifExists, boolean cascade) implements Action {}

    record ValidateConstraint(TableName table, String constraint) implements Action {}

    record RenameColumn(TableName table, String column, String to) implements Action {}

    /** Renames a table, view, index, sequence, type or schema, or moves it to another schema. */
    record RenameObject(ObjectKind object, TableName name, String to) implements Action {}

    /** @param where the predicate of a partial index; null without one */
    record CreateIndex(
            @Nullable TableName index,
            TableName table,
            List<String> columns,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            String method,
            @Nullable String where)
            implements Action {}

    /** DROP INDEX where an index belongs to its table. */
    record DropIndex(TableName table, String index, boolean ifExists) implements Action {}

    /**
     * How the author wants the server to carry out a change of a table.
     *
     * @param algorithm in upper case: COPY, INPLACE, NOCOPY, INSTANT; null where the server chooses
     * @param lock in upper case: NONE, SHARED, EXCLUSIVE; null where the server chooses
     */
    record OnlineOptions(
            TableName table,
            @Nullable String algorithm,
            @Nullable String lock) implements Action {}

    /** The options of a table, such as engine and character set; names in lower case, values as written. */
    record TableOptions(TableName table, Map<String, String> options) implements Action {
        public TableOptions {
            options = Map.copyOf(options);
        }
    }

    record Reindex(ObjectKind object, @Nullable TableName name, boolean concurrently) implements Action {}

    record AttachPartition(TableName parent, TableName partition) implements Action {}

    record DetachPartition(TableName parent, TableName partition, boolean concurrently) implements Action {}

    /** DROP of anything but a column, a constraint or an index of a table. */
    record DropObject(ObjectKind object, List<TableName> names, boolean ifExists, boolean cascade, boolean concurrently)
            implements Action {}

    /** CREATE of anything that has no action of its own. */
    record CreateObject(ObjectKind object, @Nullable TableName name, boolean orReplace, boolean ifNotExists)
            implements Action {}

    /** ALTER TYPE ... ADD VALUE. */
    record AddEnumValue(TableName type, String value, boolean ifNotExists, boolean placed) implements Action {}

    record RenameEnumValue(TableName type, String value, String to) implements Action {}

    record CreateTrigger(@Nullable String name, TableName table, boolean orReplace) implements Action {}

    record Truncate(List<TableName> tables, boolean cascade) implements Action {}

    record Insert(TableName table, boolean fromQuery, boolean onConflict) implements Action {}

    /** @param bounded whether the WHERE clause can leave rows out, as far as reading tells; false without one */
    record Update(
            TableName table,
            List<String> columns,
            boolean bounded,
            @Nullable String where) implements Action {}

    /** @param bounded as for {@link Update} */
    record Delete(
            TableName table, boolean bounded, @Nullable String where) implements Action {}

    record Merge(TableName table, boolean deletes) implements Action {}

    /** VACUUM FULL, CLUSTER, REPACK: the whole table anew. */
    record RewriteTable(@Nullable TableName table, String command) implements Action {}

    /** VACUUM, ANALYZE without FULL. */
    record Maintain(@Nullable TableName table, String command) implements Action {}

    record LockTable(List<TableName> tables, LockLevel level) implements Action {}

    /** COPY ... FROM. */
    record CopyInto(TableName table, boolean fromClient) implements Action {}

    /** SELECT and the like: reads, as far as reading tells. */
    record Query() implements Action {}

    /** SET or RESET of a session setting; {@code local} for SET LOCAL. */
    record SetSetting(String name, @Nullable String value, boolean local) implements Action {}

    /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT ... */
    record TransactionControl(TransactionCommand command) implements Action {}

    /** The commands of transaction control. */
    enum TransactionCommand {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        RELEASE,
        ROLLBACK_TO,
        PREPARE,
        OTHER
    }

    /** Code whose effect reading cannot tell: dynamic SQL in DO, CALL, a function that is not known. */
    record Opaque(String what) implements Action {}

    /** GRANT or REVOKE and role changes. */
    record ChangeRights(boolean grants, boolean toPublic) implements Action {}

    /** A comment on an object, a statistics target, an owner, a storage parameter: nothing that rules look at. */
    record Other(String command) implements Action {}
}
