package dev.godwit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares printed forms with files in {@code src/test/resources/golden}; {@code -Dgodwit.golden=write} writes them anew. */
public final class Golden {
    private static final Path FOLDER =
            Path.of(System.getProperty("godwit.root", "..")).resolve("core/src/test/resources/golden");

    private Golden() {}

    /** Fails where {@code actual} is not what the file of that name holds. */
    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if ("write".equals(System.getProperty("godwit.golden"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
            }
            assertThat(actual).as("golden file %s", file).isEqualTo(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Problems as a person sees them, with the line and a caret. */
    public static String render(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(problem.code().id()).append(' ').append(problem.what()).append('\n');
            Place place = problem.place();
            if (place != null) {
                text.append("  at ").append(place).append('\n');
            }
            if (place != null && place.excerpt() != null) {
                text.append("    ").append(place.excerpt()).append('\n');
                text.append("    ").append(" ".repeat(place.column() - 1)).append("^\n");
            }
            text.append("  next: ").append(problem.next()).append('\n');
        }
        return text.toString();
    }
}
