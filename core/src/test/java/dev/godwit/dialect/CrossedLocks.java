package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Two sessions that lock the same two rows in opposite order; the server gives up the first. */
public final class CrossedLocks {
    private static final int WEIGHT = 100;

    private final Session victim;
    private final Session other;
    private final CountDownLatch otherHoldsB = new CountDownLatch(1);
    private final CountDownLatch victimHoldsA = new CountDownLatch(1);
    private final AtomicInteger tries = new AtomicInteger();

    /** @param other of which the server must rather keep the work: it writes more, or waits longer before it looks */
    public CrossedLocks(Session victim, Session other) {
        this.victim = victim;
        this.other = other;
        run(other, "create table crossed (id varchar(9) not null primary key, n integer not null)");
        run(other, "insert into crossed values ('a', 0), ('b', 0)");
    }

    /** Lets them meet; how often the victim's transaction, which counts both rows up, was begun. */
    public int meet() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> crossing = threads.submit(() -> other.inTransaction(this::holdsBAndWantsA));
            otherHoldsB.await();
            victim.ownTransaction(this::holdsAAndWantsB);
            crossing.get();
        } finally {
            threads.shutdown();
        }
        return tries.get();
    }

    /** What stands in the two rows. */
    public String rows() {
        return String.join(" ", victim.query(Sql.of("select n from crossed order by id"), row -> row.text(1)));
    }

    private boolean holdsBAndWantsA() {
        for (int row = 0; row < WEIGHT; row++) {
            other.update(Sql.of("insert into crossed values ({}, 0)", Sql.param("w" + row)));
        }
        up(other, "b");
        otherHoldsB.countDown();
        await(victimHoldsA);
        up(other, "a");
        for (int row = 0; row < WEIGHT; row++) {
            other.update(Sql.of("delete from crossed where id = {}", Sql.param("w" + row)));
        }
        return true;
    }

    private boolean holdsAAndWantsB() {
        tries.incrementAndGet();
        up(victim, "a");
        victimHoldsA.countDown();
        up(victim, "b");
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void up(Session session, String row) {
        session.write(Sql.of("update crossed set n = n + 1 where id = {}", Sql.param(row)));
    }

    private static void run(Session session, String statement) {
        session.execute(Sql.verbatim(statement));
    }
}
