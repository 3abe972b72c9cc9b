package dev.godwit.steps;

import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.OnlineDdl;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.host.CrashPoint;
import dev.godwit.state.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement outside transactions, between a durable intent and a result that is durable before anything else is sent,
 * in the gentlest manner that the server agrees to. Used by one thread.
 */
final class LoneStatement {
    private final StepContext context;
    private final String step;
    private final Sender sender;

    LoneStatement(StepContext context, String step, Sender sender) {
        this.context = context;
        this.step = step;
        this.sender = sender;
    }

    /** Sends a text for a statement. */
    @FunctionalInterface
    interface Sender {
        Ledger.DoneStatement send(StatementGroup.Member member, String text);
    }

    /** A failure, and what to do about it where the server agreed to no manner. */
    static final class NoManner extends RuntimeException {
        private final transient SqlFailure failure;
        private final String remedy;

        NoManner(SqlFailure failure, String remedy) {
            super(failure);
            this.failure = failure;
            this.remedy = remedy;
        }

        SqlFailure failure() {
            return failure;
        }

        String remedy() {
            return remedy;
        }
    }

    /**
     * Runs it.
     *
     * @param attempt from 1
     * @param intended run once the intent is durable
     * @throws SqlFailure what the server said, recorded as failed where the session is alive
     * @throws NoManner where it refused every manner
     */
    Ledger.DoneStatement run(StatementGroup.Member member, int attempt, Runnable intended) {
        String text = member.statement().text();
        OnlineDdl.Manners manners = context.dialect().onlineDdl().of(context.observer(), member.facts(), text);
        Ledger.Intent intent = new Ledger.Intent(member.ordinal(), attempt, text, context.run());
        if (!isShown(member)) {
            context.owed().settle();
        }
        context.owed().settleWith(writes -> writes.intend(context.execution(), step, intent));
        intended.run();
        context.host().crash().hit(CrashPoint.STATEMENT_INTENDED);
        Sent sent = recordedIfFailed(member, attempt, manners);
        context.host().crash().hit(CrashPoint.STATEMENT_EXECUTED);
        recordDone(member, attempt, sent);
        if (!isShown(member)) {
            context.owed().settle();
        }
        context.owed().then(() -> context.host().crash().hit(CrashPoint.STATEMENT_RECORDED));
        return sent.done();
    }

    /** What the catalog does not show takes a person to settle after a crash, so nothing else shares its commits. */
    private boolean isShown(StatementGroup.Member member) {
        return context.dialect().catalog().shows(member.facts());
    }

    /** Only a failure of the statement itself is one: when the record of its end fails, it has taken effect. */
    private Sent recordedIfFailed(StatementGroup.Member member, int attempt, OnlineDdl.Manners manners) {
        try {
            return send(member, manners);
        } catch (NoManner e) {
            recordFailure(member, attempt, e.failure());
            throw e;
        } catch (SqlFailure e) {
            recordFailure(member, attempt, e);
            throw e;
        }
    }

    /** @param manner in which the server agreed to it */
    private record Sent(Ledger.DoneStatement done, OnlineDdl.Manner manner) {}

    private record Refusal(OnlineDdl.Manner manner, SqlFailure failure) {
        @Override
        public String toString() {
            return manner.name() + ": " + failure.getMessage();
        }
    }

    private Sent send(StatementGroup.Member member, OnlineDdl.Manners manners) {
        List<Refusal> refusals = new ArrayList<>();
        for (OnlineDdl.Manner manner : manners.manners()) {
            try {
                return told(member, new Sent(sender.send(member, manner.text()), manner), refusals);
            } catch (SqlFailure failure) {
                if (manners.remedy().isEmpty() || !context.dialect().onlineDdl().refused(failure)) {
                    throw failure;
                }
                refusals.add(new Refusal(manner, failure));
            }
        }
        OnlineDdl.Manner last = context.dialect()
                .onlineDdl()
                .ifSmall(context.observer(), member.facts(), member.statement().text())
                .orElseThrow(
                        () -> new NoManner(refusals.get(refusals.size() - 1).failure(), manners.remedy()));
        return told(member, new Sent(sender.send(member, last.text()), last), refusals);
    }

    /** Servers often give the same reason for each; once is enough. */
    private Sent told(StatementGroup.Member member, Sent sent, List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            context.journal()
                    .append(new Event.Noted(
                            "statement " + member.ordinal(),
                            "sent with " + sent.manner().name() + "; the server refused " + refusals.size()
                                    + " gentler, the last one " + refusals.get(refusals.size() - 1)));
        }
        return sent;
    }

    private void recordDone(StatementGroup.Member member, int attempt, Sent sent) {
        String manner = sent.manner().name().isEmpty()
                ? null
                : "sent with " + sent.manner().name();
        finish(
                member,
                attempt,
                new Ended("done", sent.done().elapsed(), sent.done().rows(), null, manner));
    }

    /** A lost connection leaves the intent: the next run looks at the catalog. */
    private void recordFailure(StatementGroup.Member member, int attempt, SqlFailure failure) {
        if (context.session().alive()) {
            finish(member, attempt, new Ended("failed", Duration.ZERO, 0, failure.sqlState(), failure.getMessage()));
            context.owed().settle();
        }
    }

    private record Ended(
            String state,
            Duration elapsed,
            long rows,
            @Nullable String sqlState,
            @Nullable String message) {}

    private void finish(StatementGroup.Member member, int attempt, Ended ended) {
        context.owed()
                .writes()
                .finish(
                        context.execution(),
                        step,
                        new Ledger.Result(
                                member.ordinal(),
                                attempt,
                                ended.state(),
                                ended.elapsed(),
                                ended.rows(),
                                ended.sqlState(),
                                ended.message()));
    }
}
