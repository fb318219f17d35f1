package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.controlevidence.build.EvidenceAction;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the builds that have evidence their tab, for those who may see it. */
@Extension
@SuppressWarnings("rawtypes")
public final class EvidenceTabFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return EvidenceTab.class;
    }

    @Override
    @NonNull
    public Collection<? extends Action> createFor(@NonNull Run target) {
        EvidenceAction evidence = target.getAction(EvidenceAction.class);
        return evidence == null || !target.hasPermission(ControlEvidencePermissions.VIEW)
                ? List.of()
                : List.of(new EvidenceTab(target, evidence));
    }
}
