package io.jenkins.plugins.controlevidence.engine.control;

/** Whether what a scan found makes an item an exception. */
public enum FindingsRule {
    /** No: that the scan was made is what counts; findings are judged as a population of their own. */
    IGNORED,
    /** A finding that this commit brought in, still open and not waived, is an exception. */
    INTRODUCED,
    /** Any finding of the repository that is still open and not waived is an exception. */
    OPEN
}
