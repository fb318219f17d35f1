package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.Archive;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.pack.Parallel;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Looks for credentials in the files of a directory as they lie there, whether git knows them or not: for what has no history,
 * such as an unpacked release. Links are not followed; what git keeps in {@code .git} is passed over.
 */
public final class DirectoryScan {
    private final SecretDetector detector;
    private final boolean archives;

    /**
     * What was found.
     *
     * @param files how many files were read
     * @param findings one for each credential; the locations' paths are relative to the directory
     * @param madeUp how many are left out because they are evidently made up
     * @param notes what of an archive was not looked into and why, each with the archive's path; empty if everything was
     */
    public record Result(int files, List<Finding> findings, int madeUp, List<String> notes) {
        /** Copies the lists. */
        public Result {
            findings = List.copyOf(findings);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Makes a scan.
     *
     * @param rules what to look for
     * @param archives whether to look into archives and the cells of notebooks too
     */
    public DirectoryScan(SecretRules rules, boolean archives) {
        this.detector = rules.detector();
        this.archives = archives;
    }

    /**
     * Reads all files.
     *
     * @param directory where
     * @param key makes the fingerprints
     * @param progress is told how far the scan has come
     * @return what was found
     * @throws IOException if it is no directory or something in it cannot be read
     * @throws InterruptedException if this thread is interrupted
     */
    public Result scan(Path directory, FingerprintKey key, Progress progress) throws IOException, InterruptedException {
        List<Path> files = files(directory);
        List<List<BlobScanner.Hit>> hits = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
        BlobScanner scanner = new BlobScanner(detector, archives);
        Parallel.forAll(
                files.size(),
                "secrets: reading files",
                "files",
                progress,
                () -> index -> hits.set(index, scanner.scan(files.get(index))));
        Leaks leaks = new Leaks();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String path = relative(directory, files.get(i));
            if (archives && Archive.isNamedLikeOne(path) && !isArchive(files.get(i))) {
                notes.add(
                        path + ": no archive of a kind that is read (zip, tar, gzip, notebook), in spite of its name");
            }
            for (BlobScanner.Hit hit : hits.get(i)) {
                if (hit.match().doubt() == Doubt.UNSEEN) {
                    notes.add(path + ": " + hit.match().secret());
                } else {
                    leaks.isIn(hit, path);
                }
            }
        }
        return result(files.size(), leaks, key, notes);
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(TextForm.PROBE);
            return Archive.isOne(head, head.length);
        }
    }

    private static String relative(Path directory, Path file) {
        return directory.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private static Result result(int files, Leaks leaks, FingerprintKey key, List<String> notes) {
        List<Finding> findings = new ArrayList<>();
        int madeUp = 0;
        for (Leak leak : leaks.all()) {
            List<Place> places = leak.places().stream()
                    .filter(place -> !place.isSkippedBy(leak.match().rule()))
                    .toList();
            if (leak.match().doubt() == Doubt.MADE_UP) {
                madeUp++;
            } else if (!places.isEmpty()) {
                findings.add(leak.toFinding(places, key, "", null));
            }
        }
        return new Result(files, findings, madeUp, notes);
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean isGit = path.endsWith(".git") && !path.equals(directory);
                return isGit ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }
}
