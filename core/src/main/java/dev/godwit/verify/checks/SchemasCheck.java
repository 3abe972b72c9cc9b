package dev.godwit.verify.checks;

import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.shape.ShapeReader;
import dev.godwit.verify.shape.ShapeReader.SchemaObject;
import dev.godwit.verify.shape.TablePair;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the tables can hold, column by column through the declared mapping of types, and what else the schemas have. Views,
 * routines, triggers and types are compared word by word between servers of one kind and version, else by their names.
 */
public final class SchemasCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "schemas";

    /** Entries of a catalog that other checks, or the columns here, look at. */
    private static final Set<String> ELSEWHERE = Set.of(
            "database",
            "schema",
            "table",
            "column",
            "index",
            "constraint",
            "check",
            "sequence",
            "partition",
            "parents");

    /** Who may do what, and what the server does with the rows, differs between environments by intent. */
    private static final Set<String> BY_INTENT = Set.of(
            "owner",
            "rights",
            "default",
            "grants",
            "readable",
            "options",
            "setting",
            "comment",
            "statistics",
            "extension",
            "publication",
            "subscription",
            "replica",
            "state");

    private final CheckContext context;

    public SchemasCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "columns, their types, defaults and NOT NULL; views, routines and triggers";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return new ShapeWalk(context).report(this, scope, SchemasCheck::columns, SchemasCheck::objects);
    }

    private static void columns(TablePair pair, ShapeWalk.Ends ends, Said said) {
        ColumnJudge judge = new ColumnJudge(pair, ends.alike(), said);
        for (Mapping.Column column : pair.mapping().columns()) {
            judge.judge(column);
        }
        judge.order();
    }

    private static void objects(Scope scope, ShapeWalk.Ends ends, Said said) {
        boolean sameNames = scope.schemas().entrySet().stream()
                .allMatch(schema -> schema.getKey().equals(schema.getValue()));
        if (ends.alike() && sameNames) {
            wordByWord(ends, said);
        } else {
            scope.schemas().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(schema -> byName(schema, ends, said));
        }
    }

    private static void wordByWord(ShapeWalk.Ends ends, Said said) {
        CatalogSnapshot source = snapshot(ends.source());
        CatalogSnapshot target = snapshot(ends.target());
        for (CatalogSnapshot.Difference difference : source.differences(target)) {
            String kind = difference.key().split(" ", 2)[0];
            if (BY_INTENT.contains(kind)) {
                said.note(difference.key(), what(difference));
            } else if (!goneWhole(difference)
                    && (!ELSEWHERE.contains(kind) || difference.key().startsWith("constraint of domain"))) {
                said.different(difference.key(), what(difference));
            }
        }
    }

    /** A view that is not there has no kind either, which is an entry of its own. */
    private static boolean goneWhole(CatalogSnapshot.Difference difference) {
        return difference.key().startsWith("view kind ")
                && (difference.before().isEmpty() || difference.after().isEmpty());
    }

    private static CatalogSnapshot snapshot(TablePair.End end) {
        return end.side().dialect().catalog().snapshot(end.session());
    }

    private static String what(CatalogSnapshot.Difference difference) {
        if (difference.after().isEmpty()) {
            return "the target has none";
        }
        return difference.before().isEmpty() ? "the source has none" : "defined otherwise";
    }

    private static void byName(Map.Entry<String, String> schema, ShapeWalk.Ends ends, Said said) {
        List<SchemaObject> source = objects(ends.source(), schema.getKey());
        List<SchemaObject> target = objects(ends.target(), schema.getValue());
        for (SchemaObject object : source) {
            String subject = object.kind() + " " + schema.getKey() + "." + object.name();
            if (!has(target, object)) {
                said.different(subject, "the target has none of that name");
            } else {
                said.note(
                        subject,
                        "present on both sides; its text is not compared between servers of two kinds or versions");
            }
        }
        for (SchemaObject object : target) {
            if (!has(source, object)) {
                said.note(
                        object.kind() + " " + schema.getValue() + "." + object.name(),
                        "the source has none of that name");
            }
        }
    }

    private static List<SchemaObject> objects(TablePair.End end, String schema) {
        return new ShapeReader(end.session(), end.side().dialect()).objects(schema);
    }

    /** Servers fold letters differently; a procedure here may be a function there. */
    private static boolean has(List<SchemaObject> objects, SchemaObject wanted) {
        return objects.stream()
                .anyMatch(each -> each.name().equalsIgnoreCase(wanted.name())
                        && routine(each) == routine(wanted)
                        && (routine(each) || each.kind().equals(wanted.kind())));
    }

    private static boolean routine(SchemaObject object) {
        return object.kind().equals("function") || object.kind().equals("procedure");
    }
}
