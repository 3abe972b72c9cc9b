package dev.godwit.verify.repair;

import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Selection;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the migration that makes the target's rows those of the source. Each statement carries the value that it expects to find,
 * so that a row which somebody changed in the meantime is left alone; the verify part then fails, and all is taken back. Pure.
 */
public final class RepairScript {
    private final Quoting quoting;
    private final Comparing comparing;
    private final Parts parts = new Parts();

    /** @param quoting of the target, as {@code comparing} is */
    public RepairScript(Quoting quoting, Comparing comparing) {
        this.quoting = quoting;
        this.comparing = comparing;
    }

    /** The lines of the three parts, and what no statement can do. */
    private record Parts(List<String> up, List<String> verify, List<String> down, List<String> left) {
        Parts() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** A column of the target that can be written, and the value that a difference has for it. */
    private record Slot(Mapping.Column column, ComparedTable.Column target) {
        Ident name() {
            return Ident.fromCatalog(target.name());
        }

        boolean exact() {
            return column.rule() instanceof Mapping.Rule.Exact;
        }
    }

    /** Adds the differences of a table. */
    public RepairScript add(Mapping mapping, ComparedTable target, List<Difference> differences) {
        Map<String, Slot> slots = slots(mapping, target);
        for (Difference difference : differences) {
            Optional<String> unfit = unfit(mapping, slots, difference);
            unfit.ifPresentOrElse(
                    why -> parts.left().add(mapping.target().table() + " " + difference.keyText() + ": " + why),
                    () -> repair(mapping, slots, difference));
        }
        return this;
    }

    /** How many differences it repairs. */
    public int repaired() {
        return parts.verify().size();
    }

    /** What no statement can repair, in words with keys. */
    public List<String> left() {
        return List.copyOf(parts.left());
    }

    /** The migration's text. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("-- migration: repair " + repaired() + " rows as godwit validate found them");
        lines.add("-- reason: the target differed from the source");
        lines.add("");
        lines.add("-- Up Migration");
        lines.addAll(parts.up());
        lines.add("");
        lines.add("-- Verify");
        lines.addAll(parts.verify());
        lines.add("");
        lines.add("-- Down Migration");
        List<String> backwards = new ArrayList<>(parts.down());
        java.util.Collections.reverse(backwards);
        lines.addAll(backwards);
        return String.join("\n", lines) + "\n";
    }

    /** Columns that are read as they are, by the mapping's name. */
    private Map<String, Slot> slots(Mapping mapping, ComparedTable target) {
        Map<String, ComparedTable.Column> byText = new HashMap<>();
        target.columns()
                .forEach(
                        column -> byText.put(rendered(Selection.Field.of(column).expression()), column));
        Map<String, Slot> slots = new HashMap<>();
        for (Mapping.Column column : mapping.compared()) {
            ComparedTable.Column found = column.target() == null
                    ? null
                    : byText.get(rendered(column.target().expression()));
            if (found != null && !found.generated()) {
                slots.put(column.name(), new Slot(column, found));
            }
        }
        return slots;
    }

    private String rendered(Sql sql) {
        return sql.render(quoting).text();
    }

    private Optional<String> unfit(Mapping mapping, Map<String, Slot> slots, Difference difference) {
        if (difference.kind() == Kind.DUPLICATE || mapping.keyColumns() == 0) {
            return Optional.of("which of several rows is meant cannot be said");
        }
        for (Mapping.Column column : mapping.compared().subList(0, mapping.keyColumns())) {
            if (!slots.containsKey(column.name())) {
                return Optional.of("its key is an expression");
            }
        }
        for (Difference.Column column : difference.columns()) {
            if (!slots.containsKey(column.name())) {
                return Optional.of("column " + column.name() + " is computed");
            }
            if (isSum(column.source()) || isSum(column.target())) {
                return Optional.of("column " + column.name() + " is too long to be written here");
            }
        }
        return Optional.empty();
    }

    private static boolean isSum(@Nullable String value) {
        return value != null && value.matches("\\d+ bytes with SHA-256 [0-9a-f]{64}");
    }

