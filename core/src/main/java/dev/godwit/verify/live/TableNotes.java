package dev.godwit.verify.live;

import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.TableResult;
import dev.godwit.verify.value.Oddities;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of a table that is no difference. Pure. */
final class TableNotes {
    private TableNotes() {}

    static List<String> of(Mapping mapping, List<TableResult> results) {
        List<String> notes = new ArrayList<>();
        if (mapping.keyColumns() == 0) {
            notes.add(
                    "it has no key: rows are compared as a multiset, a changed row is missing and extra; it is read as a"
                            + " whole, also where the validation goes on after it was interrupted");
        }
        long repeated = results.stream().mapToLong(TableResult::repeatedKeys).sum();
        if (repeated > 0) {
            notes.add(repeated + " keys are there several times");
        }
        results.forEach(result -> oddities("source", result.source(), notes));
        results.forEach(result -> oddities("target", result.target(), notes));
        return notes;
    }

    private static void oddities(String side, Oddities odd, List<String> notes) {
        odd.specials().forEach((special, count) -> notes.add(count + " values of the " + side + " are " + special));
        if (odd.duplicateJsonKeys() > 0) {
            notes.add(odd.duplicateJsonKeys() + " keys of JSON objects of the " + side
                    + " are there twice; the last counted");
        }
        if (odd.documentsAsText() > 0) {
            notes.add(odd.documentsAsText() + " JSON documents of the " + side + " were compared as texts");
        }
    }
}
