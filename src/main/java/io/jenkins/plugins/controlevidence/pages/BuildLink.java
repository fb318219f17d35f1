package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Finds the build that made a record, if it is still there and the reader may see it. */
final class BuildLink {
    private BuildLink() {}

    /**
     * The build.
     *
     * @return null if there is none any more, or another one has its place
     */
    @CheckForNull
    static Run<?, ?> of(EvidenceRecord record) {
        String job = record.invocation().job();
        String build = record.invocation().build();
        if (job == null || build == null || !build.matches("[1-9][0-9]{0,8}")) {
            return null;
        }
        Run<?, ?> run = find(job, Integer.parseInt(build));
        // A job that was deleted and made again counts its builds anew: those began after the record was made.
        return run == null || run.getTimeInMillis() > record.finished().toEpochMilli() ? null : run;
    }

    @CheckForNull
    private static Run<?, ?> find(String name, int number) {
        try {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name, Job.class);
            return job == null ? null : job.getBuildByNumber(number);
        } catch (AccessDeniedException e) {
            // The reader may know that there is a job, and not what is in it: there is nothing to link to.
            return null;
        }
    }
}
