package dev.godwit.fault;

import java.util.function.Function;

/** A failure of an act on a database, classified: what may be done about it follows from the case alone. */
public sealed interface Fault {
    /** The server's or the driver's own words, without row data. */
    String message();

    /** The connection or the server went away before the act; it may be repeated after a pause. */
    record Transient(String message) implements Fault {}

    /** Somebody else holds what is needed (lock timeout, deadlock, serialization); repeat with back-off. */
    record Contention(String message) implements Fault {}

    /** Repeating cannot help: syntax, constraint, missing rights. */
    record Permanent(String message) implements Fault {}

    /** The act was sent and its answer was lost: look at the database, then decide. Never repeat unseen. */
    record Ambiguous(String message) implements Fault {}

    /** One function per case, so that a new case breaks every user at compile time. */
    default <T> T match(
            Function<Transient, T> onTransient,
            Function<Contention, T> onContention,
            Function<Permanent, T> onPermanent,
            Function<Ambiguous, T> onAmbiguous) {
        if (this instanceof Transient fault) {
            return onTransient.apply(fault);
        }
        if (this instanceof Contention fault) {
            return onContention.apply(fault);
        }
        if (this instanceof Permanent fault) {
            return onPermanent.apply(fault);
        }
        return onAmbiguous.apply((Ambiguous) this);
    }
}
