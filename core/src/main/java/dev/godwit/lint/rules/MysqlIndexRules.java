package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: keys that the server refuses, and keys that only cost. */
final class MysqlIndexRules {
    /** InnoDB's limit of a key with rows of the formats DYNAMIC and COMPRESSED, in bytes. */
    private static final int MAX_KEY_BYTES = 3072;
    /** The limit of each column with rows of the formats COMPACT and REDUNDANT, in bytes. */
    private static final int MAX_OLD_KEY_BYTES = 767;

    private static final int MAX_NAME_LETTERS = 64;
    private static final Pattern PREFIX = Pattern.compile("`?([^`(]+?)`?\\s*\\(\\s*(\\d{1,5})\\s*\\).*");

    private static final LintRule KEY_TOO_LONG = mysqlRule("GL-661", "key-too-long", Severity.ERROR)
            .because(
                    "a key of more than 3072 bytes",
                    "The server refuses it (1071), or cuts it to a prefix where it is not strict. With COMPACT rows each"
                            + " column ends at 767.")
            .instead("A prefix, column(191), or a generated column with a hash of the text.")
            .alias("bytebase/index.total-length-limit", "bytebase/index.key-number-limit")
            .knows(Knowledge.LIVE)
            .onStatement(scene -> keys(scene)
                    .map(key -> tooLong(key, scene))
                    .filter(hit -> hit != null)
                    .findFirst()
                    .orElse(null))
            .build();

    private static final LintRule TEXT_KEY_WITHOUT_LENGTH = mysqlRule(
                    "GL-662", "text-key-without-length", Severity.ERROR)
            .because("a key on TEXT or BLOB without a length", "The server refuses it (1170).")
            .instead("column(191), or a VARCHAR.")
            .alias("bytebase/index.type-no-blob")
            .knows(Knowledge.LIVE)
            .onStatement(scene -> keys(scene)
                    .map(key -> unbounded(key, scene))
                    .filter(hit -> hit != null)
                    .findFirst()
                    .orElse(null))
            .build();

    private static final LintRule REDUNDANT_INDEX = mysqlRule("GL-663", "redundant-index", Severity.NOTE)
            .because(
                    "an index that a longer one of the same table begins with",
                    "Each write pays for both, and each takes room in the buffer pool.")
            .instead("Leave the shorter one out; the longer one serves it, and a foreign key too.")
            .alias("skeema/lint-dupe-index", "bytebase/index.no-duplicate-column")
            .on(Action.CreateTable.class, (create, scene) -> redundant(create.table(), scene))
            .build();

    private static final LintRule NAME_REFUSED = mysqlRule("GL-664", "name-refused", Severity.ERROR)
            .because("a name of more than 64 letters", "The server refuses it (1059).")
            .instead("A shorter name.")
            .onStatement(scene -> names(scene)
                    .filter(name -> name.codePointCount(0, name.length()) > MAX_NAME_LETTERS)
                    .findFirst()
                    .map(name -> scene.hit(name + " is too long"))
                    .orElse(null))
            .build();

    /** @param ordered whether it is a btree, which serves what its beginning serves */
    private record Key(@Nullable String name, TableName table, List<String> columns, boolean unique, boolean ordered) {
        String called() {
            return name == null ? "the key on " + Words.list(columns) : name;
        }
    }

    private MysqlIndexRules() {}

    static List<LintRule> all() {
        return List.of(KEY_TOO_LONG, TEXT_KEY_WITHOUT_LENGTH, REDUNDANT_INDEX, NAME_REFUSED);
    }

    private static Stream<Key> keys(Scene scene) {
        List<Key> keys = new ArrayList<>();
        scene.actions(Action.CreateIndex.class)
                .map(index -> new Key(
                        index.index() == null ? null : index.index().name(),
                        index.table(),
                        index.columns(),
                        index.unique(),
                        index.method().equals("btree")))
                .forEach(keys::add);
        scene.actions(Action.CreateTable.class)
                .forEach(create -> create.constraints().stream()
                        .flatMap(spec -> key(create.table(), spec).stream())
                        .forEach(keys::add));
        scene.actions(Action.AddConstraint.class)
                .flatMap(add -> key(add.table(), add.constraint()).stream())
                .forEach(keys::add);
        return keys.stream();
    }

