package io.jenkins.plugins.controlevidence.pages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/** A control report with every item of every population as one JSON object, written as a stream. */
final class JsonReport {
    private static final int VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    static void write(ControlReport report, OutputStream to) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new JsonReport(json).report(report);
        }
    }

    private void report(ControlReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("from", report.request().from().toString());
        json.writeStringField("to", report.request().to().toString());
        json.writeStringField("asOf", report.request().asOf().toString());
        json.writeStringField("origin", report.state().origin());
        json.writeNumberField("records", report.state().size());
        json.writeStringField("rootHash", report.state().rootHash());
        json.writeStringField("catalogueDigest", report.catalogueDigest());
        strings("repositories", report.repositories());
        strings("protectedBranches", report.request().protectedBranches());
        json.writeArrayFieldStart("requirements");
        for (RequirementResult result : report.results()) {
            requirement(result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void requirement(RequirementResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.requirement().id());
        json.writeStringField("control", result.requirement().control().id());
        json.writeStringField("title", result.requirement().title());
        json.writeStringField("conclusion", result.conclusion().name());
        json.writeArrayFieldStart("tests");
        for (TestResult test : result.tests()) {
            json.writeStartObject();
            json.writeStringField("id", test.test().id());
            json.writeStringField("population", test.test().population().text());
            json.writeStringField("conclusion", test.conclusion().name());
            json.writeNumberField("size", test.population());
            json.writeNumberField("proven", test.proven());
            json.writeNumberField("exceptions", test.exceptions());
            json.writeNumberField("notDue", test.notDue());
            json.writeArrayFieldStart("items");
            for (Item item : test.items()) {
                item(item);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void item(Item item) throws IOException {
        Item.Subject subject = item.subject();
        json.writeStartObject();
        json.writeStringField("kind", subject.kind());
        optional("repository", subject.repository());
        optional("branch", subject.branch());
        json.writeStringField("name", subject.name());
        json.writeStringField("detail", subject.detail());
        json.writeStringField("from", item.from().toString());
        json.writeStringField("until", item.until().toString());
        json.writeStringField("standing", item.standing().name());
        json.writeStringField("outcome", item.outcome().name());
        json.writeStringField("reason", item.reason());
        json.writeStringField("coverage", item.coverage().name());
        optional("provenAt", item.provenAt());
        strings("records", item.records());
        json.writeEndObject();
    }

    private void optional(String name, @CheckForNull Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private void strings(String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
