package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.MariadbServer;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Histories that the real tools wrote on MariaDB, taken over and handed back. */
class MariadbHistoryTest extends HistoryContract {
    private static final MariadbServer SERVER = MariadbServer.start();

    MariadbHistoryTest() {
        super(SERVER, "database()");
    }

    @AfterAll
    static void stopTheServer() {
        SERVER.close();
    }

    /** Flyway itself holds its lock while its callback calls us. */
    @Test
    void waitsForNobodyWhileFlywayIsAtWork() {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
        typed.file("migrations/V3__d.sql", "create table d (id int primary key);\n");
        List<Typed.Ended> meanwhile = new ArrayList<>();
        BaseCallback during = new BaseCallback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.BEFORE_EACH_MIGRATE;
            }

            @Override
            public void handle(Event event, Context context) {
                meanwhile.add(typed.run("import", "--yes"));
            }
        };
        flyway("migrations").callbacks(during).load().migrate();
        assertThat(meanwhile).singleElement().satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(75);
            assertThat(ended.errors()).contains("flyway is at work");
        });
        assertThat(typed.done("import", "--yes").output()).contains("4 to take over");
    }
}
