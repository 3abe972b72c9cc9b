package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrphansTest {
    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aServerWhoseOwnerWasKilledGoesWithTheNextStart(String product) throws Exception {
        Process child = child(product, "swept");
        Path orphan = ServerChild.folderOf(child);
        long pid = pidIn(orphan);
        Orphans.sweep(parent);
        assertThat(hasEnded(pid)).as("its owner lives").isFalse();
        child.destroyForcibly().waitFor();
        assertThat(hasEnded(pid)).as("it outlives a killed owner").isFalse();
        try (PostgresServer next =
                PostgresServer.start(PostgresOptions.defaults().under(parent))) {
            assertThat(orphan).doesNotExist();
            assertThat(hasEnded(pid)).isTrue();
            Orphans.sweep(parent);
            assertThat(TestSql.ask(next, "select 1")).as("our own is not swept").isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aServerGoesWithTheOrderlyEndOfItsOwner(String product) throws Exception {
        Process child = child(product, "swept");
        Path folder = ServerChild.folderOf(child);
        child.getOutputStream().close();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aKeptServerOutlivesItsOwnerAndCanBeAttachedTo(String product) throws Exception {
        Process child = child(product, "kept");
        Path folder = ServerChild.folderOf(child);
        child.destroyForcibly().waitFor();
        Orphans.sweep(parent);
        Server kept = Server.attach(folder);
        kept.close();
        long first = kept.pid();
        kept.restart();
        assertThat(kept.pid()).as("closing leaves it up").isNotEqualTo(first);
        kept.stop();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aFolderWithoutAKeptServerCannotBeAttachedTo() {
        assertThatThrownBy(() -> Server.attach(parent))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("No kept server in " + parent);
    }

    @Test
    void theFileOfAnOwnerFromBeforeThereWereOtherProductsIsPostgresqls() throws Exception {
        Files.writeString(parent.resolve("owner"), """
                pid=1
                started=then
                kept=true
                major=16
                port=5432
                user=postgres
                password=secret
                database=postgres
                """);
        assertThat(OwnerFile.read(parent).orElseThrow().release()).isEqualTo(Release.postgresql(16));
    }

    @Test
    void aProcessThatOnlyHasTheNumberOfAServerIsNotTakenForOne() throws Exception {
        Path data = Files.createDirectory(parent.resolve("data"));
        long pid = ProcessHandle.current().pid();
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n0\n5432\n\n127.0.0.1\n 1 2\nready\n");
        assertThat(Postmaster.read(data)).isPresent();
        assertThat(RunFolder.attach(parent).postmaster()).isEmpty();
    }

    private Process child(String product, String fate) throws Exception {
        return ServerChild.start(
                List.of(),
                TestArchives.folder(),
                System.getProperty("java.class.path"),
                List.of(parent.toString(), fate, product));
    }

    private static boolean hasEnded(long pid) {
        return ProcessHandle.of(pid).map(MainProcess::hasEnded).orElse(true);
    }

    private static long pidIn(Path folder) {
        return RunFolder.attach(folder).process().orElseThrow().pid();
    }
}
