package dev.godwit.lint.rules;

import dev.godwit.lint.SqlMask;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a default must be computed for each row. PostgreSQL 11 and newer stores one value for a default that is not volatile;
 * now() and its kin are stable, and so cheap.
 */
final class Defaults {
    private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_.]*)\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Set<String> NOT_VOLATILE = Set.of(
            ("now transaction_timestamp statement_timestamp current_timestamp current_time localtime localtimestamp"
                            + " current_setting current_database current_user lower upper concat concat_ws format length"
                            + " coalesce nullif greatest least md5 sha256 date_trunc date_part extract to_char"
                            + " to_date to_timestamp to_json to_jsonb jsonb_build_object jsonb_build_array"
                            + " json_build_object json_build_array jsonb_object json_object array array_fill"
                            + " string_to_array make_date make_interval make_time make_timestamp make_timestamptz"
                            + " timezone point box abs round floor ceil power substring trim left right repeat"
                            + " replace int4range int8range numrange tsrange tstzrange daterange to_tsvector cast"
                            + " encode decode varchar char character numeric decimal timestamp time interval bit"
                            + " varying precision zone")
                    .split(" "));

    private Defaults() {}

    /** The first call in the expression that is volatile, or that nobody here knows; empty where there is none. */
    static Optional<String> volatileCall(String expression) {
        Matcher calls = CALL.matcher(SqlMask.of(expression).masked());
        while (calls.find()) {
            String function = calls.group(1).toLowerCase(Locale.ROOT).replaceFirst("^pg_catalog\\.", "");
            if (!NOT_VOLATILE.contains(function)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }
}
