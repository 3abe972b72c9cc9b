package dev.godwit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Time;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The demo's proof must see what is wrong, or it proves nothing: each test plants a difference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProofContract {
    private static final DemoOptions OPTIONS = new DemoOptions(2_000, false, false);
    private static final int ENOUGH_WRITES = 60;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final Stage stage;
    private final Shop shop;
    private final Application application;

    ProofContract(DemoServer product) {
        stage = Stage.start(product, OPTIONS);
        shop = stage.shop();
        new Loader(shop).load(OPTIONS);
        application = Application.start(shop, OPTIONS, Time.system(), "test");
        long end = System.nanoTime() + LIMIT_NANOS;
        while (application.writes().count() < ENOUGH_WRITES && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        application.close();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void everyAcknowledgedWriteIsThereAndTheApplicationSawNoError() {
        assertThat(application.errors()).isEmpty();
        assertThat(application.writes().count()).isGreaterThanOrEqualTo(ENOUGH_WRITES);
        assertThat(proof().exactly()).allMatch(Check::holds);
        assertThat(shop.number("select count(*) from transactions"))
                .isEqualTo(OPTIONS.rows() + application.writes().inserted());
    }

    @Test
    void aWriteThatIsGoneIsSeen() {
        long id = anyKey(AcknowledgedWrites.Subject.AMOUNT);
        String amount = "select concat(amount_write, ',', amount) from transactions where id = " + id;
        String before = shop.text(amount);
        shop.execute("update transactions set amount_write = amount_write - 1 where id = " + id);
        assertThat(failed(proof().atLeast())).singleElement().asString().contains("lost writes");
        shop.execute("update transactions set amount_write = amount_write + 1, amount = amount + 1 where id = " + id);
        assertThat(failed(proof().exactly())).singleElement().asString().contains("lost writes");
        shop.execute("update transactions set amount = amount - 1 where id = " + id);
        assertThat(shop.text(amount)).isEqualTo(before);
    }

    @Test
    void aWriteThatNobodyAcknowledgedIsSeenOnceTheApplicationHasStopped() {
        long id = anyKey(AcknowledgedWrites.Subject.BALANCE);
        shop.execute("update users set balance_write = balance_write + 1000000 where id = " + id);
        assertThat(failed(proof().atLeast())).isEmpty();
        assertThat(failed(proof().exactly())).singleElement().asString().contains("nobody acknowledged");
        shop.execute("update users set balance_write = balance_write - 1000000 where id = " + id);
    }

    @Test
    void aChangeOfWhatNobodyMayTouchIsSeen() {
        Proof proof = new Proof(shop, OPTIONS, application);
        String before = proof.untouched();
        shop.execute("update transactions set kind = concat(kind, '!') where id = 7");
        assertThat(proof.untouched()).isNotEqualTo(before);
        shop.execute("update transactions set kind = replace(kind, '!', '') where id = 7");
        assertThat(proof.untouched()).isEqualTo(before);
    }

    @Test
    void aReplicaThatDiffersIsSeen() {
        assertThat(failed(replicaProof())).isEmpty();
        stage.replay().pause();
        shop.execute("update users set theme = 'darker' where id = 11");
        Shop replica = stage.shopOnReplica();
        assertThat(replica.text(shop.words("proof.whole.users")))
                .isNotEqualTo(shop.text(shop.words("proof.whole.users")));
        stage.replay().resume();
        assertThat(failed(replicaProof())).isEmpty();
    }

    private List<Check> replicaProof() {
        return new ReplicaProof(shop, stage.shopOnReplica()).same(List.of("users"));
    }

    private WriteProof proof() {
        return new WriteProof(shop, application.writes());
    }

    private long anyKey(AcknowledgedWrites.Subject subject) {
        return application.writes().snapshot(subject).keySet().iterator().next();
    }

    private static List<Check> failed(List<Check> checks) {
        return checks.stream().filter(check -> !check.holds()).toList();
    }
}
