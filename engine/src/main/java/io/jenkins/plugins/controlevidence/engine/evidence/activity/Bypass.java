package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;
import java.util.Objects;

/**
 * A way round the controls was taken. Always a failure: that it is recorded makes it seen, not good.
 *
 * @param repository name of the repository, or null if it is about none
 * @param branch short name of the branch, or null
 * @param commit full id of the commit, or null
 * @param form which way it was
 * @param noticed when it was noticed, or done if that is known, UTC
 * @param lastRecordedCommit of rewritten history: full id of the commit that was recorded before
 * @param gate of an overridden gate: its record
 * @param environment of a deployment: where to
 * @param pipeline of a replayed pipeline, or a disabled gate: full name of the job
 * @param build of a replayed pipeline: number of the build
 * @param by who did it, or null if that is not known
 * @param why the reason that they gave, or null
 */
public record Bypass(
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String commit,
        @JsonProperty("bypass") Form form,
        Instant noticed,
        @CheckForNull String lastRecordedCommit,
        @CheckForNull GateResult gate,
        @CheckForNull String environment,
        @CheckForNull String pipeline,
        @CheckForNull String build,
        @CheckForNull Actor by,
        @CheckForNull String why)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "bypass";

    /** Which way round the controls. */
    public enum Form {
        /** The commit recorded last is no ancestor of the head, as after a force push. */
        @JsonProperty("history-rewritten")
        HISTORY_REWRITTEN,
        /** A person let a change through a gate that did not pass. */
        @JsonProperty("gate-overridden")
        GATE_OVERRIDDEN,
        /** A commit was deployed that no gate had passed. */
        @JsonProperty("deployment-without-gate")
        DEPLOYMENT_WITHOUT_GATE,
        /** A build ran with a pipeline that somebody had changed by hand. */
        @JsonProperty("pipeline-replayed")
        PIPELINE_REPLAYED,
        /** A gate was switched off. */
        @JsonProperty("gate-disabled")
        GATE_DISABLED
    }

    /** Refuses null where it is not allowed, and an override without a person or a reason. */
    public Bypass {
        Objects.requireNonNull(form, "bypass");
        Objects.requireNonNull(noticed, "noticed");
        if (form == Form.GATE_OVERRIDDEN && (by == null || why == null || why.isBlank())) {
            throw new IllegalArgumentException("an override needs a person and a reason");
        }
    }

    /**
     * That history was rewritten.
     *
     * @param change a change whose history was rewritten
     * @param noticed when it was noticed, UTC
     * @return the bypass
     * @throws IllegalArgumentException if the change continues what was recorded
     */
    public static Bypass ofRewrittenHistory(Change change, Instant noticed) {
        if (change.continuity() != Continuity.REWRITTEN || change.base() == null) {
            throw new IllegalArgumentException("history was not rewritten: " + change.continuity());
        }
        return new Bypass(
                change.repository().uri(),
                change.branch(),
                change.head(),
                Form.HISTORY_REWRITTEN,
                noticed,
                change.base(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * That a person let a change through a gate that did not pass.
     *
     * @param change the change whose head was judged
     * @param gate the record of the verdict
     * @param by who did it
     * @param why what they gave as the reason
     * @param when when it took effect, UTC
     * @return the bypass
     * @throws IllegalArgumentException without a reason
     */
    public static Bypass ofOverriddenGate(Change change, GateResult gate, Actor by, String why, Instant when) {
        return new Bypass(
                change.repository().uri(),
                change.branch(),
                change.head(),
                Form.GATE_OVERRIDDEN,
                when,
                null,
                gate,
                null,
                null,
                null,
                by,
                why);
    }

    /** That a commit was deployed without a gate that passed. */
    static Bypass of(Deployment deployment) {
        Deployment.Waived exception = deployment.exception();
        return new Bypass(
                deployment.repository(),
                deployment.branch(),
                deployment.commit(),
                Form.DEPLOYMENT_WITHOUT_GATE,
                deployment.at(),
                null,
                null,
                deployment.environment(),
                null,
                null,
                exception == null ? deployment.deployer() : exception.by(),
                exception == null ? null : exception.reason());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return noticed;
    }

    @Override
    public Judgement judgement() {
        String what =
                switch (form) {
                    case HISTORY_REWRITTEN ->
                        "The commit recorded last is no ancestor of the head: history was rewritten";
                    case GATE_OVERRIDDEN -> "The gate was overridden";
                    case DEPLOYMENT_WITHOUT_GATE ->
                        "Deployed to " + environment + " although no gate had passed this commit";
                    case PIPELINE_REPLAYED ->
                        "Build " + build + " of " + pipeline + " ran with a pipeline that was changed by hand";
                    case GATE_DISABLED -> "The gate was switched off" + (pipeline == null ? "" : " for " + pipeline);
                };
        return new Judgement(Outcome.FAILED, what + (by == null ? "" : " by " + by) + (why == null ? "." : ": " + why));
    }
}
