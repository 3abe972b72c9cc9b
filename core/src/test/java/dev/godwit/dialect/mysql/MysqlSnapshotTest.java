package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.CatalogSnapshot.Difference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlSnapshotTest {
    static final List<String> SCHEMA = List.of(
            "create table parent (id int unsigned not null auto_increment primary key, name varchar(20) not null default 'a''b',"
                    + " unique key by_name (name(5) desc)) comment 'who'",
            "create table t (id bigint unsigned not null auto_increment, parent int unsigned, email varchar(50) comment 'where',"
                    + " amount decimal(10,2) not null default 0.5, mood enum('sad','ok') default 'ok',"
                    + " changed timestamp(3) not null default current_timestamp(3) on update current_timestamp(3),"
                    + " made datetime default current_timestamp, bits bit(3) default b'101', yes tinyint(1) not null default 1,"
                    + " wide int(5) unsigned zerofill, old text character set latin1, bin varbinary(16) default 'AB',"
                    + " twice decimal(12,2) as (amount * 2) stored, next int as (parent + 1) virtual,"
                    + " word varchar(10) default 'null', in_year year default 2024, primary key (id),"
                    + " key k (parent, amount desc), constraint positive check (amount > 0 and email <> 'x'),"
                    + " constraint fk foreign key (parent) references parent (id) on delete cascade)",
            "create table `Odd ``table` (`a.b` int, `c d` int, key `k 1` (`a.b`))",
            "create table parts (id int, at date) partition by range (year(at))"
                    + " (partition p0 values less than (2024), partition p1 values less than maxvalue)",
            "create view v as select id, email from t where email <> 'x'",
            "create trigger tr before insert on t for each row set new.email = lower(new.email)",
            "create function f(a int, b varchar(5)) returns int deterministic return a",
            "create procedure p(in a int, out b int) comment 'sums' begin select a into b; end",
            "create event e on schedule every 1 day starts '2030-01-01' do delete from t where id < 0",
            "create user if not exists reader@'%' identified by 'Reader-1'");

    private final MysqlSnapshot reader = new MysqlSnapshot();
    private MysqlCatalogFixture servers;
    private Session session;

    MysqlCatalogFixture start() {
        return MysqlCatalogFixture.mariadb();
    }

    @BeforeAll
    void startServer() {
        servers = start();
    }

    @AfterAll
    void stopServer() {
        servers.close();
    }

    @BeforeEach
    void open() {
        session = servers.open();
        MysqlCatalogFixture.runAll(session, SCHEMA);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "alter table t add y int                          | alter table t drop y                             | column t.y",
                "alter table t modify email varchar(51) comment 'where' | alter table t modify email varchar(50) comment 'where' | column t.email",
                "alter table t modify email varchar(50) not null comment 'where' | alter table t modify email varchar(50) comment 'where' | column t.email",
                "alter table t modify email varchar(50) collate utf8mb4_bin comment 'where' | alter table t modify email varchar(50) comment 'where' | column t.email",
                "alter table t modify email varchar(50) comment 'here' | alter table t modify email varchar(50) comment 'where' | comment column t.email",
                "alter table t modify id bigint not null auto_increment | alter table t modify id bigint unsigned not null auto_increment | column t.id",
                "alter table t modify id bigint unsigned not null | alter table t modify id bigint unsigned not null auto_increment | column t.id",
                "alter table t alter amount set default 0.6       | alter table t alter amount set default 0.5       | column t.amount",
                "alter table t alter word set default null        | alter table t alter word set default 'null'      | column t.word",
                "alter table t modify made datetime default current_timestamp on update current_timestamp | alter table t modify made datetime default current_timestamp | column t.made",
                "alter table t modify mood enum('sad','ok','new') default 'ok' | alter table t modify mood enum('sad','ok') default 'ok' | column t.mood",
                "alter table t modify yes tinyint not null default 1 | alter table t modify yes tinyint(1) not null default 1 | column t.yes",
                "alter table t modify next int as (parent + 2) virtual | alter table t modify next int as (parent + 1) virtual | column t.next",
                "alter table t add unique (email)                 | alter table t drop index email                   | index t.email",
                "alter table t drop index k, add key k (parent, amount) | alter table t drop index k, add key k (parent, amount desc) | index t.k",
                "alter table parent drop index by_name, add unique by_name (name(6) desc) | alter table parent drop index by_name, add unique by_name (name(5) desc) | index parent.by_name",
                "alter table t add fulltext ft (email)            | alter table t drop index ft                      | index t.ft",
                "alter table t drop foreign key fk                | alter table t add constraint fk foreign key (parent) references parent (id) on delete cascade | constraint t.fk",
                "alter table t drop constraint positive           | alter table t add constraint positive check (amount > 0 and email <> 'x') | constraint t.positive",
                "alter table `Odd ``table` engine = myisam        | alter table `Odd ``table` engine = innodb        | table `Odd ``table`",
                "alter table parent row_format = compact          | alter table parent row_format = default          | table parent",
                "alter table parent comment 'x'                   | alter table parent comment 'who'                 | comment table parent",
                "alter table parent default collate utf8mb4_bin   | alter table parent default collate utf8mb4_general_ci | table parent",
                "alter table parts drop partition p1              | alter table parts add partition (partition p1 values less than maxvalue) | partition parts.p1",
                "create or replace view v as select id, email from t | create or replace view v as select id, email from t where email <> 'x' | view v",
                "drop trigger tr                                  | create trigger tr before insert on t for each row set new.email = lower(new.email) | trigger t.tr",
                "drop function f                                  | create function f(a int, b varchar(5)) returns int deterministic return a | function f",
                "alter procedure p comment 'x'                    | alter procedure p comment 'sums'                 | procedure p",
                "alter event e on schedule every 2 day starts '2030-01-01' | alter event e on schedule every 1 day starts '2030-01-01' | event e",
                "alter event e disable                            | alter event e enable                             | state event e",
                "alter database collate utf8mb4_bin               | alter database collate utf8mb4_general_ci        | database",
                "grant select on t to reader@'%'                  | revoke select on t from reader@'%'               | grants of table t",
                "grant update (email) on t to reader@'%'          | revoke update (email) on t from reader@'%'       | grants of column t.email",
                "grant insert on * to reader@'%'                  | revoke insert on * from reader@'%'               | grants of database",
                "alter table `Odd ``table` add `e f` int          | alter table `Odd ``table` drop `e f`             | column `Odd ``table`.`e f`",
                "rename table parts to pieces                     | rename table pieces to parts                     | table pieces",
            })
    void everyChangeShowsAndItsWayBackLeavesNoTrace(String change, String back, String key) {
        CatalogSnapshot before = reader.read(session);
        run(session, change);
        CatalogSnapshot changed = reader.read(session);
        run(session, back);
        assertThat(before.differences(changed)).extracting(Difference::key).contains(key);
        assertThat(before.differences(reader.read(session))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MARIADB | create sequence s start with 5                 | drop sequence s                    | sequence s",
                "MARIADB | alter table t alter index k ignored            | alter table t alter index k not ignored | index t.k",
                "MARIADB | alter table t add h int invisible              | alter table t drop h               | column t.h",
                "MARIADB | alter table parent add system versioning       | alter table parent drop system versioning | table parent",
                "MARIADB | alter table parent add j json                  | alter table parent drop j          | check column parent.j",
                "MYSQL   | alter table t alter index k invisible          | alter table t alter index k visible | index t.k",
                "MYSQL   | create index up on t ((upper(email)))          | drop index up on t                 | index t.up",
                "MYSQL   | alter table t alter check positive not enforced | alter table t alter check positive enforced | constraint t.positive",
                "MYSQL   | alter table t add u json default (json_array()) | alter table t drop u               | column t.u",
                "MYSQL   | alter table t add h int invisible              | alter table t drop h               | column t.h",
            })
    void whatOnlyOneFamilyHasShowsToo(Family family, String change, String back, String key) {
        Assumptions.assumeTrue(family == servers.family());
        everyChangeShowsAndItsWayBackLeavesNoTrace(change, back, key);
    }

    @Test
    void twoDatabasesOfTheSameHistoryAreEqual() {
        try (Session other = servers.open()) {
            run(other, "create table of_no_importance (a int)");
            run(other, "drop table of_no_importance");
            MysqlCatalogFixture.runAll(other, SCHEMA);
            run(other, "set names utf8mb3");
            assertThat(reader.read(session).differences(reader.read(other))).isEmpty();
        }
    }

    @Test
    void ourOwnAndTemporaryTablesAndRowsAreLeftOut() {
        CatalogSnapshot before = reader.read(session);
        run(
                session,
                "create table godwit_ledger (id int auto_increment primary key, v int not null, key (v)) comment 'ours'");
        run(session, "create view godwit_v as select * from godwit_ledger");
        run(session, "create temporary table mine (id int primary key)");
        run(session, "insert into parent (name) values ('a'), ('b')");
        run(session, "analyze table parent");
        assertThat(before.differences(reader.read(session))).isEmpty();
    }

    @Test
    void theFamiliesPrintTheSameColumnsAlike() {
        assertThat(reader.read(session).entries())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("column t.id", "1 bigint unsigned not null auto_increment"),
                        Map.entry("column t.parent", "2 int unsigned"),
                        Map.entry("column t.email", "3 varchar(50) collate utf8mb4_general_ci"),
                        Map.entry("column t.amount", "4 decimal(10,2) not null default 0.50"),
                        Map.entry("column t.mood", "5 enum('sad','ok') collate utf8mb4_general_ci default 'ok'"),
                        Map.entry(
                                "column t.changed",
                                "6 timestamp(3) not null default current_timestamp(3) on update current_timestamp(3)"),
                        Map.entry("column t.made", "7 datetime default current_timestamp()"),
                        Map.entry("column t.bits", "8 bit(3) default b'101'"),
                        Map.entry("column t.yes", "9 tinyint(1) not null default 1"),
                        Map.entry("column t.wide", "10 int(5) unsigned zerofill"),
                        Map.entry("column t.old", "11 text collate latin1_swedish_ci"),
                        Map.entry("column t.word", "15 varchar(10) collate utf8mb4_general_ci default 'null'"),
                        Map.entry("column t.in_year", "16 year default 2024"),
                        Map.entry("index t.k", "btree (`parent`, `amount` desc)"),
                        Map.entry("index parent.by_name", "unique btree (`name`(5) desc)"),
                        Map.entry(
                                "constraint t.fk",
                                "foreign key (`parent`) references `parent` (`id`) on delete cascade on update no action"),
                        Map.entry("comment table parent", "who"),
                        Map.entry("partition parts.p0", "1 of RANGE (year(`at`)) values 2024"),
                        Map.entry("state event e", "enabled")))
                .containsKeys("function f", "parameters of function f", "procedure p", "index `Odd ``table`.`k 1`");
    }

    @Test
    void aScriptsSettingsNeitherChangeWhatIsSeenNorAreChanged() {
        CatalogSnapshot before = reader.read(session);
        run(
                session,
                "set sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', group_concat_max_len = 10, sql_quote_show_create = 0");
        assertThat(before.differences(reader.read(session))).isEmpty();
        String mode = "select concat(@@sql_mode, @@group_concat_max_len, @@sql_quote_show_create + 0)";
        assertThat(session.first(dev.godwit.sql.Sql.verbatim(mode), row -> row.text(1)))
                .contains("ANSI_QUOTES,NO_BACKSLASH_ESCAPES100");
    }

    @Test
    void whoMayNotReadTheAccountsSeesTheTablesAllTheSame() {
        String database = MysqlCatalogFixture.database(session);
        run(session, "grant select, show view, trigger, event, references on " + database + ".* to reader@'%'");
        CatalogSnapshot all = reader.read(session);
        try (Session other = servers.open("reader", "Reader-1", database)) {
            CatalogSnapshot seen = reader.read(other);
            assertThat(all.differences(seen))
                    .extracting(Difference::key)
                    .allMatch(key ->
                            key.startsWith("grants of ") || key.contains("function f") || key.contains("procedure p"));
            assertThat(seen.entries().keySet()).noneMatch(key -> key.startsWith("grants of "));
        }
        run(session, "revoke all on " + database + ".* from reader@'%'");
    }
}
