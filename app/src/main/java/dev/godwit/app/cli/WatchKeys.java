package dev.godwit.app.cli;

import dev.godwit.app.verb.Steer;
import dev.godwit.fault.GodwitException;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Steers the run that is watched by single keys. Used by one thread. */
final class WatchKeys {
    /** What stands below the progress. */
    static final String FOOTER = "  p pause   r resume   + faster   - slower   s stop   q leave it running";

    private static final char LEAVE = 'q';

    private final Keyboard keyboard;
    private final Steering steering;

    /**
     * Whom a key goes to.
     *
     * @param run that is watched
     * @param by who presses it
     * @param display that says so
     */
    record Steering(Steer steer, String run, String by, ProgressDisplay display) {}

    WatchKeys(Keyboard keyboard, Steering steering) {
        this.keyboard = keyboard;
        this.steering = steering;
    }

    /** Waits for a key, and does what it says; false where the person wants to leave. */
    boolean rest(Duration patience) {
        OptionalInt key = keyboard.key(patience);
        if (key.isEmpty()) {
            return true;
        }
        char pressed = Character.toLowerCase((char) key.getAsInt());
        Runs.Command command = commands().get(pressed);
        if (command != null) {
            tell(command);
        }
        return pressed != LEAVE;
    }

    /** {@code =} is the + of a keyboard without Shift. */
    private Map<Character, Runs.Command> commands() {
        return Map.of(
                'p', command("pause", "", ""),
                'r', command("resume", "", ""),
                's', command("stop", "", ""),
                '+', command("set", "pace", "faster"),
                '=', command("set", "pace", "faster"),
                '-', command("set", "pace", "slower"));
    }

    private Runs.Command command(String verb, String name, String value) {
        return new Runs.Command(verb, name, value, steering.by());
    }

    private void tell(Runs.Command command) {
        try {
            steering.steer().tell(steering.run(), command);
            steering.display()
                    .say("  told       " + (command.name().isEmpty() ? command.verb() : command.value() + ", please"));
        } catch (GodwitException ended) {
            steering.display().say("  " + ended.problems().get(0).what());
        }
    }
}
