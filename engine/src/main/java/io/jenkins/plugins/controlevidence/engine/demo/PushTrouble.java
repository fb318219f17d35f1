package io.jenkins.plugins.controlevidence.engine.demo;

/** What is made to go wrong with a push, in the order of the year. */
enum PushTrouble {
    /** A serious fault is merged, waived until autumn, and then forgotten. */
    FAULT_WAIVER_EXPIRED,
    /** The static analysis ends with an error and nobody repeats it. */
    SCANNER_BROKE,
    /** The scan of the configuration ends with an error and nobody repeats it. */
    STANDARD_NOT_MEASURED,
    /** A credential is committed; it is revoked and waived the next day. */
    LEAK_WAIVED,
    /** The build waits in the queue until the next day. */
    QUEUED,
    /** A serious fault is merged although the gate says no, and mended after. */
    FAULT,
    /** Somebody forces a push. */
    REWRITTEN,
    /** Somebody overrides the gate. */
    OVERRIDDEN,
    /** The build server clones too little of the history. */
    SHALLOW_CLONE,
    /** A scan turns out to have been worthless and is taken back. */
    SCAN_RETRACTED,
    /** A request is merged that no build has scanned. */
    REQUEST_NOT_SCANNED,
    /** Somebody pushes past every review. */
    NOT_REVIEWED,
    /** Who wrote a change approves it. */
    SELF_APPROVED,
    /** A bot approves a change. */
    BOT_APPROVED,
    /** A change is merged although the reviewer rejected it. */
    REJECTED,
    /** Something is added to a change after it was approved. */
    APPROVED_TOO_EARLY,
    /** A credential is committed and nobody does anything about it. */
    LEAK
}
