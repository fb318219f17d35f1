package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * A person's decision by which gates let a finding pass, as the first of these gates says.
 *
 * @param repository name of the repository
 * @param fingerprint the finding
 * @param record id of the record of the decision, as the gate names it
 * @param decision what was decided, such as {@code false-positive}
 * @param by who decided
 * @param until last day on which an acceptance holds, UTC; null for another decision
 * @param used when the first of the gates let the finding pass, UTC
 * @param gate id of that gate's record
 * @param gates how many gates did
 */
public record LetPassRow(
        String repository,
        String fingerprint,
        String record,
        String decision,
        String by,
        @CheckForNull String until,
        Instant used,
        String gate,
        long gates) {}
