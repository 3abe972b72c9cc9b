package dev.godwit.app.verb;

import dev.godwit.engine.Watch;
import dev.godwit.event.Journal;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.Time;
import dev.godwit.plan.Plan;

/** Decides how a plan is watched while it is carried out. */
@FunctionalInterface
public interface Watcher {
    /** Begins to watch. */
    Watch over(Target target, Plan plan, Journal journal, Time time);

    /** Nobody uses the database, so there is nothing to watch: for rehearsals. */
    static Watcher none() {
        return (target, plan, journal, time) -> () -> new GuardVerdict.Proceed(0);
    }
}
