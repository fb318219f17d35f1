package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;

/**
 * One record of the ledger, as far as judging needs it. Fields that its kind does not have are null.
 *
 * @param leaf its place in the ledger, from 0
 * @param id the record's id, its leaf hash
 * @param kind {@code scan}, {@code gate}, {@code bypass}, or a later kind
 * @param repository name of the repository
 * @param branch short name of the branch
 * @param commit full id of the commit that it speaks of
 * @param started when the recorded thing began, UTC
 * @param finished when it ended, UTC
 * @param outcome what came of it; {@code FAILED} of a gate that let a finding pass by what was no decision
 * @param reason why, where the outcome is neither passed nor failed
 * @param family of a scan
 * @param tool id of the tool
 * @param allHistory whether a scan covers every commit reachable from every ref
 * @param place where its commit stands on its branch, or null if no run has named that commit
 * @param about what it speaks of besides: the system, the environment, the inventory, the finding; of
 *     a gate, SHA-256 of its policy
 * @param findings how many findings a scan told of; 0 for other kinds
 * @param standard the configuration standard that a scan measured against, with its version and digest as far as they are known
 * @param retractedBy id of the record that takes it back
 */
public record RecordRow(
        long leaf,
        String id,
        String kind,
        @CheckForNull String repository,
        @CheckForNull String branch,
        @CheckForNull String commit,
        Instant started,
        Instant finished,
        Outcome outcome,
        @CheckForNull String reason,
        @CheckForNull Family family,
        @CheckForNull String tool,
        boolean allHistory,
        @CheckForNull BranchPlace place,
        @CheckForNull String about,
        long findings,
        @CheckForNull String standard,
        @CheckForNull String retractedBy) {
    /**
     * Whether it says something that can be relied on.
     *
     * @return true for {@code PASSED} and {@code FAILED}
     */
    public boolean conclusive() {
        return outcome == Outcome.PASSED || outcome == Outcome.FAILED;
    }

    /**
     * Whether a later record takes it back: then it proves nothing.
     *
     * @return true if it was retracted
     */
    public boolean retracted() {
        return retractedBy != null;
    }
}
