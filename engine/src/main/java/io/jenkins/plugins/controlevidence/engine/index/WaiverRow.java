package io.jenkins.plugins.controlevidence.engine.index;

import java.time.Instant;

/**
 * A waiver that let a finding pass at least one gate.
 *
 * @param repository name of the repository
 * @param fingerprint the finding
 * @param owner who answers for it
 * @param ticket where it was decided
 * @param until last moment it counts, UTC
 * @param used when a gate first let the finding pass by it, UTC
 * @param gate id of that gate's record
 * @param retracted whether that record was taken back: then the waiver settles nothing, and stays a way round the gate
 */
public record WaiverRow(
        String repository,
        String fingerprint,
        String owner,
        String ticket,
        Instant until,
        Instant used,
        String gate,
        boolean retracted) {
    /**
     * Whether it counts at a time.
     *
     * @param time the time
     * @return true if it had been used before then and has not ended
     */
    public boolean countsAt(Instant time) {
        return !retracted && used.isBefore(time) && !until.isBefore(time);
    }
}
