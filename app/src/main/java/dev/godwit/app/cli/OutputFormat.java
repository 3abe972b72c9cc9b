package dev.godwit.app.cli;

import java.util.Arrays;
import java.util.Optional;

/** How a command prints its data. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One document at the end. */
    JSON,
    /** The stream of events, one per line. */
    JSONL,
    /** For a pull request. */
    MARKDOWN,
    /** For a browser; verbs that have no such form print text. */
    HTML;

    /** The format of that name, in any case; empty where there is none. */
    static Optional<OutputFormat> find(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
