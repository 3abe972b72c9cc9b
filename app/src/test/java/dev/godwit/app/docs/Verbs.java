package dev.godwit.app.docs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** The verbs, from the one list that the command line itself is made of. */
final class Verbs {
    private Verbs() {}

    /** A verb as its help has it. */
    record Verb(String name, String aliases, String description) {}

    static List<Verb> all() {
        List<Verb> verbs = new ArrayList<>();
        for (dev.godwit.app.cli.Verbs.Verb each : dev.godwit.app.cli.Verbs.all()) {
            Command command = each.type().getAnnotation(Command.class);
            verbs.add(new Verb(
                    command.name(), String.join(", ", command.aliases()), String.join(" ", command.description())));
        }
        return verbs;
    }
}
