package dev.godwit.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file.
 *
 * @param file relative to the repository's root
 */
record Page(Path file, List<String> lines) {
    static final Path ROOT =
            Path.of(System.getProperty("godwit.root")).toAbsolutePath().normalize();

    private static final String FENCE = "```";
    private static final Pattern NAMED = Pattern.compile("`([\\w./-]+)`(?: [\\w ,'-]+)?:");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param name of the file that it is, from the line above the fence: {@code `migrations/x.sql`:}
     * @param first index of its first line within the page
     */
    record Block(String language, Optional<String> name, int first, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    Page {
        lines = List.copyOf(lines);
    }

    static Page read(Path file) {
        try {
            return new Page(ROOT.relativize(file.toAbsolutePath()), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages of the repository: of its root, of {@code docs} and of {@code examples}. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>(in(ROOT, 1));
        pages.addAll(in(ROOT.resolve("docs"), 9));
        pages.addAll(in(ROOT.resolve("examples"), 9));
        return pages;
    }

    /** The guides. */
    static List<Page> guides() {
        return in(ROOT.resolve("docs/guides"), 1);
    }

    private static List<Page> in(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).startsWith(FENCE)) {
                Block block = block(at);
                blocks.add(block);
                at = block.first() + block.lines().size();
            }
            at++;
        }
        return blocks;
    }

    private Block block(int fence) {
        int end = fence + 1;
        while (!lines.get(end).equals(FENCE)) {
            end++;
        }
        String language = lines.get(fence).substring(FENCE.length()).strip();
        return new Block(language, name(fence), fence + 1, lines.subList(fence + 1, end));
    }

    /** The file's name stands in the last line of text above the fence. */
    private Optional<String> name(int fence) {
        int above = fence - 1;
        while (above > 0 && lines.get(above).isBlank()) {
            above--;
        }
        Matcher named = NAMED.matcher(above < 0 ? "" : lines.get(above));
        return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /** This page with other lines in a block. */
    Page with(Block block, List<String> others) {
        List<String> changed = new ArrayList<>(lines.subList(0, block.first()));
        changed.addAll(others);
        changed.addAll(lines.subList(block.first() + block.lines().size(), lines.size()));
        return new Page(file, changed);
    }

    void write() {
        try {
            Files.writeString(ROOT.resolve(file), text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its links lead, those within code left out. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        Matcher found = LINK.matcher(prose());
        while (found.find()) {
            links.add(found.group(1));
        }
        return links;
    }

    /** The names of its headings, as GitHub makes them. */
    List<String> anchors() {
        return prose().lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** The text without fenced blocks. */
    String prose() {
        StringBuilder prose = new StringBuilder();
        boolean code = false;
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                code = !code;
            } else if (!code) {
                prose.append(line).append('\n');
            }
        }
        return prose.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
