package dev.godwit.app.verb;

import dev.godwit.dialect.TableBindings;
import dev.godwit.dialect.TableFacts;
import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.ServerVersion;
import dev.godwit.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the linter wants to know of a live catalog, read once per table. Used by one thread. */
public final class CatalogFacts implements LiveFacts {
    private final Target target;
    private final Map<TableName, Optional<Table>> tables = new HashMap<>();

    public CatalogFacts(Target target) {
        this.target = target;
    }

    @Override
    public ServerVersion version() {
        return ServerVersion.parse(target.identity().version()).orElseThrow();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return tables.computeIfAbsent(
                name,
                wanted -> target.dialect()
                        .catalog()
                        .table(target.session(), wanted)
                        .map(facts ->
                                table(facts, target.dialect().catalog().bindings(target.session(), facts.name()))));
    }

    private static Bindings bindings(TableBindings bindings) {
        return new Bindings(
                bindings.rowFormat(),
                bindings.foreignKeys().stream()
                        .map(key -> new ForeignKey(
                                key.name(), key.table(), key.columns(), key.parent(), key.parentColumns()))
                        .toList());
    }

    private static Table table(TableFacts facts, TableBindings bindings) {
        return new Table(
                Math.max(0, facts.estimatedRows()),
                facts.bytes(),
                facts.partitioned(),
                false,
                facts.columns().stream()
                        .map(column -> new Column(column.name(), column.type(), !column.notNull()))
                        .toList(),
                checks(facts),
                facts.indexes().stream()
                        .map(index -> new Index(
                                index.name(),
                                index.plainColumns() ? index.columns() : List.of(),
                                index.unique(),
                                index.valid(),
                                index.definition()))
                        .toList(),
                bindings(bindings));
    }

    private static List<Check> checks(TableFacts facts) {
        return facts.constraints().stream()
                .filter(constraint -> constraint.kind().equals("c"))
                .map(constraint -> new Check(
                        constraint.name(), constraint.definition().replaceFirst("^CHECK ", ""), constraint.validated()))
                .toList();
    }
}
