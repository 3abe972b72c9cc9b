package dev.godwit.verify.live;

import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.TableResult;
import dev.godwit.verify.value.Oddities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** Which chunks this pass did not read. */
    static List<String> standing(Coverage coverage) {
        List<Coverage.Reading> standing = coverage.chunks().stream()
                .map(Coverage.Chunk::reading)
                .filter(reading -> reading.standing() != null)
                .toList();
        if (standing.isEmpty()) {
            return List.of();
        }
        Instant oldest = standing.stream()
                .map(Coverage.Reading::at)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return List.of(standing.size() + " of " + coverage.chunks().size()
                + " chunks stand from an earlier pass: nothing touched them since; the oldest was read at " + oldest);
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
