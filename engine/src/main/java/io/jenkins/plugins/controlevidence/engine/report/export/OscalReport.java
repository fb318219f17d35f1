package io.jenkins.plugins.controlevidence.engine.report.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
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
        json.array(
                "observations",
                report.results().stream().allMatch(r -> r.tests().isEmpty()),
                this::observations);
        json.array("risks", exceptions() == 0, this::risks);
        json.array("findings", report.results().isEmpty(), this::findings);
    }

    private int exceptions() {
        return report.results().stream().mapToInt(RequirementResult::exceptions).sum();
    }

    private void reviewedControls() throws IOException {
        List<String> ids = report.results().stream()
                .map(result -> token(result.requirement().control().id()))
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
                json.array("links", false, () -> json.element(() -> json.value("href", recordUri(scan.id()))));
            });
        }
    }

    private void observations() throws IOException {
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                json.element(() -> testObservation(result, test));
                int number = 0;
                for (Item item : test.items()) {
                    int at = number++;
                    if (item.standing() == Item.Standing.EXCEPTION) {
                        json.element(() -> exceptionObservation(result, test, item, at));
                    }
                }
            }
        }
    }

    private void testObservation(RequirementResult result, TestResult test) throws IOException {
        json.uuid("uuid", "test", result.requirement().id(), test.test().id());
        json.text(
                "title",
                result.requirement().id() + ": " + test.test().population().text());
        json.text(
                "description",
                "Population " + test.population() + ", proven " + test.proven() + ", exceptions " + test.exceptions()
                        + ", excluded " + test.excluded() + ", not yet due " + test.notDue() + "."
                        + (test.longestGap() == null
                                ? ""
                                : " Longest time without proof: "
                                        + test.longestGap().start() + " to "
                                        + test.longestGap().end() + "."));
        methods();
        json.time("collected", lastModified());
        json.array(
                "relevant-evidence",
                false,
                () -> json.element(() -> {
                    json.value("href", ReportForm.CSV.fileName());
                    json.text("description", "One row per item of the population, with the records that it rests on.");
                }));
    }

    private void exceptionObservation(RequirementResult result, TestResult test, Item item, int number)
            throws IOException {
        json.uuid("uuid", "exception", result.requirement().id(), test.test().id(), Integer.toString(number));
        json.text("title", name(item));
        json.text("description", item.outcome() + ": " + item.reason());
        methods();
        json.array("relevant-evidence", item.records().isEmpty(), () -> {
            for (String id : item.records()) {
                json.element(() -> {
                    json.value("href", recordUri(id));
                    json.text("description", "Record " + id);
                });
            }
        });
        json.time("collected", lastModified());
    }

    private void methods() throws IOException {
        json.array("methods", false, () -> json.element("TEST"));
    }

    private void risks() throws IOException {
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                int number = 0;
                for (Item item : test.items()) {
                    int at = number++;
                    if (item.standing() == Item.Standing.EXCEPTION) {
                        json.element(() -> risk(result, test, item, at));
                    }
                }
            }
        }
    }

    private void risk(RequirementResult result, TestResult test, Item item, int number) throws IOException {
        String[] name = {result.requirement().id(), test.test().id(), Integer.toString(number)};
        json.uuid("uuid", "risk", String.join("\n", name));
        json.text("title", name(item));
        json.text("description", item.outcome() + ": " + item.reason());
        json.text("statement", result.requirement().statement());
        json.value("status", "open");
        json.array(
                "related-observations",
                false,
                () -> json.element(() -> json.uuid("observation-uuid", "exception", String.join("\n", name))));
    }

    private void findings() throws IOException {
        for (RequirementResult result : report.results()) {
            json.element(() -> finding(result));
        }
    }

    private void finding(RequirementResult result) throws IOException {
        String id = result.requirement().id();
        json.uuid("uuid", "finding", id);
        json.text("title", id + " " + result.requirement().title());
        json.text("description", result.requirement().statement());
        json.object("target", () -> {
            json.value("type", "objective-id");
            json.value("target-id", token(id));
            json.text("description", result.conclusion().words());
            json.object("status", () -> {
                json.value("state", result.conclusion() == Conclusion.OPERATED ? "satisfied" : "not-satisfied");
                json.value("reason", reason(result.conclusion()));
            });
        });
        json.array("related-observations", result.tests().isEmpty(), () -> {
            for (TestResult test : result.tests()) {
                json.element(() ->
                        json.uuid("observation-uuid", "test", id, test.test().id()));
            }
        });
    }

    private static String reason(Conclusion conclusion) {
        return switch (conclusion) {
            case OPERATED -> "pass";
            case OPERATED_WITH_EXCEPTIONS -> "fail";
            case NOT_DEMONSTRATED -> "other";
        };
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

    private static String name(Item item) {
        Item.Subject subject = item.subject();
        return subject.kind() + " " + subject.name()
                + (subject.repository() == null ? "" : " of " + subject.repository());
    }

    private static String recordUri(String id) {
        return "urn:control-evidence:record:" + id;
    }

    /** An id as OSCAL allows it: letters, digits, dots, hyphens and underscores, no digit first. */
    private static String token(String id) {
        String allowed = id.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return allowed.matches("[\\p{L}_].*") ? allowed : "_" + allowed;
    }
}
