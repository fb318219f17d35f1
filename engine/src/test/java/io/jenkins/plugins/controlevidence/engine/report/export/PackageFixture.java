package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Makes and verifies packages for tests. */
public final class PackageFixture {
    /** The program that makes and verifies them. */
    public static final String PROGRAM = "control-evidence test";

    /** February: records lie before it and after it. */
    public static final ReportRequest FEBRUARY = new ReportRequest(
            LocalDate.of(2026, 2, 1),
            LocalDate.of(2026, 2, 28),
            LocalDate.of(2026, 2, 28),
            Set.of(),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    private PackageFixture() {}

    /** Exports a store. */
    public static void export(Store store, ReportRequest request, Path file) throws IOException {
        try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
            PackageExport.write(store, index, Catalogue.soc2(), request, PROGRAM, file, Progress.NONE);
        }
    }

    /** Exports a frozen report. */
    public static void exportFrozen(Store store, String id, Path file) throws IOException {
        long leaf = store.ledger().find(id).get(0);
        EvidenceRecord record = RecordReader.read(id, store.ledger().entry(leaf));
        PackageExport.writeFrozen(store, record, PROGRAM, file, Progress.NONE);
    }

    /** Verifies a package. */
    public static List<Check> verify(Path file, VerifyingKey key, Checkpoint... kept) {
        return new PackageVerifier(file, PROGRAM, new Trust(key, List.of(kept), Set.of(), List.of()), check -> {})
                .verify(Progress.NONE);
    }

    /** Whether everything is. */
    public static boolean verified(List<Check> checks) {
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED);
    }
}
