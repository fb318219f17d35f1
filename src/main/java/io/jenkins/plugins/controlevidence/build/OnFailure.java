package io.jenkins.plugins.controlevidence.build;

/** What becomes of a build whose gate did not pass. */
public enum OnFailure {
    /** The build fails; a Pipeline stops there. */
    FAILURE,
    /** The build becomes unstable and goes on. */
    UNSTABLE,
    /** The verdict is recorded and shown, and changes nothing. */
    NOTE
}
