package dev.godwit.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a check came out.
 *
 * @param check its name
 * @param findings what a person should know, the worst first
 * @param differences in rows, at most as many as the scope lists
 * @param coverage what of each table was compared; empty for a check that reads no rows
 * @param figures numbers, in the order in which they are shown
 */
public record CheckReport(
        String check,
        ValidationVerdict verdict,
        List<Finding> findings,
        List<Difference> differences,
        List<Coverage> coverage,
        List<Figure> figures,
        Duration elapsed) {
    public CheckReport {
        findings = List.copyOf(findings);
        differences = List.copyOf(differences);
        coverage = List.copyOf(coverage);
        figures = List.copyOf(figures);
    }

    /** A report without rows; its verdict is that of its findings. */
    public static CheckReport of(String check, List<Finding> findings, List<Figure> figures, Duration elapsed) {
        ValidationVerdict verdict =
                ValidationVerdict.of(findings.stream().map(Finding::verdict).collect(Collectors.toList()));
        return new CheckReport(check, verdict, findings, List.of(), List.of(), figures, elapsed);
    }

    /** The reports of a check's parts as one, in order. */
    public static CheckReport of(String check, List<CheckReport> parts, Duration elapsed) {
        return new CheckReport(
                check,
                ValidationVerdict.of(parts.stream().map(CheckReport::verdict).collect(Collectors.toList())),
                parts.stream().flatMap(part -> part.findings().stream()).toList(),
                parts.stream().flatMap(part -> part.differences().stream()).toList(),
                parts.stream().flatMap(part -> part.coverage().stream()).toList(),
                parts.stream().flatMap(part -> part.figures().stream()).toList(),
                elapsed);
    }

    /** The same with further findings and a verdict that takes them in. */
    public CheckReport with(List<Finding> further) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(further);
        List<ValidationVerdict> verdicts = Stream.concat(
                        Stream.of(verdict), further.stream().map(Finding::verdict))
                .collect(Collectors.toList());
        return new CheckReport(check, ValidationVerdict.of(verdicts), all, differences, coverage, figures, elapsed);
    }

    /**
     * Something that a person should know.
     *
     * @param verdict what it means for the check: EQUAL for a mere note
     * @param subject what it is about, such as {@code table public.users} or {@code column public.users.email}
     * @param what one sentence, without row data
     */
    public record Finding(ValidationVerdict verdict, String subject, String what) {}

    /**
     * A number with its unit.
     *
     * @param subject what it is about, such as {@code public.users}; empty for the whole check
     * @param name such as {@code rows compared}
     * @param unit such as {@code rows}, {@code ms}, {@code bytes}; empty for a mere number or a text
     */
    public record Figure(String subject, String name, String value, String unit) {}
}
