package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a checkout of its own, with a space in its path, that holds the packaged program but no sources. */
class LauncherIT {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));

    @TempDir
    Path folder;

    private Path launcher = Path.of("");

    @BeforeEach
    void makeACheckoutWithASpaceInItsPath() throws IOException {
        Path target = Files.createDirectories(folder.resolve("my checkout/app/target"));
        launcher = Files.copy(ROOT.resolve("godwit"), folder.resolve("my checkout/godwit"));
        Files.copy(ROOT.resolve("app/target/godwit.jar"), target.resolve("godwit.jar"));
        Path libraries = Files.createDirectory(target.resolve("lib"));
        try (var all = Files.newDirectoryStream(ROOT.resolve("app/target/lib"))) {
            for (Path library : all) {
                Files.copy(library, libraries.resolve(library.getFileName()));
            }
        }
    }

    @Test
    void startsByAbsolutePathAndMakesTheClassArchiveOnce() throws Exception {
        Ended first = run(Map.of(), launcher.toString(), "--version");
        assertThat(first).isEqualTo(new Ended(0, first.output(), ""));
        assertThat(first.output()).matches("godwit \\d+\\.\\d+\\.\\d+\n");
        List<Path> archives = archives();
        assertThat(archives)
                .hasSize(1)
                .allSatisfy(archive -> assertThat(archive).isNotEmptyFile());
        Object made = Files.getLastModifiedTime(archives.get(0));
        assertThat(run(Map.of(), launcher.toString(), "--version")).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(archives.get(0))).isEqualTo(made);
    }

    @Test
    void startsThroughSymbolicLinksAndRelativePaths() throws Exception {
        Files.createSymbolicLink(folder.resolve("one"), Path.of("my checkout/godwit"));
        Files.createSymbolicLink(folder.resolve("two"), folder.resolve("one"));
        Ended direct = run(Map.of(), launcher.toString(), "--version");
        assertThat(run(Map.of(), folder.resolve("two").toString(), "--version")).isEqualTo(direct);
        assertThat(run(Map.of(), "my checkout/godwit", "--version")).isEqualTo(direct);
    }

    @Test
    void aSecondStartCallsNoProgramButFindAndJava() throws Exception {
        Path few = Files.createDirectory(folder.resolve("few"));
        for (String tool : List.of("find", "java")) {
            Files.createSymbolicLink(few.resolve(tool), program(tool));
        }
        String all = few + ":" + System.getenv("PATH");
        Ended first = run(Map.of("JAVA_HOME", "", "PATH", all), launcher.toString(), "--version");
        assertThat(run(Map.of("JAVA_HOME", "", "PATH", few.toString()), launcher.toString(), "--version"))
                .isEqualTo(first)
                .isEqualTo(new Ended(0, first.output(), ""));
    }

    @Test
    void aCheckoutThatWasMovedOrCannotBeWrittenStartsAsWell() throws Exception {
        Ended first = run(Map.of(), launcher.toString(), "--version");
        Path moved = Files.move(launcher.getParent(), folder.resolve("moved checkout"));
        assertThat(run(Map.of(), moved.resolve("godwit").toString(), "--version"))
                .isEqualTo(first);
        Path target = moved.resolve("app/target");
        Files.writeString(target.resolve("godwit.start"), folder + "\n" + folder.resolve("no java") + "\n");
        assertThat(run(Map.of("JAVA_HOME", ""), moved.resolve("godwit").toString(), "--version"))
                .isEqualTo(first);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(run(Map.of(), moved.resolve("godwit").toString(), "--version"))
                .isEqualTo(first);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void passesArgumentsAndExitCodeThroughAndOptionsOnlyWhereTheyPay() throws Exception {
        Path java = fakeJava("17.0.1", "printf '<%s>' \"$@\"\nexit 75");
        Ended plan = run(Map.of("JAVA_HOME", java.toString()), launcher.toString(), "--url", "a b*", "plan");
        assertThat(plan.exitCode()).isEqualTo(75);
        assertThat(plan.output())
                .endsWith("<--url><a b*><plan>")
                .contains("<-XX:TieredStopAtLevel=1>", "<-Xmx512m>", "<-XX:MaxNewSize=85m>", "<-XX:+UseSerialGC>");
        assertThat(run(Map.of("JAVA_HOME", java.toString()), launcher.toString(), "status")
                        .output())
                .contains("<-XX:TieredStopAtLevel=1>", "<-XX:+UseG1GC>")
                .doesNotContain("SerialGC");
        Map<String, String> more = Map.of("JAVA_HOME", java.toString(), "GODWIT_JAVA_OPTIONS", "-Xmx1g -Dx=*");
        assertThat(run(more, launcher.toString(), "--url", "u", "rehearse").output())
                .contains("<-Xmx1g><-Dx=*>")
                .doesNotContain("TieredStopAtLevel", "-Xmx512m");
    }

    @Test
    void anOldJavaIsLeftAsideAndNoneIsAClearError() throws Exception {
        Path old = fakeJava("1.8.0_402", "exit 1");
        Ended ended = run(Map.of("JAVA_HOME", old.toString(), "PATH", tools()), launcher.toString(), "--version");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors()).contains("is left aside: " + old, "needs Java 17 or newer", "set JAVA_HOME");
    }

    private record Ended(int exitCode, String output, String errors) {}

    private Ended run(Map<String, String> environment, String... words) throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "GODWIT_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(output), Files.readString(errors));
    }

    private Path fakeJava(String version, String script) throws IOException {
        Path home = folder.resolve("java " + version);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n", StandardCharsets.UTF_8);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** A folder with what the launcher calls before it looks for Java, and no Java. */
    private String tools() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("readlink"), program("readlink"));
        return tools.toString();
    }

    private List<Path> archives() throws IOException {
        List<Path> archives = new ArrayList<>();
        try (var found = Files.newDirectoryStream(folder.resolve("my checkout/app/target"), "*.jsa")) {
            found.forEach(archives::add);
        }
        return archives;
    }
}
