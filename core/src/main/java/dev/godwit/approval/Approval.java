package dev.godwit.approval;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One person's signature under a piece of work, as a small text: a line for each field, the signature last, which covers all
 * lines above it byte for byte.
 *
 * @param id its own name; an approval counts once
 * @param approver the name whose key signed it
 * @param reason for people
 * @param signature Base64
 */
public record Approval(
        String id, Subject subject, String approver, String reason, Instant given, Instant expires, String signature) {
    private static final String FIRST = "godwit approval 1";

    /** In the order of the text. */
    private static final List<String> KEYS = List.of(
            "id",
            "work",
            "environment",
            "server",
            "direction",
            "phases",
            "approver",
            "reason",
            "given",
            "expires",
            "signature");

    /** What a person adds when signing. */
    public record Words(String id, String reason, Instant given, Instant expires) {}

    /** Signs. */
    public static Approval sign(Subject subject, Words words, SigningKey key) {
        Approval unsigned = new Approval(
                words.id(), subject, key.name(), oneLine(words.reason()), words.given(), words.expires(), "");
        return new Approval(
                unsigned.id,
                subject,
                unsigned.approver,
                unsigned.reason,
                unsigned.given,
                unsigned.expires,
                key.sign(unsigned.signed()));
    }

    /**
     * Reads the text.
     *
     * @param source the file's path, for errors
     * @throws dev.godwit.fault.GodwitException GW-2019 where it is no approval
     */
    public static Approval parse(String text, String source) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < KEYS.size(); i++) {
            String prefix = KEYS.get(i) + ":";
            if (lines.size() != KEYS.size() + 1
                    || !lines.get(0).equals(FIRST)
                    || !lines.get(i + 1).startsWith(prefix)) {
                throw unreadable(source);
            }
            values.add(lines.get(i + 1).substring(prefix.length()).strip());
        }
        try {
            return of(values);
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw unreadable(source);
        }
    }

    private static Approval of(List<String> values) {
        Subject subject = new Subject(
                new Fingerprint(values.get(1)),
                values.get(2),
                values.get(3),
                values.get(4),
                values.get(5).isEmpty() ? List.of() : List.of(values.get(5).split(", ")));
        return new Approval(
                values.get(0),
                subject,
                values.get(6),
                values.get(7),
                Instant.parse(values.get(8)),
                Instant.parse(values.get(9)),
                values.get(10));
    }

    /** The text, with a line break at its end. */
    public String text() {
        return new String(signed(), StandardCharsets.UTF_8) + "signature: " + signature + "\n";
    }

    /** What the signature covers. */
    byte[] signed() {
        List<String> values = List.of(
                id,
                subject.work().hex(),
                subject.environment(),
                subject.server(),
                subject.direction(),
                String.join(", ", subject.phases()),
                approver,
                reason,
                given.toString(),
                expires.toString());
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        for (int i = 0; i < values.size(); i++) {
            text.append(KEYS.get(i)).append(": ").append(oneLine(values.get(i))).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line break in a value would let it pose as the next field. */
    private static String oneLine(String value) {
        return value.replaceAll("\\s+", " ").strip();
    }

    private static dev.godwit.fault.GodwitException unreadable(String source) {
        return Problem.of(ErrorCode.APPROVAL_UNREADABLE, "this is no approval, or a part of one")
                .at(Place.of(source))
                .exception();
    }
}
