package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the jobs that make evidence their page, for those who may see it. */
@Extension
@SuppressWarnings("rawtypes")
public final class JobEvidenceFactory extends TransientActionFactory<Job> {
    /** How many builds without any evidence may lie on top of one that has some. */
    private static final int PATIENCE = 5;

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobEvidence.class;
    }

    @Override
    @NonNull
    public Collection<? extends Action> createFor(@NonNull Job target) {
        return target.hasPermission(ControlEvidencePermissions.VIEW) && hasEvidence(target)
                ? List.of(new JobEvidence(target))
                : List.of();
    }

    private static boolean hasEvidence(Job<?, ?> job) {
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < PATIENCE && run != null; i++) {
            if (run.getAction(EvidenceAction.class) != null) {
                return true;
            }
            run = run.getPreviousBuild();
        }
        return false;
    }
}
