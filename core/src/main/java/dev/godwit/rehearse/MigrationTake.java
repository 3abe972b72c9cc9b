package dev.godwit.rehearse;

import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.engine.Outcome;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import dev.godwit.rehearse.MigrationResult.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One migration on the stage: up, down, up, with a look at the database in between. Used by one thread, once. */
final class MigrationTake {
    /** SQLSTATE of a value that is missing where one is required: any table with rows would refuse the same. */
    private static final String NOT_NULL = "23502";

    private final Stage stage;
    private final Measures measures;
    private final SampleMaker samples;
    private final Cue cue;
    private final List<String> differences = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final List<Measurement> statements = new ArrayList<>();
    private Duration up = Duration.ZERO;
    private Duration down = Duration.ZERO;
    private Duration again = Duration.ZERO;
    private State before;

    MigrationTake(Stage stage, Measures measures, SampleMaker samples, Cue cue) {
        this.stage = stage;
        this.measures = measures;
        this.samples = samples;
        this.cue = cue;
        if (cue.named()) {
            samples.fill(cue.reach());
        }
        findings.addAll(samples.takeNotes());
        this.before = look();
    }

    /** The state that it began in. */
    State before() {
        return before;
    }

    MigrationResult play() {
        Optional<Problem> failed = firstUp();
        if (failed.isPresent()) {
            return result(Grade.FAILED, failed);
        }
        if (cue.irreversible() || !cue.named()) {
            return cue.repeatable() ? secondTime() : result(notTakenBack(), Optional.empty());
        }
        State first = look();
        Optional<Problem> problem = takeBack().or(() -> secondUp(first));
        return result(problem.isPresent() && differences.isEmpty() ? Grade.FAILED : grade(), problem);
    }

    /** One that only prepares the ground keeps its way back, which the set rehearsal goes. */
    private Grade notTakenBack() {
        return cue.irreversible() ? Grade.IRREVERSIBLE : Grade.REVERSIBLE;
    }

    private Optional<Problem> firstUp() {
        Optional<Problem> problem = run(Direction.UP);
        if (problem.isPresent() && refusedMadeRows()) {
            findings.add(
                    "with made-up rows it fails (" + problem.get().what()
                            + "), without rows it does not; whether the real rows pass, a rehearsal on a dump or on staging tells");
            before = before.without(samples.made());
            samples.empty();
            problem = run(Direction.UP);
        }
        keepMeasurements();
        up = measures.elapsed(Direction.UP);
        return problem;
    }

    /** Values that were made up may break a new check, a unique index or a cast that the real ones do not. */
    private boolean refusedMadeRows() {
        String state = measures.failure();
        return !samples.made().isEmpty()
                && (state.startsWith("22") || state.startsWith("23"))
                && !state.equals(NOT_NULL);
    }

    private Optional<Problem> takeBack() {
        Optional<Problem> problem = run(Direction.DOWN);
        keepMeasurements();
        down = measures.elapsed(Direction.DOWN);
        if (problem.isEmpty()) {
            Differences found = Differences.between(before, look());
            found.catalog().forEach(difference -> differences.add("after down: " + difference));
            lost.addAll(found.data());
            if (!found.order().isEmpty()) {
                findings.add("after down the order of columns differs: " + String.join(", ", found.order()));
            }
        }
        return problem;
    }

    private Optional<Problem> secondUp(State first) {
        Optional<Problem> problem = run(Direction.UP);
        again = measures.elapsed(Direction.UP);
        if (problem.isEmpty()) {
            compareUps(first);
        }
        return problem;
    }

    /** Rows that differ may come of the clock, of chance or of sequences, so they break nothing. */
    private void compareUps(State first) {
        Differences found = Differences.between(first, look());
        found.catalog().forEach(difference -> differences.add("second up: " + difference));
        List<String> other =
                found.data().stream().filter(value -> !lost.contains(value)).toList();
        if (!other.isEmpty()) {
            findings.add(
                    "the second up wrote other values than the first (clock, chance, sequences, or what down lost): "
                            + String.join(", ", other));
        }
    }

    private MigrationResult secondTime() {
        State first = look();
        Optional<Problem> problem = secondUp(first);
        boolean same = differences.isEmpty();
        return result(problem.isPresent() ? Grade.FAILED : same ? Grade.REPEATABLE : Grade.BROKEN, problem);
    }

    /** Loss is declared where the up part destroys by a statement that must be approved for just that. */
    private Grade grade() {
        if (!differences.isEmpty()) {
            return Grade.BROKEN;
        }
        if (lost.isEmpty()) {
            return Grade.REVERSIBLE;
        }
        if (cue.reach().destructive()) {
            return Grade.LOSSY;
        }
        lost.forEach(value -> differences.add("after down: rows differ: " + value));
        return Grade.BROKEN;
    }

    private Optional<Problem> run(Direction direction) {
        measures.begin();
        Outcome outcome = direction == Direction.UP ? stage.up(List.of(cue)) : stage.down(List.of(cue));
        return outcome.problem();
    }

    private void keepMeasurements() {
        for (Measurement measurement : measures.taken()) {
            statements.add(measurement.withTableRows(rowsOfTables(measurement)));
            measurement
                    .surprises()
                    .forEach(surprise ->
                            findings.add(measurement.place().direction().name().toLowerCase(java.util.Locale.ROOT)
                                    + " statement " + measurement.place().ordinal() + " " + surprise));
        }
    }

    /** By the sums before: up to one migration old, which is near enough to judge by the size. */
    private long rowsOfTables(Measurement measurement) {
        return before.data().entrySet().stream()
                .filter(table -> measurement.prediction().locks().keySet().stream()
                        .anyMatch(name -> Names.mean(name, table.getKey())))
                .map(java.util.Map.Entry::getValue)
                .mapToLong(TableSum::rows)
                .max()
                .orElse(-1);
    }

    private State look() {
        return new State(
                stage.dialect().catalog().snapshot(stage.session()),
                cue.named() ? samples.sums(cue.reach()) : java.util.Map.of());
    }

    private MigrationResult result(Grade grade, Optional<Problem> problem) {
        return new MigrationResult(
                cue, grade, new Durations(up, down, again), statements, differences, lost, findings, problem);
    }
}
