package io.jenkins.plugins.controlevidence.engine.control;

/** Which commits a record about one commit proves something of. */
public enum Coverage {
    /** The commit that the record names, and no other. */
    COMMIT,
    /** Also the commits that reached the branch in the same push, since the record before. */
    RANGE,
    /** Also every earlier commit of the branch's line, if the record says that it covers all history. */
    HISTORY
}
