package io.jenkins.plugins.controlevidence.engine.ledger;

import java.util.List;

/**
 * A checkpoint that was shown to others, with what they answered.
 *
 * @param note the checkpoint's bytes as they were shown: what a time stamp is of
 * @param checkpoint the same, read
 * @param receipts the answers, possibly none
 */
public record KeptCheckpoint(byte[] note, Checkpoint checkpoint, List<Receipt> receipts) {
    /** Copies what can change. */
    public KeptCheckpoint {
        note = note.clone();
        receipts = List.copyOf(receipts);
    }

    /** The checkpoint's bytes, a copy. */
    @Override
    public byte[] note() {
        return note.clone();
    }

    /**
     * Whether somebody has answered already.
     *
     * @param sender see {@link Receipt#sender()}
     * @return true if one of the receipts is theirs
     */
    public boolean isAnsweredBy(String sender) {
        return receipts.stream().anyMatch(receipt -> receipt.sender().equals(sender));
    }
}
