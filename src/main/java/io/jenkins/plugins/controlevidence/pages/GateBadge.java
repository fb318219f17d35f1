package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Marks a build in the history whose gate did not pass, overridden or not. */
@Restricted(NoExternalUse.class)
public final class GateBadge implements BuildBadgeAction {
    private final String words;

    private GateBadge(EvidenceAction evidence) {
        words = Outcomes.words(evidence);
    }

    /** What the gate said. */
    public String getTooltip() {
        return Messages.GateBadge_tooltip(words);
    }

    /** Where the reasons are, below the build. */
    public String getLink() {
        return EvidenceTab.URL;
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getUrlName() {
        return null;
    }

    /** Gives builds their badge, for those who may see evidence. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return GateBadge.class;
        }

        @Override
        @NonNull
        public Collection<? extends Action> createFor(@NonNull Run target) {
            EvidenceAction evidence = target.getAction(EvidenceAction.class);
            return evidence != null && evidence.isDenied() && target.hasPermission(ControlEvidencePermissions.VIEW)
                    ? List.of(new GateBadge(evidence))
                    : List.of();
        }
    }
}
