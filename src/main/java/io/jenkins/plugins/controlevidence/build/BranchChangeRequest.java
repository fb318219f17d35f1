package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import jenkins.branch.Branch;
import jenkins.branch.BranchProjectFactory;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.metadata.ContributorMetadataAction;
import jenkins.scm.api.metadata.ObjectMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The pull request that a job of a multibranch project builds, as its branch source tells. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class BranchChangeRequest implements ChangeRequest.Source {
    @Override
    @CheckForNull
    public ChangeRequest find(Job<?, ?> job) {
        return job.getParent() instanceof MultiBranchProject<?, ?> project
                ? find(project.getProjectFactory(), job)
                : null;
    }

    @CheckForNull
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static ChangeRequest find(BranchProjectFactory factory, Job<?, ?> job) {
        if (!factory.isProject(job)) {
            return null;
        }
        Branch branch = factory.getBranch(job);
        if (!(branch.getHead() instanceof ChangeRequestSCMHead request)) {
            return null;
        }
        ObjectMetadataAction object = branch.getAction(ObjectMetadataAction.class);
        return new ChangeRequest(
                request.getId(),
                object == null ? null : object.getObjectUrl(),
                object == null ? null : object.getObjectDisplayName(),
                author(branch.getAction(ContributorMetadataAction.class)));
    }

    @CheckForNull
    private static Actor author(@CheckForNull ContributorMetadataAction contributor) {
        if (contributor == null) {
            return null;
        }
        String account = contributor.getContributor();
        if (account == null) {
            return null;
        }
        String name = contributor.getContributorDisplayName();
        return new Actor(
                name == null || name.isBlank() ? account : name,
                contributor.getContributorEmail(),
                account,
                Actor.Type.PERSON);
    }
}
