package dev.godwit.verify.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.approval.Approver;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.rows.ChunkAgain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a certificate: alone, that its sums are those of what it says and that what it says gives its verdict; and with both
 * databases, that they still are what was certified, chunk by chunk. One thread.
 */
public final class CertificateCheck {
    private final CertificateFile file;
    private final List<Finding> findings = new ArrayList<>();

    private CertificateCheck(CertificateFile file) {
        this.file = file;
    }

    /**
     * Reads a certificate.
     *
     * @param source the file's path, for errors
     * @throws dev.godwit.fault.GodwitException GW-2015 where it is none
     */
    public static CertificateCheck read(String text, String source) {
        return new CertificateCheck(CertificateFile.read(text, source));
    }

    /** What the certificate says. */
    public ValidationVerdict certified() {
        return file.verdict();
    }

    /**
     * What is wrong with it by itself; notes where nothing is, and on who signed it.
     *
     * @param approvers whose keys are known
     */
    public List<Finding> alone(List<Approver> approvers) {
        String written = file.root().path(Certificate.DIGEST).asText();
        if (!Certificate.digest(file.document()).hex().equals(written)) {
            wrong("certificate", "its digest is not that of what it says: it was changed");
        }
        file.tables().forEach(this::table);
        if (certified() == ValidationVerdict.EQUAL) {
            canary();
        }
        if (findings.isEmpty()) {
            note("certificate", "its sums are right; it says " + certified());
        }
        findings.addAll(SignatureCheck.of(file, approvers));
        return findings;
    }

    private void wrong(String subject, String what) {
        findings.add(new Finding(ValidationVerdict.DIFFERENT, subject, what));
    }

    private void note(String subject, String what) {
        findings.add(new Finding(ValidationVerdict.EQUAL, subject, what));
    }

    private void table(CertificateFile.Table table) {
        String subject = "table " + table.name();
        JsonNode node = table.node();
        boolean roots = Certificate.sourceRoot(table.coverage())
                        .hex()
                        .equals(node.path("source_root").asText())
                && Certificate.targetRoot(table.coverage())
                        .hex()
                        .equals(node.path("target_root").asText());
        if (!roots) {
            wrong(subject, "its roots are not those of its chunks");
        }
        boolean open = !table.coverage().complete()
                || node.path("hot").size() > 0
                || node.path("unproven").asLong() > 0
                || node.path("differing").asLong() > 0;
        if (open && table.verdict() == ValidationVerdict.EQUAL) {
            wrong(subject, "it is called equal, and a part of it is not, or was not compared");
        }
        if (table.verdict() != ValidationVerdict.EQUAL && certified() == ValidationVerdict.EQUAL) {
            wrong(subject, "it is not equal, and the certificate says that all is");
        }
    }

    private void canary() {
        Set<String> seen = new HashSet<>();
        file.root().path("canary").forEach(sighting -> {
            if (sighting.path("seen").asBoolean()) {
                seen.add(sighting.path("table").asText());
            }
        });
        for (CertificateFile.Table table : file.tables()) {
            if (!seen.contains(table.name())) {
                wrong("table " + table.name(), "no planted difference was seen in it");
            }
        }
    }

    /**
     * Reads both databases again, chunk by chunk as they were cut then, and compares the sums.
     *
     * @param mappings as the validation had them
     */
    public List<Finding> again(Snapshots snapshots, List<Mapping> mappings) {
        findings.clear();
        for (CertificateFile.Table table : file.tables()) {
            Optional<Mapping> mapping = mappings.stream()
                    .filter(each -> each.source().table().toString().equals(table.name()))
                    .findFirst();
            boolean same = mapping.isPresent()
                    && Certificate.mappingSum(mapping.get())
                            .hex()
                            .equals(table.node().path("mapping").asText());
            if (!same) {
                wrong("table " + table.name(), "it is not there, or its columns or their rules are others than then");
            } else if (mapping.get().keyColumns() == 0) {
                note("table " + table.name(), "it has no key and was not read again");
            } else {
                read(table, mapping.get(), snapshots);
            }
        }
        return findings;
    }

    private void read(CertificateFile.Table table, Mapping mapping, Snapshots snapshots) {
        ChunkAgain again = new ChunkAgain(mapping, snapshots.sides());
        List<String> changed = new ArrayList<>();
        try (Snapshots.Pair pair = snapshots.pair()) {
            for (Coverage.Chunk chunk : table.coverage().chunks()) {
                Coverage.Chunk now = again.read(pair.source(), pair.target(), chunk);
                boolean source = now.sourceDigest().equals(chunk.sourceDigest());
                boolean target = now.targetDigest().equals(chunk.targetDigest());
                if (!source || !target) {
                    changed.add(
                            chunk.interval() + (source ? " of the target" : target ? " of the source" : " of both"));
                }
            }
        }
        if (changed.isEmpty()) {
            note("table " + table.name(), table.coverage().chunks().size() + " chunks are what they were");
        }
        changed.forEach(interval -> wrong("table " + table.name(), "rows changed since: keys " + interval));
    }
}
