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
import io.jenkins.plugins.controlevidence.engine.source.Printable;
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
    private final JsonGenerator json;
    private final StableUuid uuids;

    private OscalReport(ControlReport report, List<RecordRow> scans, JsonGenerator json) {
        this.report = report;
        this.scans = scans;
        this.json = json;
        this.uuids = new StableUuid(new StableUuid(NAMESPACE)
                .of(String.join(
                        " ",
                        report.state().origin(),
                        report.state().rootHash(),
                        report.catalogueDigest(),
                        report.request().toString())));
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

    /** Writes the fields of an object or the elements of an array. */
    @FunctionalInterface
    private interface Content {
        void write() throws IOException;
    }

    private void object(String field, Content content) throws IOException {
        json.writeObjectFieldStart(field);
        content.write();
        json.writeEndObject();
    }

    private void element(Content content) throws IOException {
        json.writeStartObject();
        content.write();
        json.writeEndObject();
    }

    /** OSCAL has no empty arrays: what is empty is not written. */
    private void array(String field, boolean empty, Content content) throws IOException {
        if (!empty) {
            json.writeArrayFieldStart(field);
            content.write();
            json.writeEndArray();
        }
    }

    private void text(String field, String text) throws IOException {
        String line = Printable.of(text).strip();
        json.writeStringField(field, line.isEmpty() ? "–" : line);
    }

    private void uuid(String field, String... name) throws IOException {
        json.writeStringField(field, uuids.of(String.join("\n", name)).toString());
    }

    private void time(String field, Instant time) throws IOException {
        json.writeStringField(field, time.toString());
    }

    private void document() throws IOException {
        ReportRequest request = report.request();
        json.writeStartObject();
        json.writeObjectFieldStart("assessment-results");
        uuid("uuid", "document");
        object("metadata", () -> {
            text("title", "Control report " + request.from() + " to " + request.to());
            time("last-modified", lastModified());
            text("version", report.state().rootHash());
            json.writeStringField("oscal-version", VERSION);
        });
        object("import-ap", () -> {
            json.writeStringField("href", "#" + uuids.of("catalogue"));
            text("remarks", "The requirements, populations and tests of the catalogue are the plan.");
        });
        array("results", false, () -> element(this::result));
        object("back-matter", () -> array("resources", false, this::resources));
        json.writeEndObject();
        json.writeEndObject();
    }

    private Instant lastModified() {
        Instant last = report.state().lastRecord();
        return last == null ? report.request().start() : last;
    }

    private void result() throws IOException {
        ReportRequest request = report.request();
        uuid("uuid", "result");
        text("title", "Review period " + request.from() + " to " + request.to());
        text(
                "description",
                "Judged until " + request.asOf() + " (UTC) by the records of the ledger "
                        + report.state().origin()
                        + ". Repositories: "
                        + (report.repositories().isEmpty() ? "none" : String.join(", ", report.repositories()))
                        + ". Protected branches: " + String.join(", ", request.protectedBranches()) + ".");
        time("start", request.start());
        time("end", request.end());
        object("reviewed-controls", () -> array("control-selections", false, () -> element(this::reviewedControls)));
        array("attestations", false, () -> element(() -> array("parts", false, () -> element(this::attestation))));
        if (!scans.isEmpty()) {
            object("assessment-log", () -> array("entries", false, this::log));
        }
        array("observations", report.results().stream().allMatch(r -> r.tests().isEmpty()), this::observations);
        array("risks", exceptions() == 0, this::risks);
        array("findings", report.results().isEmpty(), this::findings);
    }

    private int exceptions() {
        return report.results().stream().mapToInt(RequirementResult::exceptions).sum();
    }

    private void reviewedControls() throws IOException {
        List<String> ids = report.results().stream()
                .map(result -> token(result.requirement().control().id()))
                .distinct()
                .toList();
        array("include-controls", ids.isEmpty(), () -> {
            for (String id : ids) {
                element(() -> json.writeStringField("control-id", id));
            }
        });
    }

    private void attestation() throws IOException {
        json.writeStringField("name", "statement");
        text(
                "prose",
                "Computed from " + report.state().size() + " records, whose Merkle tree has the root "
                        + report.state().rootHash() + ", and from nothing else.");
    }

    /** That monitoring ran: one entry for each scan. */
    private void log() throws IOException {
        for (RecordRow scan : scans) {
            element(() -> {
                uuid("uuid", "log", scan.id());
                text("title", "Scan by " + scan.tool());
                text(
                        "description",
                        scan.outcome() + (scan.reason() == null ? "" : ": " + scan.reason()) + ", commit "
                                + scan.commit() + " of " + scan.repository()
                                + (scan.retractedBy() == null ? "" : "; taken back by record " + scan.retractedBy()));
                time("start", scan.started());
                time("end", scan.finished());
                array("links", false, () -> element(() -> json.writeStringField("href", recordUri(scan.id()))));
            });
        }
    }

    private void observations() throws IOException {
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                element(() -> testObservation(result, test));
                int number = 0;
                for (Item item : test.items()) {
                    int at = number++;
                    if (item.standing() == Item.Standing.EXCEPTION) {
                        element(() -> exceptionObservation(result, test, item, at));
                    }
                }
            }
        }
    }

    private void testObservation(RequirementResult result, TestResult test) throws IOException {
        uuid("uuid", "test", result.requirement().id(), test.test().id());
        text(
                "title",
                result.requirement().id() + ": " + test.test().population().text());
        text(
                "description",
                "Population " + test.population() + ", proven " + test.proven() + ", exceptions " + test.exceptions()
                        + ", excluded " + test.excluded() + ", not yet due " + test.notDue() + "."
                        + (test.longestGap() == null
                                ? ""
                                : " Longest time without proof: "
                                        + test.longestGap().start() + " to "
                                        + test.longestGap().end() + "."));
        methods();
        time("collected", lastModified());
        array(
                "relevant-evidence",
                false,
                () -> element(() -> {
                    json.writeStringField("href", ReportForm.CSV.fileName());
                    text("description", "One row per item of the population, with the records that it rests on.");
                }));
    }

    private void exceptionObservation(RequirementResult result, TestResult test, Item item, int number)
            throws IOException {
        uuid("uuid", "exception", result.requirement().id(), test.test().id(), Integer.toString(number));
        text("title", name(item));
        text("description", item.outcome() + ": " + item.reason());
        methods();
        array("relevant-evidence", item.records().isEmpty(), () -> {
            for (String id : item.records()) {
                element(() -> {
                    json.writeStringField("href", recordUri(id));
                    text("description", "Record " + id);
                });
            }
        });
        time("collected", lastModified());
    }

    private void methods() throws IOException {
        array("methods", false, () -> json.writeString("TEST"));
    }

    private void risks() throws IOException {
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                int number = 0;
                for (Item item : test.items()) {
                    int at = number++;
                    if (item.standing() == Item.Standing.EXCEPTION) {
                        element(() -> risk(result, test, item, at));
                    }
                }
            }
        }
    }

    private void risk(RequirementResult result, TestResult test, Item item, int number) throws IOException {
        String[] name = {result.requirement().id(), test.test().id(), Integer.toString(number)};
        uuid("uuid", "risk", String.join("\n", name));
        text("title", name(item));
        text("description", item.outcome() + ": " + item.reason());
        text("statement", result.requirement().statement());
        json.writeStringField("status", "open");
        array(
                "related-observations",
                false,
                () -> element(() -> uuid("observation-uuid", "exception", String.join("\n", name))));
    }

    private void findings() throws IOException {
        for (RequirementResult result : report.results()) {
            element(() -> finding(result));
        }
    }

    private void finding(RequirementResult result) throws IOException {
        String id = result.requirement().id();
        uuid("uuid", "finding", id);
        text("title", id + " " + result.requirement().title());
        text("description", result.requirement().statement());
        object("target", () -> {
            json.writeStringField("type", "objective-id");
            json.writeStringField("target-id", token(id));
            text("description", result.conclusion().words());
            object("status", () -> {
                json.writeStringField(
                        "state", result.conclusion() == Conclusion.OPERATED ? "satisfied" : "not-satisfied");
                json.writeStringField("reason", reason(result.conclusion()));
            });
        });
        array("related-observations", result.tests().isEmpty(), () -> {
            for (TestResult test : result.tests()) {
                element(() -> uuid("observation-uuid", "test", id, test.test().id()));
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
        element(() -> {
            uuid("uuid", "catalogue");
            text("title", "Control catalogue");
            text(
                    "description",
                    "Its files lie beside the report. SHA-256 over their digests: " + report.catalogueDigest());
            array("rlinks", false, () -> element(() -> json.writeStringField("href", "../catalogue/0.yaml")));
        });
        element(() -> {
            uuid("uuid", "items");
            text("title", "Every item of every population");
            array(
                    "rlinks",
                    false,
                    () -> element(() -> {
                        json.writeStringField("href", ReportForm.CSV.fileName());
                        json.writeStringField("media-type", "text/csv");
                        array(
                                "hashes",
                                false,
                                () -> element(() -> {
                                    json.writeStringField("algorithm", "SHA-256");
                                    json.writeStringField("value", digest(ReportForm.CSV));
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
