package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * Which state of the ledger an index holds.
 *
 * @param origin the ledger's name, the first line of its checkpoints
 * @param size number of records
 * @param rootHash root hash of the Merkle tree of that size, lower-case hexadecimal
 * @param lastRecord when the latest recorded thing ended, UTC, or null if there are no records
 */
public record IndexState(
        String origin,
        long size,
        String rootHash,
        @CheckForNull Instant lastRecord) {}
