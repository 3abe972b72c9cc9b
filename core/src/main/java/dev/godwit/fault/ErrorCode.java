package dev.godwit.fault;

import static dev.godwit.fault.ExitCode.FAILED;
import static dev.godwit.fault.ExitCode.GATE;
import static dev.godwit.fault.ExitCode.LEASE_HELD;
import static dev.godwit.fault.ExitCode.ROLLBACK_INCOMPLETE;
import static dev.godwit.fault.ExitCode.ROLLED_BACK;
import static dev.godwit.fault.ExitCode.STOPPED;
import static dev.godwit.fault.ExitCode.TEMPORARY;
import static dev.godwit.fault.ExitCode.USAGE;

import java.util.Optional;

/**
 * The catalogue of errors. {@code godwit explain} and the manual are made from it; an id, once published, keeps its meaning.
 * 1xxx usage and configuration, 2xxx files and plans, 3xxx the database and the run, 4xxx gates and guards, 5xxx rollback.
 */
public enum ErrorCode {
    USAGE_WRONG(1001, USAGE, "the command line is wrong", "godwit help"),
    CONFIGURATION_WRONG(1002, USAGE, "the configuration is wrong", "correct godwit.yaml and try again"),
    URL_WRONG(
            1003,
            USAGE,
            "the connection URL is wrong",
            "give --url postgresql://user@host:port/database, or mysql://, mariadb://"),
    IDENTIFIER_WRONG(
            1004, USAGE, "an identifier is not allowed", "use letters, digits and _, at most 63, no reserved word"),
    VALUE_OUT_OF_RANGE(1005, USAGE, "a value is out of its range", "give a value within the range"),
    CANNOT_CONNECT(1006, USAGE, "the database cannot be reached", "check host, port and that the server runs"),
    LOGIN_REFUSED(
            1007, USAGE, "the server refused the login", "check user and password (PGPASSWORD, ~/.pgpass; MYSQL_PWD)"),
    RIGHTS_MISSING(1008, USAGE, "the role lacks rights", "grant the right named and try again"),
    VERSION_UNSUPPORTED(1009, USAGE, "the server's version is not supported", "see the list of supported versions"),
    NO_TERMINAL(1010, GATE, "an answer is needed and there is no terminal", "give the flag named"),

    FILE_UNREADABLE(2001, USAGE, "a file cannot be read", "check the path and its rights"),
    FILE_NOT_UTF8(2002, USAGE, "a file is not valid UTF-8", "save it as UTF-8"),
    FILE_NAME_WRONG(
            2003, USAGE, "a migration file has no valid id", "rename it, for example 20240115001_add_column.sql"),
    HEADER_WRONG(2004, USAGE, "a migration's header is wrong", "correct the header line"),
    DUPLICATE_ID(2005, USAGE, "two migrations have the same id", "renumber one of them"),
    DEPENDENCY_MISSING(
            2006, USAGE, "a migration depends on one that does not exist", "add it or remove the dependency"),
    DEPENDENCY_CIRCLE(2007, USAGE, "migrations depend on each other in a circle", "remove one dependency"),
    CHECKSUM_CHANGED(2008, USAGE, "an applied migration was edited", "godwit repair shows the difference"),
    MIGRATION_GAP(2009, USAGE, "an applied migration has no file", "restore the file, or godwit repair"),
    OUT_OF_ORDER(2010, USAGE, "a pending migration is older than an applied one", "--out-of-order, or renumber it"),
    SCRIPT_BROKEN(2011, USAGE, "a script cannot be split into statements", "correct the script at the place named"),
    STATEMENT_REFUSED(2012, USAGE, "a statement is never run", "remove it; see the reason named"),
    YAML_WRONG(2013, USAGE, "a YAML file is malformed", "correct it at the place named"),
    UNKNOWN_KEY(2014, USAGE, "a key is unknown", "see godwit schema plan"),
    PLAN_WRONG(2015, USAGE, "a plan cannot be carried out as written", "correct the plan"),
    PLAN_STALE(2016, USAGE, "the database changed since the plan was made", "godwit plan"),
    TRANSACTION_CONTROL(2017, USAGE, "transaction commands do not pair up", "balance BEGIN and COMMIT, or remove both"),
    NOT_FOUND(2018, USAGE, "what was named does not exist", "godwit status"),
    APPROVAL_UNREADABLE(2019, USAGE, "an approval or a key cannot be read", "give the file as godwit approve wrote it"),
    FOREIGN_HISTORY(
            2021, USAGE, "the history of another tool cannot be taken over as it is", "see what is named, then import"),

