package io.jenkins.plugins.controlevidence.engine.index;

/**
 * Where a commit stands on a branch. A branch is one line until its history is rewritten, or until it is not known how it
 * goes on; then a new line begins. On one line, a commit is reachable from every commit with a higher position.
 *
 * @param line number of the line, from 0
 * @param position place on the branch, growing from old to new across its lines
 */
public record BranchPlace(int line, long position) {
    /**
     * Whether a scan of all history at this place saw a commit at another.
     *
     * @param other the commit's place on the same branch
     * @return true if it is known to be reachable from here
     */
    public boolean reaches(BranchPlace other) {
        return line == other.line && position >= other.position;
    }
}
