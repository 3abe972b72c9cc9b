package dev.godwit.config;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the configuration is made from.
 *
 * @param flags by path, such as {@code locks.timeout}; the URL and the environment's name as {@code url} and {@code env}
 * @param variables of the process's environment
 * @param project the project's file; null where there is none
 * @param user the user's file; null where there is none
 */
public record ConfigSources(
        Map<String, String> flags,
        Map<String, String> variables,
        @Nullable ConfigFile project,
        @Nullable ConfigFile user) {
    /**
     * A file that has been read.
     *
     * @param name its path, for people
     */
    public record ConfigFile(String name, String text) {}

    /** The project's file, where no other is named. */
    public static final String FILE = "godwit.yaml";

    public ConfigSources {
        flags = Map.copyOf(flags);
        variables = Map.copyOf(variables);
    }

    /**
     * Reads the files.
     *
     * @param directory where the project's file is looked for
     * @param named the file that {@code --config} names; null to look for {@code godwit.yaml}
     * @throws dev.godwit.fault.GodwitException GW-2001 or GW-2002; a named file must be there
     */
    public static ConfigSources find(
            Path directory, @Nullable Path named, Map<String, String> flags, Map<String, String> variables) {
        ConfigFile project = named == null
                ? read(directory.resolve(FILE), FILE).orElse(null)
                : read(directory.resolve(named), named.toString()).orElseThrow(() -> missing(named));
        ConfigFile user =
                userFile(variables).flatMap(path -> read(path, path.toString())).orElse(null);
        return new ConfigSources(flags, variables, project, user);
    }

    /** By the XDG base directory specification. */
    private static Optional<Path> userFile(Map<String, String> variables) {
        String home = variables.get("HOME");
        String base = variables.getOrDefault("XDG_CONFIG_HOME", home == null ? "" : home + "/.config");
        return base.isEmpty() ? Optional.empty() : Optional.of(Path.of(base, "godwit", "config.yaml"));
    }

    private static Optional<ConfigFile> read(Path path, String name) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return Optional.of(new ConfigFile(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(java.nio.ByteBuffer.wrap(bytes))
                            .toString()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (java.nio.charset.CharacterCodingException malformed) {
            throw Problem.of(ErrorCode.FILE_NOT_UTF8, name + " is not valid UTF-8")
                    .at(Place.of(name))
                    .exception();
        } catch (IOException unreadable) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, name + " cannot be read")
                    .at(Place.of(name))
                    .exception();
        }
    }

    /** Without values: variables hold passwords. */
    @Override
    public String toString() {
        return "ConfigSources[flags=" + flags.keySet() + ", project=" + (project == null ? "none" : project.name())
                + ", user=" + (user == null ? "none" : user.name()) + "]";
    }

    private static RuntimeException missing(Path named) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, named + " does not exist")
                .at(Place.of("--config"))
                .exception();
    }
}
