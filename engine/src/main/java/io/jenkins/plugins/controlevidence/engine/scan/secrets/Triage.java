package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveCheck;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.InlineMarker;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.Suppression;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.SuppressionFiles;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress.Suspect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Decides which credentials become findings, and counts the others by what suppresses them. What a repository says of itself
 * counts if it was said before the change under scan, or of a credential that was there before it: nobody silences the leak
 * that they bring in (docs/decisions/027-suppressions-do-not-cover-their-own-change.md).
 */
final class Triage {
    /** Files beyond this size are not searched for markers. */
    private static final int MOST_BYTES = 16 << 20;

    /** How many fingerprints are named of those that one reason suppresses. */
    private static final int NAMED = 3;

    private static final String MADE_UP = "made up: repetitions, sequences, known examples";

    private final Repository repository;
    private final ScanRequest request;
    private final PolicyExclusions exclusions;

    @CheckForNull
    private final LiveCheck live;

    private final SuppressionFiles atHead;
    private final Suppression before;
    private final Map<String, Integer> excluded = new TreeMap<>();
    private final Map<String, List<String>> suppressed = new TreeMap<>(); // reason to fingerprints
    private final Unseen unseen = new Unseen();
    private boolean inRepository;

    Triage(Repository repository, ScanRequest request, PolicyExclusions exclusions, @CheckForNull LiveCheck live)
            throws IOException {
        this.repository = repository;
        this.live = live;
        this.request = request;
        this.exclusions = exclusions;
        this.atHead = SuppressionFiles.at(repository, request.change().head());
        String base = base();
        this.before =
                base == null || base.equals(request.change().head()) ? atHead : SuppressionFiles.at(repository, base);
    }

    /** The commit before the change: that of the last record; of a range, a parent outside of it; null if there is none. */
    @CheckForNull
    private String base() throws IOException {
        if (request.range() == null) {
            return request.change().base();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            for (String commit : request.range()) {
                for (RevCommit parent :
                        walk.parseCommit(ObjectId.fromString(commit)).getParents()) {
                    if (!request.range().contains(parent.name())) {
                        return parent.name();
                    }
                }
            }
        }
        return null;
    }

