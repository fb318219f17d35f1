package io.jenkins.plugins.controlevidence.engine.scan.secrets.live;

/** What a provider said of a credential. */
public enum LiveAnswer {
    /** It accepts it: whoever has it can use it now. */
    ACCEPTED,
    /** It does not, or no longer, know it. */
    REFUSED,
    /** It could not be reached, or said something else. */
    UNCLEAR
}
