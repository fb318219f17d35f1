package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import java.util.List;
import java.util.Map;

/**
 * Takes credentials out of activities: people paste them into reasons, comments and links. Every text of every kind is looked
 * at, so that a new kind cannot forget to.
 */
final class ActivityRedaction {
    /** Made when the first activity is recorded: the rules take a moment to read. */
    private static final class BuiltIn {
        static final SecretDetector DETECTOR = new SecretDetector(SecretRules.load());
        static final Redactor REDACTOR = new Redactor(DETECTOR);
    }

    private ActivityRedaction() {}

    /**
     * The activity without credentials.
     *
     * @throws EvidenceException if what is left is no activity of its kind
     */
    static Activity clean(Activity activity) throws EvidenceException {
        ObjectNode document = activity.toJson();
        JsonNode clean = clean(document);
        return clean.equals(document)
                ? activity
                : ActivityJson.read(activity.getClass(), (ObjectNode) clean, "The " + activity.kind());
    }

    /** The first line of a text that holds a credential, from 1; 0 if there is none. */
    static int lineOfSecret(String text) {
        List<SecretFinder.Span> found = BuiltIn.DETECTOR.find(text);
        return found.isEmpty()
                ? 0
                : 1
                        + (int) text.chars()
                                .limit(found.get(0).start())
                                .filter(c -> c == '\n')
                                .count();
    }

    private static JsonNode clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode clean = object.objectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                clean.set(entry.getKey(), clean(entry.getValue()));
            }
            return clean;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode clean = array.arrayNode(array.size());
            array.forEach(item -> clean.add(clean(item)));
            return clean;
        }
        if (node instanceof TextNode text) {
            return TextNode.valueOf(BuiltIn.REDACTOR.redact(text.textValue()));
        }
        return node;
    }
}
