package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Activities as JSON trees and back: fields under the names of the components, times RFC 3339, what is null or empty absent. */
final class ActivityJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private ActivityJson() {}

    static ObjectNode write(Activity activity) {
        return MAPPER.valueToTree(activity);
    }

    /**
     * Binds a document to its kind's record.
     *
     * @param source where it is from, for the message
     * @throws EvidenceException if it does not fit; the message points at the field and quotes nothing
     */
    static <T extends Activity> T read(Class<T> type, ObjectNode document, String source) throws EvidenceException {
        try {
            return MAPPER.treeToValue(document, type);
        } catch (JsonMappingException e) {
            throw new EvidenceException(source + ": " + pointer(e.getPath()) + " " + fault(e) + ".", e);
        } catch (JsonProcessingException e) {
            throw new EvidenceException(source + " is no such record.", e);
        }
    }

    /** What a record's constructor said; what Jackson says is left behind, for it quotes the document. */
    private static String fault(JsonMappingException e) {
        if (e.getCause() instanceof NullPointerException missing && missing.getMessage() != null) {
            return "lacks " + missing.getMessage();
        }
        return e.getCause() instanceof IllegalArgumentException refused
                ? "cannot be: " + refused.getMessage()
                : "is not what a record of this kind has there";
    }

    /** The place by RFC 6901. */
    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/').append(step.getFieldName() != null ? step.getFieldName() : step.getIndex());
        }
        return pointer.isEmpty() ? "the document" : pointer.toString();
    }

    /**
     * The beginning of a list that may be too long for a record.
     *
     * @param bytes how long it may be as JSON
     * @return as many of the first items as fit
     */
    static <T> List<T> head(List<T> items, int bytes) {
        int room = bytes;
        for (int i = 0; i < items.size(); i++) {
            try {
                room -= MAPPER.writeValueAsBytes(items.get(i)).length + 1;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an item of a record can always be written", e);
            }
            if (room < 0) {
                return List.copyOf(items.subList(0, i));
            }
        }
        return List.copyOf(items);
    }

    /** The document itself as a subject. */
    static Subject subject(Activity activity) {
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(activity.toJson());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Subject(activity.kind(), Map.of("sha256", HexFormat.of().formatHex(digest)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
