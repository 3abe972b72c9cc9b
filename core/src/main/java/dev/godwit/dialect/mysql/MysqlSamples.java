package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Samples;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sums of rows and made-up rows. A sum adds up the first 64 bits of SHA-256 of each value together with its row's key, so that
 * the order of rows does not matter. Stateless.
 */
public final class MysqlSamples implements Samples {
    private static final String UNIT = "\u001f";
    private static final String RECORD = "\u001e";

    private final SqlBook book = SqlBook.load(MysqlSamples.class, "samples.sql");

    @Override
    public List<Sampled> tables(Session session) {
        return session.query(
                book.sql("tables"),
                row -> new Sampled(TableName.of(row.text(1), row.text(2)), row.number(3), parents(row.text(4))));
    }

    @Override
    public boolean hasRows(Session session, TableName table) {
        return session.first(Sql.of("select exists (select 1 from {})", table), row -> row.flag(1))
                .orElse(false);
    }

    @Override
    public TableSum sum(Session session, TableName table) {
        List<SampleColumn> columns = columns(session, table);
        List<Sql> key = columns.stream()
                .filter(SampleColumn::key)
                .map(SampleColumn::digest)
                .toList();
        List<Sql> sums = new ArrayList<>(List.of(Sql.of("count(*)")));
        columns.forEach(column -> sums.add(sum(key, column)));
        return session.first(Sql.of("select {} from {}", Sql.join(", ", sums), table), row -> {
                    TreeMap<String, String> byColumn = new TreeMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        byColumn.put(columns.get(i).name(), row.text(i + 2));
                    }
                    return new TableSum(row.number(1), byColumn);
                })
                .orElseThrow();
    }

    /** CONV alone gives a text, which SUM would add up as a double; digests hold no separator. */
    private static Sql sum(List<Sql> key, SampleColumn column) {
        List<Sql> parts = new ArrayList<>(key);
        parts.add(column.digest());
        return Sql.of(
                "coalesce(sum(cast(conv(left(sha2(concat_ws('|', {}), 256), 16), 16, 10) as unsigned)), 0)",
                Sql.join(", ", parts));
    }

    @Override
    public Made make(Session session, TableName table, long rows) {
        List<SampleColumn> columns = columns(session, table);
        List<SampleRows.Reference> references = session.query(
                named("references", table),
                row -> new SampleRows.Reference(
                        TableName.of(row.text(1), row.text(2)),
                        row.flag(3),
                        List.of(row.text(4).split(UNIT)),
                        List.of(row.text(5).split(UNIT))));
        SampleChecks checks = new SampleChecks(session, checks(session, table), columns);
        Made made = new SampleRows(session, table, columns, checks, references).make(rows);
        session.execute(Sql.of("analyze table {}", table));
        return made;
    }

    @Override
    public void empty(Session session, List<TableName> tables) {
        tables.forEach(table -> session.update(Sql.of("delete from {}", table)));
    }

    private List<SampleColumn> columns(Session session, TableName table) {
        List<String> checks = checks(session, table);
        return session.query(named(Family.of(session).block("columns"), table), MysqlSamples::column).stream()
                .map(column -> checks.contains(SampleChecks.jsonOf(column.name())) ? column.asJson() : column)
                .toList();
    }

    private List<String> checks(Session session, TableName table) {
        return session.query(named(Family.of(session).block("checks"), table), row -> row.text(1));
    }

    private Sql named(String block, TableName table) {
        return book.sql(block, "schema", table.schema(), "name", table.name());
    }

    private static SampleColumn column(Row row) {
        SampleColumn.Type type = new SampleColumn.Type(
                row.text(2),
                row.text(3),
                row.number(4),
                Math.toIntExact(row.number(5)),
                Math.toIntExact(row.number(6)),
                row.number(12));
        return new SampleColumn(row.text(1), type, row.flag(7), row.text(8), row.flag(9), row.flag(10), row.flag(11));
    }

    private static Set<TableName> parents(String joined) {
        return Arrays.stream(joined.split(RECORD))
                .filter(name -> !name.isEmpty())
                .map(name -> name.split(UNIT))
                .map(parts -> TableName.of(parts[0], parts[1]))
                .collect(Collectors.toSet());
    }
}
