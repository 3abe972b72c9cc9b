package dev.godwit.sql.postgres;

import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.Piece;
import dev.godwit.sql.script.ScriptReader;
import java.util.function.Consumer;

/** Reads the data that follow a {@code COPY ... FROM stdin;} in a script, as pg_dump writes them, up to {@code \.}. */
final class CopyData {
    private static final String END = "\\.";

    private final ScriptReader in;
    private final Consumer<Piece> pieces;

    CopyData(ScriptReader in, Consumer<Piece> pieces) {
        this.in = in;
        this.pieces = pieces;
    }

    /**
     * Takes everything to the end of the {@code \.} line.
     *
     * @param start of the COPY statement, for errors
     * @return the lines between, each with its line end
     */
    String read(SourcePosition start) {
        StringBuilder rest = new StringBuilder();
        SourcePosition behind = in.position();
        in.takeLine(rest);
        String strange = rest.toString().strip();
        if (!strange.isEmpty() && !strange.startsWith("--")) {
            throw in.broken("text follows COPY ... FROM stdin; on its line", behind);
        }
        in.takeLineEnd(rest);
        pieces.accept(new Piece(Piece.Kind.SEPARATOR, rest.toString()));
        return lines(start);
    }

    private String lines(SourcePosition start) {
        StringBuilder data = new StringBuilder();
        while (!atEnd()) {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("the data of COPY ... FROM stdin do not end with \\.", start);
            }
            in.takeLine(data);
            in.takeLineEnd(data);
        }
        pieces.accept(new Piece(Piece.Kind.COPY_DATA, data.toString()));
        StringBuilder end = new StringBuilder();
        in.take(end, END.length());
        in.takeLineEnd(end);
        pieces.accept(new Piece(Piece.Kind.SEPARATOR, end.toString()));
        return data.toString();
    }

    private boolean atEnd() {
        int behind = in.peek(END.length());
        return in.startsWith(END) && (behind == '\n' || behind == '\r' || behind == ScriptReader.END);
    }
}
