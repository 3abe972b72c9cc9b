package dev.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the style asks of all sources, read as text. The longest functions and files are printed, for whoever edits next. */
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));
    private static final int MOST_LINES_OF_FILE = 400;
    private static final int MOST_LINES_OF_FUNCTION = 60;
    private static final int LISTED = 10;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");
    private static final Pattern EMPTY_CATCH = Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}");
    private static final Pattern WILDCARD = Pattern.compile("(?m)^import (static )?[\\w.]+\\.\\*;");
    /** The formatter puts the members of a class at four columns, of a nested one at eight, and so on. */
    private static final Pattern FUNCTION = Pattern.compile("^((?: {4})+)(?!return |new |throw |else )[\\w@<].*\\) ?(throws [\\w., ]+)?\\{$");

    private static final Pattern CONTINUED = Pattern.compile("^((?: {4})+)(?! )(?!return |new |throw |else |if |for |while |try |switch |catch )[\\w@<].*\\($");

    @Test
    void noSourceHasAnUnfinishedMark() {
        assertThat(sources("java", "sql", "yaml", "xml", "md")).noneMatch(source -> source.has(UNFINISHED));
    }

    @Test
    void noCatchIsEmptyAndNoImportIsAWildcard() {
        assertThat(sources("java")).noneMatch(source -> source.has(EMPTY_CATCH));
        assertThat(sources("java")).noneMatch(source -> source.has(WILDCARD));
    }

    @Test
    void noFileIsLongerThanItMayBe() {
        List<Source> longestFirst = sources("java").stream()
                .sorted(Comparator.comparingInt((Source source) -> source.lines().size()).reversed())
                .toList();
        longestFirst.stream().limit(LISTED).forEach(source -> System.err.printf("%4d lines  %s%n", source.lines().size(), source));
        assertThat(longestFirst.get(0).lines().size())
                .as(longestFirst.get(0).toString())
                .isLessThanOrEqualTo(MOST_LINES_OF_FILE);
    }

    @Test
    void noFunctionIsLongerThanItMayBe() {
        List<Function> longestFirst = sources("java").stream()
                .flatMap(source -> functions(source).stream())
                .sorted(Comparator.comparingInt(Function::lines).reversed())
                .toList();
        longestFirst.stream().limit(LISTED).forEach(function -> System.err.println(function));
        assertThat(longestFirst.size()).as("functions found").isGreaterThan(1_000);
        assertThat(longestFirst.get(0).lines())
                .as(longestFirst.get(0).toString())
                .isLessThanOrEqualTo(MOST_LINES_OF_FUNCTION);
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        assertThat(sources("java").stream().filter(source -> source.path().toString().contains("/main/")))
                .allSatisfy(source -> assertThat(source.undocumentedTypes())
                        .as(source.toString())
                        .isEmpty());
    }

    /** A file of ours. */
    private record Source(Path path, List<String> lines) {
        boolean has(Pattern pattern) {
            return pattern.matcher(String.join("\n", lines)).find();
        }

        List<String> undocumentedTypes() {
            List<String> types = new ArrayList<>();
            boolean documented = false;
            for (String line : lines) {
                if (line.strip().endsWith("*/")) {
                    documented = true;
                } else if (line.matches("public (abstract |final |sealed |non-sealed )*(class|interface|record|enum) .*")) {
                    if (!documented) {
                        types.add(line);
                    }
                } else if (line.isBlank()) {
                    documented = false;
                }
            }
            return types;
        }

        @Override
        public String toString() {
            return ROOT.relativize(path).toString();
        }
    }

    /** A function in its place; its length is from its first line to its closing brace. */
    private record Function(Source source, int line, int lines, String head) {
        @Override
        public String toString() {
            return String.format("%4d lines  %s:%d  %s", lines, source, line, head);
        }
    }

    private static List<Function> functions(Source source) {
        List<Function> functions = new ArrayList<>();
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean begins = FUNCTION.matcher(line).matches() || CONTINUED.matcher(line).matches();
            if (begins && !line.matches(".*\\b(class|record|interface|enum|if|for|while|switch|catch|try|synchronized \\(|do)\\b [({]?.*")) {
                String indent = line.substring(0, line.length() - line.stripLeading().length());
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
                    if (lines.get(end).startsWith(indent) && lines.get(end).equals(indent + ");")) {
                        break;
                    }
                    end++;
                }
                functions.add(new Function(source, i + 1, end - i + 1, line.strip()));
            }
        }
        return functions;
    }

    private static List<Source> sources(String... endings) {
        List<Source> sources = new ArrayList<>();
        for (String module : List.of("core", "servers", "testkit", "app")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> endsWith(file, endings)).forEach(file -> sources.add(new Source(file, read(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static boolean endsWith(Path file, String... endings) {
        return Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
