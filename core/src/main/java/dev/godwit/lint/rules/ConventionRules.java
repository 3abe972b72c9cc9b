package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Conventions;
import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.SqlMask;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a project may agree on besides names: the order of columns, how many indexes, which character sets and functions. */
final class ConventionRules {
    /** One word of eight bytes; less is lost to the rounding of most rows anyway. */
    private static final int WORTH_TELLING_BYTES = 8;

    private static final Pattern CHARACTER_SET =
            Pattern.compile("(?i)\\b(?:character\\s+set|charset|collate|collation)\\b\\s*=?\\s*['\"`]?([\\w.@-]+)");

    private static final LintRule COLUMN_ALIGNMENT = postgresRule("GL-439", "column-alignment", Severity.NOTE)
            .because(
                    "another order of the columns makes rows smaller",
                    "Each column begins at a multiple of its alignment, and what lies between is stored and read in vain.")
            .instead("Eight-byte columns first, then four, two and one, and varying lengths last.")
            .alias("atlas/PG110")
            .on(Action.CreateTable.class, ConventionRules::padded)
            .build();

    private static final LintRule TOO_MANY_INDEXES = rule("GL-440", "too-many-indexes", Severity.NOTE)
            .because("many indexes on one table", "Each write pays for all of them.")
            .instead("Drop those that no query uses, or allow more by lint.indexes_per_table.")
            .alias("bytebase/index.total-number-limit")
            .knows(Knowledge.LIVE)
            .on(Action.CreateIndex.class, ConventionRules::oneTooMany)
            .build();

    private static final LintRule FORBIDDEN_FUNCTION = rule("GL-441", "forbidden-function", Severity.ERROR)
            .because(
                    "a function that the project forbids",
                    "lint.forbidden_functions of godwit.yaml names it; nothing is said where that is left out.")
            .instead("What the project calls instead.")
            .alias("bytebase/system.function.disallowed-list")
            .onStatement(scene ->
                    called(scene).map(name -> scene.hit(name + "() is called")).orElse(null))
            .build();

    private static final LintRule CHARACTER_SET_NOT_ALLOWED = rule(
                    "GL-442", "character-set-not-allowed", Severity.WARNING)
            .because(
                    "a character set or collation that the project does not use",
                    "Texts of two collations compare by neither one's index, or not at all.")
            .instead("One of lint.character_sets of godwit.yaml; nothing is said where that is left out.")
            .alias("bytebase/system.collation.allowlist")
            .onStatement(scene -> strangeCharacterSet(scene)
                    .map(name -> scene.hit(name + " is named"))
                    .orElse(null))
            .build();

    private ConventionRules() {}

    static List<LintRule> all() {
        return List.of(COLUMN_ALIGNMENT, TOO_MANY_INDEXES, FORBIDDEN_FUNCTION, CHARACTER_SET_NOT_ALLOWED);
    }

    private static @Nullable Hit padded(Action.CreateTable create, Scene scene) {
        if (create.temporary() || create.partitionOf() != null) {
            return null;
        }
        return RowLayout.than(create.columns())
                .filter(better -> better.bytes() >= WORTH_TELLING_BYTES)
                .map(better -> scene.hit(
                        create.table(),
                        better.bytes() + " bytes of each row of " + create.table()
                                + " are padding that this order saves: " + Words.list(better.columns())))
                .orElse(null);
    }

    private static @Nullable Hit oneTooMany(Action.CreateIndex index, Scene scene) {
        long before = TableKnowledge.of(scene, index.table()).indexCount();
        int most = agreed(scene).indexesPerTable();
        return before >= most
                ? scene.hit(
                        index.table(),
                        index.table() + " has " + before + " indexes already, and " + most + " are enough")
                : null;
    }

    private static Optional<String> called(Scene scene) {
        SqlMask mask = SqlMask.of(scene.text(), scene.dialect().syntax());
        List<String> code = Stream.concat(
                        Stream.of(mask.masked()),
                        mask.bodies().stream()
                                .map(body -> SqlMask.of(body, scene.dialect().syntax())
                                        .masked()))
                .toList();
        return agreed(scene).forbiddenFunctions().stream()
                .filter(name ->
                        code.stream().anyMatch(text -> call(name).matcher(text).find()))
                .findFirst();
    }

    private static Pattern call(String name) {
        return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "[\"`]?\\s*\\(");
    }

    /** The mask blanks what is quoted, so the name itself is read from the text at the same place. */
    private static Optional<String> strangeCharacterSet(Scene scene) {
        List<String> allowed = agreed(scene).characterSets().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        String masked = scene.masked();
        Matcher named = CHARACTER_SET.matcher(scene.text());
        return named.results()
                .filter(result -> masked.charAt(result.start()) == scene.text().charAt(result.start()))
                .map(result -> result.group(1))
                .filter(name -> !allowed.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Conventions agreed(Scene scene) {
        return scene.migration().input().options().conventions();
    }
}
