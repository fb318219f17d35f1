package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.time.Instant;
import java.util.List;

/**
 * The {@code controlEvidence} object that every predicate of ours carries beside the fields of its standard type: what the
 * index and the reports read from any record. A field that a kind does not have is absent, never null.
 */
final class ControlEvidence {
    /** Name of the object in the predicate. */
    static final String FIELD = "controlEvidence";

    /** Start of the addresses that name our own types, tools and policies. */
    static final String NAMESPACE = "https://plugins.jenkins.io/control-evidence/";

    /** A reason longer than this is cut: a record has little room. */
    static final int MAX_TEXT = 2_000;

    private ControlEvidence() {}

    /** The fields that all kinds have. */
    static ObjectNode of(
            String kind,
            Change change,
            Instant started,
            Instant finished,
            Outcome outcome,
            @CheckForNull String reason,
            List<ArtefactReference> artefacts,
            Invocation invocation) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("kind", kind);
        json.put("repository", change.repository().uri());
        putIfPresent(json, "branch", change.branch());
        json.put("commit", change.head());
        putIfPresent(json, "base", change.base());
        json.put("started", started.toString());
        json.put("finished", finished.toString());
        json.put("outcome", outcome.name());
        putIfPresent(json, "reason", reason == null ? null : cut(reason, MAX_TEXT));
        if (!artefacts.isEmpty()) {
            ArrayNode list = json.putArray("artefacts");
            for (ArtefactReference artefact : artefacts) {
                list.addObject()
                        .put("name", artefact.name())
                        .put("mediaType", artefact.mediaType())
                        .put("sha256", artefact.sha256())
                        .put("size", artefact.size());
            }
        }
        ObjectNode run = json.putObject("invocation");
        run.put("builder", invocation.builder());
        putIfPresent(run, "job", invocation.job());
        putIfPresent(run, "build", invocation.build());
        run.put("agent", invocation.agent());
        run.put("cause", cut(invocation.cause(), MAX_TEXT));
        return json;
    }

    /** Puts a field unless there is nothing to put. */
    static void putIfPresent(ObjectNode json, String field, @CheckForNull Object value) {
        if (value != null) {
            json.put(field, value.toString());
        }
    }

    /** At most so many characters, the last an ellipsis if some were cut off; never half a surrogate pair. */
    static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = characters - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
