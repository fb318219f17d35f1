package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import java.util.Objects;

/**
 * Paths whose credentials are none, because someone decided so.
 *
 * @param glob path from the root of the repository; {@code *} within a name, {@code **} across directories, {@code ?} one
 *     character; a glob without {@code /} is tried on the file's name alone
 * @param reason why, for the record; not empty
 */
public record IgnoredPath(String glob, String reason) {
    /** Rejects null and an empty reason. */
    public IgnoredPath {
        Objects.requireNonNull(glob, "glob");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("the ignored path " + glob + " needs a reason");
        }
    }

    /** As a pattern that whole paths are matched with. */
    Pattern pattern() {
        StringBuilder regex = new StringBuilder(glob.indexOf('/') < 0 ? "(?:.*/)?" : "");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
