package io.jenkins.plugins.controlevidence.build;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Bypass;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Records every build that runs with a Pipeline which somebody may have changed by hand: gates can be left out of it. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class ReplayedPipelines extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(ReplayedPipelines.class.getName());

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        ReplayCause cause = run.getCause(ReplayCause.class);
        if (cause == null) {
            return;
        }
        Bypass bypass = new Bypass(
                null,
                null,
                null,
                Bypass.Form.PIPELINE_REPLAYED,
                Instant.now(),
                null,
                null,
                null,
                run.getParent().getFullName(),
                String.valueOf(run.getNumber()),
                BuildActors.starter(run),
                null);
        try {
            new BuildActivities(run, listener)
                    .record(null, "replay of #" + cause.getOriginalNumber(), List.of(bypass), List.of());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The replay " + run + " could not be recorded");
            listener.getLogger().println(BuildLog.line("the replay could not be recorded: " + e.getMessage()));
        }
    }
}
