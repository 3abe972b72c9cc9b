package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that follow the server that is named, on MariaDB. */
@ExtendWith(SharedServer.class)
class MariadbVerbsTest {
    @TempDir
    Path folder;

    private MariadbTestServer server;
    private MariadbTestDatabase database;

    @BeforeEach
    void newDatabase(MariadbTestServer shared) {
        server = shared;
        database = shared.create();
    }

    private Typed on(String url) {
        return new Typed(folder).with("GODWIT_URL", url);
    }

    @Test
    void aProjectForMariadbNamesItsUrlAndWhereItsPasswordsStay() throws IOException {
        Typed typed = on(database.url());
        typed.done("init");
        assertThat(Files.readString(folder.resolve("godwit.yaml")))
                .contains(
                        "url: mariadb://godwit@127.0.0.1:" + server.server().port() + "/" + database.name() + "\n",
                        "#   url: mariadb://user@host:3306/database",
                        "MYSQL_PWD")
                .doesNotContain("postgres", "PGPASSWORD");
    }

    @Test
    void theServerIsCalledByItsNameAndTheUrlPrintedAsGiven() {
        Typed typed = on(database.url());
        assertThat(typed.done("status").output()).contains("@ mariadb://godwit@127.0.0.1:", "(MariaDB 11.4.5)");
        typed = on(database.url().replaceFirst("mariadb:", "mysql:"));
        assertThat(typed.done("status").output()).contains("@ mysql://godwit@127.0.0.1:", "(MariaDB 11.4.5)");
    }

    @Test
    void aNewMigrationCountsThoseOfItsDialect() throws IOException {
        Typed typed = on(database.url());
        String first = typed.done("new", "add a table").output().strip();
        Files.move(folder.resolve(first), folder.resolve(first.replaceFirst("\\.sql$", ".mysql.sql")));
        String second = typed.done("new", "add another table").output().strip();
        assertThat(first).contains("001_add_a_table.sql");
        assertThat(second).contains("002_add_another_table.sql");
    }

    @Test
    void aRightThatIsMissingIsCalledThatOnThisServerToo() throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/20260101001_one.sql"), "CREATE TABLE one (id integer);\n");
        on(database.url()).done("apply", "--yes");
        String reader = "reader_" + database.name();
        database.run("create user '" + reader + "'@'%' identified by 'word'; grant all on `" + database.name()
                + "`.* to '" + reader + "'@'%'; grant select on godwit.* to '" + reader + "'@'%'");
        Files.writeString(folder.resolve("migrations/20260101002_two.sql"), "CREATE TABLE two (id integer);\n");
        String url =
                "mariadb://" + reader + ":word@127.0.0.1:" + server.server().port() + "/" + database.name();
        Program.Ended ended = InProcess.with(Crash.never()).run(url, folder.resolve("migrations"), "apply");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.all()).contains("GW-1008", "denied to user").doesNotContain("word@");
    }
}
