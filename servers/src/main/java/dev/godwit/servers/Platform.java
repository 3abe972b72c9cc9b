package dev.godwit.servers;

import java.util.Locale;
import java.util.Map;

/**
 * Operating system and processor, in the words of the server archives.
 *
 * @param name such as {@code linux-amd64}
 */
record Platform(String name) {
    private static final Map<String, String> PROCESSORS = Map.of(
            "amd64", "amd64",
            "x86_64", "amd64",
            "aarch64", "arm64v8",
            "arm64", "arm64v8");

    /** The platform of this machine. */
    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * The platform with Java's names for system and processor.
     *
     * @throws ServerException where no server archives exist for it
     */
    static Platform of(String system, String processor) {
        String processorWord = PROCESSORS.get(processor.toLowerCase(Locale.ROOT));
        String systemWord = systemWord(system.toLowerCase(Locale.ROOT));
        if (processorWord == null || systemWord.isEmpty()) {
            throw new ServerException("No disposable servers for " + system + " on " + processor
                    + ": they come for Linux and macOS on amd64 and arm64.");
        }
        return new Platform(systemWord + "-" + processorWord);
    }

    private static String systemWord(String system) {
        if (system.startsWith("linux")) {
            return "linux";
        }
        return system.startsWith("mac") ? "darwin" : "";
    }
}
