package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;

/**
 * One run on a branch.
 *
 * @param leaf place of its record in the ledger, from 0
 * @param id id of its record
 * @param repository name of the repository
 * @param branch short name of the branch, or null with a detached head
 * @param head full id of the commit that it looked at
 * @param base full id of the commit recorded before, or null the first time
 * @param continuity how the head continues the base
 * @param started when it began, UTC
 * @param outcome {@code PASSED} if it is known which commits are new
 * @param reason why not, or null
 * @param retracted whether its record was taken back: then it proves nothing
 */
public record RunRow(
        long leaf,
        String id,
        String repository,
        @CheckForNull String branch,
        String head,
        @CheckForNull String base,
        Continuity continuity,
        Instant started,
        Outcome outcome,
        @CheckForNull String reason,
        boolean retracted) {}
