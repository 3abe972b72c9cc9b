package dev.godwit.lint;

import dev.godwit.model.TableName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A catalog written in the directives of a case. */
final class LiveTables implements LiveFacts {
    private static final long BYTES_PER_ROW = 100;

    private final String schema;
    private final Map<TableName, Table> tables = new HashMap<>();

    /** @param schema where its tables live */
    LiveTables(String schema) {
        this.schema = schema;
    }

    @Override
    public ServerVersion version() {
        return new ServerVersion(17, 0);
    }

    @Override
    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    void directive(String key, String value) {
        String[] words = value.split(" ");
        TableName name = TableName.of(schema, words[0].replaceFirst("\\..*", ""));
        if (key.equals("live")) {
            long rows = Long.parseLong(words[1]);
            tables.put(
                    name,
                    new Table(
                            rows, rows * BYTES_PER_ROW, false, false, List.of(), List.of(), List.of(), Bindings.NONE));
            return;
        }
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("write ': live TABLE ROWS' before: " + key + " " + value);
        }
        tables.put(name, changed(table, key, value, words));
    }

    /** {@code : foreign-key orders.user_id users.id} stands with both tables. */
    private ForeignKey foreignKey(String[] words) {
        String[] child = words[0].split("\\.");
        String[] parent = words[1].split("\\.");
        return new ForeignKey(
                "orders_user",
                TableName.of(schema, child[0]),
                List.of(child[1]),
                TableName.of(schema, parent[0]),
                List.of(parent[1]));
    }

    private Table changed(Table table, String key, String value, String[] words) {
        return switch (key) {
            case "partitioned" -> with(table, true, false, table.columns(), table.checks(), table.indexes());
            case "partition" -> with(table, false, true, table.columns(), table.checks(), table.indexes());
            case "column" ->
                with(table, false, false, and(table.columns(), column(value)), table.checks(), table.indexes());
            case "check" ->
                with(table, false, false, table.columns(), and(table.checks(), check(value)), table.indexes());
            case "index" ->
                with(table, false, false, table.columns(), table.checks(), and(table.indexes(), index(words)));
            case "row-format" ->
                with(table, new Bindings(words[1], table.bindings().foreignKeys()));
            case "foreign-key" -> {
                Table parent = with(table, bound(table, foreignKey(words)));
                tables.computeIfPresent(
                        foreignKey(words).parent(), (name, live) -> with(live, bound(live, foreignKey(words))));
                yield parent;
            }
            default -> throw new IllegalArgumentException("no such directive: " + key);
        };
    }

    private static Table with(
            Table table,
            boolean partitioned,
            boolean partition,
            List<Column> columns,
            List<Check> checks,
            List<Index> indexes) {
        return new Table(
                table.estimatedRows(),
                table.bytes(),
                partitioned,
                partition,
                columns,
                checks,
                indexes,
                table.bindings());
    }

    private static Table with(Table table, Bindings bindings) {
        return new Table(
                table.estimatedRows(),
                table.bytes(),
                table.partitioned(),
                table.partition(),
                table.columns(),
                table.checks(),
                table.indexes(),
                bindings);
    }

    private static Bindings bound(Table table, ForeignKey key) {
        return new Bindings(table.bindings().rowFormat(), and(table.bindings().foreignKeys(), key));
    }

    private static <T> List<T> and(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    private static Column column(String value) {
        boolean required = value.endsWith(" not null");
        String bare = value.replaceFirst(required ? " not null$" : " null$", "");
        int blank = bare.indexOf(' ');
        return new Column(bare.substring(bare.indexOf('.') + 1, blank), bare.substring(blank + 1), !required);
    }

    private static Check check(String value) {
        return new Check("a_check", value.substring(value.indexOf('(')), true);
    }

    private static Index index(String[] words) {
        List<String> columns = Arrays.asList(words).subList(3, words.length);
        boolean trigrams = words[2].equals("trigrams");
        String definition = "CREATE INDEX " + words[1] + " ON " + words[0]
                + (trigrams
                        ? " USING gin (" + String.join(" gin_trgm_ops, ", columns) + " gin_trgm_ops)"
                        : " USING btree (" + String.join(", ", columns) + ")");
        return new Index(words[1], columns, words[2].equals("unique"), true, definition);
    }
}
