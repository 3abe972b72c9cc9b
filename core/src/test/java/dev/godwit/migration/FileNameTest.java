package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "20240115001_user_preferences.sql,          20240115001,          20240115001_user_preferences, WHOLE",
        "2024_01_15_001.sql,                        20240115001,          20240115001,                  WHOLE",
        "2024_01_15_001_add_x.sql,                  20240115001,          20240115001_add_x,            WHOLE",
        "20240115_001_x.up.sql,                     20240115001,          20240115001_x,                UP",
        "20240115_x.sql,                            20240115,             20240115_x,                   WHOLE",
        "20240115_123456_x.sql,                     20240115123456,       20240115123456_x,             WHOLE",
        "20240115_2fa.sql,                          20240115,             20240115_2fa,                 WHOLE",
        "2024_01_15_123456_create_users.sql,        20240115123456,       20240115123456_create_users,  WHOLE",
        "2024-05-01-123456_x.sql,                   20240501123456,       20240501123456_x,             WHOLE",
        "2025-11-11-140459-0000_x.sql,              20251111140459,       20251111140459_x,             WHOLE",
        "2025-11-11-140459-0002_x.sql,              20251111140459.2,     20251111140459.0002_x,        WHOLE",
        "V1_2__add_x.sql,                           1.2,                  V1.2__add_x,                  WHOLE",
        "V1.2__add x.sql,                           1.2,                  V1.2__add_x,                  WHOLE",
        "V1.2.0.sql,                                1.2,                  V1.2.0,                       WHOLE",
        "V2024__01_15_001_x.sql,                    2024,                 V2024__01_15_001_x,           WHOLE",
        "U1_2__x.sql,                               1.2,                  V1.2__x,                      DOWN",
        "V1_2__x.sql.conf,                          1.2,                  V1.2__x,                      SETTINGS",
        "R__views.sql,                              R__views,             R__views,                     WHOLE",
        "V0001.Initial_Schema.up.sql,               1,                    V0001__Initial_Schema,        UP",
        "V0001.Initial_Schema.down.sql,             1,                    V0001__Initial_Schema,        DOWN",
        "000012_x.up.sql,                           12,                   000012_x,                     UP",
        "000012_x.verify.sql,                       12,                   000012_x,                     VERIFY",
        "001-groupsource.sql,                       1,                    001_groupsource,              WHOLE",
        "023-add-unique-on-table-x_user.SQL,        23,                   023_add-unique-on-table-x_user, WHOLE",
        "20150100000001000000_x.up.sql,             20150100000001000000, 20150100000001000000_x,       UP",
        "20240115001_backfill.yaml,                 20240115001,          20240115001_backfill,         WHOLE",
    })
    void readsTheNamesOfAllFrameworks(String name, String version, String id, FileName.Kind kind) {
        FileName found = FileName.parse(name).orElseThrow();
        assertThat(found.version()).hasToString(version);
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(Version.parse(found.id())).as("an id reads back").contains(found.version());
    }

    @ParameterizedTest
    @CsvSource({
        "20150100000001000000_x.postgres.up.sql, postgresql, UP",
        "20150100000001000000_x.mysql.down.sql,  mysql,      DOWN",
        "20150100000001000000_x.sqlite3.up.sql,  sqlite,     UP",
        "20150100000001000000_x.sql,             ,           WHOLE",
    })
    void readsTheDialectThatPopPutsIntoNames(String name, String dialect, FileName.Kind kind) {
        FileName found = FileName.parse(name).orElseThrow();
        assertThat(found.dialect()).isEqualTo(dialect);
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.id()).isEqualTo("20150100000001000000_x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema.sql",
                "add_column.sql",
                "V__x.sql",
                "x_001.sql",
                "001_.sql",
                "R__.sql",
                "V1_2__a;b.sql",
                "001_$(x).sql",
                "001_x.txt",
                "B1__baseline.sql",
                "v1__x`.sql",
                "1..2_x.sql",
                "../001_x.sql",
                "001_a/b.sql"
            })
    void refusesNamesWithoutAnId(String name) {
        assertThat(FileName.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024_01_15_001, 20240115001_x",
        "V1.2, V1_2__y",
        "V1.2.0, 1.2",
        "01_x, 1",
        "000012, V12__z",
        "20240115_001_x, 20240115001",
    })
    void spellingsOfOneVersionAreEqual(String one, String other) {
        assertThat(Version.parse(one)).isPresent().isEqualTo(Version.parse(other));
    }

    @Test
    void sortsNumbersByValueDatesByDayAndRepeatablesLast() {
        List<String> wanted = List.of(
                "0",
                "1",
                "1.1",
                "1.2",
                "1.10",
                "2",
                "010",
                "20240115_x",
                "20240115001_x",
                "20240115123456_x",
                "20240116_x",
                "20240201001_x",
                "20150100000001000000_x",
                "R__a",
                "R__b");
        List<Version> shuffled = new ArrayList<>(
                wanted.stream().map(id -> Version.parse(id).orElseThrow()).toList());
        Collections.shuffle(shuffled, new java.util.Random(7));
        shuffled.sort(null);
        assertThat(shuffled)
                .isEqualTo(wanted.stream()
                        .map(id -> Version.parse(id).orElseThrow())
                        .toList());
    }

    @Test
    void comparingIsATotalOrderThatAgreesWithEquality() {
        long seed = 20240115;
        RandomGenerator random = new java.util.SplittableRandom(seed);
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            versions.add(randomVersion(random));
        }
        for (Version a : versions) {
            for (Version b : versions) {
                assertThat(a.compareTo(b) == 0).as("%s %s seed %s", a, b, seed).isEqualTo(a.equals(b));
                assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                for (Version c : versions) {
                    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                        assertThat(a.compareTo(c)).as("%s %s %s", a, b, c).isLessThanOrEqualTo(0);
                    }
                }
            }
        }
    }

    private static Version randomVersion(RandomGenerator random) {
        String day = String.format("2024%02d%02d", random.nextInt(0, 14), random.nextInt(0, 33));
        return switch (random.nextInt(4)) {
            case 0 -> Version.of(List.of(String.valueOf(random.nextInt(30)), String.valueOf(random.nextInt(3))));
            case 1 -> Version.of(List.of(day));
            case 2 -> Version.of(List.of(day + String.format("%03d", random.nextInt(4))));
            default -> Version.of(List.of(day + String.format("%06d", random.nextInt(240000))));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "V1_2, V1.2",
        "V1_2__x.sql, V1.2__x",
        "2024_01_15_001, 20240115001",
        "20240115001_add.down.sql, 20240115001_add",
        "2024-05-01-123456_x, 20240501123456_x",
        "backfill-t-12345678, backfill-t-12345678"
    })
    void anIdIsMeantInEachSpellingThatAFileMayHave(String typed, String id) {
        assertThat(FileName.idOf(typed)).isEqualTo(id);
    }
}
