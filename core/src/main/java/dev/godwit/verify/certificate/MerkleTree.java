package dev.godwit.verify.certificate;

import dev.godwit.model.Fingerprint;
import dev.godwit.verify.value.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One sum over the chunks of a table (RFC 6962, section 2.1: leaves and nodes are told apart by their first byte, so that a node
 * cannot pass for a leaf). Pure.
 */
final class MerkleTree {
    private MerkleTree() {}

    /** The root; that of no leaf is the sum of nothing. */
    static Fingerprint root(List<String> leaves) {
        if (leaves.isEmpty()) {
            return Fingerprint.of("");
        }
        List<byte[]> level = new ArrayList<>();
        leaves.forEach(leaf -> level.add(sum(0, leaf.getBytes(StandardCharsets.UTF_8), new byte[0])));
        return new Fingerprint(HexFormat.of().formatHex(root(level, 0, level.size())));
    }

    private static byte[] root(List<byte[]> leaves, int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int left = Integer.highestOneBit(to - from - 1);
        return sum(1, root(leaves, from, from + left), root(leaves, from + left, to));
    }

    private static byte[] sum(int kind, byte[] left, byte[] right) {
        MessageDigest digest = Digests.sha256();
        digest.update((byte) kind);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }
}
