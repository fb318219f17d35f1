package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What an earlier scan found, brought up to date: the store has no credentials, only fingerprints, so that whether one is
 * still there is learnt by looking into the files of the head and comparing fingerprints.
 */
final class CarriedFindings {
    private final Repository repository;
    private final BlobScanner scanner;
    private final ScanRequest request;

    CarriedFindings(Repository repository, SecretDetector detector, ScanRequest request) {
        this.repository = repository;
        this.scanner = new BlobScanner(detector);
        this.request = request;
    }

    /**
     * Puts the findings of the last scan and of this one together, by fingerprint.
     *
     * @param before what the last scan found
     * @param now what this one found in the new commits
     * @return those of before first, with where they came in kept and {@code atHead} as it is now
     * @throws IOException if an object is missing or broken
     */
    List<Finding> merge(List<Finding> before, List<Finding> now) throws IOException {
        Map<String, Finding> merged = new LinkedHashMap<>();
        Set<String> present = presentAtHead(before);
        for (Finding finding : before) {
            merged.put(
                    finding.fingerprint(),
                    with(finding, finding.locations(), finding.occurrences(), present.contains(finding.fingerprint())));
        }
        for (Finding finding : now) {
            merged.merge(finding.fingerprint(), finding, CarriedFindings::join);
        }
        return List.copyOf(merged.values());
    }

    private static Finding join(Finding before, Finding now) {
        Set<Location> locations = new LinkedHashSet<>(now.locations());
        locations.addAll(before.locations());
        long again =
                now.locations().stream().filter(before.locations()::contains).count();
        return with(
                before,
                locations.stream().limit(Finding.MAX_LOCATIONS).toList(),
                before.occurrences() + now.occurrences() - (int) again,
                Objects.equals(before.atHead(), true) || Objects.equals(now.atHead(), true));
    }

    private static Finding with(Finding f, List<Location> locations, int occurrences, boolean atHead) {
        return new Finding(
                f.family(),
                f.tool(),
                f.rule(),
                f.title(),
                f.severity(),
                f.toolSeverity(),
                f.message(),
                locations,
                occurrences,
                f.fingerprint(),
                f.identifiers(),
                f.help(),
                f.component(),
                f.mask(),
                f.introduced(),
                atHead);
    }

    /** Looks first where they were; only if that leaves some unknown into every file. */
    private Set<String> presentAtHead(List<Finding> before) throws IOException {
        Set<String> wanted = new HashSet<>();
        before.forEach(finding -> wanted.add(finding.fingerprint()));
        Set<String> present = new HashSet<>();
        if (wanted.isEmpty()) {
            return present;
        }
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            RevTree tree = walk.parseCommit(ObjectId.fromString(request.change().head()))
                    .getTree();
            Set<String> paths = new LinkedHashSet<>();
            before.forEach(finding -> finding.locations().forEach(place -> paths.add(place.path())));
            for (String path : paths) {
                try (TreeWalk file = path.startsWith("<") ? null : TreeWalk.forPath(reader, path, tree)) {
                    if (file != null && file.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                        fingerprints(reader, file.getObjectId(0)).forEach(present::add);
                    }
                }
            }
            if (!present.containsAll(wanted)) {
                scanAll(reader, tree, present);
            }
        }
        present.retainAll(wanted);
        return present;
    }

    private void scanAll(ObjectReader reader, RevTree tree, Set<String> present) throws IOException {
        List<ObjectId> blobs = new ArrayList<>();
        try (TreeWalk files = new TreeWalk(reader)) {
            files.addTree(tree);
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                    blobs.add(files.getObjectId(0));
                }
            }
        }
        for (ObjectId blob : blobs) {
            fingerprints(reader, blob).forEach(present::add);
        }
    }

    private Stream<String> fingerprints(ObjectReader reader, ObjectId blob) throws IOException {
        return scanner.scan(reader.open(blob, Constants.OBJ_BLOB)).stream()
                .map(hit -> Leak.fingerprint(hit.match(), request.fingerprints()));
    }
}
