package dev.godwit.app.cli;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.verify.checks.CheckSettings;
import dev.godwit.verify.checks.DeclaredReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the checks of {@code godwit validate} beside the comparison of all rows are told. */
final class CheckOptions {
    private static final double PER_CENT = 100;

    /** Seeds that are drawn have so many digits at most, so that people can type them. */
    private static final double SEEDS = 1e9;

    @Option(
            names = "--declarations",
            paramLabel = "FILE",
            description = "references without a constraint, representative queries, rules of quality;"
                    + " see godwit schema checks")
    @Nullable
    Path declarations;

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "check performance: how much slower the target may be (default: 10)")
    double tolerance;

    @Option(
            names = "--sample-rows",
            paramLabel = "N",
            defaultValue = "100",
            description = "check samples: rows that are drawn per table and side, 1 to 1000 (default: 100)")
    int sampleRows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "what is drawn by; the report shows it (default: another one each time)")
    @Nullable
    Long seed;

    @Option(
            names = "--guess-references",
            description = "check references: takes a column x_id as pointing to the key of a table x, or its plural")
    boolean guessReferences;

    /**
     * As the checks take it.
     *
     * @param fraction a random number from 0 to below 1, for the seed where none is named
     * @throws dev.godwit.fault.GodwitException GW-1005, and those of the file
     */
    CheckSettings settings(ValidateFiles files, double fraction) {
        if (sampleRows < 1 || sampleRows > CheckSettings.MOST_SAMPLE_ROWS) {
            throw outOfRange("--sample-rows must be 1 to " + CheckSettings.MOST_SAMPLE_ROWS + ", not " + sampleRows);
        }
        if (!(tolerance >= 0)) {
            throw outOfRange("--tolerance must be 0 or more, not " + tolerance);
        }
        CheckSettings.Declared declared = declarations == null
                ? CheckSettings.Declared.nothing()
                : DeclaredReader.read(files.read(declarations), declarations.toString());
        return new CheckSettings(
                sampleRows,
                seed == null ? (long) (fraction * SEEDS) : seed,
                tolerance / PER_CENT,
                guessReferences,
                declared);
    }

    private static RuntimeException outOfRange(String what) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, what).exception();
    }
}
