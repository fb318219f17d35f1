package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Delta;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.DeltaForest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Scans the blobs of a pack along their deltas: of a blob that is a delta only what the delta did not copy is looked at again,
 * with a margin as wide as a match can reach; what was found in the copied parts moves along. That is several times faster than
 * reading blob by blob (docs/decisions/021-secrets-read-the-pack.md). Used by one thread.
 */
final class PackedBlobs implements DeltaForest.Visitor<PackedBlobs.Blob> {
    private final SecretDetector detector;
    private final BlobScanner scanner;
    private final int first;
    private final BiConsumer<Integer, List<BlobScanner.Hit>> hits;

    /**
     * A blob on the way down a tree of deltas.
     *
     * @param length of its text
     * @param form how its text is to be read
     * @param matches what was found in it, possibly overlapping; null if that says nothing of its deltas
     */
    record Blob(int length, TextForm form, @CheckForNull List<SecretMatch> matches) {}

    /**
     * Makes a scanner of blobs.
     *
     * @param detector finds credentials
     * @param first the number of the pack's entry 0
     * @param hits is told a blob's number and what is in it, unless that is nothing
     */
    PackedBlobs(SecretDetector detector, int first, BiConsumer<Integer, List<BlobScanner.Hit>> hits) {
        this.detector = detector;
        this.scanner = new BlobScanner(detector);
        this.first = first;
        this.hits = hits;
    }

    @Override
    public Blob whole(int entry, byte[] text) {
        return scanWhole(entry, text, TextForm.of(text, text.length));
    }

    @Override
    public Blob delta(Blob base, int entry, byte[] text, Delta delta) {
        TextForm form = TextForm.of(text, text.length);
        List<SecretMatch> before = base.matches();
        return before == null || form != base.form()
                ? scanWhole(entry, text, form)
                : blob(entry, text, form, scanChanged(base.length(), before, text, form, delta));
    }

    private Blob scanWhole(int entry, byte[] text, TextForm form) {
        if (form.isWide()) {
            List<BlobScanner.Hit> found = scanner.scan(text, text.length);
            if (!found.isEmpty()) {
                hits.accept(first + entry, found);
            }
            return new Blob(text.length, form, null);
        }
        return blob(entry, text, form, detector.find(text, text.length, 0, text.length, form == TextForm.TEXT));
    }

    /** A keyword that begins so far inside a copied part that all it depends on was copied too is as it was. */
    private List<SecretMatch> scanChanged(
            int baseLength, List<SecretMatch> before, byte[] text, TextForm form, Delta delta) {
        List<SecretMatch> matches = new ArrayList<>();
        int from = 0; // begin of what must be looked at
        for (int copy = 0; copy < delta.copies(); copy++) {
            int source = delta.from(copy);
            int target = delta.to(copy);
            int length = delta.length(copy);
            int same = target + (source == 0 && target == 0 ? 0 : SecretRule.BEHIND);
            boolean toTheEnd = source + length == baseLength && target + length == text.length;
            int until = target + length - (toTheEnd ? 0 : SecretRule.REACH);
            if (same < until) {
                look(text, form, from, same, matches);
                from = until;
                int distance = target - source;
                for (SecretMatch match : before) {
                    int anchor = match.anchor() + distance;
                    if (anchor >= same && anchor < until) {
                        matches.add(match.movedBy(distance));
                    }
                }
            }
        }
        look(text, form, from, text.length, matches);
        return matches;
    }

    private void look(byte[] text, TextForm form, int from, int to, List<SecretMatch> matches) {
        if (from < to) {
            matches.addAll(detector.find(text, text.length, from, to, form == TextForm.TEXT));
        }
    }

    private Blob blob(int entry, byte[] text, TextForm form, List<SecretMatch> matches) {
        if (!matches.isEmpty()) {
            hits.accept(first + entry, BlobScanner.lines(SecretMatch.withoutOverlap(matches), text));
        }
        return new Blob(text.length, form, matches);
    }
}
