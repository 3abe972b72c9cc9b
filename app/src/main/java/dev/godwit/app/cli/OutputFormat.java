package dev.godwit.app.cli;

/** How a command prints its data. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One document at the end. */
    JSON,
    /** The stream of events, one per line. */
    JSONL,
    /** For a pull request. */
    MARKDOWN
}