    STATEMENT_FAILED(3001, FAILED, "the server refused a statement", "correct it and run again: it resumes there"),
    LOCK_NOT_GRANTED(3002, TEMPORARY, "a lock was not granted within its budget", "godwit blockers, then run again"),
    CONNECTION_LOST(3003, TEMPORARY, "the connection was lost", "run again: it resumes"),
    OUTCOME_AMBIGUOUS(3004, FAILED, "it is not known whether a statement took effect", "look, then godwit repair"),
    LEASE_TAKEN(3005, LEASE_HELD, "another run holds the lease", "godwit status; wait for it to end"),
    LEASE_LOST(3006, FAILED, "this run lost its lease to another", "godwit status"),
    OBJECT_DIFFERS(3007, FAILED, "an object of that name exists and is another one", "rename or drop it"),
    POOLER_DETECTED(3008, USAGE, "a transaction pooler sits between us and the server", "connect to the server itself"),
    LEDGER_WRONG(3009, FAILED, "the ledger does not agree with the database", "godwit repair"),
    BACKFILL_FAILED(3010, FAILED, "a backfill cannot go on", "see the reason; the checkpoint is kept"),
    VERIFICATION_FAILED(3011, ROLLED_BACK, "a verification failed", "see the query named"),
    INTERNAL(3012, FAILED, "an error in Godwit itself", "report it with the text below"),
    SERVER_UNAVAILABLE(3013, FAILED, "a disposable server did not start", "see its log"),
    FOREIGN_TOOL_BUSY(3014, TEMPORARY, "another migration tool is at work", "wait until it has ended, then run again"),
    FOREIGN_TOOL_FAILED(3015, FAILED, "the command of another migration tool failed", "see its output"),
    SERVER_CHANGED(
            3016,
            FAILED,
            "another server answers at the same address",
            "see which server is the primary, then run again"),
    SESSION_LOST(
            3017,
            FAILED,
            "what the rest of a script needs died with the session of an earlier run",
            "set it again in front of the line named, or godwit rollback and begin anew"),
    MEMORY_FULL(3018, FAILED, "the memory that Java was given is full", "GODWIT_JAVA_OPTIONS=-Xmx2g, then run again"),

    CONFIRMATION_MISSING(4001, GATE, "the environment is not confirmed", "--confirm NAME"),
    DESTRUCTIVE_NOT_APPROVED(4002, GATE, "a destructive statement is not approved", "--approve-destructive REASON"),
    EVIDENCE_MISSING(4003, GATE, "evidence that the environment asks for is missing", "godwit rehearse"),
    EMERGENCY_STOP(4004, STOPPED, "the emergency stop file exists", "remove it and run again: it resumes"),
    GUARD_STOPPED(4005, ROLLED_BACK, "a guard tripped and the run was rolled back", "see the reading named"),
    GUARD_PAUSED(4006, TEMPORARY, "a guard kept the run paused beyond its budget", "run again when it is calm"),
    ANSWER_NO(4007, GATE, "the question was answered with no", "run again and answer yes, or --yes"),
    GUARD_KEPT(
            4011,
            TEMPORARY,
            "a guard wants the run taken back and nobody wrote how; it ended instead",
            "run again when it is calm: it resumes; or write an undo"),
    OUTSIDE_WINDOW(4012, GATE, "no window of the environment is open", "run it when the window named opens"),
    WINDOW_ENDED(4013, TEMPORARY, "the window ended before the run did", "run it again in the next window: it resumes"),
    APPROVAL_NOT_COUNTED(4014, GATE, "an approval does not count", "godwit plan --out FILE, then godwit approve FILE"),
    INTERRUPTED(4009, ExitCode.INTERRUPTED, "interrupted", "run the same command again: it resumes"),
    TERMINATED(4010, ExitCode.TERMINATED, "terminated", "run the same command again: it resumes"),
    STOPPED_BY_REQUEST(
            4008,
            ExitCode.TEMPORARY,
            "stopped on request; the checkpoint is kept",
            "run the same command again: it resumes"),

    DOWN_MISSING(5001, GATE, "a migration has no down part", "--approve-destructive REASON marks it as undone by hand"),
    ROLLBACK_FAILED(5002, ROLLBACK_INCOMPLETE, "the rollback could not finish", "follow the runbook printed");

    private final int number;
    private final ExitCode exitCode;
    private final String title;
    private final String advice;

    ErrorCode(int number, ExitCode exitCode, String title, String advice) {
        this.number = number;
        this.exitCode = exitCode;
        this.title = title;
        this.advice = advice;
    }

    /** The published id, such as {@code GW-2008}. */
    public String id() {
        return "GW-" + number;
    }

    /** The exit code that this error ends a command with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What the id means, without a capital or a full stop. */
    public String title() {
        return title;
    }

    /** What to do next, where the place of the error knows nothing better. */
    public String advice() {
        return advice;
    }

    /** The error of that id, in any case, with or without {@code GW-}. */
    public static Optional<ErrorCode> find(String id) {
        String digits = id.toUpperCase(java.util.Locale.ROOT).replaceFirst("^GW-", "");
        for (ErrorCode code : values()) {
            if (digits.equals(String.valueOf(code.number))) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
