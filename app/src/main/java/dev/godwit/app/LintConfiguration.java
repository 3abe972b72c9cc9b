package dev.godwit.app;

import dev.godwit.config.LintSettings;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.lint.Conventions;
import dev.godwit.lint.LintDialect;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.ServerVersion;
import dev.godwit.lint.rules.LintRules;
import dev.godwit.sql.NamePattern;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the linter is asked for: the project's settings, and flags over them. */
public record LintConfiguration(LintSettings settings) {
    /** What was typed; null or empty where nothing was. */
    public record Flags(
            @Nullable String startAfter, @Nullable String targetVersion, List<String> disabled, List<String> enabled) {}

    /**
     * The options for scripts of a dialect.
     *
     * @throws GodwitException GW-1005 for a version that is none, GW-2018 for rules that do not exist
     */
    public LintOptions options(LintDialect scripts, Flags flags) {
        Set<String> enabled = both(settings.enable(), flags.enabled());
        Set<String> disabled = both(settings.disable(), flags.disabled());
        refuseUnknown(Stream.concat(enabled.stream(), disabled.stream()).toList());
        LintOptions options = LintOptions.defaults(scripts)
                .rules(enabled, disabled)
                .checkDown(settings.checkDown())
                .conventions(conventions());
        if (settings.otherRunner()) {
            options = options.runner(LintOptions.Runner.OTHER);
        }
        String after = flags.startAfter() != null
                ? flags.startAfter()
                : settings.startAfter().orElse(null);
        String version = flags.targetVersion() != null
                ? flags.targetVersion()
                : settings.targetVersion().orElse(null);
        options = after == null ? options : options.startAfter(after);
        return version == null ? options : options.targetVersion(version(version));
    }

    private Conventions conventions() {
        Map<Conventions.Subject, NamePattern> naming = new EnumMap<>(Conventions.Subject.class);
        settings.naming()
                .forEach((subject, pattern) -> naming.put(
                        Conventions.Subject.valueOf(subject.toUpperCase(Locale.ROOT)), NamePattern.parse(pattern)));
        return new Conventions(
                naming, settings.indexesPerTable(), settings.characterSets(), settings.forbiddenFunctions());
    }

    private static Set<String> both(Collection<String> some, Collection<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void refuseUnknown(List<String> words) {
        List<String> names = LintRules.all().stream().map(LintRule::name).toList();
        GodwitException.throwIfAny(words.stream()
                .filter(word -> LintRules.find(word).isEmpty())
                .map(word -> Problem.of(ErrorCode.NOT_FOUND, "no rule is called " + word + DidYouMean.hint(word, names))
                        .next("the rules are listed in docs/guides/lint.md"))
                .toList());
    }

    private static ServerVersion version(String text) {
        return ServerVersion.parse(text)
                .orElseThrow(() -> Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not a version such as 17 or 16.4: " + text)
                        .exception());
    }
}
