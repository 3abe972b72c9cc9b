package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.host.Time;
import dev.godwit.model.TableName;
import dev.godwit.report.Words;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.TableOutcome;
import java.time.Duration;

/**
 * A validation on the screen: one line that changes in place on a terminal that can redraw, elsewhere a plain line every ten
 * seconds; with {@code --output jsonl} a line of JSON for each thing that happens. One thread.
 */
final class ValidateProgress implements Progress {
    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    private static final String LINE_UP = "\u001b[1A\u001b[2K";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;
    private final Time time;
    private final boolean redraws;
    private long shownAt;
    private boolean drawn;
    private long rows;
    private long differing;

    ValidateProgress(Godwit root) {
        this.root = root;
        this.time = root.wiring().host().time();
        this.redraws = ProgressDisplay.Screen.of(root).redraws();
        this.shownAt = time.nanos();
    }

    @Override
    public void begun(TableName table) {
        rows = 0;
        differing = 0;
        event(table, "table_begun");
    }

    @Override
    public void chunk(TableName table, Coverage.Chunk chunk) {
        rows += chunk.sourceRows();
        differing += chunk.differences();
        if (root.output() == OutputFormat.JSONL) {
            print(line(table, "chunk_compared")
                    .put("number", chunk.number())
                    .put("rows", chunk.sourceRows())
                    .put("differences", chunk.differences()));
        }
        show(table + "  " + Words.plural(rows, "row") + " read"
                + (differing == 0 ? "" : ", " + differing + " to look at again"));
    }

    @Override
    public void chosen(TableName table, Coverage.Method method, String reason) {
        if (root.output() == OutputFormat.JSONL) {
            print(line(table, "method_chosen").put("method", method.name()).put("reason", reason));
        }
        show(table + "  " + reason);
    }

    @Override
    public void witnessing(TableName table, int number) {
        event(table, "looking_again");
        show(table + "  looking again at " + Words.plural(number, "row"));
    }

    @Override
    public void held(String reason, Duration since) {
        show("held for " + Words.duration(since) + ": " + reason);
    }

    @Override
    public void done(TableOutcome outcome) {
        erase();
        if (root.output() == OutputFormat.JSONL) {
            print(line(outcome.mapping().source().table(), "table_done")
                    .put("verdict", outcome.verdict().name()));
        }
    }

    private void event(TableName table, String type) {
        if (root.output() == OutputFormat.JSONL) {
            print(line(table, type));
        }
    }

    private static ObjectNode line(TableName table, String type) {
        return JSON.createObjectNode().put("type", type).put("table", table.toString());
    }

    private void print(ObjectNode line) {
        root.terminal().out().println(line);
    }

    private void show(String line) {
        Duration since = Duration.ofNanos(time.nanos() - shownAt);
        if (root.quiet || since.compareTo(redraws ? REDRAW : PLAIN_EVERY) < 0) {
            return;
        }
        shownAt = time.nanos();
        erase();
        root.terminal().err().println(line);
        drawn = redraws;
    }

    private void erase() {
        if (drawn) {
            root.terminal().err().print(LINE_UP);
        }
        drawn = false;
    }
}