    private void repair(Mapping mapping, Map<String, Slot> slots, Difference difference) {
        TableName table = mapping.target().table();
        Sql key = key(mapping, slots, difference);
        switch (difference.kind()) {
            case MISSING -> {
                parts.up().add(insert(table, slots, difference, true));
                parts.verify().add(one(table, key));
                parts.down().add(delete(table, key, values(slots, difference, true)));
            }
            case EXTRA -> {
                parts.up().add(delete(table, key, values(slots, difference, false)));
                parts.verify().add(none(table, key));
                parts.down().add(insert(table, slots, difference, false));
            }
            default -> {
                parts.up().add(update(table, key, new Change(slots, difference), true));
                parts.verify().add(one(table, and(key, values(slots, difference, true))));
                parts.down().add(update(table, key, new Change(slots, difference), false));
            }
        }
    }

    private Sql key(Mapping mapping, Map<String, Slot> slots, Difference difference) {
        List<Sql> conditions = new ArrayList<>();
        List<String> keyParts = java.util.Objects.requireNonNull(
                        difference.target() != null ? difference.target() : difference.source())
                .parts();
        for (int i = 0; i < mapping.keyColumns(); i++) {
            Slot slot = java.util.Objects.requireNonNull(
                    slots.get(mapping.compared().get(i).name()));
            conditions.add(Sql.of(
                    "{} = {}", slot.name(), comparing.literal(slot.target().type(), keyParts.get(i))));
        }
        return Sql.join(" and ", conditions);
    }

    /** What the differing columns must hold; a column with a declared loss may hold it in another spelling. */
    private List<Sql> values(Map<String, Slot> slots, Difference difference, boolean ofSource) {
        List<Sql> conditions = new ArrayList<>();
        for (Difference.Column column : difference.columns()) {
            Slot slot = java.util.Objects.requireNonNull(slots.get(column.name()));
            if (slot.exact()) {
                String value = ofSource ? column.source() : column.target();
                conditions.add(
                        comparing.holds(Sql.of("{}", slot.name()), slot.target().type(), value));
            }
        }
        return conditions;
    }

    private static Sql and(Sql key, List<Sql> values) {
        List<Sql> all = new ArrayList<>(List.of(key));
        all.addAll(values);
        return Sql.join(" and ", all);
    }

    private String one(TableName table, Sql where) {
        return statement(Sql.of("select count(*) = 1 from {} where {}", table, where));
    }

    private String none(TableName table, Sql where) {
        return statement(Sql.of("select count(*) = 0 from {} where {}", table, where));
    }

    private String delete(TableName table, Sql key, List<Sql> values) {
        return statement(Sql.of("delete from {} where {}", table, and(key, values)));
    }

    private String insert(TableName table, Map<String, Slot> slots, Difference difference, boolean ofSource) {
        List<Ident> names = new ArrayList<>();
        List<Sql> values = new ArrayList<>();
        for (Difference.Column column : difference.columns()) {
            Slot slot = java.util.Objects.requireNonNull(slots.get(column.name()));
            names.add(slot.name());
            values.add(value(slot, ofSource ? column.source() : column.target()));
        }
        return statement(
                Sql.of("insert into {} ({}) values ({})", table, Sql.identifiers(names), Sql.join(", ", values)));
    }

    /** A difference, and the columns that it can be written to. */
    private record Change(Map<String, Slot> slots, Difference difference) {}

    private String update(TableName table, Sql key, Change change, boolean toSource) {
        List<Sql> sets = new ArrayList<>();
        for (Difference.Column column : change.difference().columns()) {
            Slot slot = java.util.Objects.requireNonNull(change.slots().get(column.name()));
            sets.add(Sql.of("{} = {}", slot.name(), value(slot, toSource ? column.source() : column.target())));
        }
        Sql where = and(key, values(change.slots(), change.difference(), !toSource));
        return statement(Sql.of("update {} set {} where {}", table, Sql.join(", ", sets), where));
    }

    private Sql value(Slot slot, @Nullable String canonical) {
        return canonical == null
                ? Sql.of("null")
                : comparing.literal(slot.target().type(), canonical);
    }

    private String statement(Sql sql) {
        return rendered(sql) + ";";
    }
}
