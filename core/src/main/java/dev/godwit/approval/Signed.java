package dev.godwit.approval;

import dev.godwit.model.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One person's signature under a document that is known by its digest. What is signed names itself, so that a signature under one
 * kind of document is none under another, nor under an approval.
 *
 * @param kind what the document is, one line, such as {@code godwit certificate 1}
 * @param digest of all that the document says
 * @param signer with the public half of the key
 * @param at when it was signed, by the signer's clock
 * @param signature Base64
 */
public record Signed(String kind, Fingerprint digest, Approver signer, Instant at, String signature) {
    /** Signs. */
    public static Signed by(SigningKey key, String kind, Fingerprint digest, Instant at) {
        Signed unsigned = new Signed(kind, digest, key.approver(), at, "");
        return new Signed(kind, digest, key.approver(), at, key.sign(unsigned.bytes()));
    }

    /** Whether the signer's key made the signature under exactly this; whose key it is, is another question. */
    public boolean holds() {
        return signer.signed(bytes(), signature);
    }

    private byte[] bytes() {
        String text = kind + "\ndigest: " + digest.hex() + "\nsigner: " + signer + "\nat: " + at + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
