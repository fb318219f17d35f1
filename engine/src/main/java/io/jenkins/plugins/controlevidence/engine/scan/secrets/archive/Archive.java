package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files in a zip, jar, tar, gzip or notebook, and in those that are nested in it. Nothing is written to disk, so that an entry's name
 * leads nowhere, whatever it is. Bounds: {@link ArchiveBudget}.
 */
public final class Archive {
    /** What stands between an archive's path and that of an entry, as in Java's jar addresses. */
    public static final String SEPARATOR = "!/";

    /** A tar file is told by so many bytes. */
    private static final int PROBE = 512;

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_NAME = 200;

    private final ArchiveBudget budget;
    private final Visitor visitor;
    private final Set<String> notes = new LinkedHashSet<>(); // a hostile archive could have the same one for each entry

    private enum Kind {
        ZIP,
        GZIP,
        TAR,
        NOTEBOOK,
        OTHER
    }

    /** Is given the files. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A file in an archive.
         *
         * @param path for each archive around it {@link Archive#SEPARATOR} and the path in it, such as {@code !/lib/a.jar!/x.env}; what a
         *     gzip holds has no path of its own, so that this is empty if it is in nothing else
         * @param content its bytes
         */
        void file(String path, byte[] content);
    }

    private Archive(ArchiveBudget budget, Visitor visitor) {
        this.budget = budget;
        this.visitor = visitor;
    }

    /**
     * Whether a file should be one that can be looked into, by its name.
     *
     * @param path its path
     * @return true for names such as {@code x.zip}, {@code x.tar.gz} and {@code x.ipynb}
     */
    public static boolean isNamedLikeOne(String path) {
        return path.toLowerCase(Locale.ROOT)
                .matches("(?s).*\\.(?:zip|jar|war|ear|hpi|jpi|aar|apk|nupkg|whl|docx|xlsx|pptx|tar|tgz|gz|ipynb)");
    }

    /**
     * Whether a file is one that can be looked into, by its first bytes: whatever it is named.
     *
     * @param file its bytes, at least the first 512 if it has so many
     * @param length how many of them count
     * @return false if it is of no kind that is read
     */
    public static boolean isOne(byte[] file, int length) {
        return kind(Arrays.copyOf(file, Math.min(length, PROBE))) != Kind.OTHER;
    }

    private static Kind kind(byte[] head) {
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            return Kind.ZIP;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return Kind.GZIP;
        }
        if (Notebook.isOne(head)) {
            return Kind.NOTEBOOK;
        }
        return TarReader.isHeader(head, head.length) ? Kind.TAR : Kind.OTHER;
    }

    /**
     * Reads the files in an archive.
     *
     * @param packed its size in bytes
     * @param in its bytes; left open
     * @param allowance what the archives of this scan may still cost
     * @param visitor is given each file
     * @return what was not looked into and why, a sentence each; empty if everything was
     */
    public static List<String> read(long packed, InputStream in, ArchiveAllowance allowance, Visitor visitor) {
        Archive archive = new Archive(new ArchiveBudget(packed, allowance), visitor);
        try {
            archive.open("", new BufferedInputStream(in, BUFFER), 0);
        } catch (ArchiveBudget.Exceeded e) {
            archive.notes.add("not read to its end, because " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) { // names that are not UTF-8 are an illegal argument
            archive.notes.add(
                    "not read to its end, because it is broken, encrypted, or packed in a way that is not known");
        }
        return List.copyOf(archive.notes);
    }

    private void open(String path, InputStream raw, int depth) throws IOException {
        byte[] head = raw.readNBytes(PROBE);
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(head), raw);
        Kind kind = kind(head);
        if (kind != Kind.OTHER && depth == ArchiveBudget.MOST_NESTED) {
            notes.add("archives in it are opened no deeper than " + ArchiveBudget.MOST_NESTED);
            return;
        }
        switch (kind) {
            case ZIP -> zip(path, in, depth);
            case TAR -> tar(path, in, depth);
            case GZIP -> open(path, budget.counting(new GZIPInputStream(in, BUFFER)), depth + 1);
            case NOTEBOOK ->
                Notebook.texts(whole(in)).forEach((cell, text) -> visitor.file(path + SEPARATOR + cell, text));
            default -> visitor.file(path, whole(in));
        }
    }

    private void zip(String path, InputStream in, int depth) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        InputStream content = budget.counting(zip);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            entry(path, entry.getName(), content, depth);
            drain(content);
        }
    }

    private void tar(String path, InputStream in, int depth) throws IOException {
        // An entry of a tar file is not packed, but one in a packed tar file is counted when that is unpacked.
        TarReader tar = new TarReader(in);
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            entry(path, entry.name(), tar.content(), depth);
        }
    }

    private void entry(String archive, String name, InputStream content, int depth) throws IOException {
        budget.entry();
        open(archive + SEPARATOR + printable(name.replace('\\', '/')), content, depth + 1);
    }

    /** All of a file, up to a bound. */
    private byte[] whole(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(ArchiveBudget.MOST_ENTRY_BYTES);
        if (bytes.length == ArchiveBudget.MOST_ENTRY_BYTES && in.read() >= 0) {
            notes.add("of an entry only the first " + (ArchiveBudget.MOST_ENTRY_BYTES >> 20) + " MB are read");
        }
        return bytes;
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer, 0, buffer.length) >= 0) {
            // counted as it is read
        }
    }

    /** An entry may have any name: one that goes into a report is short, and has no control characters. */
    private static String printable(String name) {
        String shown = Printable.of(name);
        return shown.length() <= LONGEST_NAME ? shown : "…" + shown.substring(shown.length() - LONGEST_NAME);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
