package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.Samples;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums of rows and made-up rows. A sum adds up 64-bit hashes, so that the order of rows does not matter. Stateless. */
final class PostgresSamples implements Samples {
    private static final String UNIT = "\u001f";
    private static final String RECORD = "\u001e";
    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private final SqlBook book = SqlBook.load(PostgresSamples.class, "samples.sql");

    @Override
    public List<Sampled> tables(Session session) {
        return session.query(
                book.sql("tables"),
                row -> new Sampled(TableName.of(row.text(1), row.text(2)), row.number(3), parents(row.text(4))));
    }

    @Override
    public boolean hasRows(Session session, TableName table) {
        return session.first(Sql.of("select exists (select from only {})", table), row -> row.flag(1))
                .orElse(false);
    }

    @Override
    public TableSum sum(Session session, TableName table) {
        List<SampleColumn> columns = columns(session, table);
        List<Sql> key = columns.stream()
                .filter(SampleColumn::key)
                .map(column -> Sql.of("{}", Ident.fromCatalog(column.name())))
                .toList();
        List<Sql> sums = new ArrayList<>(List.of(Sql.of("count(*)")));
        for (SampleColumn column : columns) {
            List<Sql> parts = new ArrayList<>(key);
            parts.add(Sql.of("{}", Ident.fromCatalog(column.name())));
            sums.add(Sql.of("coalesce(sum(hashtextextended(row({})::text, 0)::numeric), 0)", Sql.join(", ", parts)));
        }
        return session.first(Sql.of("select {} from only {}", Sql.join(", ", sums), table), row -> {
                    TreeMap<String, String> byColumn = new TreeMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        byColumn.put(columns.get(i).name(), row.text(i + 2));
                    }
                    return new TableSum(row.number(1), byColumn);
                })
                .orElseThrow();
    }

    @Override
    public Made make(Session session, TableName table, long rows) {
        String relation = QUOTING.table(table);
        List<SampleRows.Check> checks = session.query(
                book.sql("checks", "relation", relation), row -> new SampleRows.Check(row.text(1), row.text(2)));
        List<SampleRows.Reference> references = session.query(
                book.sql("references", "relation", relation),
                row -> new SampleRows.Reference(
                        TableName.of(row.text(1), row.text(2)),
                        row.flag(3),
                        List.of(row.text(4).split(UNIT)),
                        List.of(row.text(5).split(UNIT))));
        Made made = new SampleRows(session, table, columns(session, table), checks, references).make(rows);
        session.execute(Sql.of("analyze {}", table));
        return made;
    }

    @Override
    public void empty(Session session, List<TableName> tables) {
        tables.forEach(table -> session.update(Sql.of("delete from {}", table)));
    }

    private List<SampleColumn> columns(Session session, TableName table) {
        return session.query(
                book.sql("columns", "relation", QUOTING.table(table)),
                row -> new SampleColumn(
                        row.text(1),
                        row.text(2),
                        new SampleColumn.Base(
                                row.text(3),
                                row.text(4),
                                Math.toIntExact(row.number(5)),
                                list(row.text(9)),
                                row.text(10),
                                row.text(11)),
                        row.flag(6),
                        row.text(7),
                        row.flag(8),
                        row.flag(12)));
    }

    private static List<String> list(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(UNIT));
    }

    private static Set<TableName> parents(String joined) {
        return Arrays.stream(joined.split(RECORD))
                .filter(name -> !name.isEmpty())
                .map(name -> name.split(UNIT))
                .map(parts -> TableName.of(parts[0], parts[1]))
                .collect(Collectors.toSet());
    }
}
