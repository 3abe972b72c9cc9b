package dev.godwit.app.verb;

import dev.godwit.approval.SigningKey;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.guard.GuardSettings;
import dev.godwit.model.TableName;
import dev.godwit.verify.checks.CheckSettings;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.run.Checks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be validated, and how.
 *
 * @param tables of the source; empty for all
 * @param checks by name
 * @param checkSettings of those beside the comparison of all rows
 * @param sample one of so many rows is compared; 1 for all
 * @param guards limits of both servers
 * @param signer who signs the certificate; empty where nobody does
 */
public record ValidateRequest(
        MappingFile mapping,
        List<TableName> tables,
        Set<String> checks,
        CheckSettings checkSettings,
        int sample,
        LiveSettings settings,
        GuardSettings guards,
        Remembering remembering,
        Optional<SigningKey> signer) {
    private static final String ALL_CHECKS = "all";

    public ValidateRequest {
        tables = List.copyOf(tables);
        checks = Set.copyOf(checks);
    }

    /**
     * How a validation goes on from what earlier ones did.
     *
     * @param folder of checkpoints that are files
     */
    public record Remembering(Place place, ValidationStore.Going going, Path folder) {
        /** @throws GodwitException GW-1001 where nothing is remembered, and something is to be built on it */
        public Remembering {
            if (place == Place.NONE && (going.resume() || going.sinceLast())) {
                throw Problem.of(ErrorCode.USAGE_WRONG, "with --checkpoint none there is nothing to go on from")
                        .next("--checkpoint control or --checkpoint file")
                        .exception();
            }
        }
    }

    /** Where a validation writes down how far it is. */
    public enum Place {
        /** The control schema of the target; a file where the role may not write there. */
        CONTROL,
        /** A file beside the progress file. */
        FILE,
        /** Nowhere. */
        NONE;

        /**
         * By its word.
         *
         * @throws GodwitException GW-1001
         */
        public static Place of(String word) {
            for (Place place : values()) {
                if (place.name().equalsIgnoreCase(word)) {
                    return place;
                }
            }
            List<String> known = List.of(values()).stream()
                    .map(place -> place.name().toLowerCase(Locale.ROOT))
                    .toList();
            throw Problem.of(ErrorCode.USAGE_WRONG, "--checkpoint cannot be " + word + DidYouMean.hint(word, known))
                    .exception();
        }
    }

    /**
     * The checks of a list.
     *
     * @param typed names, {@code all}, or empty for the comparison of rows
     * @throws GodwitException GW-2018, all unknown names at once
     */
    public static Set<String> checks(List<String> typed) {
        List<String> known = Checks.names();
        if (typed.equals(List.of(ALL_CHECKS))) {
            return new LinkedHashSet<>(known);
        }
        List<Problem> problems = new ArrayList<>();
        for (String name : typed) {
            if (!known.contains(name)) {
                problems.add(Problem.of(
                                ErrorCode.NOT_FOUND, "there is no check named " + name + DidYouMean.hint(name, known))
                        .next("--checks " + String.join(",", known)));
            }
        }
        GodwitException.throwIfAny(problems);
        return new LinkedHashSet<>(typed.isEmpty() ? Checks.usual() : typed);
    }
}
