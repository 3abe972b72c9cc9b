package dev.godwit.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.event.Entry;

/** Progress for other programs: the fields of the requirement first, then which run it is. Pure. */
public final class ProgressJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProgressJson() {}

    /** @param last the entry that brought it to where it is */
    public static String of(Progress.Snapshot at, Entry last) {
        ObjectNode document = JSON.createObjectNode();
        document.setAll((ObjectNode) JSON.valueToTree(ProgressFields.of(at)));
        document.put("schema", "godwit.progress/1")
                .put("run", last.run().value())
                .put("sequence", last.sequence())
                .put("at", last.at().toString());
        return document.toPrettyString() + "\n";
    }
}
