package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.time.Instant;
import java.util.List;

/**
 * The {@code controlEvidence} object that every predicate of ours carries beside the fields of its standard type: what the
 * index and the reports read from any record. A field that a kind does not have is absent, never null.
 */
public final class ControlEvidence {
    /** Name of the object in the predicate. */
    public static final String FIELD = "controlEvidence";

    /** Start of the addresses that name our own types, tools and policies. */
    public static final String NAMESPACE = "https://plugins.jenkins.io/control-evidence/";

    /** A reason longer than this is cut: a record has little room. */
    static final int MAX_TEXT = 2_000;

    private ControlEvidence() {}

    /**
     * What a record speaks of. All are null where it speaks of no change.
     *
     * @param repository name of the repository
     * @param branch short name of the branch
     * @param commit full id of the commit
     * @param base full id of the commit recorded before
     */
    public record Scope(
            @CheckForNull String repository,
            @CheckForNull String branch,
            @CheckForNull String commit,
            @CheckForNull String base) {
        static Scope of(Change change) {
            return new Scope(change.repository().uri(), change.branch(), change.head(), change.base());
        }
    }

    /**
     * The fields that all kinds have.
     *
     * @param kind the record's kind
     * @param scope what it speaks of
     * @param started when the recorded thing began, UTC
     * @param finished when it ended, UTC
     * @param outcome what came of it
     * @param reason why; cut if it is longer than {@value #MAX_TEXT} characters
     * @param artefacts what is kept beside the ledger
     * @param invocation which machine run makes the record
     * @return the object, to which a kind adds its own fields
     */
    public static ObjectNode of(
            String kind,
            Scope scope,
            Instant started,
            Instant finished,
            Outcome outcome,
            @CheckForNull String reason,
            List<ArtefactReference> artefacts,
            Invocation invocation) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.put("kind", kind);
        putIfPresent(json, "repository", scope.repository());
        putIfPresent(json, "branch", scope.branch());
        putIfPresent(json, "commit", scope.commit());
        putIfPresent(json, "base", scope.base());
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

    /**
     * A scanner as the records name it.
     *
     * @param tool which scanner
     * @return the object of the field {@code tool}
     */
    public static ObjectNode tool(ToolIdentity tool) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode().put("id", tool.id());
        putIfPresent(json, "version", tool.version());
        putIfPresent(json, "rulesDigest", tool.rulesDigest());
        VulnerabilityDatabase database = tool.database();
        if (database != null) {
            ObjectNode node = json.putObject("database");
            putIfPresent(node, "uri", database.uri());
            putIfPresent(node, "version", database.version());
            putIfPresent(node, "updated", database.updated());
        }
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
