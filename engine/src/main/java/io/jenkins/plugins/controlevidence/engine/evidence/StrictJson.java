package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * JSON that may come from anyone: one value and nothing after it, no key twice (two readers could take different ones), no
 * deeper than 64 levels, no number over 100 digits, no string over 1,000,000 characters, valid UTF-8.
 */
public final class StrictJson {
    /** Reads and writes by these rules; safe for use by several threads. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(100)
                            .maxStringLength(1_000_000)
                            .maxNameLength(10_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @param what what is read, for the message: "the envelope", "store.json"
     * @param bytes the JSON text in UTF-8
     * @return the object
     * @throws EvidenceException if it is not one JSON object by the rules above; the message names the place and quotes nothing
     */
    public static ObjectNode object(String what, byte[] bytes) throws EvidenceException {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw malformed(what, e);
        } catch (IOException e) {
            throw new EvidenceException(what + " is not valid UTF-8", e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new EvidenceException(what + " is no JSON object");
    }

    /**
     * An error of the reader, for a person. The reader's own message is left behind: it quotes from the text.
     *
     * @param what what was read
     * @param e the reader's error
     * @return an error that names the line and column and quotes nothing that was read
     */
    static EvidenceException malformed(String what, JsonProcessingException e) {
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        String fault = e instanceof StreamConstraintsException
                ? " is deeper or longer than can be trusted"
                : " is not valid JSON, or names a field twice";
        return new EvidenceException(what + fault + place);
    }
}
