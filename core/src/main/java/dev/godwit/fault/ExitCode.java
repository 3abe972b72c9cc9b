package dev.godwit.fault;

/** How a command ended, for the program that called it. The numbers are part of the product and never change. */
public enum ExitCode {
    DONE(0, "done, or nothing to do"),
    FAILED(1, "failed; state consistent"),
    USAGE(2, "usage or configuration; nothing touched"),
    PENDING(3, "changes pending (--detailed-exitcode)"),
    GATE(4, "a gate waits for evidence, approval or confirmation"),
    LEASE_HELD(5, "another run holds the lease"),
    DIFFERENT(6, "validation found differences"),
    ROLLED_BACK(7, "failed and rolled back; the old state is verified"),
    ROLLBACK_INCOMPLETE(8, "failed and the rollback is incomplete"),
    STOPPED(9, "stopped by the emergency stop; checkpoint kept"),
    INCONCLUSIVE(10, "inconclusive: could not be decided"),
    TEMPORARY(75, "temporary; safe to run again"),
    INTERRUPTED(130, "interrupted; checkpoint kept"),
    TERMINATED(143, "terminated; checkpoint kept");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The process exit status. */
    public int number() {
        return number;
    }

    /** One line for the manual. */
    public String meaning() {
        return meaning;
    }
}
