package dev.godwit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The migration of the demo is the requirement's own text, with its line breaks restored and nothing else. */
class RequirementTextTest {
    private static final Path REQUIREMENTS = Path.of(System.getProperty("godwit.root"), "../shared/requirements");

    @Test
    void theUserPreferencesMigrationIsVerbatim() throws IOException {
        if (!Files.isDirectory(REQUIREMENTS)) {
            System.err.println("LEFT OUT: no requirements beside the checkout, so the text cannot be compared");
        }
        Assumptions.assumeTrue(Files.isDirectory(REQUIREMENTS));
        String requirement;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(REQUIREMENTS, "001*.txt")) {
            requirement = Files.readString(found.iterator().next());
        }
        int begin = requirement.indexOf("-- Migration: Add user preferences table");
        String text = requirement.substring(begin, requirement.indexOf("```", begin));
        String file = new PostgresDemoServer().resource("migrations/" + DemoFolder.PREFERENCES + ".sql");
        assertThat(onOneLine(file)).isEqualTo(onOneLine(text));
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
