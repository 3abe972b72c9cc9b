package dev.godwit.lint;

import dev.godwit.sql.NamePattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a project has agreed on.
 *
 * @param naming what names look like; any where a subject is missing
 * @param indexesPerTable more on one table are a finding
 * @param characterSets the only character sets and collations; empty for any
 * @param forbiddenFunctions that no script may call
 */
public record Conventions(
        Map<Subject, NamePattern> naming,
        int indexesPerTable,
        List<String> characterSets,
        List<String> forbiddenFunctions) {
    private static final int INDEXES_PER_TABLE = 16;

    /** Nothing was agreed on. */
    public static final Conventions NONE = new Conventions(Map.of(), INDEXES_PER_TABLE, List.of(), List.of());

    /** What has names. */
    public enum Subject {
        SCHEMAS,
        TABLES,
        COLUMNS,
        INDEXES,
        PRIMARY_KEYS,
        UNIQUE_KEYS,
        FOREIGN_KEYS,
        CHECKS
    }

    public Conventions {
        naming = naming.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(naming));
        characterSets = List.copyOf(characterSets);
        forbiddenFunctions = List.copyOf(forbiddenFunctions);
    }

    /** What names of a subject look like; empty where that is free. */
    public Optional<NamePattern> of(Subject subject) {
        return Optional.ofNullable(naming.get(subject));
    }
}
