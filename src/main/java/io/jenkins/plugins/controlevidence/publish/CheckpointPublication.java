package io.jenkins.plugins.controlevidence.publish;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.CheckpointDestination;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication.Delivery;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Shows each destination the newest checkpoint once a day. Looks every four hours who has not seen one for a day, so that whoever was
 * not to be reached is asked again soon.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class CheckpointPublication extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(CheckpointPublication.class.getName());

    /** Makes it known to Jenkins. */
    public CheckpointPublication() {
        super("Publication of evidence checkpoints");
    }

    static CheckpointPublication get() {
        return ExtensionList.lookupSingleton(CheckpointPublication.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(4);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(10);
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        PublicationState state = PublicationState.get();
        for (CheckpointDestination destination :
                ControlEvidenceConfiguration.get().getCheckpointDestinations()) {
            if (state.isDue(destination.name(), Instant.now())) {
                publish(destination, listener);
            }
        }
    }

    /** One does not keep the others from it. */
    private static void publish(CheckpointDestination destination, TaskListener listener) throws IOException {
        List<Delivery> deliveries;
        try {
            deliveries = new Publication(ControllerEvidence.get().store(), List.of(destination.destination())).run();
        } catch (IllegalArgumentException e) {
            failed(destination, e.getMessage(), listener);
            return;
        }
        for (Delivery delivery : deliveries) {
            if (delivery.complete()) {
                PublicationState.get().seen(destination.name(), Instant.now());
                listener.getLogger().println(destination.name() + ": has seen the checkpoint");
            } else {
                failed(destination, delivery.problem().orElse(""), listener);
            }
        }
    }

    private static void failed(CheckpointDestination destination, String why, TaskListener listener) {
        String problem = Printable.of(why);
        PublicationState.get().failed(destination.name(), Instant.now(), problem);
        LOGGER.log(Level.WARNING, "A checkpoint of the evidence could not be published to {0}: {1}", new Object[] {
            destination.name(), problem
        });
        listener.error(destination.name() + ": " + problem);
    }
}
