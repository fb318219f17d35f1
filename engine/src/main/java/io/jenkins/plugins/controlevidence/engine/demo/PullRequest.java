package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.util.List;

/**
 * A change that was proposed and merged.
 *
 * @param number its number in the repository
 * @param title what it is about
 * @param author who proposed it
 * @param reviewer who read it
 * @param proposed the commits of its branch, oldest first
 * @param merged the commit that it became on the protected branch
 */
record PullRequest(int number, String title, Employee author, Employee reviewer, List<Commit> proposed, Commit merged) {
    /** Copies the list. */
    PullRequest {
        proposed = List.copyOf(proposed);
    }

    /** Its last commit: what is built and reviewed before it is merged. */
    Commit head() {
        return proposed.get(proposed.size() - 1);
    }
}
