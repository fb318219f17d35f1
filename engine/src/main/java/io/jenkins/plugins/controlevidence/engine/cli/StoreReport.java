package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** The report that every run leaves in the store: the last three months, to be looked at, not evidence. */
final class StoreReport {
    private static final int MONTHS = 3;
    private static final String FILE = "report.html";

    private StoreReport() {}

    static Path write(Store store, EvidenceIndex index, Policy policy) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        ReportRequest request = new ReportRequest(
                today.minusMonths(MONTHS).plusDays(1),
                today,
                today,
                Set.of(),
                Set.of(),
                Set.copyOf(policy.protectedBranches()));
        Path file = store.directory().resolve(FILE);
        ReportFiles.writeHtml(ControlReport.of(Catalogue.soc2(), index, request), file);
        return file;
    }
}
