package dev.godwit.app.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
    /** As the command line has it: its folder is the working directory, which has no name. */
    @Test
    void runsInTheWorkingDirectoryAndMasksPasswords() {
        List<String> lines = new ArrayList<>();
        Program program = new Program(Map.of("PATH", System.getenv("PATH")), Path.of(""));
        int exit = program.run(
                List.of("sh", "-c", "pwd; echo $PGPASSWORD; exit 3"),
                Map.of("PGPASSWORD", "hunter2"),
                Duration.ofMinutes(1),
                lines::add);
        assertThat(exit).isEqualTo(3);
        assertThat(lines).containsExactly(Path.of("").toAbsolutePath().toString(), "***");
    }
}
