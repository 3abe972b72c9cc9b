package dev.godwit.app.verb;

import dev.godwit.dialect.Selection;
import dev.godwit.engine.Watch;
import dev.godwit.event.Journal;
import dev.godwit.guard.EmergencyStopGuard;
import dev.godwit.guard.Guard;
import dev.godwit.guard.GuardBoard;
import dev.godwit.guard.GuardSession;
import dev.godwit.guard.GuardSettings;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.guard.LatencyGuard;
import dev.godwit.guard.SqlCanary;
import dev.godwit.host.Host;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches both servers while their rows are read: the emergency stop always; the latency of a query of each side where the
 * tables are large enough to be felt. Lag of replicas is not watched, for reading causes none, and waiting for it would only
 * hold a snapshot longer.
 */
final class ValidateWatch implements Watch {
    /** A query that nobody chose must not hold anybody back for noise. */
    private static final Duration FLOOR = Duration.ofMillis(10);

    private final EmergencyStopGuard stop;
    private final Optional<GuardBoard> board;

    private ValidateWatch(EmergencyStopGuard stop, Optional<GuardBoard> board) {
        this.stop = stop;
        this.board = board;
    }

    /** @param large whether the tables are large enough to take baselines first */
    static ValidateWatch over(Host host, GuardSettings settings, List<Watched> sides, boolean large) {
        EmergencyStopGuard stop = new EmergencyStopGuard(settings.stopFiles(), host.time());
        if (!large) {
            return new ValidateWatch(stop, Optional.empty());
        }
        List<Guard> guards = new ArrayList<>();
        sides.forEach(side -> side.latency(host, settings).ifPresent(guards::add));
        Journal journal = new Journal(host.ids().newRunId(), host.time(), List.of());
        GuardBoard board = new GuardBoard(guards, host.time(), journal);
        try {
            board.calibrate();
            board.start();
        } catch (RuntimeException e) {
            board.close();
            throw e;
        }
        return new ValidateWatch(stop, Optional.of(board));
    }

    /** One server and what is read there. */
    record Watched(Target target, List<Mapping> mappings, boolean ofSource) {
        Optional<Guard> latency(Host host, GuardSettings settings) {
            List<String> queries =
                    settings.canaries().isEmpty() ? lastRow().stream().toList() : settings.canaries();
            if (queries.isEmpty()) {
                return Optional.empty();
            }
            GuardSession session =
                    new GuardSession(target.database(), target.dialect().locks(), "godwit guard latency");
            LatencyGuard.Limits limits = settings.latency();
            Duration floor = limits.floor().compareTo(FLOOR) > 0 ? limits.floor() : FLOOR;
            return Optional.of(new LatencyGuard(
                    new LatencyGuard.Limits(
                            limits.pause(),
                            limits.rollBack(),
                            limits.windows(),
                            limits.window(),
                            floor,
                            LatencyGuard.Baseline.FIXED),
                    SqlCanary.reading(session, target.dialect().health(), queries, host.time()),
                    host.time()));
        }

        /** The last row by a key that an index gives in its order, as an application would read one. */
        private Optional<String> lastRow() {
            return mappings.stream()
                    .filter(mapping ->
                            mapping.keyColumns() > 0 && key(mapping).stream().allMatch(Selection.Field::byteOrdered))
                    .findFirst()
                    .map(mapping -> {
                        List<Sql> order = key(mapping).stream()
                                .map(field -> Sql.of("{} desc", field.expression()))
                                .toList();
                        Mapping.Rows rows = ofSource ? mapping.source() : mapping.target();
                        return Sql.of(
                                        "select * from {} as {} order by {} limit 1",
                                        rows.table(),
                                        Selection.ALIAS,
                                        Sql.join(", ", order))
                                .render(target.dialect().quoting())
                                .text();
                    });
        }

        private List<Selection.Field> key(Mapping mapping) {
            return mapping.compared().subList(0, mapping.keyColumns()).stream()
                    .map(column -> java.util.Objects.requireNonNull(ofSource ? column.source() : column.target()))
                    .toList();
        }
    }

    /** Nothing was written, so there is nothing to take back: what would undo a change holds a reader. */
    @Override
    public GuardVerdict verdict() {
        GuardVerdict stopped = stop.judge(stop.read());
        if (!(stopped instanceof GuardVerdict.Proceed) || board.isEmpty()) {
            return stopped;
        }
        GuardVerdict verdict = board.get().verdict();
        return verdict instanceof GuardVerdict.RollBack back ? new GuardVerdict.Pause(back.reason()) : verdict;
    }

    @Override
    public void close() {
        board.ifPresent(GuardBoard::close);
    }
}
