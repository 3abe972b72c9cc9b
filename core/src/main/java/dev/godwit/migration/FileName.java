package dev.godwit.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a migration's file says. The forms understood, with any of {@code .up.sql}, {@code .down.sql},
 * {@code .verify.sql}, {@code .sql}, {@code .yaml} and {@code .yml} behind:
 *
 * <ul>
 *   <li>{@code 20240115001_slug}, {@code 2024_01_15_001}, {@code 20240115_001_slug}, {@code 2024-05-01-123456_slug} (Diesel)
 *   <li>{@code V1_2__slug}, {@code U1_2__slug} (undo), {@code R__slug} (repeatable), as Flyway has them
 *   <li>{@code V0001.Name} (Authelia), {@code 000012_slug} (golang-migrate), {@code 001-slug}, {@code 1.2_slug}, {@code v1.2}
 *   <li>{@code 20150100000001000000_slug.postgres} (pop: for one dialect alone)
 * </ul>
 *
 * @param id as it is shown and stored: the version without separators of a date, and the slug
 * @param slug empty where the name has none
 * @param kind which part the file holds
 * @param dialect the one that the file is for; null for all
 * @param plan whether it holds operations in YAML rather than SQL
 */
public record FileName(
        Version version,
        String id,
        String slug,
        Kind kind,
        @Nullable String dialect,
        boolean plan) {
    /** What a valid name is, for error messages. */
    static final String EXAMPLES =
            "20240115001_add_column.sql, 2024_01_15_001_add_column.up.sql, V1_2__add_column.sql or R__view.sql";

    /** Which part of a migration a file holds. */
    enum Kind {
        /** All parts, told apart by markers, or the up part alone. */
        WHOLE,
        UP,
        VERIFY,
        DOWN,
        /** How the tool that it comes from runs it: Flyway's {@code .sql.conf}, Diesel's {@code metadata.toml}. */
        SETTINGS
    }

    private static final String SLUG = "([\\p{L}\\p{N}][\\p{L}\\p{N}_.+ -]*)";
    private static final Pattern FLYWAY = Pattern.compile("([VU])(\\d+(?:[._]\\d+)*)(?:__" + SLUG + "?)?");
    private static final Pattern REPEATABLE = Pattern.compile("R__" + SLUG);
    private static final Pattern AUTHELIA = Pattern.compile("V(\\d+)\\.([\\p{L}_][\\p{L}\\p{N}_.+ -]*)");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[_-](\\d{2})[_-](\\d{2})[_-](\\d{3,6})(?:-(\\d{4}))?(?:[_-]" + SLUG + ")?");
    private static final Pattern DAY = Pattern.compile("(\\d{8})[_-](\\d{3,4}|\\d{6})(?:[_-]" + SLUG + ")?");
    /** 30 digits hold every numbering that is known; a longer one is a mistake. */
    private static final Pattern NUMBER = Pattern.compile("v?(\\d{1,30}(?:\\.\\d{1,30})*)(?:[_-]" + SLUG + ")?");

    private static final Map<String, String> DIALECTS = Map.ofEntries(
            Map.entry("postgres", "postgresql"),
            Map.entry("postgresql", "postgresql"),
            Map.entry("pg", "postgresql"),
            Map.entry("cockroach", "cockroachdb"),
            Map.entry("cockroachdb", "cockroachdb"),
            Map.entry("mysql", "mysql"),
            Map.entry("mariadb", "mariadb"),
            Map.entry("sqlite", "sqlite"),
            Map.entry("sqlite3", "sqlite"),
            Map.entry("mssql", "sqlserver"),
            Map.entry("sqlserver", "sqlserver"));

    /** Reads a file's name; empty where it has no form that is understood. */
    static Optional<FileName> parse(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return parseId(name.substring(0, name.lastIndexOf('.'))).map(FileName::asPlan);
        }
        if (lower.endsWith(".sql.conf")) {
            return parseId(name.substring(0, name.length() - 9)).map(found -> found.as(Kind.SETTINGS));
        }
        return lower.endsWith(".sql") ? parseSql(name.substring(0, name.length() - 4)) : Optional.empty();
    }

    /** The id that is meant by a file's name or an id in any spelling, such as {@code V1_2__x.sql}; the text itself where it is none. */
    public static String idOf(String typed) {
        return parse(typed).or(() -> parseId(typed)).map(FileName::id).orElse(typed);
    }

    private static Optional<FileName> parseSql(String stem) {
        for (Kind kind : List.of(Kind.UP, Kind.DOWN, Kind.VERIFY)) {
            String suffix = "." + kind.name().toLowerCase(Locale.ROOT);
            if (stem.toLowerCase(Locale.ROOT).endsWith(suffix)) {
                return parseStem(stem.substring(0, stem.length() - suffix.length()))
                        .map(found -> found.as(kind));
            }
        }
        return parseStem(stem);
    }

    private static Optional<FileName> parseStem(String stem) {
        int dot = stem.lastIndexOf('.');
        String dialect = dot < 0 ? null : DIALECTS.get(stem.substring(dot + 1).toLowerCase(Locale.ROOT));
        return dialect == null
                ? parseId(stem)
                : parseId(stem.substring(0, dot)).map(found -> found.forDialect(dialect));
    }

    /** Reads a name without its ending, or an id. */
    static Optional<FileName> parseId(String stem) {
        Matcher repeatable = REPEATABLE.matcher(stem);
        if (repeatable.matches()) {
            String slug = slug(repeatable.group(1));
            return Optional.of(named(Version.ofRepeatable(slug), "R__" + slug, slug));
        }
        Matcher authelia = AUTHELIA.matcher(stem);
        if (authelia.matches()) {
            return Optional.of(prefixed(List.of(authelia.group(1)), slug(authelia.group(2))));
        }
        Matcher flyway = FLYWAY.matcher(stem);
        if (flyway.matches()) {
            FileName found = prefixed(List.of(flyway.group(2).split("[._]")), slug(flyway.group(3)));
            return Optional.of(flyway.group(1).equals("U") ? found.as(Kind.DOWN) : found);
        }
        return parseNumbers(stem);
    }

    private static Optional<FileName> parseNumbers(String stem) {
        Matcher date = DATE.matcher(stem);
        if (date.matches()) {
            List<String> numbers = new ArrayList<>();
            numbers.add(date.group(1) + date.group(2) + date.group(3) + date.group(4));
            // Diesel's newer names carry a counter behind the time, nearly always 0000.
            if (date.group(5) != null && !date.group(5).equals("0000")) {
                numbers.add(date.group(5));
            }
            return Optional.of(numbered(numbers, slug(date.group(6))));
        }
        Matcher day = DAY.matcher(stem);
        if (day.matches()) {
            return Optional.of(numbered(List.of(day.group(1) + day.group(2)), slug(day.group(3))));
        }
        Matcher number = NUMBER.matcher(stem);
        return number.matches()
                ? Optional.of(numbered(List.of(number.group(1).split("\\.")), slug(number.group(2))))
                : Optional.empty();
    }

    /** The V stays in the id: without it {@code V2024__01_15_001_x} would read as a date. */
    private static FileName prefixed(List<String> numbers, String slug) {
        String id = "V" + String.join(".", numbers) + (slug.isEmpty() ? "" : "__" + slug);
        return named(Version.of(numbers), id, slug);
    }

    private static FileName numbered(List<String> numbers, String slug) {
        return named(Version.of(numbers), String.join(".", numbers) + (slug.isEmpty() ? "" : "_" + slug), slug);
    }

    private static FileName named(Version version, String id, String slug) {
        return new FileName(version, id, slug, Kind.WHOLE, null, false);
    }

    private static String slug(@Nullable String text) {
        return text == null ? "" : text.trim().replace(' ', '_');
    }

    /** This name for another part. */
    FileName as(Kind other) {
        return new FileName(version, id, slug, other, dialect, plan);
    }

    private FileName forDialect(String other) {
        return new FileName(version, id, slug, kind, other, plan);
    }

    private FileName asPlan() {
        return new FileName(version, id, slug, kind, dialect, true);
    }
}
