package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL against MariaDB, as after a move. */
@ExtendWith(SharedServer.class)
class ValidateAcrossTest {
    private final TestServer postgres;
    private final MariadbTestServer mariadb;

    ValidateAcrossTest(TestServer postgres, MariadbTestServer mariadb) {
        this.postgres = postgres;
        this.mariadb = mariadb;
    }

    private static Program.Ended validate(String source, String target, String... arguments) {
        List<String> all = new ArrayList<>(List.of("validate", source, target, "--lag", "0s"));
        all.addAll(List.of(arguments));
        return InProcess.with(Crash.never()).run(all);
    }

    @Test
    void rowsOfTwoProductsAreEqualOrNotAndACertificateHoldsForBoth(@TempDir Path folder) throws IOException {
        TestDatabase source = postgres.create();
        MariadbTestDatabase target = mariadb.create();
        source.run(
                "create table people (id bigint primary key, name varchar(40), paid numeric(12,2), seen timestamp(6), ok boolean);"
                        + "insert into people values (1, 'Zoë', 1.50, '2024-01-15 10:00:00.123456', true), (2, '', null, null, false),"
                        + " (3, null, -0.01, '1999-12-31 23:59:59', null)");
        target.run(
                "create table people (id bigint primary key, name varchar(40), paid decimal(12,2), seen datetime(6), ok boolean)"
                        + " character set utf8mb4");
        target.run(
                "insert into people values (1, 'Zoë', 1.50, '2024-01-15 10:00:00.123456', true), (2, '', null, null, false),"
                        + " (3, null, -0.01, '1999-12-31 23:59:59', null)");
        Path certificate = folder.resolve("certificate.json");
        validate(source.url(), target.url(), "--certificate", certificate.toString())
                .require(0, "equal");
        validate(source.url(), target.url(), "--verify-certificate", certificate.toString())
                .require(0, "still");
        target.run("update people set name = 'ZoÃ«', seen = seen + interval 1 hour where id = 1");
        Program.Ended ended = validate(source.url(), target.url()).require(6, "different");
        assertThat(ended.output())
                .contains("double encoding in name")
                .contains("time shift in seen: the target is later by 1 h");
        assertThat(validate(target.url(), source.url())
                        .require(6, "the other way round")
                        .output())
                .contains("the target is earlier by 1 h");
        assertThat(Files.readString(certificate)).contains("MariaDB").doesNotContain("Zo");
        source.drop();
        target.drop();
    }

    @Test
    void plantedDifferencesOfEveryTypeOfMariadbAreSeen() {
        MariadbTestDatabase source = mariadb.create();
        MariadbTestDatabase target = mariadb.create();
        for (MariadbTestDatabase database : List.of(source, target)) {
            database.run(
                    "set sql_mode = ''; create table types (id varchar(20) character set utf8mb4, n int unsigned, a tinyint(1),"
                            + " b bigint unsigned, c decimal(10,2), d float, e double, f bit(1), g bit(5), h char(5), i text, j varbinary(9),"
                            + " k enum('x', 'y'), l set('p', 'q'), m json, o date, p datetime(6), q timestamp(6) null, r time(6), s year,"
                            + " primary key (id, n)) character set utf8mb4;"
                            + "insert into types values ('a', 1, 1, 18446744073709551615, 1.50, 1.1, 0.1, b'1', b'10101', 'a', 'ä', x'00',"
                            + " 'x', 'q,p', '{\"a\": 1}', '0000-00-00', '0000-00-00', '2024-01-01 00:00:00', '-838:00:00', 2024)");
        }
        Program.Ended ended = validate(source.url(), target.url()).require(0, "equal");
        assertThat(ended.output()).contains("a planted difference was seen in 1 equal table");
        source.drop();
        target.drop();
    }
}
