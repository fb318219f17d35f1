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

    private final Map<String, SecretMatch> files = new TreeMap<>(); // by path

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
    void add(Place place, SecretMatch match) {
        files.putIfAbsent(place.file(), match);
    }

    /**
     * Why nothing is proven.
     *
     * @return a sentence that counts the files and names the first one and what to do; null if there are none
     */
    @CheckForNull
    String sentence() {
        if (files.isEmpty()) {
            return null;
        }
        Map.Entry<String, SecretMatch> first = files.entrySet().iterator().next();
        return (files.size() == 1 ? "one file was" : files.size() + " files were")
                + " not looked into to the end, so nothing is proven of what is in "
                + (files.size() == 1 ? "it: " : "them; the first: ")
                + Printable.of(first.getKey()) + " (" + first.getValue().secret()
                + "); look into it yourself, then name its path, the rule "
                + first.getValue().rule().id()
                + " and the reason under 'secrets: ignore-paths' in the policy";
    }
}
