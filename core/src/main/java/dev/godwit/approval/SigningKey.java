package dev.godwit.approval;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The private half of an approver's key, which never leaves its owner's machine. Its text is printed nowhere but in the
 * owner's file.
 *
 * @param approver the public half, as it stands in the configuration
 */
public record SigningKey(Approver approver, PrivateKey key) {
    private static final String FIRST = "godwit private key 1";

    /** A new one. The name must fit {@link Approver#of}. */
    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(Approver.ALGORITHM).generateKeyPair();
            return new SigningKey(Approver.of(name, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java runtime since 15 has Ed25519", impossible);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param source the file's path, for errors
     * @throws dev.godwit.fault.GodwitException GW-2019 where it is no key, or its halves do not fit
     */
    public static SigningKey parse(String text, String source) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        if (lines.size() != 3 || !lines.get(0).equals(FIRST)) {
            throw unreadable(source);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(lines.get(2));
            PrivateKey key = KeyFactory.getInstance(Approver.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            SigningKey read = new SigningKey(Approver.parse(lines.get(1)), key);
            byte[] probe = FIRST.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (!read.approver().signed(probe, read.sign(probe))) {
                throw unreadable(source);
            }
            return read;
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw unreadable(source);
        }
    }

    /** Its owner. */
    public String name() {
        return approver.name();
    }

    /** What stands in the owner's file. */
    public String text() {
        return FIRST + "\n" + approver + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n";
    }

    /** The signature of these bytes, in Base64. */
    String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(Approver.ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("a key that could be read can sign", impossible);
        }
    }

    /** Without the private half. */
    @Override
    public String toString() {
        return "private key of " + name();
    }

    private static dev.godwit.fault.GodwitException unreadable(String source) {
        return Problem.of(ErrorCode.APPROVAL_UNREADABLE, "this is no private key of Godwit")
                .at(Place.of(source))
                .next("godwit approve --new-key NAME")
                .exception();
    }
}
