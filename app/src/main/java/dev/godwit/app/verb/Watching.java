package dev.godwit.app.verb;

import dev.godwit.config.Environment.Hours;
import dev.godwit.db.Database;
import dev.godwit.dialect.KeySpec;
import dev.godwit.engine.Watch;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.guard.EmergencyStopGuard;
import dev.godwit.guard.GuardBoard;
import dev.godwit.guard.GuardSettings;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.guard.Guards;
import dev.godwit.guard.WindowGuard;
import dev.godwit.host.Time;
import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.report.Words;
import dev.godwit.sql.Sql;
import dev.godwit.steps.BackfillStep;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides how a plan is watched: one that only runs scripts by the emergency stop, asked before each unit; one that moves
 * rows by all guards, with baselines taken before it begins. The clock watches both.
 *
 * @param settings the limits
 * @param replicas that are asked for the heartbeat, besides what the primary says of them
 */
public record Watching(GuardSettings settings, List<Database> replicas) implements Watcher {
    public Watching {
        replicas = List.copyOf(replicas);
    }

    /** A rollback waits for no window, as its gate says; nor does what only notes them. */
    @Override
    public Watch over(Target target, Plan plan, Journal journal, Time time) {
        Watch watch = signals(target, plan, journal, time);
        Hours hours = target.policy().hours();
        if (!hours.enforced() || hours.windows().always() || plan.direction() == Direction.DOWN) {
            return watch;
        }
        WindowGuard window = Guards.window(new WindowGuard.Limits(hours.windows(), hours.waits()), time);
        return new Watch() {
            @Override
            public GuardVerdict verdict() {
                return watch.verdict().or(window.judge(window.read()));
            }

            @Override
            public void close() {
                watch.close();
            }
        };
    }

    private Watch signals(Target target, Plan plan, Journal journal, Time time) {
        Set<TableName> tables = plan.steps().stream()
                .filter(step -> step.step() instanceof BackfillStep)
                .map(step -> ((BackfillStep) step.step()).table())
                .collect(Collectors.toSet());
        if (tables.isEmpty()) {
            EmergencyStopGuard stop = new EmergencyStopGuard(settings.stopFiles(), time);
            return () -> stop.judge(stop.read());
        }
        GuardSettings withCanaries =
                settings.canaries().isEmpty() ? withOwnCanaries(canaries(target, tables)) : settings;
        return board(target, withCanaries, journal, time);
    }

    /**
     * A query that nobody chose must not stop anybody for noise: on a shared machine of two cores its P95 was seen to jump
     * from 1 to 6 ms and back without any cause of ours. So it is held against the times between chunks.
     */
    private GuardSettings withOwnCanaries(List<String> queries) {
        return settings.withCanaries(queries).withLatency(settings.latency().live());
    }

    private Watch board(Target target, GuardSettings chosen, Journal journal, Time time) {
        Guards guards = new Guards(chosen, new Guards.Place(target.dialect(), target.database(), replicas, time));
        guards.listeners().forEach(journal::add);
        GuardBoard board = new GuardBoard(guards.all(), time, journal);
        try {
            board.calibrate();
            board.start();
        } catch (RuntimeException e) {
            board.close();
            throw e;
        }
        journal.append(new Event.Noted(
                "guards", Words.plural(board.readings().size(), "signal") + " watched, baselines taken while idle"));
        return new Watch() {
            @Override
            public GuardVerdict verdict() {
                return board.verdict();
            }

            @Override
            public void close() {
                board.close();
            }
        };
    }

    /** Where nobody named canary queries: the last key of each table, read by its index as an application would read a row. */
    private static List<String> canaries(Target target, Set<TableName> tables) {
        return tables.stream()
                .map(table -> target.dialect().catalog().table(target.session(), table))
                .flatMap(Optional::stream)
                .map(facts -> target.dialect().chunks().keys(facts).stream().findFirst())
                .flatMap(Optional::stream)
                .map(key -> lastRow(key).render(target.dialect().quoting()).text())
                .toList();
    }

    private static Sql lastRow(KeySpec key) {
        List<Sql> descending =
                key.columns().stream().map(column -> Sql.of("{} desc", column)).toList();
        return Sql.of("select * from {} order by {} limit 1", key.table(), Sql.join(", ", descending));
    }
}
