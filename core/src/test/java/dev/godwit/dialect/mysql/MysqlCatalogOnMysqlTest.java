package dev.godwit.dialect.mysql;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What is tested on MariaDB, on MySQL. */
@Tag("nightly")
class MysqlCatalogOnMysqlTest {
    @Nested
    class Snapshot extends MysqlSnapshotTest {
        @Override
        MysqlCatalogFixture start() {
            return MysqlCatalogFixture.mysql();
        }
    }

    @Nested
    class Tables extends MysqlCatalogTest {
        @Override
        MysqlCatalogFixture start() {
            return MysqlCatalogFixture.mysql();
        }
    }

    @Nested
    class Structures extends MysqlStructureTest {
        @Override
        MysqlCatalogFixture start() {
            return MysqlCatalogFixture.mysql();
        }
    }

    @Nested
    class Surroundings extends MysqlSurveyTest {
        @Override
        MysqlCatalogFixture start() {
            return MysqlCatalogFixture.mysql();
        }
    }

    @Nested
    class Probes extends MysqlProbeTest {
        @Override
        MysqlCatalogFixture start() {
            return MysqlCatalogFixture.mysql();
        }
    }
}
