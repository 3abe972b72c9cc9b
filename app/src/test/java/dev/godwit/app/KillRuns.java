package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Databases;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The runs that a kill test kills, each carried out once without a crash, to know its hits and where it leads. */
final class KillRuns {
    private final Path folder;
    private final List<Run> all;

    /**
     * Makes the databases that the runs start from and carries each out once.
     *
     * @param folder with before.sql, source.sql, and the migrations apply/ and fail/
     */
    KillRuns(Path folder, Databases server, Copying copying) {
        this.folder = folder;
        Supplier<TestDatabase> before = copying.of(() -> before(server));
        Supplier<TestDatabase> half = copying.of(() -> applied(before.get(), List.of("apply", "--to", "20250101002")));
        Supplier<TestDatabase> applied = copying.of(() -> applied(half.get(), List.of("apply")));
        this.all = List.of(
                new Run("an apply", before, new Command("apply", List.of("apply", "--to", "20250101002"), 0)),
                new Run("a backfill", half, new Command("apply", List.of("apply"), 0)),
                new Run("a failing apply", applied, new Command("fail", List.of("apply"), 7)),
                new Run("a rollback", applied, new Command("apply", List.of("rollback", "--to", "0"), 0)));
    }

    /** How a server gives the same database again and again: by a copy, or by making it anew. */
    @FunctionalInterface
    interface Copying {
        Supplier<TestDatabase> of(Supplier<TestDatabase> recipe);
    }

    /** The runs of a server that makes a database by copying another. */
    static KillRuns on(TestServer server) {
        return new KillRuns(folder("kill"), server, recipe -> {
            TestDatabase template = recipe.get();
            return () -> server.copy(template);
        });
    }

    /** The runs of a server that cannot. */
    static KillRuns on(MariadbTestServer server) {
        return new KillRuns(folder("kill-mariadb"), server, recipe -> recipe);
    }

    /** The same with the ledger inside each database, so that a database is made by copying another. */
    static KillRuns onCopies(MariadbTestServer server) {
        return new KillRuns(folder("kill-mariadb"), () -> server.create().withLedgerInside(), recipe -> {
            MariadbTestDatabase template = (MariadbTestDatabase) recipe.get();
            return () -> server.copy(template);
        });
    }

    private static Path folder(String name) {
        return Path.of(System.getProperty("godwit.root"))
                .resolve("app/src/test/resources")
                .resolve(name);
    }

    private TestDatabase before(Databases server) {
        TestDatabase database = server.create();
        database.run(text("before.sql"));
        return database;
    }

    private TestDatabase applied(TestDatabase database, List<String> arguments) {
        run(database, "apply", arguments, InProcess.with(Crash.never())).require(0, "apply");
        return database;
    }

    List<Run> all() {
        return all;
    }

    /** A command line and how it ends. */
    private record Command(String folder, List<String> arguments, int exitCode) {}

    /** One of the runs. Threads may share it. */
    final class Run {
        private final String name;
        private final Supplier<TestDatabase> start;
        private final Command command;
        private final List<CrashPoint> hits;
        private final Picture end;
        private final List<String> applied;

        private Run(String name, Supplier<TestDatabase> start, Command command) {
            this.name = name;
            this.start = start;
            this.command = command;
            TestDatabase database = start.get();
            Crashes.Recording recording = new Crashes.Recording();
            carryOut(database, InProcess.with(recording)).require(command.exitCode(), name);
            this.hits = recording.hits();
            this.end = Picture.of(database);
            this.applied = Ledgers.applied(database);
        }

        String name() {
            return name;
        }

        /** All points that it passes, in order. */
        List<CrashPoint> hits() {
            return hits;
        }

        Program.Ended carryOut(TestDatabase database, Program program) {
            return run(database, command.folder(), command.arguments(), program);
        }

        /** Dies as {@code death} does, is run again, and must look as if it had never died. */
        void dieAndResume(Consumer<TestDatabase> death) {
            TestDatabase database = start.get();
            String source = source(database);
            death.accept(database);
            Program.Ended again = carryOut(database, InProcess.with(Crash.never()));
            requireInvariants(database, source, again);
            database.drop();
        }

        private void requireInvariants(TestDatabase database, String source, Program.Ended again) {
            again.require(command.exitCode(), "run again");
            assertThat(source(database)).as("1: the source is unchanged").isEqualTo(source);
            end.requireSame(Picture.of(database), "2: the target is right");
            assertThat(Ledgers.applied(database))
                    .as("3: the ledger equals the catalog")
                    .isEqualTo(applied);
            Ledgers.requireNothingLeft(database, "4");
            String work = Ledgers.work(database);
            carryOut(database, InProcess.with(Crash.never())).require(command.exitCode(), "5: run a third time");
            end.requireSame(Picture.of(database), "5: run a third time");
            if (command.exitCode() == 0 && command.arguments().get(0).equals("apply")) {
                assertThat(Ledgers.work(database)).as("5: nothing was done").isEqualTo(work);
            }
        }
    }

    private Program.Ended run(TestDatabase database, String migrations, List<String> arguments, Program program) {
        List<String> all = new ArrayList<>(List.of(
                "--url",
                database.url(),
                "--migrations",
                folder.resolve(migrations).toString(),
                "--yes",
                "--approve-destructive",
                "test"));
        all.addAll(arguments);
        return program.run(all);
    }

    private String source(TestDatabase database) {
        return database.ask(text("source.sql"));
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
