package dev.godwit.lint;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * Which statements of a part share a transaction, by its BEGIN and COMMIT, by the migration's header, and by what the runner
 * does where both are silent.
 */
final class TransactionGroups {
    /** The number of those that stand alone. */
    static final int ALONE = 0;

    /**
     * A statement's place.
     *
     * @param number equal for statements that share a transaction; {@link #ALONE} for none
     * @param explicit within BEGIN and COMMIT
     */
    record Membership(int number, boolean explicit) {}

    private final LintMigration.Transactions mode;
    private final List<Membership> memberships = new ArrayList<>();
    private int number = 1;
    private boolean open;

    private TransactionGroups(LintMigration.Transactions mode) {
        this.mode = mode;
    }

    /** One membership per statement. */
    static List<Membership> of(LintPart part, LintMigration.Transactions mode) {
        TransactionGroups groups = new TransactionGroups(mode);
        part.statements().forEach(groups::add);
        return List.copyOf(groups.memberships);
    }

    private void add(JudgedStatement statement) {
        for (Action action : statement.facts().actions()) {
            if (action instanceof Action.TransactionControl control) {
                control(control.command());
            }
        }
        memberships.add(membership(statement));
    }

    private void control(TransactionCommand command) {
        if (command == TransactionCommand.BEGIN) {
            number++;
            open = true;
        } else if (command == TransactionCommand.COMMIT || command == TransactionCommand.ROLLBACK) {
            number++;
            open = false;
        }
    }

    private Membership membership(JudgedStatement statement) {
        if (open || mode == LintMigration.Transactions.ON) {
            return new Membership(number, open);
        }
        boolean alone =
                mode == LintMigration.Transactions.OFF || !statement.facts().transactional();
        if (!alone) {
            return new Membership(number, false);
        }
        number++;
        return new Membership(ALONE, false);
    }
}
