package dev.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the style asks of all sources, read as text. The longest functions and files are printed, for whoever edits next. */
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));
    private static final int MOST_LINES_OF_FILE = 400;
    /** Tables of inputs make tests longer. */
    private static final int MOST_LINES_OF_TEST = 500;

    private static final int MOST_LINES_OF_FUNCTION = 60;
    private static final int LISTED = 10;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");
    private static final Pattern EMPTY_CATCH = Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}");
    private static final Pattern WILDCARD = Pattern.compile("(?m)^import (static )?[\\w.]+\\.\\*;");

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
                .sorted(Comparator.comparingInt(
                                (Source source) -> source.lines().size())
                        .reversed())
                .toList();
        longestFirst.stream()
                .limit(LISTED)
                .forEach(source ->
                        System.err.printf("%4d lines  %s%n", source.lines().size(), source));
        assertThat(longestFirst)
                .allSatisfy(source -> assertThat(source.lines().size())
                        .as(source.toString())
                        .isLessThanOrEqualTo(source.isTest() ? MOST_LINES_OF_TEST : MOST_LINES_OF_FILE));
    }

    @Test
    void noFunctionIsLongerThanItMayBe() {
        List<Function> longestFirst = functions(main()).stream()
                .sorted(Comparator.comparingLong(Function::lines).reversed())
                .toList();
        longestFirst.stream().limit(LISTED).forEach(function -> System.err.println(function));
        assertThat(longestFirst.size()).as("functions found").isGreaterThan(1_000);
        assertThat(longestFirst.get(0).lines())
                .as(longestFirst.get(0).toString())
                .isLessThanOrEqualTo(MOST_LINES_OF_FUNCTION);
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        assertThat(main())
                .allSatisfy(source -> assertThat(source.undocumentedTypes())
                        .as(source.toString())
                        .isEmpty());
    }

    /** A file of ours. */
    private record Source(Path path, List<String> lines) {
        boolean has(Pattern pattern) {
            return pattern.matcher(String.join("\n", lines)).find();
        }

        boolean isTest() {
            return toString().contains("src/test/");
        }

        List<String> undocumentedTypes() {
            List<String> types = new ArrayList<>();
            boolean documented = false;
            for (String line : lines) {
                if (line.strip().endsWith("*/")) {
                    documented = true;
                } else if (line.matches(
                        "public (abstract |final |sealed |non-sealed )*(class|interface|record|enum) .*")) {
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
    private record Function(String source, long line, long lines, String name) {
        @Override
        public String toString() {
            return String.format("%4d lines  %s:%d  %s", lines, source, line, name);
        }
    }

    /** Tests are left out: their functions are often tables of inputs. */
    private static List<Source> main() {
        return sources("java").stream().filter(source -> !source.isTest()).toList();
    }

    /** Read by the compiler's own parser, nothing is compiled. */
    private static List<Function> functions(List<Source> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                files,
                null,
                null,
                null,
                files.getJavaFileObjectsFromPaths(
                        sources.stream().map(Source::path).toList()));
        List<Function> functions = new ArrayList<>();
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new FunctionScanner(unit, positions, functions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return functions;
    }

    /** Collects the functions of one file. */
    private static final class FunctionScanner extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Function> functions;

        FunctionScanner(CompilationUnitTree unit, SourcePositions positions, List<Function> functions) {
            this.unit = unit;
            this.positions = positions;
            this.functions = functions;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            Path path = Path.of(unit.getSourceFile().toUri());
            functions.add(new Function(
                    ROOT.toAbsolutePath().relativize(path).toString(),
                    first,
                    last - first + 1,
                    method.getName().toString()));
            return super.visitMethod(method, nothing);
        }
    }

    private static List<Source> sources(String... endings) {
        List<Source> sources = new ArrayList<>();
        for (String module : List.of("core", "servers", "testkit", "app")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> endsWith(file, endings))
                        .forEach(file -> sources.add(new Source(file, read(file))));
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
