package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.controlevidence.build.LastEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the jobs that make evidence their page, for those who may see it. */
@Extension
@SuppressWarnings("rawtypes")
public final class JobEvidenceFactory extends TransientActionFactory<Job> {
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
        return target.hasPermission(ControlEvidencePermissions.VIEW) && LastEvidence.of(target) != null
                ? List.of(new JobEvidence(target))
                : List.of();
    }
}