    private static Optional<Key> key(TableName table, Action.ConstraintSpec spec) {
        boolean primary = spec.kind() == ConstraintKind.PRIMARY_KEY;
        return primary || spec.kind() == ConstraintKind.UNIQUE
                ? Optional.of(new Key(primary ? "PRIMARY" : spec.name(), table, spec.columns(), true, true))
                : Optional.empty();
    }

    private static @Nullable Hit tooLong(Key key, Scene scene) {
        if (!key.ordered()) {
            return null;
        }
        List<Integer> bytes = key.columns().stream()
                .map(part -> bytes(key.table(), part, scene))
                .toList();
        int total = bytes.stream().mapToInt(Integer::intValue).sum();
        boolean oldFormat = scene.actions(Action.TableOptions.class)
                .anyMatch(options ->
                        options.options().getOrDefault("row_format", "").matches("(?i)compact|redundant"));
        boolean columnTooLong = oldFormat && bytes.stream().anyMatch(column -> column > MAX_OLD_KEY_BYTES);
        return total > MAX_KEY_BYTES || columnTooLong
                ? scene.hit(key.table(), key.called() + " takes up to " + total + " bytes")
                : null;
    }

    /** At most; 0 where nobody knows the type. Numbers and dates are counted with 8. */
    private static int bytes(TableName table, String part, Scene scene) {
        Matcher prefix = PREFIX.matcher(part);
        boolean cut = prefix.matches();
        String name = cut ? prefix.group(1) : part;
        Optional<ColumnSpec> spec = column(table, name, scene);
        Optional<String> written = spec.map(ColumnSpec::type)
                .or(() -> TableKnowledge.of(scene, table).typeOf(name));
        if (written.isEmpty()) {
            return 0;
        }
        MysqlTypes.Type type = MysqlTypes.parse(written.get());
        int letter = type.isText() ? MysqlSurroundings.bytesPerLetter(scene, table, spec.orElse(null)) : 1;
        int whole = type.isText() || type.base().endsWith("binary") ? type.length(1) : Long.BYTES;
        return letter * (cut ? Integer.parseInt(prefix.group(2)) : whole);
    }

    private static Optional<ColumnSpec> column(TableName table, String name, Scene scene) {
        return scene.actions(Action.CreateTable.class)
                .flatMap(create -> create.columns().stream())
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> TableKnowledge.of(scene, table).definitionOf(name));
    }

    private static @Nullable Hit unbounded(Key key, Scene scene) {
        return key.columns().stream()
                .filter(part -> key.ordered() && isLong(key.table(), part, scene))
                .findFirst()
                .map(part -> scene.hit(key.table(), key.called() + " has " + part + " without a length"))
                .orElse(null);
    }

    private static boolean isLong(TableName table, String column, Scene scene) {
        return column(table, column, scene)
                .map(ColumnSpec::type)
                .or(() -> TableKnowledge.of(scene, table).typeOf(column))
                .filter(type -> MysqlTypes.parse(type).isLong())
                .isPresent();
    }

    @SuppressWarnings("ReferenceEquality") // two keys may be equal, and then one of them is redundant
    private static @Nullable Hit redundant(TableName table, Scene scene) {
        List<Key> keys = keys(scene).filter(Key::ordered).toList();
        for (Key shorter : keys) {
            for (Key longer : keys) {
                if (shorter != longer
                        && covers(longer, shorter)
                        && !(covers(shorter, longer) && keys.indexOf(shorter) < keys.indexOf(longer))) {
                    return scene.hit(table, longer.called() + " begins with the columns of " + shorter.called());
                }
            }
        }
        return null;
    }

    /** A unique key keeps something true, whatever covers it. */
    private static boolean covers(Key longer, Key shorter) {
        int length = shorter.columns().size();
        return !shorter.unique()
                && longer.columns().size() >= length
                && longer.columns().subList(0, length).equals(shorter.columns());
    }

    private static Stream<String> names(Scene scene) {
        Stream<String> tables = scene.actions(Action.CreateTable.class)
                .flatMap(create -> Stream.concat(
                        Stream.of(create.table().name()),
                        create.columns().stream().map(ColumnSpec::name)));
        Stream<String> columns =
                scene.actions(Action.AddColumn.class).map(add -> add.column().name());
        Stream<String> keys = keys(scene).flatMap(key -> Stream.ofNullable(key.name()));
        return Stream.of(tables, columns, keys).flatMap(all -> all);
    }
}
