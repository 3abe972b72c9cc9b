package dev.godwit.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import org.junit.jupiter.api.Test;

class LiquibaseChangelogTest {
    @Test
    void readsChangesetsWithTheirRollbacksAndAttributes() {
        LiquibaseChangelog changelog = LiquibaseChangelog.read("a/db.sql", """
                -- liquibase formatted sql
                -- changeset ann:1 labels:x runOnChange:true logicalFilePath:other.sql
                create view v as select 1;
                -- rollback drop view v;
                --changeset "b c":"two words"
                --validCheckSum: any
                create table t (id int);
                -- a remark
                /* liquibase rollback
                drop table t;
                */
                --changeset d:3
                insert into t values (1);
                --rollback not required
                """);
        assertThat(changelog.changesets()).hasSize(3);
        LiquibaseChangelog.Changeset first = changelog.changesets().get(0);
        assertThat(first.key()).isEqualTo("other.sql::1::ann");
        assertThat(first.repeatable()).isTrue();
        assertThat(first.rollback()).isEqualTo("drop view v;");
        LiquibaseChangelog.Changeset second = changelog.changesets().get(1);
        assertThat(second.key()).isEqualTo("a/db.sql::two words::b c");
        assertThat(second.sql()).isEqualTo("create table t (id int);\n-- a remark");
        assertThat(second.rollback()).isEqualTo("drop table t;");
        assertThat(changelog.changesets().get(2).noRollbackNeeded()).isTrue();
        assertThat(ChangesetFile.of(changelog))
                .extracting(ChangesetFile::fileName)
                .containsExactly("R__ann_1.sql", "0002_b_c_two_words.sql", "0003_d_3.sql");
    }

    @Test
    void namesEverythingThatASqlFileCannotSayWithItsLine() {
        assertThatThrownBy(() -> LiquibaseChangelog.read("db.sql", """
                        --liquibase formatted sql
                        --changeset a:1 endDelimiter:@ runAlways:true
                        --preconditions onFail:HALT
                        select 1
                        """))
                .isInstanceOfSatisfying(
                        GodwitException.class, all -> assertThat(all.problems()).hasSize(3))
                .hasMessageContaining("db.sql:2")
                .hasMessageContaining("db.sql:3");
        assertThatThrownBy(() -> LiquibaseChangelog.read("x.xml", "<databaseChangeLog/>"))
                .hasMessageContaining("no changelog of formatted SQL");
    }
}
