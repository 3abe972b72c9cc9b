package dev.godwit.app.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a guide shows of a command's output. What differs from run to run (times, names of runs, hashes, ports) is equal to
 * anything of its kind; a line {@code ...} stands for any number of lines. An estimate of a plan, {@code about 4.6 s}, does not
 * differ and is compared.
 */
final class Shown {
    /** A line that stands for any others. */
    static final String REST = "...";

    private static final Map<Pattern, String> KINDS = kinds();

    private Shown() {}

    private static Map<Pattern, String> kinds() {
        Map<Pattern, String> kinds = new LinkedHashMap<>();
        kinds.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"), "<instant>");
        kinds.put(Pattern.compile("\\br-[a-z0-9]{6,26}\\b"), "<run>");
        kinds.put(Pattern.compile("\\b[0-9a-f]{12,64}\\b"), "<hash>");
        kinds.put(Pattern.compile("(?<!about )\\b\\d+ (h|m) \\d\\d (m|s)\\b"), "<time>");
        kinds.put(Pattern.compile("(?<!about )(?<![\\d.])\\d+(\\.\\d+)? (ms|s|minutes)\\b"), "<time>");
        kinds.put(Pattern.compile("(?<!about [\\d.]{1,9} (ms|s), )log [\\d.]+ (B|kB|MB)"), "<log>");
        kinds.put(Pattern.compile("(\"\\w+_ms\" : )\\d+"), "$1<time>");
        kinds.put(Pattern.compile("\\b(localhost|127\\.0\\.0\\.1):\\d+"), "<server>");
        kinds.put(Pattern.compile("\\b(1[4-9]\\.\\d+)\\b"), "<version>");
        kinds.put(Pattern.compile("\\b(pid|process) \\d+"), "$1 <number>");
        kinds.put(Pattern.compile("(system |identifier\" : \")\\d+"), "$1<number>");
        kinds.put(Pattern.compile("\\b(~?)[\\d.,]+ rows/s"), "<rate>");
        kinds.put(Pattern.compile("\\(try \\d+\\)|after \\d+ tries"), "<tries>");
        return kinds;
    }

    /** Whether the output is what is shown. */
    static boolean matches(List<String> shown, List<String> output) {
        return matches(normal(shown), 0, normal(output), 0);
    }

    private static boolean matches(List<String> shown, int at, List<String> output, int seen) {
        if (at == shown.size()) {
            return seen == output.size();
        }
        if (shown.get(at).equals(REST)) {
            for (int next = seen; next <= output.size(); next++) {
                if (matches(shown, at + 1, output, next)) {
                    return true;
                }
            }
            return false;
        }
        return seen < output.size()
                && shown.get(at).equals(output.get(seen))
                && matches(shown, at + 1, output, seen + 1);
    }

    private static List<String> normal(List<String> lines) {
        List<String> normal = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip().equals(REST) ? REST : line.stripTrailing();
            for (Map.Entry<Pattern, String> kind : KINDS.entrySet()) {
                text = kind.getKey().matcher(text).replaceAll(kind.getValue());
            }
            normal.add(text.replaceAll(" {2,}", "  "));
        }
        while (!normal.isEmpty() && normal.get(normal.size() - 1).isBlank()) {
            normal.remove(normal.size() - 1);
        }
        return normal;
    }
}
