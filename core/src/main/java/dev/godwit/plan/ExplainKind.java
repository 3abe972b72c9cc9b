package dev.godwit.plan;

import java.util.List;
import java.util.Locale;

/** Help for a kind of step in Markdown, for {@code godwit explain} and the manual; made from its description. Pure. */
public final class ExplainKind {
    private ExplainKind() {}

    /** A page about one kind. */
    public static String markdown(StepKind<?> kind) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(kind.name()).append("\n\n");
        page.append(sentence(kind.summary())).append("\n\n");
        page.append("Phase, where the plan names none: ")
                .append(kind.defaultPhase().name().toLowerCase(Locale.ROOT));
        page.append(".\n\n").append(table(kind.fields()));
        PlanReader.onlyRequired(kind)
                .ifPresent(field -> page.append("\nShort form: `")
                        .append(kind.name())
                        .append(": ...` gives `")
                        .append(field.name())
                        .append("` alone.\n"));
        return page.toString();
    }

    /** A table of keys; keys within a block stand below it, with a dot. */
    public static String table(List<Field> fields) {
        StringBuilder rows = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        appendRows(rows, fields, "");
        return rows.toString();
    }

    private static void appendRows(StringBuilder rows, List<Field> fields, String path) {
        for (Field field : fields) {
            rows.append("| `").append(path).append(field.name()).append("` | ");
            rows.append(value(field)).append(" | ").append(byDefault(field)).append(" | ");
            rows.append(field.description().replace("|", "\\|")).append(" |\n");
            appendRows(rows, field.fields(), path + field.name() + ".");
        }
    }

    private static String byDefault(Field field) {
        if (field.required()) {
            return "required";
        }
        return field.defaultText() == null ? "" : "`" + field.defaultText() + "`";
    }

    private static String value(Field field) {
        return switch (field.type()) {
            case TEXT -> "text";
            case SQL -> "SQL";
            case IDENTIFIER -> "name";
            case TABLE -> "table, with or without schema";
            case WHOLE_NUMBER -> "whole number" + range(field);
            case NUMBER -> "number";
            case DURATION -> "duration (`250ms`, `5s`, `10m`)";
            case PERCENT -> "percentage (`20%`)";
            case FLAG -> "`true` or `false`";
            case CHOICE -> "`" + String.join("`, `", field.choices()) + "`";
            case TEXTS -> "list of texts";
            case OBJECT -> "block";
            case OBJECTS -> "list of blocks";
        };
    }

    private static String range(Field field) {
        if (field.minimum() == Long.MIN_VALUE && field.maximum() == Long.MAX_VALUE) {
            return "";
        }
        return field.maximum() == Long.MAX_VALUE
                ? ", at least " + field.minimum()
                : ", " + field.minimum() + " to " + field.maximum();
    }

    private static String sentence(String summary) {
        String text = Character.toUpperCase(summary.charAt(0)) + summary.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }
}
