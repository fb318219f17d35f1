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
     * @param hits the keywords in it
     * @param matches what was found in it, possibly overlapping; null if that says nothing of its deltas
     */
    record Blob(
            int length,
            TextForm form,
            Keywords.Hits hits,
            @CheckForNull List<SecretMatch> matches) {}

    /**
     * Makes a scanner of blobs.
     *
     * @param scanner finds credentials
     * @param first the number of the pack's entry 0
     * @param hits is told a blob's number and what is in it, unless that is nothing
     */
    PackedBlobs(BlobScanner scanner, int first, BiConsumer<Integer, List<BlobScanner.Hit>> hits) {
        this.detector = scanner.detector();
        this.scanner = scanner;
        this.first = first;
        this.hits = hits;
    }

    @Override
    public Blob whole(int entry, byte[] text, int length) {
        return scanWhole(entry, text, length, TextForm.of(text, length));
    }

    @Override
    public Blob delta(Blob base, int entry, byte[] text, int length, Delta delta) {
        TextForm form = isBeginningCopied(delta) ? base.form() : TextForm.of(text, length);
        if (base.matches() == null || form != base.form()) {
            return scanWhole(entry, text, length, form);
        }
        Keywords.Hits hits = keywords(base, text, length, delta);
        return blob(entry, text, length, form, hits, matches(base, text, length, form, hits, delta));
    }

    private static boolean isBeginningCopied(Delta delta) {
        return delta.copies() > 0 && delta.from(0) == 0 && delta.to(0) == 0 && delta.length(0) >= TextForm.PROBE;
    }

    private Blob scanWhole(int entry, byte[] text, int length, TextForm form) {
        Keywords.Hits hits = new Keywords.Hits();
        if (form.isWide()) {
            List<BlobScanner.Hit> found = scanner.scan(text, length);
            if (!found.isEmpty()) {
                this.hits.accept(first + entry, found);
            }
            return new Blob(length, form, hits, null);
        }
        detector.keywords().scan(text, length, 0, length, hits);
        List<SecretMatch> matches = new ArrayList<>();
        detector.match(text, length, hits, 0, length, form == TextForm.TEXT, matches);
        return blob(entry, text, length, form, hits, matches);
    }

    /** Those that lie wholly in a copied part are where they were; the others are looked for. */
    private Keywords.Hits keywords(Blob base, byte[] text, int length, Delta delta) {
        Keywords.Hits hits = new Keywords.Hits();
        int from = 0; // begin of what has not been looked at
        for (int copy = 0; copy < delta.copies(); copy++) {
            int target = delta.to(copy);
            int distance = target - delta.from(copy);
            int end = target + delta.length(copy);
            int until = isTheEnd(base, length, delta, copy)
                    ? end
                    : detector.keywords().firstAcross(text, length, end);
            if (target < until) {
                scan(text, length, from, target, hits);
                detector.keywords()
                        .addMoved(hits, base.hits(), delta.from(copy), until - distance, end - distance, distance);
                from = until;
            }
        }
        scan(text, length, from, length, hits);
        return hits;
    }

    private void scan(byte[] text, int length, int from, int to, Keywords.Hits hits) {
        if (from < to) {
            detector.keywords().scan(text, length, from, to, hits);
        }
    }

    /** What was found at a keyword that begins so far inside a copied part that all it depends on was copied is as it was. */
    private List<SecretMatch> matches(
            Blob base, byte[] text, int length, TextForm form, Keywords.Hits hits, Delta delta) {
        List<SecretMatch> matches = new ArrayList<>();
        boolean readable = form == TextForm.TEXT;
        int from = 0; // begin of what has not been looked at
        for (int copy = 0; copy < delta.copies(); copy++) {
            int target = delta.to(copy);
            int distance = target - delta.from(copy);
            int same = target + (delta.from(copy) == 0 && target == 0 ? 0 : SecretRule.BEHIND);
            int until = target + delta.length(copy) - (isTheEnd(base, length, delta, copy) ? 0 : SecretRule.REACH);
            if (same < until) {
                detector.match(text, length, hits, from, same, readable, matches);
                from = until;
                for (SecretMatch match : base.matches()) {
                    int anchor = match.anchor() + distance;
                    if (anchor >= same && anchor < until) {
                        matches.add(match.movedBy(distance));
                    }
                }
            }
        }
        detector.match(text, length, hits, from, length, readable, matches);
        return matches;
    }

    /** Whether a copied part is the end of both texts. */
    private static boolean isTheEnd(Blob base, int length, Delta delta, int copy) {
        int copied = delta.length(copy);
        return delta.from(copy) + copied == base.length() && delta.to(copy) + copied == length;
    }

    private Blob blob(
            int entry, byte[] text, int length, TextForm form, Keywords.Hits keywords, List<SecretMatch> matches) {
        List<SecretMatch> all = scanner.withKeyStore(matches, text, length);
        List<BlobScanner.Hit> found =
                scanner.withEntries(all.isEmpty() ? List.of() : BlobScanner.lines(all, text), text, length);
        if (!found.isEmpty()) {
            hits.accept(first + entry, found);
        }
        return new Blob(length, form, keywords, matches);
    }
}