    /**
     * Whether what an earlier scan found can be carried over: not if the repository suppresses something, because records keep
     * findings, but not the credentials that suppressions are compared with.
     *
     * @param prior the earlier scan
     * @return false if everything must be looked at again
     * @throws IOException if an object is missing or broken
     */
    boolean allowsCarrying(PriorScan prior) throws IOException {
        if (!atHead.isEmpty()) {
            return false;
        }
        for (Finding finding : prior.findings()) {
            for (Location place : finding.locations()) {
                byte[] file = file(place.path());
                if (file != null && InlineMarker.isIn(file)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The credentials that count, as findings.
     *
     * @param leaks all that was found
     * @return those that nothing suppresses
     * @throws IOException if an object is missing or broken
     * @throws InterruptedException if this thread is interrupted
     */
    List<Finding> findings(Collection<Leak> leaks) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Leak leak : leaks) {
            if (leak.match().doubt() == Doubt.MADE_UP) {
                excluded.merge(MADE_UP, 1, Integer::sum);
            } else if (leak.match().doubt() == Doubt.UNSEEN) {
                leak.places().forEach(place -> noteUnseen(leak, place));
            } else {
                judge(leak, findings);
            }
        }
        return findings;
    }

    private void judge(Leak leak, List<Finding> findings) throws IOException, InterruptedException {
        String fingerprint = Leak.fingerprint(leak.match(), request.fingerprints());
        String marker = inline(leak);
        String uncounted = "";
        String hidden = null;
        boolean byPolicy = false;
        List<Place> counting = new ArrayList<>();
        for (Place place : leak.places()) {
            SecretRule rule = leak.match().rule();
            if (place.isSkippedBy(rule)) {
                continue;
            }
            Suspect suspect = suspect(leak, place, fingerprint);
            String reason = exclusions.reason(suspect);
            byPolicy |= reason != null;
            if (reason == null) {
                String said = before.reason(suspect);
                String now = said != null
                        ? said
                        : marker != null && !marker.isEmpty() ? "inline: " + marker : atHead.reason(suspect);
                inRepository |= now != null;
                // Whether it was there before is asked last: it takes a walk through the history.
                reason = said != null || (now != null && wasThereBefore(leak)) ? now : null;
                uncounted = reason == null && now != null ? now : uncounted;
            }
            if (reason == null) {
                counting.add(place);
            } else {
                hidden = reason;
            }
        }
        if (!counting.isEmpty()) {
            findings.add(leak.toFinding(
                    counting,
                    request.fingerprints(),
                    note(uncounted, marker),
                    live == null
                            ? null
                            : live.ask(leak.match().rule().id(), leak.match().secret())));
        } else if (byPolicy) {
            excluded.merge(hidden, 1, Integer::sum);
        } else if (hidden != null) {
            suppressed.computeIfAbsent(hidden, reason -> new ArrayList<>()).add(fingerprint);
        }
    }

    private static Suspect suspect(Leak leak, Place place, String fingerprint) {
        SecretMatch match = leak.match();
        return new Suspect(
                match.rule().id(),
                match.secret(),
                fingerprint,
                place.file(),
                place.path(),
                place.line(),
                leak.commit());
    }

    /** Only the policy can say that it does not matter. */
    private void noteUnseen(Leak leak, Place place) {
        String reason = exclusions.reason(suspect(leak, place, ""));
        if (reason == null) {
            unseen.add(place, leak.match());
        } else {
            excluded.merge(reason, 1, Integer::sum);
        }
    }

    /**
     * Why the scan proves nothing of some files.
     *
     * @return null if it looked into all that the policy does not leave out
     */
    @CheckForNull
    String unseen() {
        return unseen.sentence();
    }

    private static String note(String uncounted, @CheckForNull String marker) {
        if (!uncounted.isEmpty()) {
            return " It is suppressed (" + uncounted + ") by the same change that brings it in, which does not count.";
        }
        return marker != null && marker.isEmpty()
                ? " Its control-evidence:allow has no reason, so that it does not count."
                : "";
    }

    /** The reason of the markers at all its places at the head; empty if one of them has none; null without a marker. */
    @CheckForNull
    private String inline(Leak leak) throws IOException {
        String reason = null;
        for (Place place : leak.atHead()) {
            byte[] file = file(place.path());
            String own = file == null ? null : InlineMarker.reason(file, place.line());
            if (own == null || own.isEmpty()) {
                return own;
            }
            reason = own;
        }
        return reason;
    }

    @CheckForNull
    private byte[] file(String path) throws IOException {
        if (path.startsWith("<")) {
            return null; // a message
        }
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId head = ObjectId.fromString(request.change().head());
            try (TreeWalk file = TreeWalk.forPath(
                    walk.getObjectReader(), path, walk.parseCommit(head).getTree())) {
                if (file == null || file.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                    return null;
                }
                ObjectLoader loader = walk.getObjectReader().open(file.getObjectId(0), Constants.OBJ_BLOB);
                return loader.getSize() > MOST_BYTES ? null : loader.getCachedBytes(MOST_BYTES);
            }
        }
    }

    /** Whether the commit that brought it in is part of what was there before the change; the first time everything is. */
    private boolean wasThereBefore(Leak leak) throws IOException {
        if (request.range() != null) {
            return false;
        }
        String base = request.change().base();
        String commit = leak.commit();
        if (base == null || commit == null) {
            return base == null;
        }
        if (base.equals(request.change().head())) {
            return true;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(commit)), walk.parseCommit(ObjectId.fromString(base)));
        } catch (MissingObjectException e) {
            return false; // the history was rewritten: the base is gone, and with it what it vouched for
        }
    }

    /**
     * What was suppressed.
     *
     * @return how many credentials by what suppresses them: its kind and its reason, and for what the repository says of itself the
     *     beginnings of the first fingerprints
     */
    Map<String, Integer> suppressed() {
        Map<String, Integer> all = new TreeMap<>(excluded);
        suppressed.forEach((reason, fingerprints) -> all.put(
                reason
                        + fingerprints.stream()
                                .limit(NAMED)
                                .map(fingerprint -> fingerprint.substring(0, 12))
                                .collect(Collectors.joining(", ", " [", fingerprints.size() > NAMED ? ", …]" : "]")),
                fingerprints.size()));
        return all;
    }

    /**
     * What of the repository suppresses credentials, so that a scan on another day is known to have gone by other rules.
     *
     * @return empty if nothing does
     */
    byte[] digested() {
        return inRepository && atHead.isEmpty() ? new byte[] {1} : atHead.content();
    }
}
