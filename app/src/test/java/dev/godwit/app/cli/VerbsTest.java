package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.Wiring;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerbsTest {
    private final Godwit root = new Godwit(new Wiring(Map.of()), Terminal.ofProcess());

    @Test
    void eachVerbIsCalledAsItsClassSays() {
        for (Verbs.Verb verb : Verbs.all()) {
            CommandLine.Command described = verb.type().getAnnotation(CommandLine.Command.class);
            Set<String> names = new HashSet<>(Arrays.asList(described.aliases()));
            names.add(described.name());
            assertThat(verb.names()).as(verb.type().getName()).isEqualTo(names);
        }
    }

    @Test
    void aVerbIsReadWithoutDescribingTheOthers() {
        assertThat(verbs("--url", "postgresql://h/d", "status")).containsOnlyKeys("status", "info");
    }

    @Test
    void everythingIsDescribedForHelpAndForAVerbThatIsMisspelt() {
        Set<String> all = Verbs.whole(root).getSubcommands().keySet();
        assertThat(verbs("status", "--help").keySet()).isEqualTo(all);
        assertThat(verbs("statsu").keySet()).isEqualTo(all);
        assertThat(verbs().keySet()).isEqualTo(all);
    }

    @Test
    void noOptionIsADateOrOfADatabaseSinceTheLauncherLeavesTheirReadersOut() {
        for (CommandLine verb : Verbs.whole(root).getSubcommands().values()) {
            assertThat(verb.getCommandSpec().args())
                    .as(verb.getCommandName())
                    .isNotNull()
                    .noneMatch(option -> option.type().getName().matches("java[.](time|sql)[.].*"));
        }
    }

    private Map<String, CommandLine> verbs(String... arguments) {
        return Verbs.toRead(root, List.of(arguments)).getSubcommands();
    }
}
