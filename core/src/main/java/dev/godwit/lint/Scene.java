package dev.godwit.lint;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.StatementFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement in its surroundings, as rules see it. Threads may share it.
 *
 * @param index its place in its part, from 0
 * @param ordinal its moment in the history
 */
public record Scene(
        MigrationScene migration,
        LintPart part,
        JudgedStatement judged,
        int index,
        int ordinal,
        TransactionGroups.Membership membership) {

    /** What reading the statement tells. */
    public StatementFacts facts() {
        return judged.facts();
    }

    /** The statement's text. */
    public String text() {
        return judged.statement().text();
    }

    /** The text in which comments and the insides of strings are blank. */
    public String masked() {
        return SqlMask.of(text(), dialect().syntax()).masked();
    }

    /** The dialect that it is written in. */
    public LintDialect dialect() {
        return migration.input().options().dialect();
    }

    /** Its actions of one kind. */
    public <A extends Action> Stream<A> actions(Class<A> kind) {
        return facts().actions().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What the set did before. */
    public SchemaHistory history() {
        return migration.history();
    }

    /** Whether the part is the way forward. */
    public boolean isUp() {
        return part.kind() == LintPart.Kind.UP;
    }

    /** Whether it is between a written BEGIN and its COMMIT. */
    public boolean isBetweenBeginAndCommit() {
        return membership.explicit();
    }

    /** Whether it shares a transaction that a person wrote or asked for. */
    public boolean isInWrittenTransaction() {
        return membership.explicit() || migration.subject().header().transactions() == LintMigration.Transactions.ON;
    }

    /** The statements that share its transaction, itself among them; itself alone where it has none. */
    public List<Scene> transaction() {
        return membership.number() == TransactionGroups.ALONE
                ? List.of(this)
                : migration.transaction(part.kind(), membership.number());
    }

    /**
     * Whether the table is known to be empty and unknown to applications: created by this migration, or by an earlier one that
     * is still to be applied.
     */
    public boolean isNew(TableName table) {
        Optional<LintMigration> creator = history().creator(ordinal, table);
        return creator.filter(this::runsWithThis).isPresent() || isTemporary(table) || createsItself(table);
    }

    /** Whether that migration is applied together with this one. */
    public boolean runsWithThis(LintMigration other) {
        return other.id().equals(migration.subject().id()) || other.state() == LintMigration.State.PENDING;
    }

    /** Some dialects write indexes into CREATE TABLE. */
    private boolean createsItself(TableName table) {
        return actions(Action.CreateTable.class)
                .anyMatch(create -> create.table().equals(table));
    }

    private boolean isTemporary(TableName table) {
        return history()
                .before(ordinal, table, Action.CreateTable.class)
                .reduce((first, last) -> last)
                .filter(Action.CreateTable::temporary)
                .isPresent();
    }

    /** The table in the live catalog. */
    public Optional<LiveFacts.Table> live(TableName table) {
        LiveFacts live = migration.input().live();
        return live == null ? Optional.empty() : live.table(history().qualified(table));
    }

    /** Whether the server is of {@code major} or newer; a server that nobody named is taken for new. */
    public boolean serverAtLeast(int major) {
        ServerVersion version = migration.input().version();
        return version == null || version.atLeast(major);
    }

    /** A finding about a table. */
    public Hit hit(TableName table, String message) {
        return new Hit(this, table, message, null, null);
    }

    /** A finding about the statement. */
    public Hit hit(String message) {
        return new Hit(this, null, message, null, null);
    }

    /** {@link #hit} on an existing table; null on a new one. */
    public @Nullable Hit hitUnlessNew(TableName table, String message) {
        return isNew(table) ? null : hit(table, message);
    }
}
