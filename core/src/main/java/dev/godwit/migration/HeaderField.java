package dev.godwit.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of a header, written {@code -- name: value} or {@code -- godwit: name value}. */
enum HeaderField {
    REASON("reason", "why"),
    AUTHOR("author"),
    TICKET("ticket"),
    DEPENDS_ON("depends-on", "requires"),
    TRANSACTION("transaction"),
    LOCK_TIMEOUT("lock-timeout"),
    LOCK_BUDGET("lock-budget"),
    STATEMENT_TIMEOUT("statement-timeout"),
    PHASE("phase"),
    MIGRATION("migration"),
    VERSION("version");

    private final List<String> names;

    HeaderField(String... names) {
        this.names = List.of(names);
    }

    /** The name that it is called by in messages. */
    String title() {
        return names.get(0);
    }

    /** Whether it is free text, which may go on in a second line of that name. */
    boolean isProse() {
        return this == REASON || this == AUTHOR || this == TICKET || this == MIGRATION;
    }

    /** The field of that name, in any case, with {@code _} for {@code -}. */
    static Optional<HeaderField> find(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        for (HeaderField field : values()) {
            if (field.names.contains(plain)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The name of each, for suggestions. */
    static List<String> titles() {
        return Arrays.stream(values()).map(HeaderField::title).toList();
    }

    /** All names, for suggestions. */
    static List<String> allNames() {
        List<String> all = new ArrayList<>();
        for (HeaderField field : values()) {
            all.addAll(field.names);
        }
        return all;
    }
}
