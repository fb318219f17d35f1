package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Scans all blobs of a pack along its deltas: each entry is inflated once, and of a blob that is a delta only what the delta
 * did not copy is looked at again, with a margin as wide as a match can reach; what was found in the copied parts moves along.
 * That is several times faster than reading blob by blob (docs/decisions/021-secrets-read-the-pack.md).
 */
final class PackForest {
    /** Larger blobs, and what is a delta of them, are left to be read one by one. */
    private static final int LARGEST = 2 << 20;

    private final MappedPack pack;
    private final SecretDetector detector;
    private final BlobScanner scanner;
    private final BiConsumer<ObjectId, List<BlobScanner.Hit>> hits;
    private final int[] firstDelta;
    private final int[] nextDelta;
    private final int[] roots;
    private final BitSet done;

    PackForest(MappedPack pack, SecretDetector detector, BiConsumer<ObjectId, List<BlobScanner.Hit>> hits) {
        this.pack = pack;
        this.detector = detector;
        this.scanner = new BlobScanner(detector);
        this.hits = hits;
        int count = pack.count();
        firstDelta = new int[count];
        nextDelta = new int[count];
        Arrays.fill(firstDelta, -1);
        int[] found = new int[count];
        int blobs = 0;
        for (int entry = count - 1; entry >= 0; entry--) {
            int base = pack.base(entry);
            if (base >= 0) {
                nextDelta[entry] = firstDelta[base];
                firstDelta[base] = entry;
            } else if (pack.type(entry) == Constants.OBJ_BLOB) {
                found[blobs++] = entry;
            }
        }
        roots = Arrays.copyOf(found, blobs);
        done = new BitSet(count);
    }

    /** How many trees of deltas there are. */
    int roots() {
        return roots.length;
    }

    /** Whether the blob has been scanned here. */
    boolean has(ObjectId blob) throws IOException {
        int entry = pack.find(blob);
        return entry >= 0 && done.get(entry);
    }

    private void finish(List<Integer> entries) {
        synchronized (done) {
            entries.forEach(done::set);
        }
    }

    /** A blob on the way down a tree of deltas. */
    private record Node(
            int entry,
            byte[] text,
            TextForm form,
            @CheckForNull List<SecretMatch> matches) {}

    /** Scans trees of deltas; one for each thread. */
    final class Walker implements Parallel.Worker {
        private final Inflater inflater = new Inflater();
        private final Delta delta = new Delta();
        private byte[] buffer = new byte[1 << 16];

        @Override
        public void run(int root) throws IOException {
            int entry = roots[root];
            if (pack.size(entry) < 0 || pack.size(entry) > LARGEST) {
                return;
            }
            List<Integer> scanned = new ArrayList<>();
            ArrayDeque<Node> path = new ArrayDeque<>();
            byte[] text = new byte[pack.size(entry)];
            pack.inflate(entry, inflater, text);
            path.push(scanWhole(entry, text, TextForm.of(text, text.length)));
            scanned.add(entry);
            ArrayDeque<Integer> open = new ArrayDeque<>();
            open.push(firstDelta[entry]);
            while (!path.isEmpty()) {
                int child = open.pop();
                if (child < 0) {
                    path.pop();
                    continue;
                }
                Node base = path.peek();
                if (nextDelta[child] < 0) {
                    path.pop(); // the last of its deltas: it is needed no more
                } else {
                    open.push(nextDelta[child]);
                }
                Node node = scanDelta(base, child);
                if (node != null) {
                    scanned.add(child);
                    path.push(node);
                    open.push(firstDelta[child]);
                }
            }
            finish(scanned);
        }

        @CheckForNull
        private Node scanDelta(Node base, int entry) throws IOException {
            int size = pack.size(entry);
            if (size < 0 || size > LARGEST) {
                return null;
            }
            if (buffer.length < size) {
                buffer = new byte[size * 2];
            }
            pack.inflate(entry, inflater, buffer);
            if (delta.resultSize(buffer) > LARGEST) {
                return null;
            }
            byte[] text = delta.apply(base.text(), buffer, size);
            TextForm form = TextForm.of(text, text.length);
            List<SecretMatch> before = base.matches();
            return before == null || form != base.form()
                    ? scanWhole(entry, text, form)
                    : report(new Node(entry, text, form, scanChanged(base.text().length, before, text, form)));
        }

        private Node scanWhole(int entry, byte[] text, TextForm form) {
            if (form.isWide()) {
                List<BlobScanner.Hit> found = scanner.scan(text, text.length);
                if (!found.isEmpty()) {
                    hits.accept(pack.id(entry), found);
                }
                return new Node(entry, text, form, null);
            }
            return report(new Node(
                    entry, text, form, detector.find(text, text.length, 0, text.length, form == TextForm.TEXT)));
        }

        /** A keyword that begins so far inside a copied part that all it depends on was copied too is as it was. */
        private List<SecretMatch> scanChanged(int baseLength, List<SecretMatch> before, byte[] text, TextForm form) {
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

        private Node report(Node node) {
            List<SecretMatch> matches = node.matches();
            if (matches != null && !matches.isEmpty()) {
                hits.accept(pack.id(node.entry()), BlobScanner.lines(SecretMatch.withoutOverlap(matches), node.text()));
            }
            return node;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
