package dev.godwit.app.cli;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code godwit validate} can be told. */
final class ValidateOptions {
    private static final int MOST_CHUNK_ROWS = 1_000_000;

    @Option(names = "--source", paramLabel = "NAME", description = "an environment of godwit.yaml that is right")
    @Nullable
    String source;

    @Option(names = "--target", paramLabel = "NAME", description = "an environment of godwit.yaml that is judged")
    @Nullable
    String target;

    @Option(names = "--tables", paramLabel = "A,B", split = ",", description = "tables of the source (default: all)")
    List<String> tables = List.of();

    @Option(
            names = "--checks",
            paramLabel = "A,B",
            split = ",",
            description = "schemas, indexes, constraints, counts, samples, rows, references, sequences, performance,"
                    + " quality, or all of them: all (default: rows)")
    List<String> checks = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "which table and column is which, and by what rule; see godwit schema mapping")
    @Nullable
    Path mapping;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "compares one of N rows of tables whose key is a number; the report says so (default: 1, all)")
    int sample;

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            description = "how long a change may take to reach the target (default: 5s; 0s where nobody writes)")
    @Nullable
    String lag;

    @Option(
            names = "--snapshot-age",
            paramLabel = "TIME",
            description = "how long a snapshot is held before another is taken (default: 5m)")
    @Nullable
    String snapshotAge;

    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "rows of a chunk, 1 to 1000000 (default: 10000)")
    int chunkRows;

    @Option(
            names = "--checkpoint",
            paramLabel = "PLACE",
            defaultValue = "control",
            description = "where it writes how far it is: control (the target's schema godwit), file or none"
                    + " (default: control)")
    String checkpoint = "control";

    @Option(names = "--resume", description = "goes on where a validation of the same databases was killed")
    boolean resume;

    @Option(
            names = "--since-last",
            description =
                    "reads only chunks that were touched since the last validation of the same tables came to its end;"
                            + " what a server cannot prove to be untouched is read")
    boolean sinceLast;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "writes the report: .html, .md, .json, or text; --output html prints it, too")
    @Nullable
    Path report;

    @Option(names = "--show-values", description = "shows values of rows in reports; they are left out otherwise")
    boolean showValues;

    @Option(
            names = "--repair",
            paramLabel = "FILE",
            description = "writes a migration that makes the target's rows those of the source")
    @Nullable
    Path repair;

    @Option(names = "--certificate", paramLabel = "FILE", description = "writes the certificate")
    @Nullable
    Path certificate;

    @Option(names = "--sign", description = "signs the certificate with the key that approvals are signed with")
    boolean sign;

    @Option(names = "--key", paramLabel = "FILE", description = "the private key (default: ~/.config/godwit/key)")
    @Nullable
    Path key;

    @Option(
            names = "--verify-certificate",
            paramLabel = "FILE",
            description =
                    "checks a certificate and its signature; with databases named, reads them again chunk by chunk")
    @Nullable
    Path verifyCertificate;

    /** @throws dev.godwit.fault.GodwitException GW-1005 */
    int chunkRows() {
        if (chunkRows < 1 || chunkRows > MOST_CHUNK_ROWS) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE,
                            "--chunk-rows must be 1 to " + MOST_CHUNK_ROWS + ", not " + chunkRows)
                    .exception();
        }
        return chunkRows;
    }

    /** @throws dev.godwit.fault.GodwitException GW-1005 */
    int sample() {
        if (sample < 1) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "--sample must be 1 or more, not " + sample)
                    .exception();
        }
        return sample;
    }
}
