package dev.godwit.gate;

import dev.godwit.dialect.ServerIdentity;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.gate.GateQuestion.Operator;
import dev.godwit.gate.GateQuestion.Policy;
import java.util.Locale;
import java.util.Optional;

/**
 * The server is the one that is meant, by its own word: system identifier where the configuration names one, and the name
 * typed where it is protected or calls itself production.
 */
public final class EnvironmentGate implements Gate {
    @Override
    public String name() {
        return "environment";
    }

    @Override
    public String asks() {
        return "the server is the one that is meant, and production is confirmed by typing its name";
    }

    @Override
    public Answer answer(GateQuestion question) {
        return answer(question.server(), question.policy(), question.operator());
    }

    /** The same before there is a plan: a wrong server is left alone before anything is written to it. */
    public static Answer answer(ServerIdentity server, Policy policy, Operator operator) {
        String seen = seen(server);
        Optional<String> expected = policy.systemIdentifier();
        if (expected.isPresent() && !expected.get().equals(server.systemIdentifier())) {
            return new Answer.Missing(Problem.of(
                            ErrorCode.CONFIRMATION_MISSING,
                            "environment " + policy.environment() + " is system " + expected.get()
                                    + ", and this server is " + seen)
                    .next("correct the URL, or the environment's identity"));
        }
        if (server.replica()) {
            return new Answer.Missing(Problem.of(
                            ErrorCode.CONFIRMATION_MISSING,
                            "this server is a replica or read-only, and takes no changes: " + seen)
                    .next("give the URL of the primary"));
        }
        return nameToType(server, policy)
                .map(wanted -> confirmed(wanted, server, policy, operator))
                .orElseGet(() -> new Answer.Passed(seen));
    }

    /** The server as it calls itself, for people. */
    public static String seen(ServerIdentity server) {
        return server.database() + " on " + server.host() + ":" + server.port() + " (system "
                + server.systemIdentifier() + ")";
    }

    /** What a person must type before this server is changed; empty where nothing must be typed. */
    public static Optional<String> nameToType(ServerIdentity server, Policy policy) {
        if (policy.isProtected()) {
            return Optional.of(policy.environment());
        }
        boolean production = namesProduction(server.database()) || namesProduction(policy.environment());
        return production ? Optional.of(server.database()) : Optional.empty();
    }

    private static Answer confirmed(String wanted, ServerIdentity server, Policy policy, Operator operator) {
        Optional<String> typed = operator.confirmed();
        if (typed.isPresent()
                && (typed.get().equals(policy.environment()) || typed.get().equals(server.database()))) {
            return new Answer.Passed(seen(server) + ", confirmed by typing " + typed.get());
        }
        return new Answer.Missing(Problem.of(
                        ErrorCode.CONFIRMATION_MISSING,
                        typed.map(text -> "\"" + text + "\" is not the name of ")
                                        .orElse("not confirmed: ")
                                + (policy.isProtected() ? "protected environment " : "production database ")
                                + wanted + ", which is " + seen(server))
                .next("--confirm " + wanted));
    }

    private static boolean namesProduction(String name) {
        return name.toLowerCase(Locale.ROOT).contains("prod");
    }
}
