package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
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
        String database = question.server().database();
        String seen = database + " on " + question.server().host() + ":"
                + question.server().port() + " (system "
                + question.server().systemIdentifier() + ")";
        Optional<String> expected = question.policy().systemIdentifier();
        if (expected.isPresent() && !expected.get().equals(question.server().systemIdentifier())) {
            return new Answer.Missing(Problem.of(
                            ErrorCode.CONFIRMATION_MISSING,
                            "environment " + question.policy().environment() + " is system " + expected.get()
                                    + ", and this server is " + seen)
                    .next("correct the URL, or the environment's system_identifier"));
        }
        if (question.server().replica()) {
            return new Answer.Missing(
                    Problem.of(ErrorCode.CONFIRMATION_MISSING, "this server is a replica and takes no changes: " + seen)
                            .next("give the URL of the primary"));
        }
        return confirmed(question, database, seen);
    }

    private static Answer confirmed(GateQuestion question, String database, String seen) {
        if (!mustBeTyped(question, database)) {
            return new Answer.Passed(seen);
        }
        String environment = question.policy().environment();
        Optional<String> typed = question.operator().confirmed();
        if (typed.isPresent() && (typed.get().equals(environment) || typed.get().equals(database))) {
            return new Answer.Passed(seen + ", confirmed by typing " + typed.get());
        }
        String wanted = question.policy().isProtected() ? environment : database;
        return new Answer.Missing(Problem.of(
                        ErrorCode.CONFIRMATION_MISSING,
                        typed.map(text -> "\"" + text + "\" is not the name of ")
                                        .orElse("not confirmed: ")
                                + (question.policy().isProtected() ? "protected environment " : "production database ")
                                + wanted + ", which is " + seen)
                .next("--confirm " + wanted));
    }

    private static boolean mustBeTyped(GateQuestion question, String database) {
        return question.policy().isProtected()
                || namesProduction(database)
                || namesProduction(question.policy().environment());
    }

    private static boolean namesProduction(String name) {
        return name.toLowerCase(Locale.ROOT).contains("prod");
    }
}
