package io.jenkins.plugins.controlevidence.monitor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.controlevidence.build.EvidencedChange;
import io.jenkins.plugins.controlevidence.build.GateSummary;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.Date;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A commit on a protected branch that a gate did not let pass. Kept until somebody has seen it. */
@Restricted(NoExternalUse.class)
public final class BlockedChange {
    private final String job;
    private final int build;
    private final String branch;
    private final String commit;
    private final String policy;
    private final Outcome outcome;
    private final long decided;

    BlockedChange(Run<?, ?> run, EvidencedChange change, GateSummary gate) {
        job = run.getParent().getFullName();
        build = run.getNumber();
        branch = change.getBranch();
        commit = change.getCommit();
        policy = gate.getPolicyId();
        outcome = gate.getOutcome();
        decided = gate.getDecided();
    }

    /** Which job. */
    public String getJob() {
        return job;
    }

    /** Number of the build. */
    public int getBuild() {
        return build;
    }

    /** Short name of the branch. */
    public String getBranch() {
        return branch;
    }

    /** The commit, in the first ten digits of its id. */
    public String getShortCommit() {
        return commit.substring(0, Math.min(10, commit.length()));
    }

    /** Id of the policy. */
    public String getPolicy() {
        return policy;
    }

    /** What the gate said. */
    public Outcome getOutcome() {
        return outcome;
    }

    /** When the gate decided. */
    public Date getDecided() {
        return new Date(decided);
    }

    /**
     * Where the build is.
     *
     * @return path below the root of Jenkins, or null if it is gone or renamed
     */
    @CheckForNull
    public String getUrl() {
        Job<?, ?> found = find();
        Run<?, ?> run = found == null ? null : found.getBuildByNumber(build);
        return run == null ? null : run.getUrl();
    }

    /** Whether the reader may know of it. */
    boolean isVisible() {
        Job<?, ?> found = find();
        return found == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : found.hasPermission(Item.READ) && found.hasPermission(ControlEvidencePermissions.VIEW);
    }

    boolean isSameAs(BlockedChange other) {
        return job.equals(other.job) && commit.equals(other.commit) && branch.equals(other.branch);
    }

    /** The job, also if the reader may not see it: {@link #isVisible} is what decides. */
    @CheckForNull
    private Job<?, ?> find() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job, Job.class);
        }
    }
}
