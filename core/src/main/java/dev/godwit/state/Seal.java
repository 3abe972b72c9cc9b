package dev.godwit.state;

import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import org.jspecify.annotations.Nullable;

/**
 * A sum over all that a checkpoint says and whose it is, stored beside it. A checkpoint that was changed by hand, damaged, or
 * copied from another run does not have the sum of its row, and a walk from it would leave rows out or write them twice.
 */
final class Seal {
    private Seal() {}

    static String of(Execution execution, String step, Checkpoint checkpoint) {
        return Fingerprint.of(String.join(
                        "\n",
                        String.valueOf(execution.id()),
                        step,
                        String.valueOf(checkpoint.worker()),
                        text(checkpoint.after()),
                        text(checkpoint.upTo()),
                        String.valueOf(checkpoint.rows()),
                        String.valueOf(checkpoint.chunks())))
                .hex();
    }

    /** A line end within a key is escaped by JSON, so that no two checkpoints make the same text. */
    private static String text(@Nullable Key key) {
        return key == null ? "" : KeyText.write(key);
    }
}
