package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.OnlineDdl;
import dev.godwit.model.TableName;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
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
        AlterText statement = new AlterText(text);
        MysqlVersion version = MysqlVersion.of(session);
        return statement.leavesChoice(version) ? expected(version, online(version, statement), facts) : "";
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

    private static String expected(MysqlVersion version, List<Algorithm> online, StatementFacts facts) {
        Algorithm needed = facts.actions().stream()
                .map(action -> ExpectedAlgorithm.of(action, version))
                .max(Enum::compareTo)
                .orElse(Algorithm.INPLACE);
        String asked = "asks for " + online.get(0).words() + " first";
        return online.stream()
                .filter(algorithm -> algorithm.compareTo(needed) >= 0)
                .findFirst()
                .map(algorithm -> asked + "; expected: " + algorithm.words())
                .orElse(asked + "; expected: a copy, during which nobody can write");
    }
}
