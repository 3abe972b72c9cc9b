package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.List;

/** Errors in the one shape that all of Godwit has: what, where, what was changed, what next. */
public final class ErrorReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ErrorReport() {}

    /** For people. */
    public static String text(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append("error ")
                    .append(problem.code().id())
                    .append("  ")
                    .append(problem.what())
                    .append('\n');
            place(text, problem.place());
            text.append("  changed  ").append(problem.changed()).append('\n');
            text.append("  next     ").append(problem.next()).append('\n');
        }
        return text.toString();
    }

    /** For machines: schema {@code godwit.error/1}. */
    public static String json(List<Problem> problems, ExitCode exitCode) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", "godwit.error/1").put("exit_code", exitCode.number());
        ArrayNode list = document.putArray("errors");
        for (Problem problem : problems) {
            ObjectNode one = list.addObject();
            one.put("id", problem.code().id())
                    .put("title", problem.code().title())
                    .put("what", problem.what());
            Place place = problem.place();
            if (place != null) {
                one.put("source", place.source()).put("line", place.line()).put("column", place.column());
            }
            one.put("changed", problem.changed()).put("next", problem.next());
        }
        return document.toPrettyString();
    }

    private static void place(StringBuilder text, @org.jspecify.annotations.Nullable Place place) {
        if (place == null) {
            return;
        }
        text.append("  at       ").append(place).append('\n');
        String excerpt = place.excerpt();
        if (excerpt != null && !excerpt.isBlank()) {
            String shown = excerpt.length() > 160 ? excerpt.substring(0, 160) : excerpt;
            text.append("           | ").append(shown.replace('\t', ' ')).append('\n');
            if (place.column() > 0 && place.column() <= shown.length() + 1) {
                text.append("           | ")
                        .append(" ".repeat(place.column() - 1))
                        .append("^\n");
            }
        }
    }
}
