package io.jenkins.plugins.controlevidence.engine.source;

/**
 * Is told how far long work has come. Implementations must be safe for use by several threads and return at once; a call is
 * made at most some hundred times a second.
 */
@FunctionalInterface
public interface Progress {
    /** Says nothing to anyone. */
    Progress NONE = (activity, done, total, unit) -> {};

    /**
     * Reports that work has come so far.
     *
     * @param activity what is being done, in a few words for a person ("secrets: reading blobs")
     * @param done how much is done, in {@code unit}
     * @param total how much there is to do, or -1 while that is unknown
     * @param unit what is counted: "files", "blobs", "commits", "bytes"
     */
    void update(String activity, long done, long total, String unit);
}
