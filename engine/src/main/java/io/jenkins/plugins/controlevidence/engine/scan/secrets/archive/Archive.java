package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files in a zip, jar, tar, gzip or notebook, and in those that are nested in it. Nothing is written to disk, so that an entry cannot
 * name a place outside; one that tries to is named and passed over. Bounds: {@link ArchiveBudget}.
 */
public final class Archive {
    /** What stands between an archive's path and that of an entry, as in Java's jar addresses. */
    public static final String SEPARATOR = "!/";

    private static final int PROBE = 512;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_NAME = 200;

    private final ArchiveBudget budget;
    private final Visitor visitor;
    private final Set<String> notes = new LinkedHashSet<>(); // a hostile archive could have the same one for each entry

    /** Is given the files. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A file in an archive.
         *
         * @param path the archive's path, {@link Archive#SEPARATOR}, and the entry's
         * @param content its bytes
         */
        void file(String path, byte[] content);
    }

    private Archive(long packed, Visitor visitor) {
        this.budget = new ArchiveBudget(packed);
        this.visitor = visitor;
    }

    /**
     * Whether a file may be one that can be looked into, by its name.
     *
     * @param path its path
     * @return true for names such as {@code x.zip}, {@code x.tar.gz} and {@code x.ipynb}
     */
    public static boolean isNamedLikeOne(String path) {
        return path.toLowerCase(Locale.ROOT)
                .matches("(?s).*\\.(?:zip|jar|war|ear|hpi|jpi|aar|apk|nupkg|whl|docx|xlsx|pptx|tar|tgz|gz|ipynb)");
    }

    /**
     * Reads the files in an archive.
     *
     * @param path its path, for what is found
     * @param packed its size in bytes
     * @param in its bytes; left open
     * @param visitor is given each file
     * @return what was not looked into and why, a sentence each; empty if everything was
     */
    public static List<String> read(String path, long packed, InputStream in, Visitor visitor) {
        Archive archive = new Archive(packed, visitor);
        try {
            archive.open(path, new BufferedInputStream(in, BUFFER), 0);
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
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            zip(path, in, depth);
        } else if (startsWith(head, 0x1f, 0x8b)) {
            String inner = path.toLowerCase(Locale.ROOT).endsWith(".tgz")
                    ? path.substring(0, path.length() - 4) + ".tar"
                    : path.replaceFirst("(?i)\\.gz$", "");
            unpacked(path + SEPARATOR + inner.substring(inner.lastIndexOf('/') + 1), gunzip(in), depth);
        } else if (TarReader.isHeader(head, head.length)) {
            tar(path, in, depth);
        } else if (path.endsWith(".ipynb")) {
            Notebook.texts(in.readNBytes(ArchiveBudget.MOST_ENTRY_BYTES))
                    .forEach((cell, text) -> visitor.file(path + SEPARATOR + cell, text));
        } else {
            notes.add("not looked into, because it is no archive of a kind that is read: zip, tar, gzip");
        }
    }

    private InputStream gunzip(InputStream in) throws IOException {
        return budget.counting(new GZIPInputStream(in, BUFFER));
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
            entry(path, entry.name(), new ByteArrayInputStream(tar.read(ArchiveBudget.MOST_ENTRY_BYTES)), depth);
        }
    }

    private void entry(String archive, String name, InputStream content, int depth) throws IOException {
        budget.entry();
        String plain = name.replace('\\', '/');
        if (plain.startsWith("/") || plain.matches("(?:.*/)?\\.\\.(?:/.*)?|[A-Za-z]:.*") || plain.indexOf('\0') >= 0) {
            notes.add("an entry is named as if it lay outside of it");
        }
        unpacked(archive + SEPARATOR + printable(plain), content, depth);
    }

    private void unpacked(String path, InputStream content, int depth) throws IOException {
        byte[] bytes = content.readNBytes(ArchiveBudget.MOST_ENTRY_BYTES);
        if (bytes.length == ArchiveBudget.MOST_ENTRY_BYTES && content.read() >= 0) {
            notes.add("of an entry only the first " + (ArchiveBudget.MOST_ENTRY_BYTES >> 20) + " MB are read");
        }
        if (!isNamedLikeOne(path)) {
            visitor.file(path, bytes);
        } else if (depth + 1 < ArchiveBudget.MOST_NESTED) {
            open(path, new ByteArrayInputStream(bytes), depth + 1);
        } else {
            notes.add("archives in it are opened no deeper than " + ArchiveBudget.MOST_NESTED);
        }
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
