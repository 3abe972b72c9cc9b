package dev.godwit.guard;

import dev.godwit.host.Time;
import java.time.Duration;

/** A guard together with the session that its signal comes from, which ends with it. */
final class OwningGuard implements Guard, Calibrated {
    private final Guard guard;
    private final GuardSession session;

    private OwningGuard(Guard guard, GuardSession session) {
        this.guard = guard;
        this.session = session;
    }

    static Guard of(Guard guard, GuardSession session) {
        return new OwningGuard(guard, session);
    }

    @Override
    public String name() {
        return guard.name();
    }

    @Override
    public Duration interval() {
        return guard.interval();
    }

    @Override
    public Reading read() {
        return guard.read();
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return guard.judge(reading);
    }

    @Override
    public void calibrate(Time time) {
        if (guard instanceof Calibrated calibrated) {
            calibrated.calibrate(time);
        }
    }

    @Override
    public void close() {
        guard.close();
        session.close();
    }
}
