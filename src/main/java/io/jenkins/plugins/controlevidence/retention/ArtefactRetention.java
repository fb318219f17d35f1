package io.jenkins.plugins.controlevidence.retention;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.ledger.Pruning;
import io.jenkins.plugins.controlevidence.engine.ledger.Retention;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Removes, each day, artefacts that have been kept long enough; does nothing unless it is set for how long they are kept. */
@Extension
@Restricted(NoExternalUse.class)
public final class ArtefactRetention extends AsyncPeriodicWork {
    /** How many artefacts go in one run at most; the rest is the next day's. */
    private static final int MOST = 10_000;

    private static final Logger LOGGER = Logger.getLogger(ArtefactRetention.class.getName());
    private static final Actor JENKINS = new Actor("Jenkins", null, null, Actor.Type.BOT);

    /** Makes it known to Jenkins. */
    public ArtefactRetention() {
        super("Retention of evidence artefacts");
    }

    static ArtefactRetention get() {
        return ExtensionList.lookupSingleton(ArtefactRetention.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.DAYS.toMillis(1);
    }

    /** When what has to be done at the start has been done. */
    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(30);
    }

    @Override
    protected void execute(TaskListener listener) {
        Optional<Retention> retention = ControlEvidenceConfiguration.get().retention();
        if (retention.isEmpty()) {
            return;
        }
        try {
            prune(retention.get(), listener);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "Artefacts that have been kept long enough could not be removed", e);
            listener.error("Artefacts could not be removed: " + e);
        }
    }

    private static void prune(Retention retention, TaskListener listener) throws IOException {
        Pruning.Result result = new Pruning(ControllerEvidence.get().store(), retention, Instant.now(), Progress.NONE)
                .run(
                        JENKINS,
                        "the setting \"Keep artefacts for " + retention.keepDays() + " days\" of this Jenkins",
                        BuildInvocation.ofController("retention of artefacts"),
                        MOST,
                        ControllerEvidence.get()::append);
        String done = "Artefacts removed: " + result.artefacts() + ", " + result.bytes() + " bytes"
                + (result.more() ? "; more have been kept long enough, they go tomorrow" : "");
        listener.getLogger().println(done);
        if (result.artefacts() > 0) {
            LOGGER.log(Level.INFO, "{0}; kept for {1} days", new Object[] {done, retention.keepDays()});
        }
    }
}
