package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command of Godwit that was started. It ends with this process at the latest. */
final class RunningCommand {
    /** A full demo's longest command takes about a minute; on a busy machine several. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final String verb;
    private final Thread output;
    private final EndOfProcess endOfThisProcess;

    private RunningCommand(Process process, String verb, Thread output) {
        this.process = process;
        this.verb = verb;
        this.output = output;
        this.endOfThisProcess = new EndOfProcess(process::destroy);
    }

    /** Watches a process that has just been started. */
    static RunningCommand watch(Process process, String verb, Thread output) {
        return new RunningCommand(process, verb, output);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits until it has ended and all that it printed is told. */
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed("does not end within " + LIMIT.toMinutes() + " minutes");
            }
            output.join(OUTPUT_LIMIT.toMillis());
            endOfThisProcess.close();
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        }
    }

    /**
     * Waits for the end.
     *
     * @throws dev.godwit.fault.GodwitException where it did not end with 0
     */
    void mustSucceed() {
        int exitCode = exitCode();
        if (exitCode != 0) {
            throw failed("ended with exit code " + exitCode);
        }
    }

    private dev.godwit.fault.GodwitException failed(String how) {
        return Problem.of(ErrorCode.STATEMENT_FAILED, "godwit " + verb + " " + how + "; its own words are above")
                .changed("only the demo's own disposable server")
                .next("this is a defect of Godwit or of the demo; please report it with the output")
                .exception();
    }
}
