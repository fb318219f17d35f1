package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Control reports that have been asked for; a report is kept as long as the ledger has not grown and few others were asked for since. */
final class ReportCache {
    /** How many reports are kept: a report holds an item for every commit of its period. */
    private static final int MOST = 6;

    private final BackgroundResults<Key, Made> reports =
            new BackgroundResults<>("Control Evidence report", MOST, made -> {});

    /** Two equal keys give the same report. */
    private record Key(String root, ReportRequest request, String catalogue) {}

    /**
     * A report, and what the page asks beside it.
     *
     * @param report the report
     * @param repositories all that the store knows, in scope or not, sorted
     */
    record Made(ControlReport report, List<String> repositories) {
        Made {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * A report on the store as it is now.
     *
     * @param catalogue what is asked
     * @param request of which period and of what
     * @param patience how long to wait for it
     * @return empty if it is not ready yet; ask again
     * @throws IOException if the store cannot be read
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     */
    Optional<Made> get(Catalogue catalogue, ReportRequest request, Duration patience) throws IOException {
        EvidenceIndex index = ControllerEvidence.get().index();
        Key key = new Key(index.state().rootHash(), request, catalogue.digest());
        return reports.get(key, () -> make(catalogue, index, request), patience);
    }

    private static Made make(Catalogue catalogue, EvidenceIndex index, ReportRequest request) throws IOException {
        return new Made(
                ControlReport.of(catalogue, index, request), index.period().repositories(Instant.MAX));
    }
}
