package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.HeldTransaction;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the other tests on MariaDB rely on. */
@ExtendWith(SharedServer.class)
class MariadbTestDatabaseTest {
    @Test
    void databasesAreApartTransactionsCanBeHeldAndDroppedIsGone(MariadbTestServer server) {
        MariadbTestDatabase one = server.create();
        MariadbTestDatabase other = server.create();
        one.run("create table item (id int primary key, name text); insert into item values (1, null), (2, 'b')");
        assertThat(one.rows("select id, name from item order by id")).containsExactly("1|null", "2|b");
        assertThat(other.rows("show tables")).isEmpty();
        try (HeldTransaction held = one.hold("update item set name = 'c' where id = 1")) {
            assertThatThrownBy(() -> one.run("set session innodb_lock_wait_timeout = 0; delete from item where id = 1"))
                    .hasMessageContaining("Lock wait timeout exceeded");
            assertThat(held).isNotNull();
        }
        assertThat(one.ask("select name from item where id = 1")).isEqualTo("null");
        one.drop();
        other.drop();
        assertThatThrownBy(one::connect).hasMessageContaining("Unknown database");
    }
}
