package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.report.zip.StoredEntry;
import io.jenkins.plugins.controlevidence.engine.report.zip.ZipFormException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of a package's files: {@code <sha256>  <name>}, a line a file, as {@code sha256sum -c} reads it.
 *
 * @param digests SHA-256 of each file, lower-case hexadecimal, by name, in the order of the package
 */
public record Manifest(Map<String, String> digests) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^ ]+)");

    /** Copies the map, and keeps its order. */
    public Manifest {
        digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /**
     * Reads a list.
     *
     * @param bytes the file
     * @return the list
     * @throws ZipFormException if it is not to the byte as we write it
     */
    public static Manifest parse(byte[] bytes) throws ZipFormException {
        Map<String, String> digests = new LinkedHashMap<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n")) {
            throw new ZipFormException("MANIFEST is cut off");
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()
                    || !StoredEntry.isName(matcher.group(2))
                    || digests.put(matcher.group(2), matcher.group(1)) != null) {
                throw new ZipFormException("MANIFEST has a line that is none, or names a file twice");
            }
        }
        return new Manifest(digests);
    }

    /**
     * The file.
     *
     * @return the same bytes for the same list
     */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (name, sha256) -> text.append(sha256).append("  ").append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
