package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.Archive;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.ArchiveAllowance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectLoader;

/**
 * Finds the credentials in whole blobs, with their lines. Small ones are read at once, large ones through a window, so that
 * the memory is bounded. One is made for each scan. Safe for use by several threads.
 */
final class BlobScanner {
    /** Blobs up to this size are read at once. */
    private static final int AT_ONCE = 16 << 20;

    private static final int WINDOW = 4 << 20;

    private final SecretDetector detector;
    private final KeyStoreFiles keyStores = new KeyStoreFiles();

    @CheckForNull
    private final ArchiveAllowance archives; // null if none is looked into

    /**
     * A credential in a blob, or a reason why something in it was not seen.
     *
     * @param match which
     * @param within where in the archive that the blob is, see {@link Place#within()}; empty if it is in the blob itself
     * @param line its line, from 1
     */
    record Hit(SecretMatch match, String within, int line) {
        /** The place in a file that has the blob's content. */
        Place in(String file) {
            return new Place(file, within, line);
        }
    }

    /**
     * Makes a scanner.
     *
     * @param detector finds credentials
     * @param archives whether to look also into blobs that are archives, and into the cells of notebooks
     */
    BlobScanner(SecretDetector detector, boolean archives) {
        this.detector = detector;
        this.archives = archives ? new ArchiveAllowance() : null;
    }

    SecretDetector detector() {
        return detector;
    }

    /**
     * Finds the credentials in a blob.
     *
     * @param loader reads it
     * @return in the order of the text
     * @throws IOException if it is broken
     */
    List<Hit> scan(ObjectLoader loader) throws IOException {
        if (loader.getSize() > AT_ONCE || loader.isLarge()) {
            return scan(loader.getSize(), loader::openStream);
        }
        byte[] bytes = loader.getCachedBytes();
        return scan(bytes, bytes.length);
    }

    /**
     * Finds the credentials in a file.
     *
     * @param file which
     * @return in the order of the text
     * @throws IOException if it cannot be read
     */
    List<Hit> scan(Path file) throws IOException {
        long size = Files.size(file);
        if (size >= AT_ONCE) {
            return scan(size, () -> Files.newInputStream(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        return scan(bytes, bytes.length);
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private List<Hit> scan(long size, Source source) throws IOException {
        List<Hit> hits;
        try (InputStream in = source.open()) {
            hits = scan(in);
        }
        if (archives != null) {
            try (InputStream in = source.open()) {
                byte[] head = in.readNBytes(TextForm.PROBE);
                if (Archive.isOne(head, head.length)) {
                    hits.addAll(entries(size, new SequenceInputStream(new ByteArrayInputStream(head), in)));
                }
            }
        }
        return hits;
    }

    /**
     * Finds the credentials in a text.
     *
     * @param bytes the text; left as it is
     * @param length how many of them count
     * @return in the order of the text
     */
    List<Hit> scan(byte[] bytes, int length) {
        return withEntries(scanText(bytes, length), bytes, length);
    }

    private List<Hit> scanText(byte[] bytes, int length) {
        TextForm form = TextForm.of(bytes, length);
        byte[] text = bytes;
        int size = length;
        if (form.isWide()) {
            text = bytes.clone();
            size = form.narrow(text, length & ~1);
        }
        return lines(withKeyStore(detector.find(text, size, 0, size, form != TextForm.BINARY), text, size), text);
    }

    /**
     * What is in a whole file besides its text: what is in its entries if it is an archive, and if archives are looked into.
     *
     * @param hits what is in its text
     * @param file the bytes of all of it
     * @param length how many of them count
     * @return all hits
     */
    List<Hit> withEntries(List<Hit> hits, byte[] file, int length) {
        if (archives == null || !Archive.isOne(file, length)) {
            return hits;
        }
        List<Hit> all = new ArrayList<>(hits);
        all.addAll(entries(length, new ByteArrayInputStream(file, 0, length)));
        return all;
    }

    private List<Hit> entries(long size, InputStream in) {
        List<Hit> hits = new ArrayList<>();
        List<String> notes = Archive.read(size, in, archives, (within, content) -> scanText(content, content.length)
                .forEach(hit -> hits.add(new Hit(hit.match(), within, hit.line()))));
        notes.forEach(note -> hits.add(new Hit(Unseen.match(Unseen.ARCHIVE, note), "", 0)));
        return hits;
    }

    /**
     * What is in a whole file: what its parts show, and whether all of it is a key store.
     *
     * @param matches in the file's text, in any order; left as it is
     * @param file the bytes of all of it
     * @param length how many of them count
     * @return in the order of the text, without overlap
     */
    List<SecretMatch> withKeyStore(List<SecretMatch> matches, byte[] file, int length) {
        SecretMatch store = keyStores.in(file, length);
        if (store == null) {
            return SecretMatch.withoutOverlap(matches);
        }
        List<SecretMatch> all = new ArrayList<>(matches);
        all.add(store);
        return SecretMatch.withoutOverlap(all);
    }

    /**
     * Finds the lines of matches.
     *
     * @param matches in the order of the text
     * @param text the bytes
     * @return in that order
     */
    static List<Hit> lines(List<SecretMatch> matches, byte[] text) {
        List<Hit> hits = new ArrayList<>(matches.size());
        int line = 1;
        int at = 0;
        for (SecretMatch match : matches) {
            line += lines(text, at, match.start());
            at = match.start();
            hits.add(new Hit(match, "", line));
        }
        return hits;
    }

    private List<Hit> scan(InputStream in) throws IOException {
        byte[] window = new byte[WINDOW];
        List<Hit> hits = new ArrayList<>();
        TextForm form = null;
        int line = 1; // of the window's first byte
        int from = 0;
        int length = 0;
        while (true) {
            int wanted = window.length - length & ~1;
            int read = in.readNBytes(window, length, wanted);
            form = form == null ? TextForm.of(window, read) : form;
            boolean last = read < wanted;
            length += form.isWide() ? narrow(form, window, length, read) : read;
            int to = last ? length : length - SecretRule.REACH;
            for (SecretMatch match :
                    SecretMatch.withoutOverlap(detector.find(window, length, from, to, form != TextForm.BINARY))) {
                hits.add(new Hit(match, "", line + lines(window, 0, match.start())));
            }
            if (last) {
                return hits;
            }
            int kept = Math.max(0, to - SecretRule.BEHIND);
            line += lines(window, 0, kept);
            System.arraycopy(window, kept, window, 0, length - kept);
            length -= kept;
            from = to - kept;
        }
    }

    private static int narrow(TextForm form, byte[] window, int offset, int read) {
        byte[] wide = new byte[read];
        System.arraycopy(window, offset, wide, 0, read);
        int narrowed = form.narrow(wide, read & ~1);
        System.arraycopy(wide, 0, window, offset, narrowed);
        return narrowed;
    }

    private static int lines(byte[] text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
