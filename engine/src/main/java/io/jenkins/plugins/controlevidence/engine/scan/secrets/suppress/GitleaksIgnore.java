package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code .gitleaksignore}: fingerprints of gitleaks, {@code [commit:]file:rule:line}, one a line. Its rules have other names than
 * ours, so that the place alone decides.
 */
final class GitleaksIgnore implements Suppression {
    /** The file's name, in the root of the repository. */
    static final String FILE = ".gitleaksignore";

    private final Set<String> places;

    private GitleaksIgnore(Set<String> places) {
        this.places = places;
    }

    /**
     * Reads the file. Lines that are no fingerprint suppress nothing, as in gitleaks.
     *
     * @param content its bytes, UTF-8
     * @return what it suppresses
     */
    static GitleaksIgnore read(byte[] content) {
        Set<String> places = new HashSet<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\r?\n")) {
            String[] parts = line.trim().split(":");
            if (!line.startsWith("#") && parts.length >= 3) {
                String file = parts.length == 3 ? parts[0] : parts[parts.length - 3];
                String commit = parts.length == 3 ? "" : parts[0];
                places.add(commit + ":" + file.replace('\\', '/') + ":" + parts[parts.length - 1]);
            }
        }
        return new GitleaksIgnore(places);
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        String place = ":" + suspect.path() + ":" + suspect.line();
        return places.contains(place) || (suspect.commit() != null && places.contains(suspect.commit() + place))
                ? FILE
                : null;
    }
}
