package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import java.util.Locale;

/** How a copy of a checkpoint is called where the copies of several ledgers may lie together. */
final class CopyName {
    private CopyName() {}

    /** Such as {@code control-evidence-1f2e3d4c-00000000000000000123.checkpoint}: they sort by size. */
    static String of(Checkpoint checkpoint) {
        return checkpoint.origin().replaceAll("[^A-Za-z0-9.-]", "-")
                + String.format(Locale.ROOT, "-%020d.checkpoint", checkpoint.size());
    }
}
