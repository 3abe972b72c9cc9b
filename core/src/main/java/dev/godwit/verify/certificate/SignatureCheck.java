package dev.godwit.verify.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.approval.Approver;
import dev.godwit.approval.Signed;
import dev.godwit.fault.GodwitException;
import dev.godwit.model.Fingerprint;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.ValidationVerdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who signed a certificate. Its sums show damage and carelessness; only a signature by a key that is known shows that nobody
 * wrote another one in its place. Pure.
 */
final class SignatureCheck {
    private static final String SUBJECT = "signature";
    private static final int FIELDS = 3;

    private SignatureCheck() {}

    /** @param approvers whose keys are known */
    static List<Finding> of(CertificateFile file, List<Approver> approvers) {
        JsonNode node = file.root().path(Certificate.SIGNATURE);
        if (node.isMissingNode()) {
            return List.of(note("it is not signed: anybody can have written it"));
        }
        Optional<Signed> signed = read(node, Certificate.digest(file.document()));
        if (signed.isEmpty()) {
            return List.of(wrong("it is no signature"));
        }
        if (!signed.get().holds()) {
            return List.of(wrong("the certificate was changed after it was signed, or " + signer(signed.get())
                    + " did not sign it"));
        }
        return List.of(who(signed.get(), approvers));
    }

    /** Nothing beside it is covered by it, so there is nothing beside it. */
    private static Optional<Signed> read(JsonNode node, Fingerprint digest) {
        if (node.size() != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Signed(
                    Certificate.SCHEMA,
                    digest,
                    Approver.parse(node.path("signer").asText()),
                    Instant.parse(node.path("at").asText()),
                    node.path("value").asText()));
        } catch (GodwitException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static Finding who(Signed signed, List<Approver> approvers) {
        String when = signer(signed) + " at " + signed.at();
        if (approvers.contains(signed.signer())) {
            return note("signed by " + when + ", whose key the configuration names");
        }
        boolean another = approvers.stream().anyMatch(known -> known.name().equals(signer(signed)));
        return another
                ? wrong("signed by " + when + ", with another key than the configuration names for " + signer(signed))
                : note("signed by " + when
                        + ", whose key the configuration does not name; hold it against the one that " + signer(signed)
                        + " gives you: ed25519:" + signed.signer().key());
    }

    private static String signer(Signed signed) {
        return signed.signer().name();
    }

    private static Finding note(String what) {
        return new Finding(ValidationVerdict.EQUAL, SUBJECT, what);
    }

    private static Finding wrong(String what) {
        return new Finding(ValidationVerdict.DIFFERENT, SUBJECT, what);
    }
}
