package dev.godwit.app.cli;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.report.ValidationHtml;
import dev.godwit.report.ValidationJson;
import dev.godwit.report.ValidationMarkdown;
import dev.godwit.report.ValidationText;
import dev.godwit.verify.run.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files that a validation reads and writes. */
final class ValidateFiles {
    private final Godwit root;

    ValidateFiles(Godwit root) {
        this.root = root;
    }

    /** @throws dev.godwit.fault.GodwitException GW-2001 */
    String read(Path typed) {
        try {
            return Files.readString(root.wiring().path(typed));
        } catch (IOException e) {
            throw failed("it cannot be read", typed);
        }
    }

    /** @throws dev.godwit.fault.GodwitException GW-2001 */
    void write(Path typed, String content) {
        try {
            Files.writeString(root.wiring().path(typed), content);
        } catch (IOException e) {
            throw failed("it cannot be written", typed);
        }
    }

    private static dev.godwit.fault.GodwitException failed(String what, Path typed) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, what)
                .at(Place.of(typed.toString()))
                .exception();
    }

    /** The report in the form that a file's name asks for. */
    static String form(Path file, ValidationReport report, boolean values) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".html") || name.endsWith(".htm")) {
            return form(OutputFormat.HTML, report, values);
        }
        if (name.endsWith(".json")) {
            return form(OutputFormat.JSON, report, values);
        }
        return form(name.endsWith(".md") ? OutputFormat.MARKDOWN : OutputFormat.TEXT, report, values);
    }

    /** The report in a form. */
    static String form(OutputFormat format, ValidationReport report, boolean values) {
        return switch (format) {
            case TEXT -> ValidationText.of(report, values);
            case JSON -> ValidationJson.of(report, values) + "\n";
            case JSONL -> ValidationJson.line(report, values) + "\n";
            case MARKDOWN -> ValidationMarkdown.of(report, values);
            case HTML -> ValidationHtml.of(report, values);
        };
    }
}
