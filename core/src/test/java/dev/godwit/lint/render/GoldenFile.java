package dev.godwit.lint.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.LintCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs as files; {@code -Dgodwit.golden=write} rewrites them, and the change is seen in review. */
public final class GoldenFile {
    private static final Path SOURCES =
            Path.of(System.getProperty("godwit.root", "..")).resolve("core/src/test/resources/dev/godwit/lint/golden");

    private GoldenFile() {}

    /** Compares, or writes the file anew. */
    public static void matches(String name, String actual) {
        if ("write".equals(System.getProperty("godwit.golden"))) {
            try {
                Files.writeString(SOURCES.resolve(name), actual);
            } catch (IOException notWritten) {
                throw new UncheckedIOException(notWritten);
            }
            return;
        }
        assertThat(actual).isEqualTo(LintCases.resource("golden/" + name));
    }
}
