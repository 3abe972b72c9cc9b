package dev.godwit.approval;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who may approve, as in the configuration: {@code ana ed25519:Yl2...=}.
 *
 * @param name as the operator's name of the same person, so that four eyes can be told from two
 * @param key the public half, 32 bytes in Base64
 */
public record Approver(String name, String key) {
    static final String ALGORITHM = "Ed25519";

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._@-]{1,64}) ed25519:([A-Za-z0-9+/]{43}=)");

    /** What stands before the 32 bytes in the encoding that the JDK reads (RFC 8410, section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * Reads {@code NAME ed25519:BASE64}.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 where it is none
     */
    public static Approver parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not an approver: \"" + text + "\"")
                    .next("NAME ed25519:KEY, as godwit approve --new-key NAME prints it")
                    .exception();
        }
        return new Approver(form.group(1), form.group(2));
    }

    static Approver of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
        return parse(name + " ed25519:" + Base64.getEncoder().encodeToString(raw));
    }

    /** Whether this person's key made the signature under these bytes; false also where it is no signature at all. */
    boolean signed(byte[] bytes, String signature) {
        try {
            byte[] raw = Base64.getDecoder().decode(key);
            byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + raw.length);
            System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name + " ed25519:" + key;
    }
}
