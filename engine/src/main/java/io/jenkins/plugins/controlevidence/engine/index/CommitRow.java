package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.source.Continuity;
import java.time.Instant;

/**
 * A commit on the first-parent line of a branch, as the list of commits of a run or a census names it: one item of the
 * population of changes.
 *
 * @param repository name of the repository
 * @param branch short name of the branch
 * @param id full id of the commit
 * @param place where it stands on the branch
 * @param arrived when it reached the branch, UTC: the time it was committed, but not before the run that did not yet see it
 *     and not after the run that did, so that a wrong clock or a forged date cannot move it out of a period
 * @param seen when the run or census that first saw it began, UTC
 * @param run id of the record of the run that first saw it, or of the census if none has
 * @param built whether a run has seen it
 * @param pushHead full id of the head of that run: the tip of the push in which the commit came; the commit's own if no run
 *     has seen it
 * @param continuity how that push continued what was recorded before; {@code UNKNOWN} if no run has seen it
 * @param author name and e-mail address of the author, as the commit says
 * @param subject first line of the message
 * @param contribution who took part in it, and what came with it
 */
public record CommitRow(
        String repository,
        String branch,
        String id,
        BranchPlace place,
        Instant arrived,
        Instant seen,
        String run,
        boolean built,
        String pushHead,
        Continuity continuity,
        String author,
        String subject,
        Contribution contribution) {}
