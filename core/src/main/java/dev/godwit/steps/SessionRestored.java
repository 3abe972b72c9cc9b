package dev.godwit.steps;

import dev.godwit.db.SqlFailure;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.SessionTrace;
import dev.godwit.sql.SessionTrace.Fate;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sets up the session of a run that goes on behind statements of an earlier one: what those had set died with their session,
 * and a quote, a foreign key or a variable would mean something else behind them. What can be had again is sent again; where
 * the rest of the script mentions what cannot, the run ends before anything is sent. Used by one thread.
 */
final class SessionRestored {
    private final StepContext context;
    private final SqlStep.Script script;
    private boolean sent;

    SessionRestored(StepContext context, SqlStep.Script script) {
        this.context = context;
        this.script = script;
    }

    /**
     * Restores once; later calls do nothing.
     *
     * @param done the members that took effect in an earlier run
     * @return whether the session was changed
     * @throws dev.godwit.fault.GodwitException GW-3018 where what is lost is needed
     */
    boolean restore(List<StatementGroup.Member> done, List<StatementGroup> remaining) {
        if (sent || done.isEmpty() || remaining.isEmpty()) {
            return false;
        }
        sent = true;
        Map<String, StatementGroup.Member> lost = new LinkedHashMap<>();
        List<StatementGroup.Member> again = again(done, lost);
        requireNothingLost(lost, remaining);
        again.forEach(this::send);
        if (!again.isEmpty()) {
            String names = again.stream()
                    .flatMap(member -> traces(member).stream())
                    .map(SessionTrace::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            context.journal()
                    .append(new Event.Noted("session", "set up again as the statements done had left it: " + names));
        }
        return !again.isEmpty();
    }

    /** The members to send again, in order; fills {@code lost} with what none of them brings back. */
    private List<StatementGroup.Member> again(
            List<StatementGroup.Member> done, Map<String, StatementGroup.Member> lost) {
        Map<String, StatementGroup.Member> prepared = new LinkedHashMap<>();
        List<StatementGroup.Member> again = new ArrayList<>();
        for (StatementGroup.Member member : done) {
            List<SessionTrace> traces = traces(member);
            boolean rests = lost.keySet().stream().anyMatch(name -> needs(member, name, traces));
            for (SessionTrace trace : traces) {
                if (trace.fate() == Fate.GONE) {
                    lost.remove(trace.name());
                    again.remove(prepared.remove(trace.name()));
                } else if (trace.fate() == Fate.LOST || rests) {
                    lost.put(trace.name(), member);
                } else {
                    lost.remove(trace.name());
                    prepared.put(trace.name(), member);
                    again.add(member);
                }
            }
        }
        return again.stream().distinct().toList();
    }

    private void requireNothingLost(Map<String, StatementGroup.Member> lost, List<StatementGroup> remaining) {
        remaining.stream().flatMap(group -> group.members().stream()).forEach(member -> {
            List<SessionTrace> traces = lost.isEmpty() ? List.of() : traces(member);
            lost.forEach((name, setBy) -> {
                if (needs(member, name, traces)) {
                    throw lost(name, setBy, member);
                }
            });
            traces.forEach(trace -> lost.remove(trace.name()));
        });
    }

    private dev.godwit.fault.GodwitException lost(
            String name, StatementGroup.Member setBy, StatementGroup.Member neededBy) {
        return Problem.of(
                        ErrorCode.SESSION_LOST,
                        name + " was set by statement " + setBy.ordinal()
                                + " of a run that ended, and died with its session: " + setBy.head())
                .at(StatementGroups.place(
                        script, neededBy.statement().position().line()))
                .changed("nothing by this run")
                .exception();
    }

    private void send(StatementGroup.Member member) {
        try {
            context.session().execute(Sql.verbatim(member.statement().text()));
        } catch (SqlFailure failure) {
            throw Statements.problem(script, member, failure, context.dialect().classify(failure))
                    .changed("nothing by this run, which set up its session again")
                    .exception();
        }
    }

    private List<SessionTrace> traces(StatementGroup.Member member) {
        return context.dialect().scripts().traces(member.statement());
    }

    /** Whether a statement reads something; a comment counts too: a false alarm is better than a wrong value. */
    private static boolean needs(StatementGroup.Member member, String name, List<SessionTrace> traces) {
        boolean function = name.endsWith("()");
        boolean anew = traces.stream().anyMatch(trace -> trace.name().equals(name));
        String bare = function ? name.substring(0, name.length() - 2) : name;
        Pattern mention = Pattern.compile("(?i)(?<![\\w$@])" + Pattern.quote(bare) + "(?![\\w$])");
        long mentions = mention.matcher(member.statement().text()).results().count();
        return mentions > (anew && !function ? 1 : 0);
    }
}
