package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.Scene;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** MySQL and MariaDB: several ALTER TABLE in a row become one. */
public final class AlterFixes {
    private static final String NAME = "(?:`[^`]+`|[\\w$]+)";
    private static final Pattern HEAD = Pattern.compile(
            "(?i)^\\s*ALTER\\s+TABLE\\s+" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?\\s+(?!(?:NO)?WAIT\\b)");

    /** They mean the same in one statement, whatever their order. */
    private static final Set<Class<? extends Action>> JOINABLE = Set.of(
            Action.AddColumn.class,
            Action.DropColumn.class,
            Action.RedefineColumn.class,
            Action.AlterColumnType.class,
            Action.SetNotNull.class,
            Action.SetDefault.class,
            Action.AddConstraint.class,
            Action.CreateIndex.class,
            Action.DropIndex.class);

    private AlterFixes() {}

    /** The table that ALTER TABLE alters; empty for other statements. */
    public static Optional<TableName> table(Scene scene) {
        return scene.facts().kind().equals("ALTER TABLE")
                ? scene.facts().locks().keySet().stream()
                        .filter(table -> scene.masked().contains(table.name()))
                        .min((one, other) -> Integer.compare(
                                scene.masked().indexOf(one.name()),
                                scene.masked().indexOf(other.name())))
                : Optional.empty();
    }

    /** The statement and those right behind it that alter the same table; only itself where one stands right before it. */
    public static List<Scene> row(Scene scene) {
        Optional<TableName> table = table(scene);
        List<Scene> part = scene.migration().scenes(scene.part().kind());
        boolean first =
                scene.index() == 0 || !table(part.get(scene.index() - 1)).equals(table);
        if (table.isEmpty() || !first || scene.part().kind() == LintPart.Kind.VERIFY) {
            return List.of(scene);
        }
        return part.stream()
                .skip(scene.index())
                .takeWhile(next -> table(next).equals(table))
                .toList();
    }

    /** The first statement of a row takes the clauses of all. */
    public static Fix join(Scene scene) {
        List<Scene> row = row(scene);
        if (row.stream().anyMatch(one -> !HEAD.matcher(one.masked()).find() || !isJoinable(one))) {
            return new Fix.Refusal(
                    "a clause among them may depend on an earlier one, or stands alone: join them by hand");
        }
        if (touchesTwice(row)) {
            return new Fix.Refusal("they touch the same column, index or constraint twice: join them by hand");
        }
        StringBuilder text = new StringBuilder(trimmed(scene));
        for (int i = 1; i < row.size(); i++) {
            if (!isOnlyTerminator(between(row.get(i - 1), row.get(i)))) {
                return new Fix.Refusal("there are comments between them: join them by hand");
            }
            text.append(",\n    ").append(clauses(row.get(i)));
        }
        Scene last = row.get(row.size() - 1);
        int more = end(last) - end(scene);
        return new Fix.Rewrite(text.toString(), false, null, more);
    }

    private static boolean isJoinable(Scene scene) {
        return !scene.facts().actions().isEmpty()
                && scene.facts().actions().stream().allMatch(action -> JOINABLE.contains(action.getClass()));
    }

    private static boolean touchesTwice(List<Scene> row) {
        Set<String> seen = new HashSet<>();
        for (Scene scene : row) {
            List<String> own = scene.facts().actions().stream()
                    .flatMap(AlterFixes::touched)
                    .distinct()
                    .toList();
            if (own.stream().anyMatch(name -> !seen.add(name))) {
                return true;
            }
        }
        return false;
    }

    private static Stream<String> touched(Action action) {
        List<String> names = new ArrayList<>();
        if (action instanceof Action.AddColumn add) {
            names.add("column " + add.column().name());
        } else if (action instanceof Action.DropColumn drop) {
            names.add("column " + drop.column());
        } else if (action instanceof Action.RedefineColumn change) {
            names.add("column " + change.column());
        } else if (action instanceof Action.SetDefault set) {
            names.add("column " + set.column());
        } else if (action instanceof Action.DropIndex drop) {
            names.add("key " + drop.index());
        } else if (action instanceof Action.CreateIndex index && index.index() != null) {
            names.add("key " + index.index().name());
        } else if (action instanceof Action.AddConstraint add
                && add.constraint().name() != null) {
            names.add("key " + add.constraint().name());
        }
        return names.stream();
    }

    private static String trimmed(Scene scene) {
        return scene.text().substring(0, scene.masked().stripTrailing().length());
    }

    private static String clauses(Scene scene) {
        Matcher head = HEAD.matcher(scene.masked());
        int start = head.find() ? head.end() : 0;
        return trimmed(scene).substring(start);
    }

    private static int end(Scene scene) {
        return scene.judged().start() + scene.text().length();
    }

    private static String between(Scene one, Scene next) {
        return one.part().file().text().substring(end(one), next.judged().start());
    }

    private static boolean isOnlyTerminator(String text) {
        return text.strip().equals(";");
    }
}
