package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.dialect.mysql.ProbeCatalog.Index;
import dev.godwit.dialect.mysql.ProbeCatalog.Index.Part;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether statements about indexes took effect. A name alone proves nothing: the definition is compared. */
final class IndexProbe {
    private static final String TRIED = "godwit_trial_index";

    /** Kinds that a temporary table cannot have; these are compared by what the statement lists. */
    private static final Set<String> OWN_KINDS = Set.of("FULLTEXT", "SPATIAL");

    private static final Pattern WRITTEN =
            Pattern.compile("`?([^`()\\s]+)`?\\s*(?:\\(\\s*(\\d+)\\s*\\))?\\s*(asc|desc)?", Pattern.CASE_INSENSITIVE);

    private IndexProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateIndex action, String text) {
        Optional<TableName> table = catalog.relation(action.table()).map(ProbeCatalog.Relation::name);
        if (table.isEmpty()) {
            return Answers.differs("table " + action.table() + " is not there");
        }
        Predicate<Index> same = tried(catalog, table.get(), text)
                .<Predicate<Index>>map(wanted -> wanted::sameAs)
                .orElseGet(() -> listed(action)::looksLike);
        TableName name = action.index();
        return name == null ? unnamed(catalog, table.get(), same) : named(catalog, table.get(), name.name(), same);
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropIndex action) {
        return Answers.gone(
                "index " + action.index() + " of " + action.table(), present(catalog, action.table(), action.index()));
    }

    /** An index belongs to its table, which has it or not. */
    static boolean present(ProbeCatalog catalog, TableName table, String index) {
        return catalog.relation(table).isPresent()
                && catalog.indexes(table).stream().anyMatch(one -> one.name().equalsIgnoreCase(index));
    }

    /** Key parts as written: whole columns, and prefixes of columns, in either order. */
    static List<Part> parts(List<String> written) {
        return written.stream().map(IndexProbe::part).toList();
    }

    static String words(Index index) {
        List<String> parts = index.parts().stream()
                .map(part -> part.text()
                        + (part.length() > 0 ? "(" + part.length() + ")" : "")
                        + (part.descending() ? " desc" : ""))
                .toList();
        return (index.unique() ? "unique " : "") + index.type().toLowerCase(Locale.ROOT) + " " + parts;
    }

    private static Probe named(ProbeCatalog catalog, TableName table, String name, Predicate<Index> wanted) {
        Optional<Index> there = catalog.indexes(table).stream()
                .filter(index -> index.name().equalsIgnoreCase(name))
                .findFirst();
        return there.map(index -> wanted.test(index)
                        ? new Probe.Done("index " + name + " of " + table + " is there")
                        : Answers.differs("index " + name + " of " + table + " is there as " + words(index)))
                .orElseGet(Probe.NotDone::new);
    }

    private static Probe unnamed(ProbeCatalog catalog, TableName table, Predicate<Index> wanted) {
        return catalog.indexes(table).stream()
                .filter(wanted)
                .findFirst()
                .<Probe>map(index -> new Probe.Done("index " + index.name() + " of " + table + " is there"))
                .orElseGet(Probe.NotDone::new);
    }

    private static Optional<Index> tried(ProbeCatalog catalog, TableName table, String text) {
        return StatementText.ofIndex(text, TRIED)
                .flatMap(definition ->
                        catalog.tried(table, Sql.verbatim(definition), trial -> trial.indexes(Trial.TABLE)))
                .flatMap(indexes -> indexes.stream()
                        .filter(index -> index.name().equals(TRIED))
                        .findFirst());
    }

    private static Index listed(Action.CreateIndex action) {
        String method = action.method().toUpperCase(Locale.ROOT);
        String type = OWN_KINDS.contains(method) ? method : "BTREE";
        return new Index("", action.unique(), type, parts(action.columns()));
    }

    private static Part part(String written) {
        Matcher part = WRITTEN.matcher(written.strip());
        if (!part.matches()) {
            return new Part(written, 0, false);
        }
        long length = part.group(2) == null ? 0 : Long.parseLong(part.group(2));
        return new Part(part.group(1), length, "desc".equalsIgnoreCase(part.group(3)));
    }
}
