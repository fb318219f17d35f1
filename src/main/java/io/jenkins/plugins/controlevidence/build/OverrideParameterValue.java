package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ParameterValue;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a person gave as the reason to override the gate, and who they were. Kept in {@code build.xml}. */
@Restricted(NoExternalUse.class)
public final class OverrideParameterValue extends ParameterValue {
    private static final long serialVersionUID = 1L;

    private final String reason;

    @CheckForNull
    private final String userId;

    OverrideParameterValue(String name, String reason, @CheckForNull String userId) {
        super(name);
        this.reason = reason;
        this.userId = userId;
    }

    /**
     * The reason.
     *
     * @return empty if the gate is not to be overridden
     */
    @Override
    public String getValue() {
        return reason;
    }

    /** The reason; empty if the gate is not to be overridden. */
    String reason() {
        return reason;
    }

    /** Who gave the reason; null if nobody who is known. */
    @CheckForNull
    String userId() {
        return userId;
    }
}
