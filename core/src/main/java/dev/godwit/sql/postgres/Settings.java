package dev.godwit.sql.postgres;

import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SET and RESET. */
final class Settings {
    private static final Set<String> ON = Set.of("on", "true", "yes", "1", "default");

    private Settings() {}

    static void set(Tokens tokens, Findings findings) {
        tokens.expect("set");
        findings.kind("SET");
        boolean local = tokens.accept("local");
        if (!local) {
            tokens.accept("session");
        }
        if (tokens.at("transaction") || tokens.at("characteristics") || tokens.at("constraints")) {
            boolean ends = local || !tokens.at("characteristics");
            findings.act(
                    new Action.SetSetting(tokens.take().lower(), tokens.rest().text(), ends));
            return;
        }
        String name = settingName(tokens);
        String value = value(tokens);
        findings.act(new Action.SetSetting(name, value, local));
        judge(name, value == null ? "default" : value, findings);
    }

    static void reset(Tokens tokens, Findings findings) {
        tokens.expect("reset");
        findings.kind("RESET");
        String name = settingName(tokens);
        tokens.expectEnd();
        findings.act(new Action.SetSetting(name, null, false));
    }

    /** {@code name = value} behind ALTER ROLE or ALTER DATABASE ... SET, which holds for all later sessions. */
    static void judgeAssignment(Tokens tokens, Findings findings) {
        String name = settingName(tokens);
        String value = value(tokens);
        findings.ask("sessions of others start with another " + name);
        judge(name, value == null ? "default" : value, findings);
    }

    /** Judges a setting that changes what later statements mean. */
    static void judge(String name, String value, Findings findings) {
        String setting = name.toLowerCase(Locale.ROOT);
        String wanted = value.toLowerCase(Locale.ROOT);
        if (setting.equals("session_replication_role")
                && !Set.of("origin", "default").contains(wanted)) {
            findings.gate("foreign keys and triggers are off under session_replication_role = " + value);
        } else if (setting.equals("standard_conforming_strings") && !ON.contains(wanted)) {
            findings.refuse("without standard_conforming_strings the server reads other statements than we do");
        } else if (setting.equals("row_security") && !ON.contains(wanted) && findings.inBody()) {
            findings.ask("row_security is changed inside a routine");
        } else if (setting.equals("zero_damaged_pages") || setting.equals("ignore_checksum_failure")) {
            findings.gate(setting + " throws damaged rows away");
        }
    }

    private static String settingName(Tokens tokens) {
        if (tokens.accept("time", "zone")) {
            return "timezone";
        }
        if (tokens.accept("session", "authorization") || tokens.accept("authorization")) {
            return "session_authorization";
        }
        StringBuilder name = new StringBuilder(tokens.name());
        while (tokens.acceptSymbol(".")) {
            name.append('.').append(tokens.name());
        }
        return name.toString();
    }

    /** Takes what follows the name; null for DEFAULT. */
    private static @Nullable String value(Tokens tokens) {
        if (!tokens.acceptSymbol("=")) {
            tokens.accept("to");
        }
        if (tokens.at("default") || tokens.atEnd()) {
            tokens.take();
            return null;
        }
        if (tokens.size() == 1 && tokens.peek().kind() == TokenKind.STRING) {
            return Literals.string(tokens.take());
        }
        return tokens.rest().text();
    }
}
