package dev.godwit.lint;

import dev.godwit.sql.NamePattern;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.mysql.MysqlScripts;
import dev.godwit.sql.postgres.PostgresScripts;
import dev.godwit.window.Window;
import dev.godwit.window.Windows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cases of the lint rules. Directives: {@code transactions on|off}, {@code runner other}, {@code version 14.2},
 * {@code enable RULE}, {@code reason TEXT}, {@code rehearsed never|HOURS}, {@code peak FROM TO} (the run is at noon UTC),
 * {@code live TABLE ROWS}, {@code partitioned TABLE}, {@code partition TABLE}, {@code column TABLE.COLUMN TYPE null|not null},
 * {@code check TABLE (EXPRESSION)}, {@code index TABLE NAME unique|plain|trigrams COLUMNS}, {@code naming SUBJECT PATTERN},
 * {@code agreed indexes|character_sets|forbidden VALUES}, {@code row-format TABLE FORMAT},
 * {@code foreign-key TABLE.COLUMN PARENT.COLUMN}, which must stand behind both tables.
 */
public final class LintCases {
    /** When all cases run: a Wednesday. */
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private static final ScriptLanguage POSTGRES = new PostgresScripts();
    private static final ScriptLanguage MYSQL = new MysqlScripts();

    /** MySQL, with names in {@code shop}. */
    public static final LintDialect MYSQL_DIALECT = new LintDialect("mysql", "shop", MYSQL::reserves);

    /** One case; {@code fires} says whether the rule must speak about the last migration. */
    public record LintCase(String rule, boolean fires, String what, LintInput input) {
        @Override
        public String toString() {
            return rule + (fires ? " fires: " : " silent: ") + what;
        }
    }

    private final List<LintMigration> migrations = new ArrayList<>();
    private final List<LintMigration> later = new ArrayList<>();
    private final List<LintPart> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final LiveTables live;
    private final LintDialect dialect;
    private LintOptions options;
    private Surroundings surroundings = Surroundings.at(NOON);
    private LintMigration.Transactions transactions = LintMigration.Transactions.AUTO;
    private @Nullable String reason;
    private String section = "up";

    private LintCases(LintDialect dialect) {
        this.dialect = dialect;
        this.options = LintOptions.defaults(dialect);
        this.live = new LiveTables(dialect.defaultSchema());
    }

    /** All cases of a resource. */
    public static List<LintCase> read(String resource) {
        return Arrays.stream(resource(resource).split("(?m)^=== "))
                .skip(1)
                .map(text -> readCase(text, dialectOf(resource)))
                .toList();
    }

    /** The dialect of a resource by its name. */
    public static LintDialect dialectOf(String resource) {
        return resource.contains("mysql") ? MYSQL_DIALECT : LintDialect.POSTGRESQL;
    }

