package io.jenkins.plugins.controlevidence.engine.scan;

/** What came of a scan or a gate. Five, and five everywhere. */
public enum Outcome {
    /** Proven good: a scan that found nothing, a gate all of whose conditions are met. */
    PASSED,
    /** Proven bad: a scan that found something, a gate with a condition that is not met. */
    FAILED,
    /** There is no usable data: no report, a stale one, one about another commit, a history that is not there. */
    NOT_PROVEN,
    /** The tool broke: missing, died, timed out, wrote half a report. */
    ERROR,
    /** Left out on purpose, with a reason. */
    SKIPPED
}
