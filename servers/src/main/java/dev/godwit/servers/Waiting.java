package dev.godwit.servers;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Bounded waiting for what another process does and nobody tells us about. */
final class Waiting {
    private static final long INTERVAL_NANOS = Duration.ofMillis(10).toNanos();

    private Waiting() {}

    /** A question that is asked again and again. */
    @FunctionalInterface
    interface Question<T, E extends Exception> {
        /** The answer, or empty when it is not there yet. */
        Optional<T> ask() throws E;
    }

    /** The answer, or empty when there was none within the limit or the thread was interrupted. */
    static <T, E extends Exception> Optional<T> untilPresent(Duration limit, Question<T, E> question) throws E {
        long end = System.nanoTime() + limit.toNanos();
        Optional<T> answer = question.ask();
        while (answer.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            answer = question.ask();
        }
        return answer;
    }

    /** Returns once there is an answer; throws what {@code late} makes when there was none within the limit. */
    static <T, E extends Exception, X extends Exception> void until(
            Duration limit, Question<T, E> question, Supplier<X> late) throws E, X {
        if (untilPresent(limit, question).isEmpty()) {
            throw late.get();
        }
    }
}
