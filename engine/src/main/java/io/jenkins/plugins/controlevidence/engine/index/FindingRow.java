package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.time.Instant;

/**
 * A finding of a branch from the scan that first saw it to the scan that no longer did. A fault that comes back is one row more.
 *
 * @param repository name of the repository
 * @param branch short name of the branch, or null with a detached head
 * @param family what kind of fault
 * @param tool id of the tool that found it
 * @param fingerprint the finding's stable id
 * @param severity on our scale
 * @param rule the tool's id of the rule
 * @param title one line for a person, redacted
 * @param location path and line of the first place, or null where there is none
 * @param introduced full id of the commit that brought it in, or null if unknown
 * @param opened when the scan that first saw it ended, UTC
 * @param openedBy id of that scan's record
 * @param closed when the first scan that no longer saw it ended, UTC, or null if there is none
 * @param closedBy id of that scan's record, or null
 */
public record FindingRow(
        String repository,
        @CheckForNull String branch,
        Family family,
        String tool,
        String fingerprint,
        Severity severity,
        String rule,
        String title,
        @CheckForNull String location,
        @CheckForNull String introduced,
        Instant opened,
        String openedBy,
        @CheckForNull Instant closed,
        @CheckForNull String closedBy) {
    /**
     * Whether it was open at a time.
     *
     * @param time the time
     * @return true if a scan had found it before then and none had shown it gone
     */
    public boolean openAt(Instant time) {
        return opened.isBefore(time) && (closed == null || !closed.isBefore(time));
    }

    /**
     * The same finding, closed by another scan.
     *
     * @param at when that scan ended, UTC, or null if none has closed it
     * @param by id of its record, or null
     * @return the finding
     */
    FindingRow closed(@CheckForNull Instant at, @CheckForNull String by) {
        return new FindingRow(
                repository,
                branch,
                family,
                tool,
                fingerprint,
                severity,
                rule,
                title,
                location,
                introduced,
                opened,
                openedBy,
                at,
                by);
    }
}
