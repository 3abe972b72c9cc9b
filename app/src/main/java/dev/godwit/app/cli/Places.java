package dev.godwit.app.cli;

import dev.godwit.config.Configuration;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ledger and plans know a migration's files by their paths within its folder; a person wants the path from where the command
 * was typed, which an editor can open.
 */
final class Places {
    private static final String AND = " and ";

    private Places() {}

    static List<Problem> fromHere(Godwit root, List<Problem> problems) {
        return problems.stream().map(problem -> fromHere(root, problem)).toList();
    }

    /** The problem with its place as seen from here; as it was where the place is no file of the folder. */
    static Problem fromHere(Godwit root, Problem problem) {
        Place place = problem.place();
        Optional<Path> folder = root.knownConfiguration().map(Configuration::migrations);
        if (place == null || folder.isEmpty()) {
            return problem;
        }
        String source = Arrays.stream(place.source().split(AND))
                .map(one -> fromHere(root, folder.get(), one))
                .collect(Collectors.joining(AND));
        return problem.at(new Place(source, place.line(), place.column(), place.excerpt()));
    }

    private static String fromHere(Godwit root, Path folder, String source) {
        boolean within = !Path.of(source).isAbsolute()
                && Files.exists(root.wiring().path(folder).resolve(source))
                && !Files.exists(root.wiring().path(Path.of(source)));
        return within ? folder.resolve(source).toString() : source;
    }
}
