package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Part.Role;
import dev.godwit.model.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the content of a migration: from its files, or from what the ledger kept of them. Threads may share it. */
public final class MigrationReader {
    private static final Pattern SETTING =
            Pattern.compile("(?mi)^\\s*(?:executeInTransaction|run_in_transaction)\\s*=\\s*(true|false)\\s*$");

    private final ScriptSyntax syntax;

    /** A reader for scripts of that syntax. */
    public MigrationReader(ScriptSyntax syntax) {
        this.syntax = syntax;
    }

    /**
     * Reads a migration's files.
     *
     * @throws GodwitException GW-2001 where a file changed since its folder was read, GW-2004 and GW-2011 for markers
     */
    public MigrationScript read(Migration migration) {
        List<SourceText.Piece> pieces = new ArrayList<>();
        for (MigrationFile file : migration.files()) {
            pieces.add(new SourceText.Piece(file.kind(), file.source(), text(file)));
        }
        return migration.kind() == Migration.Kind.PLAN
                ? new MigrationScript(
                        migration.id(), migration.header(), migration.kind(), List.of(), SourceText.write(pieces))
                : script(migration.id(), pieces);
    }

    /**
     * Reads what {@link MigrationScript#source} wrote.
     *
     * @param id of the migration
     * @return of a plan without its header, which stands in the text
     */
    public MigrationScript readSource(String id, Migration.Kind kind, String source) {
        return kind == Migration.Kind.PLAN
                ? new MigrationScript(id, Header.NONE, kind, List.of(), source)
                : script(id, SourceText.read(id, source));
    }

    /** The checksum of the migration whose text {@link MigrationScript#source} wrote: what {@link Migration#checksum} was then. */
    public static Fingerprint checksum(String id, String source) {
        return Assembly.checksum(SourceText.read(id, source).stream()
                .map(piece -> new MigrationFile(
                        Path.of(""),
                        piece.source(),
                        piece.kind(),
                        FileContent.of(piece.text().getBytes(StandardCharsets.UTF_8), piece.source())
                                .checksum()))
                .toList());
    }

    /** The text of a file, without byte order mark; refused where it is not what was summed up before. */
    static String text(MigrationFile file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file.path());
        } catch (IOException unreadable) {
            throw FileContent.unreadable(file.source(), unreadable);
        }
        if (!FileContent.of(bytes, file.source()).checksum().equals(file.checksum())) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, file.source() + " changed while it was read")
                    .at(Place.of(file.source()))
                    .next("run the command again")
                    .exception();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private MigrationScript script(String id, List<SourceText.Piece> pieces) {
        Header header = header(pieces);
        List<Part> parts = new ArrayList<>();
        pieces.forEach(piece -> parts.addAll(parts(piece)));
        refuseDoubleParts(id, parts, pieces);
        Boolean wish = header.transaction();
        List<Part> ordered = parts.stream()
                .map(part -> part.withTransaction(wish))
                .sorted(Comparator.comparing(Part::role))
                .toList();
        return new MigrationScript(id, header, Migration.Kind.SQL, ordered, SourceText.write(pieces));
    }

    private List<Part> parts(SourceText.Piece piece) {
        return switch (piece.kind()) {
            case WHOLE -> PartReader.parts(piece.text(), piece.source(), syntax);
            case UP -> List.of(PartReader.whole(Role.UP, piece.text(), piece.source(), syntax));
            case VERIFY -> List.of(PartReader.whole(Role.VERIFY, piece.text(), piece.source(), syntax));
            case DOWN -> List.of(PartReader.whole(Role.DOWN, piece.text(), piece.source(), syntax));
            case SETTINGS -> List.of();
        };
    }

    /** A file with markers and a file beside it may both hold a down part; which one is meant, nobody can tell. */
    private static void refuseDoubleParts(String id, List<Part> parts, List<SourceText.Piece> pieces) {
        boolean marked = pieces.stream().anyMatch(piece -> piece.kind() == FileName.Kind.WHOLE);
        long roles = parts.stream().map(Part::role).distinct().count();
        if (marked && roles < parts.size()) {
            throw Problem.of(ErrorCode.HEADER_WRONG, id + " has a part twice: behind a marker and in a file of its own")
                    .at(Place.of(pieces.get(0).source()))
                    .next("remove one of them")
                    .exception();
        }
    }

    private static Header header(List<SourceText.Piece> pieces) {
        List<Problem> problems = new ArrayList<>();
        SourceText.Piece first = pieces.get(0);
        String head = first.text().substring(0, Math.min(first.text().length(), FileContent.HEAD_BYTES));
        Header header = new HeaderReader(first.source(), problems).read(head);
        GodwitException.throwIfAny(problems);
        return header.withTransaction(setting(pieces));
    }

    private static @Nullable Boolean setting(List<SourceText.Piece> pieces) {
        Optional<Boolean> found = pieces.stream()
                .filter(piece -> piece.kind() == FileName.Kind.SETTINGS)
                .map(piece -> SETTING.matcher(piece.text()))
                .filter(Matcher::find)
                .map(matcher -> Boolean.valueOf(matcher.group(1)))
                .findFirst();
        return found.orElse(null);
    }
}
