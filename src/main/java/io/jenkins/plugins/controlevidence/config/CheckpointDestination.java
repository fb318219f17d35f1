package io.jenkins.plugins.controlevidence.config;

import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Somebody or somewhere outside Jenkins to whom the ledger's checkpoints are shown, so that its history cannot be changed unseen. */
public abstract class CheckpointDestination extends AbstractDescribableImpl<CheckpointDestination> {
    /**
     * Where it is, for people.
     *
     * @return an address without credentials
     */
    @Restricted(NoExternalUse.class)
    public abstract String name();

    /**
     * The way to it.
     *
     * @return ready to be shown checkpoints
     * @throws IllegalArgumentException if a credential that it needs is not there; says which
     */
    @Restricted(NoExternalUse.class)
    public abstract Destination destination();

    /** Describes a kind of destination to forms. */
    @Restricted(NoExternalUse.class)
    public abstract static class Kind extends Descriptor<CheckpointDestination> {}
}
