package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.Archive;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The credentials in the files of an archive.
 *
 * @param hits by path of the archive and of the file in it; only of files that have some
 * @param notes what was not looked into and why, as {@link Archive#read} says it
 */
record ArchiveScan(Map<String, List<BlobScanner.Hit>> hits, List<String> notes) {
    /**
     * Looks into an archive.
     *
     * @param path its path
     * @param size in bytes
     * @param in its bytes; left open
     * @param scanner looks at each file
     * @return what is in it
     */
    static ArchiveScan of(String path, long size, InputStream in, BlobScanner scanner) {
        Map<String, List<BlobScanner.Hit>> hits = new LinkedHashMap<>();
        List<String> notes = Archive.read(path, size, in, (entry, content) -> {
            List<BlobScanner.Hit> found = scanner.scan(content, content.length);
            if (!found.isEmpty()) {
                hits.put(entry, found);
            }
        });
        return new ArchiveScan(hits, notes);
    }
}
