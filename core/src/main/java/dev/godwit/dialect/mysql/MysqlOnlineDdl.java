package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.OnlineDdl;
import dev.godwit.model.TableName;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for the gentlest algorithm first and believes the server's refusal, not a reading of the statement. What a person
 * chose is never changed, and a large table is copied under a lock only where a person wrote that. Stateless.
 */
final class MysqlOnlineDdl implements OnlineDdl {
    /** Tables up to this size are copied whatever the lock: it is shorter than many a query. InnoDB's own estimate. */
    private static final long SMALL_BYTES = 8L << 20;

    /**
     * Not supported, with and without a reason; wrong usage of the clauses; unknown algorithm or lock; too many versions of a
     * row; not yet supported; and a grammar that has no place for the clause.
     */
    private static final Set<Integer> REFUSALS = Set.of(1845, 1846, 1221, 1800, 1801, 4092, 1235, 1064);

    private static final String REMEDY =
            "say ALGORITHM=COPY in the statement to let the server copy the table while nobody"
                    + " writes to it, or add a new column and backfill it";

    private final SqlBook book = SqlBook.load(MysqlOnlineDdl.class, "online.sql");

    @Override
    public Manners of(Session session, StatementFacts facts, String text) {
        AlterText statement = new AlterText(text);
        MysqlVersion version = MysqlVersion.of(session);
        if (!statement.leavesChoice(version)) {
            return Manners.asWritten(text);
        }
        List<Manner> manners = online(version, statement).stream()
                .map(algorithm -> new Manner(algorithm.words(), statement.with(algorithm)))
                .toList();
        return new Manners(manners, REMEDY);
    }

    @Override
    public Optional<Manner> ifSmall(Session session, StatementFacts facts, String text) {
        return isSmall(session, facts) ? Optional.of(new Manner("the server's own choice", text)) : Optional.empty();
    }

    @Override
    public String expected(Session session, StatementFacts facts, String text) {
        if (facts.transactional()) {
            return "";
        }
        AlterText statement = new AlterText(text);
        MysqlVersion version = MysqlVersion.of(session);
        boolean choice = statement.leavesChoice(version);
        if (!choice && facts.work() == Work.CATALOG) {
            return "";
        }
        TableState table = TableState.read(session, book, facts);
        Optional<Algorithm> algorithm =
                choice ? gentlest(online(version, statement), needed(facts, version, table)) : Optional.empty();
        String manner = choice ? asked(online(version, statement), algorithm) + "; " : "";
        String replicas = table.logged() ? onReplicas(table, algorithm) : "";
        return (manner + replicas).replaceFirst("; $", "");
    }

    private static Algorithm needed(StatementFacts facts, MysqlVersion version, TableState table) {
        return facts.actions().stream()
                .map(action -> ExpectedAlgorithm.of(action, version, table))
                .max(Enum::compareTo)
                .orElse(Algorithm.INPLACE);
    }

    private static Optional<Algorithm> gentlest(List<Algorithm> online, Algorithm needed) {
        return online.stream()
                .filter(algorithm -> algorithm.compareTo(needed) >= 0)
                .findFirst();
    }

    private static String asked(List<Algorithm> online, Optional<Algorithm> expected) {
        return "asks for " + online.get(0).words() + " first; expected: "
                + expected.map(Algorithm::words).orElse("a copy, during which nobody can write");
    }

    /** A replica does what is in the binary log, and that says of an ALTER only that it ended. */
    private static String onReplicas(TableState table, Optional<Algorithm> algorithm) {
        if (algorithm.filter(Algorithm.INSTANT::equals).isPresent()) {
            return "on replicas: as quick";
        }
        if (table.twoPhase()) {
            return "on replicas: begun at the same time (binlog_alter_two_phase)";
        }
        return "on replicas: done again once it has ended here; they fall behind by as long as it takes";
    }

    private static List<Algorithm> online(MysqlVersion version, AlterText statement) {
        List<Algorithm> online = new ArrayList<>(Algorithm.online(version));
        if (statement.isIndex()) {
            online.remove(Algorithm.INSTANT);
        }
        return online;
    }

    @Override
    public boolean refused(SqlFailure failure) {
        return REFUSALS.contains(failure.vendorCode());
    }

    /** All tables that the statement locks are; one that is not there yet holds no row. */
    private boolean isSmall(Session session, StatementFacts facts) {
        return facts.locks().keySet().stream().allMatch(table -> bytes(session, table) <= SMALL_BYTES);
    }

    private long bytes(Session session, TableName table) {
        return session.first(
                        book.sql("table.bytes", "schema", table.schema(), "table", table.name()), row -> row.number(1))
                .orElse(0L);
    }
}
