package io.jenkins.plugins.controlevidence.build;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * What an agent found out about a change.
 *
 * @param continuity name of the {@code Continuity}
 * @param shallow whether the clone lacks history
 * @param commits the {@code CommitsDocument}
 * @param authors who wrote the new commits, or the head commit if it is not known which are new
 * @param committers who committed them
 */
record ChangeFacts(
        String continuity,
        boolean shallow,
        AgentDocument commits,
        ArrayList<NamedPerson> authors,
        ArrayList<NamedPerson> committers)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
