package io.jenkins.plugins.controlevidence.engine.source;

/** How a change continues what was last recorded for its repository and branch. */
public enum Continuity {
    /** Nothing was recorded before: the whole first-parent history is the change. */
    FIRST,
    /** The last recorded commit is an ancestor of the head: the commits since are the change. */
    CONTINUED,
    /** The head is the last recorded commit: no commit is new. */
    UNCHANGED,
    /** The last recorded commit is no ancestor of the head: history was rewritten, as by a force push. */
    REWRITTEN,
    /** A shallow clone does not reach back to the last recorded commit: it cannot be said what is new. */
    UNKNOWN
}
