package dev.godwit.testkit;

import java.util.List;

/** The program under test, whether in this process or in a child. Threads may share it. */
@FunctionalInterface
public interface Program {
    /** Runs one command line to its end. */
    Ended run(List<String> arguments);

    /**
     * How it ended.
     *
     * @param output what came on standard output
     * @param errors what came on standard error
     */
    record Ended(int exitCode, String output, String errors) {
        /** Fails unless it ended with that code; the message holds all that was printed. */
        public Ended require(int wanted, String occasion) {
            if (exitCode != wanted) {
                throw new AssertionError(
                        occasion + ": ended with " + exitCode + ", not " + wanted + "\n" + output + errors);
            }
            return this;
        }

        /** Everything that was printed. */
        public String all() {
            return output + errors;
        }
    }
}
