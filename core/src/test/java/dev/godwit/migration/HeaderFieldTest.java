package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HeaderFieldTest {
    private static final Path GUIDE =
            Path.of(System.getProperty("godwit.root", "..")).resolve("docs/guides/migration-files.md");

    @Test
    void everyFieldAndEachOfItsNamesStandsInTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        assertThat(HeaderField.allNames())
                .filteredOn(name -> !guide.contains("`" + name + "`"))
                .isEmpty();
    }
}
