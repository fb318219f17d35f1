package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * What an earlier scan found, brought up to date: the store has no credentials, only fingerprints, so that whether one is
 * still there is learnt by looking into the files of the head and comparing fingerprints.
 */
final class CarriedFindings {
    private final Repository repository;
    private final BlobScanner scanner;
    private final ScanRequest request;
    private boolean unseen; // whether there is a file at the head that could not be looked into
    private final Set<String> looked = new HashSet<>(); // paths

    CarriedFindings(Repository repository, BlobScanner scanner, ScanRequest request) {
        this.repository = repository;
        this.scanner = scanner;
        this.request = request;
    }

    /**
     * Puts the findings of the last scan and of this one together, by fingerprint.
     *
     * @param prior the last scan
     * @param now what this one found in the new commits
     * @return those of before first, with where they came in kept and {@code atHead} as it is now
     * @throws IOException if an object is missing or broken
     */
    List<Finding> merge(PriorScan prior, List<Finding> now) throws IOException {
        List<Finding> before = prior.findings();
        Map<String, Finding> merged = new LinkedHashMap<>();
        Set<String> present = presentAtHead(prior);
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

    private Set<String> presentAtHead(PriorScan prior) throws IOException {
        if (request.change().head().equals(prior.commit())) {
            return prior.findings().stream()
                    .filter(finding -> Objects.equals(finding.atHead(), true))
                    .map(Finding::fingerprint)
                    .collect(Collectors.toSet());
        }
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            RevTree head = tree(walk, request.change().head());
            RevTree before = treeBefore(walk, prior);
            Set<String> present = new HashSet<>();
            List<Finding> open = new ArrayList<>();
            for (Finding finding : prior.findings()) {
                boolean may = before == null || !Objects.equals(finding.atHead(), false);
                if (may && isWhereItWas(reader, head, finding, present)) {
                    present.add(finding.fingerprint());
                } else {
                    open.add(finding);
                }
            }
            if (!open.isEmpty()) {
                scanFiles(reader, head, open.stream().allMatch(this::isListed) ? before : null, present);
            }
            if (unseen) { // what was there may be in what could not be looked into
                prior.findings().stream()
                        .filter(finding -> !Objects.equals(finding.atHead(), false))
                        .forEach(finding -> present.add(finding.fingerprint()));
            }
            return present;
        }
    }

    private static RevTree tree(RevWalk walk, String commit) throws IOException {
        return walk.parseCommit(ObjectId.fromString(commit)).getTree();
    }

    /** The files that the last scan spoke of, or null if they are not known any more. */
    @CheckForNull
    private static RevTree treeBefore(RevWalk walk, PriorScan prior) throws IOException {
        try {
            return prior.commit() == null ? null : tree(walk, prior.commit());
        } catch (MissingObjectException e) {
            return null;
        }
    }

    /** Whether all places of a finding are known, so that it can only be elsewhere if a file changed. */
    private boolean isListed(Finding finding) {
        return Objects.equals(finding.atHead(), false)
                || finding.occurrences() == finding.locations().size();
    }

    private boolean isWhereItWas(ObjectReader reader, RevTree head, Finding finding, Set<String> present)
            throws IOException {
        for (Location place : finding.locations()) {
            if (present.contains(finding.fingerprint())) {
                return true;
            }
            if (!place.path().startsWith("<")) {
                lookAt(reader, head, place.path(), present);
            }
        }
        return present.contains(finding.fingerprint());
    }

    /** Looks into a file, and into the archives that a path may lead into: a directory can be named like one. */
    private void lookAt(ObjectReader reader, RevTree head, String path, Set<String> present) throws IOException {
        for (int end = path.length(); end > 0; end = path.lastIndexOf(Archive.SEPARATOR, end - 1)) {
            String part = path.substring(0, end);
            if (!looked.add(part)) {
                continue;
            }
            try (TreeWalk file = TreeWalk.forPath(reader, part, head)) {
                if (file != null && file.getFileMode(0).getObjectType() == Constants.OBJ_BLOB) {
                    scan(reader, file.getObjectId(0), present);
                }
            }
        }
    }

    /** Looks into the files that are not as they were before, or into all. */
    private void scanFiles(ObjectReader reader, RevTree head, @CheckForNull RevTree before, Set<String> present)
            throws IOException {
        try (TreeWalk files = new TreeWalk(reader)) {
            files.setRecursive(true);
            if (before != null) {
                files.addTree(before);
                files.setFilter(TreeFilter.ANY_DIFF);
            }
            int now = files.addTree(head);
            while (files.next()) {
                if (files.getFileMode(now).getObjectType() == Constants.OBJ_BLOB) {
                    scan(reader, files.getObjectId(now), present);
                }
            }
        }
    }

    private void scan(ObjectReader reader, ObjectId blob, Set<String> present) throws IOException {
        for (BlobScanner.Hit hit : scanner.scan(reader.open(blob, Constants.OBJ_BLOB))) {
            unseen |= hit.match().doubt() == Doubt.UNSEEN;
            present.add(Leak.fingerprint(hit.match(), request.fingerprints()));
        }
    }
}
