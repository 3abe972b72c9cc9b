package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every migration was rehearsed up, down and up again, not long ago, and its rollback took less than ten minutes. */
public final class RehearsalGate implements Gate {
    /** Requirement: a tested rollback completes in under ten minutes. */
    private static final Duration LONGEST_ROLLBACK = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public String asks() {
        return "every migration was rehearsed up, down and up again, and its rollback takes less than ten minutes";
    }

    @Override
    public Answer answer(GateQuestion question) {
        if (question.plan().direction() == Direction.DOWN) {
            return new Answer.Passed("not asked for a rollback");
        }
        if (question.typed()) {
            return new Answer.Passed("not asked of what is typed on the command line");
        }
        List<String> missing = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (PlannedMigration migration : question.filed()) {
            look(question, migration, missing, found);
        }
        if (missing.isEmpty()) {
            return new Answer.Passed(found.isEmpty() ? "nothing to rehearse" : String.join("; ", found));
        }
        String text = String.join("; ", missing);
        return question.policy().isProtected() || question.policy().rehearsalRequired()
                ? new Answer.Missing(Problem.of(ErrorCode.EVIDENCE_MISSING, text))
                : new Answer.NotedAndPassed(text);
    }

    private static void look(
            GateQuestion question, PlannedMigration migration, List<String> missing, List<String> found) {
        Optional<GateQuestion.Rehearsal> rehearsal =
                question.rehearsals().of(migration.checksum().hex());
        if (rehearsal.isEmpty()) {
            missing.add(migration.id() + " was never rehearsed");
        } else if (rehearsal.get().age().compareTo(question.policy().rehearsalAge()) > 0) {
            missing.add(migration.id() + " was rehearsed " + ago(rehearsal.get().age()) + " ago, too long");
        } else if (rehearsal.get().rollback().compareTo(LONGEST_ROLLBACK) > 0) {
            missing.add("the rollback of " + migration.id() + " took "
                    + ago(rehearsal.get().rollback()) + " in rehearsal");
        } else {
            found.add("rollback of " + migration.id() + " tested "
                    + ago(rehearsal.get().age()) + " ago, "
                    + rehearsal.get().rollback().toMillis() / 1000.0 + " s");
        }
    }

    private static String ago(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " minutes" : age.toSeconds() + " s";
    }
}
