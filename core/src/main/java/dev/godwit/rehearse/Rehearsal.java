package dev.godwit.rehearse;

import dev.godwit.engine.Outcome;
import dev.godwit.rehearse.RehearsalReport.Ground;
import dev.godwit.rehearse.RehearsalReport.SetResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rehearses migrations on a stage: each alone up, down and up; then all that can be taken back together down and up, because
 * a down part that works alone may stand in the way of another; repeatable ones last, twice. The stage is left with all of
 * them applied. Used by one thread, once.
 */
public final class Rehearsal {
    private final Stage stage;
    private final Measures measures;
    private final SampleMaker samples;
    private final Consumer<String> progress;
    private final List<MigrationResult> results = new ArrayList<>();

    /** The way back of the migrations since the last one without: where it must lead. */
    private final List<Cue> wayBack = new ArrayList<>();

    private Optional<State> start = Optional.empty();

    /**
     * @param measures the meter that hangs in the stage's runs
     * @param rows to make up in each touched table that has none; 0 where the stage's rows must be left alone
     * @param progress takes a line for each migration as it begins
     */
    public Rehearsal(Stage stage, Measures measures, long rows, Consumer<String> progress) {
        this.stage = stage;
        this.measures = measures;
        this.samples = new SampleMaker(stage, rows);
        this.progress = progress;
    }

    /** Rehearses {@code cues}, which are in the order in which they are to be applied; none of them is applied yet. */
    public RehearsalReport run(Ground ground, List<Cue> cues) {
        cues.stream().filter(cue -> !cue.repeatable()).forEach(this::rehearse);
        Optional<SetResult> set = together();
        cues.stream().filter(Cue::repeatable).forEach(this::rehearse);
        return new RehearsalReport(ground, results, set);
    }

    private void rehearse(Cue cue) {
        if (results.stream().anyMatch(result -> result.problem().isPresent())) {
            results.add(new MigrationResult(
                    cue,
                    Grade.NOT_REACHED,
                    MigrationResult.Durations.NONE,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty()));
            return;
        }
        progress.accept("rehearsing " + cue.id());
        MigrationTake take = new MigrationTake(stage, measures, samples, cue);
        MigrationResult result = take.play();
        if (cue.named() || result.problem().isPresent()) {
            results.add(result);
        }
        remember(cue, result, take.before());
    }

    private void remember(Cue cue, MigrationResult result, State before) {
        boolean back = result.grade() == Grade.REVERSIBLE || result.grade() == Grade.LOSSY;
        if (!back) {
            wayBack.clear();
            start = Optional.empty();
        } else {
            wayBack.add(cue);
            start = start.or(() -> Optional.of(before));
        }
    }

    /** Rows are not compared: what one of them loses was told above, and later ones were given rows in between. */
    private Optional<SetResult> together() {
        if (wayBack.size() < 2) {
            return Optional.empty();
        }
        progress.accept("rehearsing the last " + wayBack.size() + " together");
        List<String> ids = wayBack.stream().map(Cue::id).toList();
        State end = structure();
        List<Cue> lastFirst = new ArrayList<>(wayBack);
        Collections.reverse(lastFirst);
        Outcome down = stage.down(lastFirst);
        if (down.problem().isPresent()) {
            return Optional.of(new SetResult(ids, List.of(), down.problem()));
        }
        List<String> differences =
                new ArrayList<>(prefixed("after all are taken back", start.orElseThrow(), structure()));
        Outcome up = stage.up(wayBack);
        if (up.problem().isPresent()) {
            return Optional.of(new SetResult(ids, differences, up.problem()));
        }
        differences.addAll(prefixed("after all are applied again", end, structure()));
        return Optional.of(new SetResult(ids, differences, Optional.empty()));
    }

    private State structure() {
        return new State(stage.dialect().catalog().snapshot(stage.session()), java.util.Map.of());
    }

    private static List<String> prefixed(String when, State wanted, State found) {
        return Differences.between(wanted, found).catalog().stream()
                .map(difference -> when + ": " + difference)
                .toList();
    }
}
