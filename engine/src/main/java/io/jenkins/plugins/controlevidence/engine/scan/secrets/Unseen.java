package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files into which a scan could not look, of which it therefore proves nothing. Such a file is told by a match that goes the
 * way of credentials, to the commits that brought it in and the paths where it is, and has {@link Doubt#UNSEEN}: in the place of a
 * credential it holds the reason.
 */
final class Unseen {
    /** What a policy names to leave out only that an archive was not read. */
    static final SecretRule ARCHIVE = SecretRule.ofWholeFiles("archive-not-read", "Archive that could not be read", "");

    private final Map<String, String> reasons = new TreeMap<>(); // by path

    /**
     * A file into which one could not look.
     *
     * @param rule what was looked for
     * @param reason why, a part of a sentence whose subject is the file
     * @return goes to all that is done with credentials
     */
    static SecretMatch match(SecretRule rule, String reason) {
        return new SecretMatch(rule, 0, 0, 0, reason, Doubt.UNSEEN);
    }

    /** Counts a file. */
    void add(Place place, String reason) {
        reasons.putIfAbsent(place.file(), reason);
    }

    /**
     * Why nothing is proven.
     *
     * @return a sentence that counts the files and names the first one and what to do; null if there are none
     */
    @CheckForNull
    String sentence() {
        if (reasons.isEmpty()) {
            return null;
        }
        Map.Entry<String, String> first = reasons.entrySet().iterator().next();
        return (reasons.size() == 1 ? "one file was" : reasons.size() + " files were")
                + " not looked into to the end, so nothing is proven of what is in "
                + (reasons.size() == 1 ? "it: " : "them; the first: ")
                + Printable.of(first.getKey()) + " (" + first.getValue()
                + "); look into it yourself, then name its path and the reason under 'secrets: ignore-paths' in the policy";
    }
}
