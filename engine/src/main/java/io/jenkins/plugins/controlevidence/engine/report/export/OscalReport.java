package io.jenkins.plugins.controlevidence.engine.report.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A control report as OSCAL assessment results (NIST, version 1.2.1; what is used is in 1.1 too): a finding for each
 * requirement, an observation for each of its tests and for each exception, a risk for each exception, and a log of the scans.
 * UUIDs are made of what they name, so that the same report gives the same bytes. Written as a stream.
 */
public final class OscalReport {
    /** The version of OSCAL. */
    static final String VERSION = "1.2.1";

    private static final UUID NAMESPACE = UUID.fromString("0f1b6a52-7d0b-5c39-9d7e-2a4c6a1f8e30");

    private final ControlReport report;
    private final List<RecordRow> scans;
    private final OscalJson json;

    private OscalReport(ControlReport report, List<RecordRow> scans, JsonGenerator json) {
        this.report = report;
        this.scans = scans;
        this.json = new OscalJson(
                json,
                new StableUuid(new StableUuid(NAMESPACE)
                        .of(String.join(
                                " ",
                                report.state().origin(),
                                report.state().rootHash(),
                                report.catalogueDigest(),
                                report.request().toString()))));
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @param scans the records of the scans of its period, for the log
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, List<RecordRow> scans, OutputStream to) throws IOException {
        try (JsonGenerator json = StrictJson.MAPPER.getFactory().createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new OscalReport(report, scans, json).document();
        }
    }

    private void document() throws IOException {
        json.document(() -> json.object("assessment-results", this::assessmentResults));
    }

    private void assessmentResults() throws IOException {
        ReportRequest request = report.request();
        json.uuid("uuid", "document");
        json.object("metadata", () -> {
            json.text("title", "Control report " + request.from() + " to " + request.to());
            json.time("last-modified", lastModified());
            json.text("version", report.state().rootHash());
            json.value("oscal-version", VERSION);
        });
        json.object("import-ap", () -> {
            json.value("href", json.anchor("catalogue"));
            json.text("remarks", "The requirements, populations and tests of the catalogue are the plan.");
        });
        json.array("results", false, () -> json.element(this::result));
        json.object("back-matter", () -> json.array("resources", false, this::resources));
    }

    private Instant lastModified() {
        Instant last = report.state().lastRecord();
        return last == null ? report.request().start() : last;
    }

    private void result() throws IOException {
        ReportRequest request = report.request();
        json.uuid("uuid", "result");
        json.text("title", "Review period " + request.from() + " to " + request.to());
        json.text(
                "description",
                "Judged until " + request.asOf() + " (UTC) by the records of the ledger "
                        + report.state().origin()
                        + ". Repositories: "
                        + (report.repositories().isEmpty() ? "none" : String.join(", ", report.repositories()))
                        + ". Protected branches: " + String.join(", ", request.protectedBranches()) + ".");
        json.time("start", request.start());
        json.time("end", request.end());
        json.object(
                "reviewed-controls",
                () -> json.array("control-selections", false, () -> json.element(this::reviewedControls)));
        json.array(
                "attestations",
                false,
                () -> json.element(() -> json.array("parts", false, () -> json.element(this::attestation))));
        if (!scans.isEmpty()) {
            json.object("assessment-log", () -> json.array("entries", false, this::log));
        }
        new OscalFindings(report.results(), lastModified(), json).write();
    }

    private void reviewedControls() throws IOException {
        List<String> ids = report.results().stream()
                .map(result -> OscalJson.token(result.requirement().control().id()))
                .distinct()
                .toList();
        json.array("include-controls", ids.isEmpty(), () -> {
            for (String id : ids) {
                json.element(() -> json.value("control-id", id));
            }
        });
    }

    private void attestation() throws IOException {
        json.value("name", "statement");
        json.text(
                "prose",
                "Computed from " + report.state().size() + " records, whose Merkle tree has the root "
                        + report.state().rootHash() + ", and from nothing else.");
    }

    /** That monitoring ran: one entry for each scan. */
    private void log() throws IOException {
        for (RecordRow scan : scans) {
            json.element(() -> {
                json.uuid("uuid", "log", scan.id());
                json.text("title", "Scan by " + scan.tool());
                json.text(
                        "description",
                        scan.outcome() + (scan.reason() == null ? "" : ": " + scan.reason()) + ", commit "
                                + scan.commit() + " of " + scan.repository()
                                + (scan.retractedBy() == null ? "" : "; taken back by record " + scan.retractedBy()));
                json.time("start", scan.started());
                json.time("end", scan.finished());
                json.array("links", false, () -> json.element(() -> json.value("href", OscalJson.record(scan.id()))));
            });
        }
    }

    private void resources() throws IOException {
        json.element(() -> {
            json.uuid("uuid", "catalogue");
            json.text("title", "Control catalogue");
            json.text(
                    "description",
                    "Its files lie beside the report. SHA-256 over their digests: " + report.catalogueDigest());
            json.array("rlinks", false, () -> json.element(() -> json.value("href", "../catalogue/0.yaml")));
        });
        json.element(() -> {
            json.uuid("uuid", "items");
            json.text("title", "Every item of every population");
            json.array(
                    "rlinks",
                    false,
                    () -> json.element(() -> {
                        json.value("href", ReportForm.CSV.fileName());
                        json.value("media-type", "text/csv");
                        json.array(
                                "hashes",
                                false,
                                () -> json.element(() -> {
                                    json.value("algorithm", "SHA-256");
                                    json.value("value", digest(ReportForm.CSV));
                                }));
                    }));
        });
    }

    /** SHA-256 of another form of the report. */
    private String digest(ReportForm form) throws IOException {
        StringBuilder digest = new StringBuilder();
        try (OutputStream out = new DigestedOutputStream(OutputStream.nullOutputStream(), digest::append)) {
            form.write(report, List.of(), out);
        }
        return digest.toString();
    }
}
