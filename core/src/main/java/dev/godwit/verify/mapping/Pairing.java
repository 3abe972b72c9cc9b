package dev.godwit.verify.mapping;

import dev.godwit.db.Session;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.rows.TablePairing;
import dev.godwit.verify.rows.TableRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pairs the tables of two databases: by what a file declares, else by name. Used by one thread. */
public final class Pairing {
    private final MappingFile file;
    private final End source;
    private final End target;
    private final List<Finding> findings = new ArrayList<>();

    private Pairing(MappingFile file, End source, End target) {
        this.file = file;
        this.source = source;
        this.target = target;
    }

    /**
     * What is compared.
     *
     * @param schemas of the source, each with the target's
     * @param tables each pair with its rules
     * @param findings tables that have no partner, and tables that are left out
     */
    public record Paired(Map<String, String> schemas, List<Mapping> tables, List<Finding> findings) {
        public Paired {
            schemas = Map.copyOf(schemas);
            tables = List.copyOf(tables);
            findings = List.copyOf(findings);
        }

        /**
         * The same for one of so many rows: those whose first number of the key it divides. Tables whose key begins otherwise
         * are compared whole.
         */
        public Paired sample(int oneOf) {
            if (oneOf <= 1) {
                return this;
            }
            List<Finding> noted = new ArrayList<>(findings);
            List<Mapping> sampled = new ArrayList<>();
            for (Mapping mapping : tables) {
                Mapping some = Sample.of(mapping, oneOf);
                sampled.add(some);
                if (!some.equals(mapping)) {
                    noted.add(new Finding(
                            ValidationVerdict.EQUAL,
                            "table " + mapping.source().table(),
                            "a sample: rows whose key " + oneOf + " divides; the others were not compared"));
                }
            }
            return new Paired(schemas, sampled, noted);
        }

        /** As the checks take it. */
        public Scope scope(int mostDifferences) {
            return new Scope(schemas, tables, mostDifferences);
        }
    }

    /** One side, opened for looking. */
    private record End(Side side, Session session) {
        Comparing comparing() {
            return side.dialect().comparing();
        }

        List<String> schemas() {
            return comparing().schemas(session);
        }

        List<TableName> tables(String schema) {
            return comparing().tables(session, schema);
        }

        TablePairing.Described described() {
            return new TablePairing.Described(session, comparing());
        }
    }

    /**
     * Pairs all tables, or those that are named.
     *
     * @param named tables of the source, with or without a schema; empty for all
     * @throws GodwitException GW-2018, all names at once, where a table or a column that was named is not there
     */
    public static Paired pair(MappingFile file, Side source, Side target, List<TableName> named) {
        judge(file, source.dialect(), target.dialect());
        try (Session left = source.database().open("godwit validate");
                Session right = target.database().open("godwit validate")) {
            return new Pairing(file, new End(source, left), new End(target, right)).paired(named);
        }
    }

    /**
     * Judges the SQL of a mapping.
     *
     * @throws GodwitException GW-2012 for all pieces at once that are not known to read only
     */
    public static void judge(MappingFile file, Dialect source, Dialect target) {
        new Judged(source, target).check(file);
    }

    private Paired paired(List<TableName> named) {
        Map<String, String> schemas = schemas();
        Map<TableName, TableRules> rules = new LinkedHashMap<>();
        List<TableName> known = new ArrayList<>();
        schemas.keySet().forEach(schema -> known.addAll(source.tables(schema)));
        declared(schemas, rules);
        schemas.forEach((from, to) -> byName(from, to, rules));
        if (named.isEmpty()) {
            targetOnly(schemas, rules);
        } else {
            keep(named, rules, known);
        }
        List<Mapping> mappings = rules.values().stream()
                .map(each -> TablePairing.pair(each, source.described(), target.described()))
                .toList();
        return new Paired(schemas, mappings, findings);
    }

