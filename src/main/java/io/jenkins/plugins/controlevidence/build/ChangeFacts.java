package io.jenkins.plugins.controlevidence.build;

import java.io.Serializable;

/**
 * What an agent found out about a change.
 *
 * @param continuity name of the {@code Continuity}
 * @param shallow whether the clone lacks history
 * @param commits the {@code CommitsDocument}
 */
record ChangeFacts(String continuity, boolean shallow, AgentDocument commits) implements Serializable {
    private static final long serialVersionUID = 1L;
}
