package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The credentials that have been found, each once, however many places it is in. */
final class Leaks {
    private final Map<String, Leak> leaks = new LinkedHashMap<>();

    /**
     * Notes that a commit, or another object, brought a credential in; to be called in the order of history.
     *
     * @param hit the credential
     * @param path where
     * @param by who and when
     */
    void introduced(BlobScanner.Hit hit, String path, Introduced by) {
        leak(hit).introducedBy(by, hit.in(path));
    }

    /** Notes that a credential is in a file of the head; one that no commit brought in is passed over. */
    void isAtHead(BlobScanner.Hit hit, String path) {
        Leak leak = leaks.get(key(hit));
        if (leak != null) {
            leak.isAtHead(hit.in(path));
        }
    }

    /** Notes that a credential is in a file of which nothing else is known. */
    void isIn(BlobScanner.Hit hit, String path) {
        leak(hit).isAtHead(hit.in(path));
    }

    private Leak leak(BlobScanner.Hit hit) {
        Leak leak = leaks.computeIfAbsent(key(hit), key -> new Leak(hit.match()));
        leak.alsoSeenAs(hit.match());
        return leak;
    }

    Collection<Leak> all() {
        return leaks.values();
    }

    /** Whether some hits are of the same credential as another. What could not be seen is another thing in each content. */
    static boolean contain(List<BlobScanner.Hit> hits, BlobScanner.Hit hit) {
        return hit.match().doubt() != Doubt.UNSEEN
                && hits.stream().anyMatch(other -> key(other).equals(key(hit)));
    }

    private static String key(BlobScanner.Hit hit) {
        return hit.match().rule().id() + '\n' + hit.match().secret();
    }
}
