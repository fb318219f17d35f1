package io.jenkins.plugins.controlevidence.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.index.IndexState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/**
 * A control report as JSON in UTF-8, without spaces, fields in a fixed order, times RFC 3339 in UTC: the same report is the same
 * bytes. What is absent is left out. Its schema is {@code report-v1.schema.json} beside this class. Version 1; fields may be added
 * to it at the end of objects, none is changed or removed.
 */
public final class JsonReport {
    /** Media type of the file. */
    public static final String MEDIA_TYPE = "application/json";

    private static final int VERSION = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @param to where to; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, OutputStream to) throws IOException {
        try (JsonGenerator json = StrictJson.MAPPER.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new JsonReport(json).report(report);
        }
    }

    private void report(ControlReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        ReportRequest request = report.request();
        json.writeStringField("from", request.from().toString());
        json.writeStringField("to", request.to().toString());
        json.writeStringField("asOf", request.asOf().toString());
        texts("controls", request.controls());
        texts("protectedBranches", request.protectedBranches());
        texts("repositories", report.repositories());
        json.writeStringField("catalogue", report.catalogueDigest());
        texts("policies", report.policies());
        checkpoint(report.state());
        json.writeArrayFieldStart("requirements");
        for (RequirementResult result : report.results()) {
            requirement(result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void checkpoint(IndexState state) throws IOException {
        json.writeObjectFieldStart("checkpoint");
        json.writeStringField("origin", state.origin());
        json.writeNumberField("size", state.size());
        json.writeStringField("root", state.rootHash());
        json.writeEndObject();
    }

    private void requirement(RequirementResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.requirement().id());
        json.writeStringField("control", result.requirement().control().id());
        json.writeStringField("framework", result.requirement().control().framework());
        json.writeStringField("title", result.requirement().title());
        json.writeStringField("statement", result.requirement().statement());
        json.writeStringField("conclusion", word(result.conclusion()));
        json.writeArrayFieldStart("tests");
        for (TestResult test : result.tests()) {
            test(test);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notApplicable");
        for (ControlTest test : result.notApplicable()) {
            json.writeStartObject();
            json.writeStringField("id", test.id());
            json.writeStringField("population", test.population().text());
            json.writeStringField("why", test.notApplicable());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void test(TestResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.test().id());
        json.writeStringField("population", result.test().population().text());
        json.writeStringField("conclusion", word(result.conclusion()));
        json.writeNumberField("size", result.population());
        json.writeNumberField("proven", result.proven());
        json.writeNumberField("exceptions", result.exceptions());
        json.writeNumberField("notDue", result.notDue());
        json.writeNumberField("excluded", result.excluded());
        time("firstProof", result.firstProof());
        time("lastProof", result.lastProof());
        Gap gap = result.longestGap();
        if (gap != null) {
            json.writeObjectFieldStart("longestGap");
            time("start", gap.start());
            time("end", gap.end());
            json.writeEndObject();
        }
        if (result.isMissing()) {
            json.writeStringField("missing", result.test().missing());
        }
        json.writeArrayFieldStart("items");
        for (Item item : result.items()) {
            item(item);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void item(Item item) throws IOException {
        Item.Subject subject = item.subject();
        json.writeStartObject();
        json.writeStringField("kind", subject.kind());
        text("repository", subject.repository());
        text("branch", subject.branch());
        json.writeStringField("name", subject.name());
        text("detail", subject.detail());
        time("from", item.from());
        time("until", item.until());
        json.writeStringField("standing", word(item.standing()));
        json.writeStringField("outcome", item.outcome().name());
        json.writeStringField("coverage", word(item.coverage()));
        time("provenAt", item.provenAt());
        json.writeStringField("reason", item.reason());
        texts("records", item.records());
        json.writeEndObject();
    }

    private void texts(String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void text(String name, @CheckForNull String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private void time(String name, @CheckForNull Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, time.toString());
        }
    }

    /** As all JSON of ours writes it: {@code operated-with-exceptions}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
