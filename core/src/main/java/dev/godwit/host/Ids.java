package dev.godwit.host;

import dev.godwit.model.RunId;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Names and randomness. Threads may share it. */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    /** 32^10 names: with a million runs a collision has odds of 1 in 2,000, and the ledger's key would refuse it. */
    private static final int LENGTH = 10;

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** Unpredictable names. */
    public static Ids secure() {
        return new Ids(new Secure());
    }

    /** A new run's name. */
    public RunId newRunId() {
        return new RunId("r-" + letters());
    }

    /** A new approval's name. */
    public String newApprovalId() {
        return "a-" + letters();
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    /** A number from 0.0 to below 1.0, for jitter. */
    public double fraction() {
        return random.nextDouble();
    }

    /** Finding the machine's source of randomness takes 20 ms, which a command that needs none does not spend. */
    private static final class Secure implements RandomGenerator {
        private @Nullable SecureRandom random;

        @Override
        public synchronized long nextLong() {
            if (random == null) {
                random = new SecureRandom();
            }
            return random.nextLong();
        }
    }
}
