package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Checks the checkpoints that were shown to others: that each is one of this ledger as it is now, and that the answers are whole
 * and of it.
 */
public final class KeptVerification {
    private final List<KeptCheckpoint> kept;
    private final Trust trust;

    /**
     * Prepares to check.
     *
     * @param kept the checkpoints that were shown to others, with the answers
     * @param trust what is trusted
     */
    public KeptVerification(List<KeptCheckpoint> kept, Trust trust) {
        this.kept = List.copyOf(kept);
        this.trust = trust;
    }

    /** Gives the root that the ledger had at a size. */
    @FunctionalInterface
    public interface Roots {
        /**
         * The root at a size.
         *
         * @param size at most the current one
         * @return 32 bytes
         * @throws IOException if it cannot be computed
         */
        byte[] root(long size) throws IOException;
    }

    /** Whether a checkpoint is signed with one of a ledger's keys. */
    @FunctionalInterface
    public interface Signed {
        /**
         * Whether it is.
         *
         * @param checkpoint which
         * @return true only if it is
         * @throws StoreException if a signature is malformed
         */
        boolean by(Checkpoint checkpoint) throws StoreException;
    }

    /**
     * Whether the ledger still begins with what was shown to others each time.
     *
     * @param origin the ledger's name
     * @param size how many entries it has
     * @param signed tells whose signature counts
     * @param roots gives the ledger's roots
     * @return the check
     * @throws IOException if the ledger cannot be read
     */
    public Check checkpoints(String origin, long size, Signed signed, Roots roots) throws IOException {
        Faults faults = new Faults();
        for (KeptCheckpoint one : kept) {
            Checkpoint checkpoint = one.checkpoint();
            String which = "the checkpoint of " + checkpoint.size() + " entries";
            if (!checkpoint.origin().equals(origin)) {
                faults.add(which + " is of another ledger, " + checkpoint.origin());
            } else if (!signed.by(checkpoint) || !Arrays.equals(checkpoint.toBytes(), one.note())) {
                faults.add(which + " is not signed with the ledger's key, or was changed");
            } else if (checkpoint.size() > size) {
                faults.add("the ledger had " + checkpoint.size() + " entries and has " + size + ": it was rolled back");
            } else if (!Arrays.equals(checkpoint.root(), roots.root(checkpoint.size()))) {
                faults.add("the first " + checkpoint.size()
                        + " entries are not those that were shown to others: the ledger was rewritten");
            }
        }
        return faults.check("kept checkpoints", kept.size() + " that were shown to others fit the ledger");
    }

    /**
     * Whether the time stamps are of these checkpoints, and by authorities that are trusted.
     *
     * @return the check
     */
    public Check timeStamps() {
        Faults faults = new Faults();
        TreeMap<Long, Instant> times = new TreeMap<>();
        for (KeptCheckpoint one : kept) {
            long size = one.checkpoint().size();
            for (Receipt receipt : of(one, Receipt.Kind.TSR)) {
                try {
                    TimeStamp stamp = TimeStamp.parse(receipt.bytes());
                    stamp.verify(one.note(), trust.authorities());
                    times.merge(size, stamp.time(), (a, b) -> a.isBefore(b) ? a : b);
                } catch (StoreException e) {
                    faults.add("of " + size + " entries: " + e.getMessage());
                }
            }
        }
        if (times.isEmpty()) {
            return faults.check("time stamps", "there are none");
        }
        String whom = trust.authorities().isEmpty()
                ? "; whose they are was not looked at: give the authority's certificate"
                : ", by the authority that was given";
        Map.Entry<Long, Instant> last = times.lastEntry();
        return faults.check(
                "time stamps",
                times.size() + " checkpoints are stamped" + whom + "; the last, of " + last.getKey() + " entries, at "
                        + last.getValue());
    }

    /**
     * Whether the trusted witnesses have cosigned these checkpoints.
     *
     * @return the check
     */
    public Check witnesses() {
        Faults faults = new Faults();
        Map<String, Long> seen = new HashMap<>();
        boolean any = false;
        for (KeptCheckpoint one : kept) {
            for (Receipt receipt : of(one, Receipt.Kind.WITNESS)) {
                any = true;
                for (String line : new String(receipt.bytes(), StandardCharsets.UTF_8).split("\n")) {
                    cosigned(one.checkpoint(), line, seen, faults);
                }
            }
        }
        if (!any) {
            return faults.check("witnesses", "there are none");
        }
        if (trust.witnesses().isEmpty()) {
            return faults.check("witnesses", "there are cosignatures; give the witnesses' keys to have them looked at");
        }
        trust.witnesses().stream()
                .map(Witness::name)
                .filter(Predicate.not(seen::containsKey))
                .forEach(name -> faults.add(name + " has cosigned none of the checkpoints"));
        return faults.check("witnesses", seen.size() + " have cosigned, the largest ledger each: " + seen);
    }

    private void cosigned(Checkpoint checkpoint, String line, Map<String, Long> seen, Faults faults) {
        for (Witness witness : trust.witnesses()) {
            try {
                Optional<Instant> when = witness.cosigned(checkpoint, line);
                when.ifPresent(time -> seen.merge(witness.name(), checkpoint.size(), Math::max));
            } catch (StoreException e) {
                faults.add("of " + checkpoint.size() + " entries: " + e.getMessage());
            }
        }
    }

    private static List<Receipt> of(KeptCheckpoint one, Receipt.Kind kind) {
        return one.receipts().stream().filter(receipt -> receipt.kind() == kind).toList();
    }
}
