package dev.godwit.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.approval.Quorum.Finding;
import dev.godwit.approval.Quorum.Presented;
import dev.godwit.approval.Quorum.Request;
import dev.godwit.fault.GodwitException;
import dev.godwit.model.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final SigningKey ANA = SigningKey.generate("ana");
    private static final SigningKey BEN = SigningKey.generate("ben");
    private static final Subject SUBJECT = subject("drop column", "production", "7312/shop", "up");
    private static final Quorum BOTH = new Quorum(List.of(ANA.approver(), BEN.approver()), 2, true);

    @Test
    void enoughDifferentApproversAreEnough() {
        Finding one = judge(BOTH, sign(ANA), sign(ANA));
        assertThat(BOTH.met(one)).isFalse();
        Finding two = judge(BOTH, sign(ANA), sign(BEN));
        assertThat(BOTH.met(two)).isTrue();
        assertThat(two.faults()).isEmpty();
    }

    static Stream<Arguments> wrong() {
        Approval good = sign(ANA);
        return Stream.of(
                Arguments.of(sign(SigningKey.generate("eve")), "signed by nobody whom the environment names"),
                Arguments.of(sign(SigningKey.generate("ana")), "signed with another key"),
                Arguments.of(changed(good, "fine", "harmless"), "changed after it was signed"),
                Arguments.of(changed(good, "2026-03-05", "2036-03-05"), "changed after it was signed"),
                Arguments.of(changed(good, "7312/shop", "7312/other"), "changed after it was signed"),
                Arguments.of(
                        sign(subject("drop table", "production", "7312/shop", "up")),
                        "is for another plan, " + Fingerprint.of("drop table").abbreviated()),
                Arguments.of(sign(subject("drop column", "production", "7312/shop", "down")), "is for another plan"),
                Arguments.of(sign(subject("drop column", "staging", "7312/shop", "up")), "is for environment staging"),
                Arguments.of(
                        sign(subject("drop column", "production", "9/shop", "up")), "is for another server, 9/shop"),
                Arguments.of(sign(NOW.minus(Duration.ofDays(2))), "expired at 2026-03-03T12:00:00Z"),
                Arguments.of(sign(NOW.plus(Duration.ofMinutes(6))), "is from the future"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongWithAnApprovalIsSaid(Approval approval, String fault) {
        Finding finding = judge(BOTH, approval);
        assertThat(finding.counted()).isEmpty();
        assertThat(finding.faults()).singleElement().asString().contains(fault);
    }

    @Test
    void anApprovalCountsOnce() {
        Finding finding =
                BOTH.judge(new Request(SUBJECT, Set.of(), NOW), List.of(new Presented(sign(ANA), Optional.of("r-1"))));
        assertThat(finding.faults()).singleElement().asString().contains("was used already, by run r-1");
    }

    @Test
    void withFourEyesNobodyApprovesTheirOwn() {
        Quorum lax = new Quorum(BOTH.approvers(), 1, false);
        Request own = new Request(SUBJECT, Set.of("ana"), NOW);
        List<Presented> shown = List.of(new Presented(sign(ANA), Optional.empty()));
        assertThat(BOTH.judge(own, shown).faults())
                .singleElement()
                .asString()
                .contains("who approves neither wrote it");
        assertThat(lax.met(lax.judge(own, shown))).isTrue();
    }

    @Test
    void aTextComesBackAsItWas() {
        Approval approval = sign(ANA);
        assertThat(Approval.parse(approval.text(), "file")).isEqualTo(approval);
        assertThat(Approval.parse(approval.text().replace("\n", "\r\n"), "file"))
                .isEqualTo(approval);
        assertThat(SigningKey.parse(ANA.text(), "file").text()).isEqualTo(ANA.text());
        assertThat(ANA.toString()).isEqualTo("private key of ana");
    }

    @Test
    void aLineBreakInAReasonIsNoField() {
        Approval.Words words =
                new Approval.Words("a-1", "fine\nexpires: 2099-01-01T00:00:00Z", NOW, NOW.plusSeconds(60));
        Approval approval = Approval.sign(SUBJECT, words, ANA);
        assertThat(Approval.parse(approval.text(), "file").expires()).isEqualTo(NOW.plusSeconds(60));
        assertThat(judge(BOTH, approval).counted()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 11})
    void aTextThatLacksALineIsNoApproval(int line) {
        List<String> lines = new java.util.ArrayList<>(sign(ANA).text().lines().toList());
        lines.remove(line);
        assertThatThrownBy(() -> Approval.parse(String.join("\n", lines), "file"))
                .isInstanceOf(GodwitException.class);
    }

    @Test
    void halvesOfTwoKeysAreNoKey() {
        List<String> ana = ANA.text().lines().toList();
        List<String> ben = BEN.text().lines().toList();
        assertThatThrownBy(() -> SigningKey.parse(ana.get(0) + "\n" + ana.get(1) + "\n" + ben.get(2), "file"))
                .isInstanceOf(GodwitException.class);
    }

    private static Finding judge(Quorum quorum, Approval... approvals) {
        return quorum.judge(
                new Request(SUBJECT, Set.of("carl"), NOW),
                Stream.of(approvals)
                        .map(approval -> new Presented(approval, Optional.empty()))
                        .toList());
    }

    private static Subject subject(String work, String environment, String server, String direction) {
        return new Subject(Fingerprint.of(work), environment, server, direction, List.of("contract", "expand"));
    }

    private static Approval sign(SigningKey key) {
        return sign(SUBJECT, key, NOW);
    }

    private static Approval sign(Subject subject) {
        return sign(subject, ANA, NOW);
    }

    private static Approval sign(Instant given) {
        return sign(SUBJECT, ANA, given);
    }

    private static Approval sign(Subject subject, SigningKey key, Instant given) {
        return Approval.sign(subject, new Approval.Words("a-1", "fine", given, given.plus(Duration.ofDays(1))), key);
    }

    private static Approval changed(Approval approval, String from, String to) {
        assertThat(approval.text()).contains(from);
        return Approval.parse(approval.text().replace(from, to), "file");
    }
}
