package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides under which branch name a build's commit is recorded. */
final class BranchName {
    private BranchName() {}

    /**
     * The branch's short name.
     *
     * @param given what the settings say, or null
     * @param environment of the build: multibranch jobs set {@code BRANCH_NAME}, the git plugin {@code GIT_BRANCH}
     * @param checkedOut what the checkout says, or null with a detached head
     * @return empty if nobody says
     */
    static Optional<String> of(@CheckForNull String given, EnvVars environment, @CheckForNull String checkedOut) {
        return Stream.of(given, environment.get("BRANCH_NAME"), environment.get("GIT_BRANCH"), checkedOut)
                .filter(name -> name != null && !name.isBlank())
                .map(BranchName::shortName)
                .findFirst();
    }

    /** The git plugin names branches as its clone does: {@code origin/main}, sometimes {@code refs/remotes/origin/main}. */
    private static String shortName(String name) {
        return name.strip()
                .replaceFirst("^refs/heads/", "")
                .replaceFirst("^refs/remotes/", "")
                .replaceFirst("^origin/", "");
    }
}
