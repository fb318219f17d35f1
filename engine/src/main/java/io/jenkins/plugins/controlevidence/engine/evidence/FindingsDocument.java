package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a scan found, against the baseline: the artefact that its record names {@value #NAME}, and the baseline of
 * the next scan. One JSON object, written and read as a stream:
 *
 * <pre>{"version":1, "tool":…, "commit":…, "rulesDigest":…, "scannedTips":[…], "findings":[{"state":"new", …}], "components":[…]}</pre>
 */
public final class FindingsDocument {
    /** Name of the artefact in a record. */
    public static final String NAME = "findings";

    /** Media type of the artefact. */
    public static final String MEDIA_TYPE = "application/vnd.control-evidence.findings+json";

    private static final int VERSION = 1;

    /** Reads one element of a list, after which more may come. */
    private static final ObjectReader ELEMENT =
            StrictJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FindingsDocument() {}

    /** How a finding stands to the baseline. */
    public enum State {
        /** The baseline does not have it. */
        NEW,
        /** The baseline has it too. */
        KNOWN,
        /** The baseline has it and it is gone. */
        FIXED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Is told what a document holds, in its order. */
    public interface Visitor {
        /**
         * A finding.
         *
         * @param state how it stands to the baseline
         * @param finding the finding
         * @throws IOException ends the reading
         */
        void finding(State state, Finding finding) throws IOException;

        /**
         * A component of the inventory.
         *
         * @param component the component
         * @throws IOException ends the reading
         */
        default void component(Component component) throws IOException {}
    }

    /**
     * Writes the document of a scan.
     *
     * @param scan what came of it
     * @param comparison its findings against the baseline
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(Scan scan, Comparison comparison, OutputStream to) throws IOException {
        JsonGenerator json = StrictJson.MAPPER.createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("tool", scan.tool().id());
        json.writeStringField("commit", scan.commit());
        if (scan.tool().rulesDigest() != null) {
            json.writeStringField("rulesDigest", scan.tool().rulesDigest());
        }
        json.writeArrayFieldStart("scannedTips");
        for (String tip : scan.scannedTips()) {
            json.writeString(tip);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        write(State.NEW, comparison.added(), json);
        write(State.KNOWN, comparison.known(), json);
        write(State.FIXED, comparison.fixed(), json);
        json.writeEndArray();
        json.writeArrayFieldStart("components");
        for (Component component : scan.components()) {
            StrictJson.MAPPER.writeTree(json, FindingJson.of(component));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private static void write(State state, List<Finding> findings, JsonGenerator json) throws IOException {
        for (Finding finding : findings) {
            StrictJson.MAPPER.writeTree(json, FindingJson.of(finding).put("state", state.id()));
        }
    }

    /**
     * Reads a document.
     *
     * @param from the document; read to its end, not closed
     * @param visitor is told what it holds
     * @throws EvidenceException if it is no such document, or a newer version's
     * @throws IOException if it cannot be read
     */
    public static void read(InputStream from, Visitor visitor) throws IOException {
        new Reader(visitor).read(from);
    }

    /**
     * Reads what the next scan by the same tool needs.
     *
     * @param from the document of the last conclusive scan; read to its end, not closed
     * @return its findings, those that were fixed left out
     * @throws EvidenceException if it is no such document, or a newer version's
     * @throws IOException if it cannot be read
     */
    public static PriorScan readPrior(InputStream from) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Reader reader = new Reader((state, finding) -> {
            if (state != State.FIXED) {
                findings.add(finding);
            }
        });
        reader.read(from);
        return new PriorScan(reader.commit, reader.rulesDigest, reader.scannedTips, findings);
    }

    /** One reading. */
    private static final class Reader {
        private final Visitor visitor;
        private final List<String> scannedTips = new ArrayList<>();

        @CheckForNull
        private String commit;

        @CheckForNull
        private String rulesDigest;

        private boolean versionSeen;

        Reader(Visitor visitor) {
            this.visitor = visitor;
        }

        void read(InputStream from) throws IOException {
            try (JsonParser json = StrictJson.MAPPER.createParser(from)) {
                json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                expect(json.nextToken() == JsonToken.START_OBJECT);
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    field(field, json);
                }
                expect(versionSeen && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
            } catch (JsonProcessingException e) {
                throw StrictJson.malformed("The findings document", e);
            }
        }

        private void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "version" -> {
                    if (json.getIntValue() != VERSION) {
                        throw new EvidenceException("The findings document has version " + json.getIntValue()
                                + ", of which this version knows nothing; use a newer one.");
                    }
                    versionSeen = true;
                }
                case "commit" -> commit = json.getText();
                case "rulesDigest" -> rulesDigest = json.getText();
                case "scannedTips" -> elements(json, tip -> scannedTips.add(tip.textValue()));
                case "findings" ->
                    elements(json, finding -> {
                        State state = State.valueOf(
                                finding.required("state").textValue().toUpperCase(Locale.ROOT));
                        visitor.finding(state, FindingJson.finding(finding));
                    });
                case "components" -> elements(json, node -> visitor.component(FindingJson.component(node)));
                default -> json.skipChildren();
            }
        }

        private static void elements(JsonParser json, Element element) throws IOException {
            expect(json.currentToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                JsonNode node = ELEMENT.readTree(json);
                expect(node != null);
                try {
                    element.accept(node);
                } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
                    throw new EvidenceException(
                            "The findings document holds something that is not what it should be (line "
                                    + json.currentLocation().getLineNr() + ", column "
                                    + json.currentLocation().getColumnNr() + ")",
                            e);
                }
            }
        }

        private static void expect(boolean condition) throws EvidenceException {
            if (!condition) {
                throw new EvidenceException("This is no whole findings document");
            }
        }

        @FunctionalInterface
        private interface Element {
            void accept(JsonNode node) throws IOException;
        }
    }
}