    /** By declaration, then by name; where each side has one schema they are partners whatever they are called. */
    private Map<String, String> schemas() {
        List<String> left = source.schemas();
        List<String> right = target.schemas();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String schema : left) {
            String declared = file.schemas().get(schema);
            if (declared != null || right.contains(schema)) {
                pairs.put(schema, declared == null ? schema : declared);
            } else if (left.size() == 1 && right.size() == 1) {
                pairs.put(schema, right.get(0));
            } else if (!source.tables(schema).isEmpty()) {
                findings.add(new Finding(
                        ValidationVerdict.DIFFERENT, "schema " + schema, "the target has no schema of that name"));
            }
        }
        return pairs;
    }

    private void declared(Map<String, String> schemas, Map<TableName, TableRules> rules) {
        for (MappingFile.Table table : file.tables()) {
            TableName from = qualified(table.source(), schemas.keySet());
            TableName to = qualified(table.target(), schemas.values());
            DeclaredRules declared = new DeclaredRules(
                    table,
                    source.side().dialect().quoting(),
                    target.side().dialect().quoting());
            rules.put(from, declared.of(from, to));
        }
    }

    /** A name without a schema is of the only one, or of public. */
    private static TableName qualified(TableName name, java.util.Collection<String> schemas) {
        if (name.schema() != null || schemas.isEmpty()) {
            return name;
        }
        return name.in(
                schemas.contains("public") ? "public" : schemas.iterator().next());
    }

    private void byName(String from, String to, Map<TableName, TableRules> rules) {
        Set<TableName> taken = new LinkedHashSet<>();
        rules.values().forEach(each -> taken.add(each.source().table()));
        List<TableName> there = target.tables(to);
        for (TableName table : source.tables(from)) {
            Optional<String> reason = file.leftOut(table);
            if (reason.isPresent()) {
                findings.add(new Finding(ValidationVerdict.EQUAL, "table " + table, "not compared: " + reason.get()));
            } else if (!taken.contains(table)) {
                Optional<TableName> partner = named(table.name(), there);
                partner.ifPresent(found -> rules.put(table, TableRules.of(table, found)));
                if (partner.isEmpty()) {
                    findings.add(new Finding(
                            ValidationVerdict.DIFFERENT, "table " + table, "the target has no table of that name"));
                }
            }
        }
    }

    private static Optional<TableName> named(String name, List<TableName> tables) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .or(() -> tables.stream()
                        .filter(table -> table.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    private void targetOnly(Map<String, String> schemas, Map<TableName, TableRules> rules) {
        Set<TableName> taken = new LinkedHashSet<>();
        rules.values().forEach(each -> taken.add(each.target().table()));
        for (String schema : new LinkedHashSet<>(schemas.values())) {
            for (TableName table : target.tables(schema)) {
                boolean known = taken.contains(table) || file.leftOut(table).isPresent();
                if (!known) {
                    findings.add(new Finding(
                            ValidationVerdict.DIFFERENT, "table " + table, "the source has no table of that name"));
                }
            }
        }
    }

    private void keep(List<TableName> named, Map<TableName, TableRules> rules, List<TableName> known) {
        List<Problem> problems = new ArrayList<>();
        Set<TableName> wanted = new LinkedHashSet<>();
        for (TableName name : named) {
            List<TableName> found = rules.keySet().stream()
                    .filter(table -> matches(name, table))
                    .toList();
            wanted.addAll(found);
            boolean lonely = known.stream().anyMatch(table -> matches(name, table));
            if (found.isEmpty() && !lonely) {
                List<String> names = known.stream()
                        .map(table -> name.schema() == null ? table.name() : table.toString())
                        .toList();
                problems.add(Problem.of(
                                ErrorCode.NOT_FOUND,
                                "the source has no table " + name + DidYouMean.hint(name.toString(), names))
                        .next("--tables with names of the source, separated by commas"));
            }
        }
        GodwitException.throwIfAny(problems);
        rules.keySet().retainAll(wanted);
        findings.removeIf(finding -> known.stream()
                .noneMatch(table -> finding.subject().equals("table " + table)
                        && named.stream().anyMatch(name -> matches(name, table))));
    }

    private static boolean matches(TableName typed, TableName table) {
        return typed.equals(table) || typed.schema() == null && typed.name().equals(table.name());
    }
}
