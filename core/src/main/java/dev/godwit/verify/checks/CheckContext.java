package dev.godwit.verify.checks;

import dev.godwit.host.Time;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.live.Snapshots;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the checks of this package work with.
 *
 * @param lag how long a change of the source may take to reach the target
 * @param settings what was asked for and declared
 */
public record CheckContext(Snapshots snapshots, Time time, Duration lag, CheckSettings settings) {
    /** How often something that is written to is looked at before it is left open. */
    static final int MOST_LOOKS = 4;

    /** Carries a check out and measures it. */
    CheckReport report(Check check, Consumer<Said> work) {
        long begin = time.nanos();
        Said said = new Said();
        work.accept(said);
        return CheckReport.of(check.name(), said.findings(), said.figures(), Duration.ofNanos(time.nanos() - begin));
    }
}
