package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement.Subject;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.util.List;

/**
 * Makes the record of a run: which commits came to the branch since the last record, and that a machine looked at them. The
 * population that all other records are measured against. SLSA provenance v1.
 */
public final class RunStatement {
    /** The predicate's type. */
    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private RunStatement() {}

    /**
     * The record of a run. It is {@code PASSED} if the change is known to its last commit, {@code NOT_PROVEN} if the clone was
     * too shallow to say what is new.
     *
     * @param change what was looked at
     * @param started when the run began, UTC
     * @param finished when the change was known, UTC
     * @param commits the {@link CommitsDocument} of the change
     * @param invocation which machine run it was
     * @return the statement
     */
    public static Statement of(
            Change change, Instant started, Instant finished, ArtefactReference commits, Invocation invocation) {
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode();
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", ControlEvidence.NAMESPACE + "run/v1");
        ObjectNode parameters = definition.putObject("externalParameters");
        parameters.put("repository", change.repository().uri());
        ControlEvidence.putIfPresent(parameters, "branch", change.branch());
        ObjectNode source = definition.putArray("resolvedDependencies").addObject();
        source.put("uri", change.repository().uri());
        source.putObject("digest").put("gitCommit", change.head());

        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder").put("id", invocation.builder());
        ObjectNode metadata = details.putObject("metadata");
        if (invocation.job() != null && invocation.build() != null) {
            metadata.put("invocationId", invocation.job() + "#" + invocation.build());
        }
        metadata.put("startedOn", started.toString());
        metadata.put("finishedOn", finished.toString());
        ObjectNode product = details.putArray("byproducts").addObject();
        product.put("name", commits.name());
        product.put("mediaType", commits.mediaType());
        product.putObject("digest").put("sha256", commits.sha256());

        boolean known = !change.shallow() && change.continuity() != Continuity.UNKNOWN;
        ObjectNode extension = ControlEvidence.of(
                "run",
                ControlEvidence.Scope.of(change),
                started,
                finished,
                known ? Outcome.PASSED : Outcome.NOT_PROVEN,
                known ? null : "The clone is shallow: which commits are new cannot be told. Fetch the whole history.",
                List.of(commits),
                invocation);
        extension.put("continuity", change.continuity().name());
        extension.put("commits", change.commits().size());
        extension.put("shallow", change.shallow());
        predicate.set(ControlEvidence.FIELD, extension);
        return new Statement(
                List.of(Subject.ofCommit(change.repository().uri(), change.head())), PREDICATE_TYPE, predicate);
    }
}
