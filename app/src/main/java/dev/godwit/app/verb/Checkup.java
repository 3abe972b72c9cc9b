package dev.godwit.app.verb;

import dev.godwit.dialect.Survey;
import dev.godwit.gate.EnvironmentGate;
import dev.godwit.host.Time;
import dev.godwit.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at a database with the eyes of a run: who it is, what the role may do, what stands in the way. Reads only. */
public final class Checkup {
    /** Clocks further apart make the times of two records hard to compare; Godwit itself never compares them. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final Target target;
    private final Time time;
    private final List<Finding> findings = new ArrayList<>();

    public Checkup(Target target, Time time) {
        this.target = target;
        this.time = time;
    }

    /** How it is. */
    public enum Health {
        FINE("ok"),
        WORTH_KNOWING("note"),
        WRONG("wrong");

        private final String word;

        Health(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param next what to type; empty where nothing is to be done
     */
    public record Finding(String subject, Health health, String text, String next) {}

    /** Everything, in a sensible order. */
    public List<Finding> findings() {
        findings.clear();
        identity();
        overview();
        rights();
        for (Survey.OtherHistory history : target.dialect().survey().histories(target.session())) {
            add(
                    "history",
                    Health.WORTH_KNOWING,
                    history.table() + " is the history of " + history.tool() + "; it is not read",
                    "");
        }
        for (Survey.Leftover left : target.dialect().survey().leftovers(target.session())) {
            add("leftover", Health.WORTH_KNOWING, left.object() + ": " + left.state(), left.remedy());
        }
        return List.copyOf(findings);
    }

    private void identity() {
        add("database", Health.FINE, target.describe(), "");
        EnvironmentGate.nameToType(target.identity(), target.policy())
                .ifPresent(name ->
                        add("environment", Health.WORTH_KNOWING, "its name must be typed", "--confirm " + name));
        if (target.identity().replica()) {
            add(
                    "replica",
                    Health.WRONG,
                    "this server is a replica or read-only, and takes no changes",
                    "give the primary's URL");
        }
        boolean pooled = target.dialect().locks().behindPooler(target.session());
        add(
                "pooler",
                pooled ? Health.WRONG : Health.FINE,
                pooled ? "a pooler in transaction mode is in between" : "none in between",
                pooled ? "connect to the server itself" : "");
        add("ledger", Health.FINE, target.hasLedger() ? "installed" : "none yet, the first run makes it", "");
    }

    private void overview() {
        Survey.Overview overview = target.dialect().survey().overview(target.session());
        add("size", Health.FINE, Words.plural(overview.tables(), "table") + ", " + Words.bytes(overview.bytes()), "");
        add("replicas", Health.FINE, overview.replicas() + " streaming", "");
        Duration apart = Duration.between(time.now(), overview.clock()).abs();
        boolean far = apart.compareTo(CLOCKS) > 0;
        add(
                "clock",
                far ? Health.WORTH_KNOWING : Health.FINE,
                far ? "the server's is " + Words.duration(apart) + " away from ours" : "agrees with the server's",
                "");
    }

    private void rights() {
        for (Survey.Right right : target.dialect().survey().rights(target.session())) {
            boolean needed = right.name().startsWith("CREATE");
            Health health = right.held() ? Health.FINE : needed ? Health.WRONG : Health.WORTH_KNOWING;
            add(
                    "right",
                    health,
                    right.name() + (right.held() ? "" : " is missing, for " + right.need()),
                    right.held() ? "" : right.grant());
        }
    }

    private void add(String subject, Health health, String text, String next) {
        findings.add(new Finding(subject, health, text, next));
    }
}
