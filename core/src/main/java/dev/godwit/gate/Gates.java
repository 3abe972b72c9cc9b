package dev.godwit.gate;

import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What may block a run from starting: the list of gates. A new gate is one file and one line here. */
public final class Gates {
    private static final List<Gate> ALL = List.of(
            new EnvironmentGate(),
            new WindowGate(),
            new DestructiveGate(),
            new RollbackGate(),
            new RehearsalGate(),
            new TicketGate(),
            new ReviewerGate());

    private Gates() {}

    /** All gates, in the order in which they are asked. */
    public static List<Gate> all() {
        return ALL;
    }

    /**
     * Asks all of them and tells each answer.
     *
     * @throws GodwitException exit code 4 with everything that is missing, at once
     */
    public static void pass(GateQuestion question, Consumer<Event> journal) {
        List<Problem> missing = new ArrayList<>();
        for (Gate gate : ALL) {
            Answer answer = gate.answer(question);
            journal.accept(event(gate, answer));
            if (answer instanceof Answer.Missing stop) {
                missing.add(stop.problem());
            }
        }
        GodwitException.throwIfAny(missing);
    }

    private static Event event(Gate gate, Answer answer) {
        if (answer instanceof Answer.Passed passed) {
            return new Event.GateAnswered(gate.name(), true, false, passed.evidence());
        }
        if (answer instanceof Answer.NotedAndPassed noted) {
            return new Event.GateAnswered(gate.name(), true, true, noted.missing());
        }
        return new Event.GateAnswered(
                gate.name(), false, false, ((Answer.Missing) answer).problem().what());
    }
}