    /** The text of a file beside the cases. */
    public static String resource(String name) {
        try (InputStream file = LintCases.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no such resource: " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One part of a script for PostgreSQL, split and judged. */
    public static LintPart part(LintPart.Kind kind, String path, String script) {
        return part(kind, path, script, LintDialect.POSTGRESQL);
    }

    /** One part of a script, split and judged. */
    public static LintPart part(LintPart.Kind kind, String path, String script, LintDialect dialect) {
        ScriptLanguage language = dialect == MYSQL_DIALECT ? MYSQL : POSTGRES;
        return LintPart.read(kind, new SourceFile(path, script), language);
    }

    private static LintCase readCase(String text, LintDialect dialect) {
        List<String> lines = text.lines().toList();
        String[] head = lines.get(0).split("[ :]+", 3);
        LintCases reader = new LintCases(dialect);
        lines.stream().skip(1).forEach(reader::line);
        return new LintCase(head[0], head[1].equals("fires"), head[2], reader.input());
    }

    private void line(String line) {
        if (line.startsWith("--- ")) {
            endSection();
            section = line.substring(4).strip();
        } else if (line.startsWith(": ")) {
            String[] words = line.substring(2).split(" ", 2);
            directive(words[0], words[1]);
        } else {
            text.append(line).append('\n');
        }
    }

    private void endSection() {
        if (section.equals("applied") || section.equals("earlier")) {
            boolean applied = section.equals("applied");
            LintMigration.State state = applied ? LintMigration.State.APPLIED : LintMigration.State.PENDING;
            String id = "000" + migrations.size();
            migrations.add(new LintMigration(
                    id,
                    state,
                    LintMigration.Header.NONE,
                    List.of(part(LintPart.Kind.UP, id + ".sql", text.toString(), dialect))));
        } else if (section.equals("later applied")) {
            later.add(new LintMigration(
                    "0200",
                    LintMigration.State.APPLIED,
                    LintMigration.Header.NONE,
                    List.of(part(LintPart.Kind.UP, "0200.sql", text.toString(), dialect))));
        } else if (!text.toString().isBlank()) {
            LintPart.Kind kind = LintPart.Kind.valueOf(section.toUpperCase(Locale.ROOT));
            parts.add(part(kind, section + ".sql", text.toString(), dialect));
        }
        text.setLength(0);
    }

    private LintInput input() {
        endSection();
        LintMigration.Header header = new LintMigration.Header(reason, transactions, false, false);
        migrations.add(new LintMigration("0100", LintMigration.State.PENDING, header, parts));
        migrations.addAll(later);
        return new LintInput(migrations, options, surroundings, live.isEmpty() ? null : live);
    }

    private void directive(String key, String value) {
        switch (key) {
            case "transactions" ->
                transactions = value.equals("on") ? LintMigration.Transactions.ON : LintMigration.Transactions.OFF;
            case "runner" -> options = options.runner(LintOptions.Runner.OTHER);
            case "version" -> options = options.targetVersion(version(value));
            case "enable" -> options = options.rules(Set.of(value), Set.of());
            case "naming" -> naming(value);
            case "agreed" -> agreed(value);
            case "reason" -> reason = value;
            case "rehearsed" -> surroundings = Surroundings.at(NOON).rehearsed(rehearsals(value), true);
            case "window" ->
                surroundings = Surroundings.at(NOON)
                        .within(new Windows(List.of(Window.parse(value)), List.of(), ZoneOffset.UTC));
            default -> live.directive(key, value);
        }
    }

    /** {@code SUBJECT PATTERN}. */
    private void naming(String value) {
        String[] words = value.split(" ", 2);
        Conventions now = options.conventions();
        Map<Conventions.Subject, NamePattern> naming = new HashMap<>(now.naming());
        naming.put(Conventions.Subject.valueOf(words[0].toUpperCase(Locale.ROOT)), NamePattern.parse(words[1]));
        options = options.conventions(
                new Conventions(naming, now.indexesPerTable(), now.characterSets(), now.forbiddenFunctions()));
    }

    /** {@code indexes NUMBER}, {@code character_sets NAMES} or {@code forbidden NAMES}. */
    private void agreed(String value) {
        List<String> words = Arrays.asList(value.split(" "));
        List<String> rest = words.subList(1, words.size());
        Conventions now = options.conventions();
        options = options.conventions(
                switch (words.get(0)) {
                    case "indexes" ->
                        new Conventions(now.naming(), Integer.parseInt(rest.get(0)), List.of(), List.of());
                    case "character_sets" -> new Conventions(now.naming(), now.indexesPerTable(), rest, List.of());
                    default -> new Conventions(now.naming(), now.indexesPerTable(), List.of(), rest);
                });
    }

    private static ServerVersion version(String text) {
        return ServerVersion.parse(text).orElseThrow();
    }

    private static Map<String, Instant> rehearsals(String value) {
        return value.equals("never") ? Map.of() : Map.of("0100", NOON.minus(Integer.parseInt(value), ChronoUnit.HOURS));
    }
}
