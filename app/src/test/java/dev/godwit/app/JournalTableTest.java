package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.model.RunId;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import dev.godwit.state.ControlSchema;
import dev.godwit.state.JournalTable;
import dev.godwit.testkit.CutProxy;
import dev.godwit.testkit.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The story of a run goes on in the table after its session was lost. */
@ExtendWith(SharedServer.class)
class JournalTableTest {
    private static final RunId RUN = new RunId("r-20260101");

    /** Beyond a batch, at which the table is written without being asked. */
    private static final long MANY = 450;

    private CutProxy line;
    private Database cut;
    private Session direct;
    private SqlBook control;

    @BeforeEach
    void open(TestServer server) {
        String url = server.create().url();
        line = CutProxy.to(server.server().port());
        Wiring.Location straight = new Wiring(Map.of()).location(url);
        Wiring.Location throughLine = new Wiring(Map.of()).location(line.url(url));
        control = straight.dialect().control();
        cut = throughLine.dialect().database(throughLine.url());
        direct = straight.dialect().database(straight.url()).open("godwit test");
        new ControlSchema(control).install(direct);
    }

    @AfterEach
    void close() {
        direct.close();
        line.close();
    }

    @Test
    void goesOnAfterItsLineWasCutAndKeepsEveryEntryOnce() {
        try (JournalTable table = new JournalTable(control, () -> cut.open("godwit journal"))) {
            accept(table, 1, 3);
            table.flush();
            line.cutAll();
            accept(table, 4, MANY);
            table.flush(); // learns of it at the latest now
            table.flush();
            assertThat(written()).containsExactlyElementsOf(sequences(MANY));
        }
    }

    @Test
    void whatWasWrittenBeforeTheAnswerWasLostIsNotWrittenTwice() {
        try (JournalTable table = new JournalTable(control, () -> cut.open("godwit journal"))) {
            accept(table, 1, 3);
            line.cutAll();
            try (JournalTable arrived = new JournalTable(control, () -> cut.open("godwit journal"))) {
                accept(arrived, 1, 3);
            }
            table.flush();
            accept(table, 4, 5);
            table.flush();
            assertThat(written()).containsExactlyElementsOf(sequences(5));
        }
    }

    @Test
    void keepsWhatHappensWhileTheServerIsAway() {
        try (JournalTable table = new JournalTable(control, () -> cut.open("godwit journal"))) {
            accept(table, 1, 2);
            line.cutAll();
            line.redirect(1); // where nobody listens
            table.flush();
            accept(table, 3, MANY);
            table.flush();
            assertThat(written()).isEmpty();
            line.redirect(portOf(direct));
            table.flush();
            assertThat(written()).containsExactlyElementsOf(sequences(MANY));
        }
    }

    private static int portOf(Session session) {
        return Math.toIntExact(session.first(Sql.of("select inet_server_port()"), row -> row.number(1))
                .orElseThrow());
    }

    private static void accept(JournalTable table, long first, long last) {
        for (long sequence = first; sequence <= last; sequence++) {
            table.accept(new Entry(RUN, sequence, Instant.EPOCH, new Event.Noted("subject", "text " + sequence)));
        }
    }

    private List<Long> written() {
        return direct.query(
                Sql.of(
                        "select sequence from godwit.journal where run_id = {} order by sequence",
                        Sql.param(RUN.value())),
                row -> row.number(1));
    }

    private static List<Long> sequences(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
