package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.Scene;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CONCURRENTLY, where it was forgotten. */
public final class IndexFixes {
    private static final Pattern CREATE = word("CREATE\\s+(?:UNIQUE\\s+)?INDEX\\b");
    private static final Pattern REINDEX = word("REINDEX\\s+(?:\\([^)]*\\)\\s*)?(?:INDEX|TABLE|SCHEMA|DATABASE)\\b");
    private static final String CONCURRENTLY = " CONCURRENTLY";
    private static final String CHECK_VALID =
            "an index that failed to build stays behind as INVALID: drop it before the next try";

    private IndexFixes() {}

    private static Pattern word(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** CREATE INDEX. */
    public static Fix create(Scene scene) {
        boolean partitioned = scene.actions(Action.CreateIndex.class)
                .anyMatch(index -> scene.history().isParent(index.table())
                        || scene.live(index.table())
                                .filter(table -> table.partitioned())
                                .isPresent());
        return partitioned
                ? new Fix.Refusal(
                        "the table is partitioned: index each partition concurrently, then attach the indexes")
                : inserted(scene, CREATE, CHECK_VALID);
    }

    /** DROP INDEX: one statement per index, because CONCURRENTLY takes one. */
    public static Fix drop(Scene scene) {
        Action.DropObject drop =
                scene.actions(Action.DropObject.class).findFirst().orElseThrow();
        if (drop.cascade()) {
            return new Fix.Refusal("DROP INDEX CONCURRENTLY takes no CASCADE");
        }
        String start = "DROP INDEX CONCURRENTLY " + (drop.ifExists() ? "IF EXISTS " : "");
        String text =
                drop.names().stream().map(name -> start + SqlNames.of(name)).collect(Collectors.joining(";\n"));
        return OwnTransaction.rewrite(scene, text, null);
    }

    /** REINDEX. */
    public static Fix reindex(Scene scene) {
        return inserted(scene, REINDEX, CHECK_VALID);
    }

    /** DETACH PARTITION. */
    public static Fix detach(Scene scene) {
        return OwnTransaction.unlessSingle(scene).orElseGet(() -> {
            TableName parent = scene.actions(Action.DetachPartition.class)
                    .findFirst()
                    .orElseThrow()
                    .parent();
            return OwnTransaction.rewrite(
                    scene, scene.text() + CONCURRENTLY, "it is refused where " + parent + " has a DEFAULT partition");
        });
    }

    private static Fix inserted(Scene scene, Pattern keyword, String remains) {
        Matcher match = keyword.matcher(scene.masked());
        if (!match.find()) {
            return new Fix.Refusal("the form of the statement is not one that takes CONCURRENTLY");
        }
        String text = new StringBuilder(scene.text())
                .insert(match.end(), CONCURRENTLY)
                .toString();
        return OwnTransaction.rewrite(scene, text, remains);
    }
}
