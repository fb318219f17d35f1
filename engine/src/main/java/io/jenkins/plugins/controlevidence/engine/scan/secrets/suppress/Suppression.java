package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Something that says of credentials that they are not to be reported. */
@FunctionalInterface
public interface Suppression {
    /**
     * Whether and why a credential is not to be reported.
     *
     * @param suspect a credential at one place
     * @return what suppresses it and why, one line for the record; null if nothing does
     */
    @CheckForNull
    String reason(Suspect suspect);
}
