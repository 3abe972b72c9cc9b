package dev.godwit.fault;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Ends a command: one or more problems, all that were found, and the exit code that they mean. */
public final class GodwitException extends RuntimeException {
    private final transient List<Problem> problems;

    public GodwitException(Problem problem) {
        this(List.of(problem));
    }

    public GodwitException(List<Problem> problems) {
        super(problems.stream().map(GodwitException::line).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception carries at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    public GodwitException(Problem problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    /** Its problems in words, one line each. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** All problems, in the order in which they were found; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** The exit code of the first problem. */
    public ExitCode exitCode() {
        return problems.get(0).code().exitCode();
    }

    /** Throws all {@code problems} at once; does nothing where there is none. */
    public static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new GodwitException(problems);
        }
    }

    private static String line(Problem problem) {
        return problem.code().id() + " " + problem.what() + (problem.place() == null ? "" : " at " + problem.place());
    }
}
