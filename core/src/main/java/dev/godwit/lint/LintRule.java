package dev.godwit.lint;

import dev.godwit.sql.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One rule: its words and its check. Threads may share it.
 *
 * @param id stable, such as {@code GL-101}
 * @param name stable, kebab-case
 * @param title what is wrong, a short clause
 * @param why why it is dangerous, a sentence
 * @param instead what to do instead, a sentence
 * @param severity unless a hit is milder
 * @param knowledge what it must know to speak
 * @param aliases the names under which others know it, as {@code tool/name}
 * @param growsWithTable whether the harm grows with the table, so that a small live table makes it a note
 * @param onByDefault whether it speaks without being asked to
 * @param dialects whose scripts it speaks about, by name; empty for all
 * @param wordings why and instead in the words of a dialect that has its own, by the dialect's name
 * @param check all that it finds in a migration
 * @param fixer what can be done mechanically about a hit; null for nothing
 */
public record LintRule(
        String id,
        String name,
        String title,
        String why,
        String instead,
        Severity severity,
        Knowledge knowledge,
        List<String> aliases,
        boolean growsWithTable,
        boolean onByDefault,
        Set<String> dialects,
        Map<String, Wording> wordings,
        Function<MigrationScene, Stream<Hit>> check,
        @Nullable Function<Scene, Fix> fixer) {

    /**
     * What a rule says about one dialect.
     *
     * @param why as {@link LintRule#why}
     * @param instead as {@link LintRule#instead}
     */
    public record Wording(String why, String instead) {}

    /** Starts a declaration. */
    public static Builder rule(String id, String name, Severity severity) {
        return new Builder(id, name, severity);
    }

    /** Whether it is about scripts of that dialect. */
    public boolean speaks(String dialect) {
        return dialects.isEmpty() || dialects.contains(dialect);
    }

    /** The rule in the words of a dialect. */
    public LintRule in(String dialect) {
        Wording words = wordings.get(dialect);
        return words == null
                ? this
                : new LintRule(
                        id,
                        name,
                        title,
                        words.why(),
                        words.instead(),
                        severity,
                        knowledge,
                        aliases,
                        growsWithTable,
                        onByDefault,
                        dialects,
                        wordings,
                        check,
                        fixer);
    }

    /** Whether a person who writes {@code word} means this rule: its id, its name or another tool's name for it. */
    public boolean isCalled(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return id.toLowerCase(Locale.ROOT).equals(wanted)
                || name.equals(wanted)
                || aliases.stream().anyMatch(alias -> aliasName(alias).equals(wanted));
    }

    private static String aliasName(String alias) {
        return alias.substring(alias.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** Collects a rule's words and checks. Each {@code on} adds a check to up and down parts alike. */
    public static final class Builder {
        private final String id;
        private final String name;
        private final Severity severity;
        private final List<Function<MigrationScene, Stream<Hit>>> checks = new ArrayList<>();
        private String title = "";
        private String why = "";
        private String instead = "";
        private Knowledge knowledge = Knowledge.FILE;
        private List<String> aliases = List.of();
        private final Map<String, Wording> wordings = new HashMap<>();
        private Set<String> dialects = Set.of();
        private boolean growsWithTable;
        private boolean onByDefault = true;
        private @Nullable Function<Scene, Fix> fixer;

        private Builder(String id, String name, Severity severity) {
            this.id = id;
            this.name = name;
            this.severity = severity;
        }

        /** What is wrong, and why that is dangerous. */
        public Builder because(String clause, String reason) {
            this.title = clause;
            this.why = reason;
            return this;
        }

        /** What to do instead. */
        public Builder instead(String advice) {
            this.instead = advice;
            return this;
        }

        /** It speaks about scripts of these dialects only. */
        public Builder only(String... names) {
            this.dialects = Set.of(names);
            return this;
        }

        /** Why and instead in the words of a dialect. */
        public Builder inWordsOf(String dialect, String reason, String advice) {
            wordings.put(dialect, new Wording(reason, advice));
            return this;
        }

        /** What it must know to speak. */
        public Builder knows(Knowledge level) {
            this.knowledge = level;
            return this;
        }

        /** Names elsewhere, as {@code tool/name}. */
        public Builder alias(String... names) {
            this.aliases = List.of(names);
            return this;
        }

        /** The harm grows with the table. */
        public Builder growsWithTable() {
            this.growsWithTable = true;
            return this;
        }

        /** It speaks only where the project switches it on. */
        public Builder offByDefault() {
            this.onByDefault = false;
            return this;
        }

        /** What can be done mechanically. */
        public Builder fix(Function<Scene, Fix> rewriting) {
            this.fixer = rewriting;
            return this;
        }

        /** Looks at each action of a kind; the check answers null where all is well. */
        public <A extends Action> Builder on(Class<A> kind, BiFunction<A, Scene, @Nullable Hit> look) {
            return onScenes(scene -> scene.actions(kind).map(action -> look.apply(action, scene)));
        }

        /** Looks at each statement; the check answers null where all is well. */
        public Builder onStatement(Function<Scene, @Nullable Hit> look) {
            return onScenes(scene -> Stream.ofNullable(look.apply(scene)));
        }

        /** Looks at each migration as a whole. */
        public Builder onMigration(Function<MigrationScene, Stream<Hit>> look) {
            checks.add(look);
            return this;
        }

        private Builder onScenes(Function<Scene, Stream<Hit>> look) {
            checks.add(migration -> migration.scenes().stream()
                    .filter(scene -> scene.part().kind() != LintPart.Kind.VERIFY)
                    .flatMap(look)
                    .filter(Objects::nonNull));
            return this;
        }

        /** The rule. */
        public LintRule build() {
            List<Function<MigrationScene, Stream<Hit>>> all = List.copyOf(checks);
            return new LintRule(
                    id,
                    name,
                    title,
                    why,
                    instead,
                    severity,
                    knowledge,
                    aliases,
                    growsWithTable,
                    onByDefault,
                    dialects,
                    Map.copyOf(wordings),
                    migration -> all.stream().flatMap(check -> check.apply(migration)),
                    fixer);
        }
    }
}
