package dev.godwit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One migration in its surroundings, as rules see it. Threads may share it. */
public final class MigrationScene {
    private final LintInput input;
    private final LintMigration subject;
    private final SchemaHistory history;
    private final List<Scene> scenes;
    private final Map<LintPart.Kind, TreeMap<Integer, List<Scene>>> transactions;

    /** @param firstOrdinal the moment of its first up statement */
    MigrationScene(LintInput input, LintMigration subject, SchemaHistory history, int firstOrdinal) {
        this.input = input;
        this.subject = subject;
        this.history = history;
        this.scenes = scenes(firstOrdinal);
        this.transactions = scenes.stream()
                .filter(scene -> scene.membership().number() != TransactionGroups.ALONE)
                .collect(Collectors.groupingBy(
                        scene -> scene.part().kind(),
                        Collectors.groupingBy(
                                scene -> scene.membership().number(), TreeMap::new, Collectors.toList())));
    }

    /** All that was given. */
    public LintInput input() {
        return input;
    }

    /** The migration itself. */
    public LintMigration subject() {
        return subject;
    }

    /** What the set does, in order. */
    public SchemaHistory history() {
        return history;
    }

    /** All statements, part by part. */
    public List<Scene> scenes() {
        return scenes;
    }

    /** The statements of one part. */
    public List<Scene> scenes(LintPart.Kind kind) {
        return scenes.stream().filter(scene -> scene.part().kind() == kind).toList();
    }

    /** The groups of statements that share a transaction; a statement that stands alone is in none. */
    public List<List<Scene>> transactions() {
        return transactions.values().stream()
                .flatMap(groups -> groups.values().stream())
                .toList();
    }

    List<Scene> transaction(LintPart.Kind kind, int number) {
        return transactions.getOrDefault(kind, new TreeMap<>()).getOrDefault(number, List.of());
    }

    /** A finding about the migration as a whole. */
    public Hit hit(String message) {
        return new Hit(null, null, message, null, null);
    }

    private List<Scene> scenes(int firstOrdinal) {
        List<Scene> all = new ArrayList<>();
        int afterUp = firstOrdinal + SchemaHistory.upStatements(subject).size();
        for (LintPart part : subject.parts()) {
            List<TransactionGroups.Membership> groups =
                    TransactionGroups.of(part, subject.header().transactions());
            for (int i = 0; i < part.statements().size(); i++) {
                int ordinal = part.kind() == LintPart.Kind.UP ? firstOrdinal + i : afterUp;
                all.add(new Scene(this, part, part.statements().get(i), i, ordinal, groups.get(i)));
            }
        }
        return List.copyOf(all);
    }
}
