package dev.godwit.app.verb;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.run.Checks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be validated, and how.
 *
 * @param tables of the source; empty for all
 * @param checks by name
 * @param resume whether to go on where an attempt that did not end had come to
 */
public record ValidateRequest(
        MappingFile mapping, List<TableName> tables, Set<String> checks, LiveSettings settings, boolean resume) {
    public ValidateRequest {
        tables = List.copyOf(tables);
        checks = Set.copyOf(checks);
    }

    /**
     * The checks of a list.
     *
     * @param typed names; empty for all checks
     * @throws GodwitException GW-2018, all unknown names at once
     */
    public static Set<String> checks(List<String> typed) {
        List<String> known = Checks.names();
        List<Problem> problems = new ArrayList<>();
        for (String name : typed) {
            if (!known.contains(name)) {
                problems.add(Problem.of(
                                ErrorCode.NOT_FOUND, "there is no check named " + name + DidYouMean.hint(name, known))
                        .next("--checks " + String.join(",", known)));
            }
        }
        GodwitException.throwIfAny(problems);
        return new LinkedHashSet<>(typed.isEmpty() ? known : typed);
    }
}
