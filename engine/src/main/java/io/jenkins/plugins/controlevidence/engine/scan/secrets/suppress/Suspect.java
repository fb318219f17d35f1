package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A credential at one place, to be compared with what is suppressed. It holds the credential itself, so it never leaves the
 * scanner and says nothing of it in {@link #toString()}.
 *
 * @param rule id of the rule that found it
 * @param secret the credential, ISO 8859-1, one character a byte
 * @param fingerprint its fingerprint under the store's key
 * @param file path of the file from the root of the repository
 * @param path the same; of what is in an archive with the path in it, such as {@code lib/a.jar!/x.env}
 * @param line its line there, from 1
 * @param commit full id of the commit that brought it in, or null if that is not known
 */
public record Suspect(
        String rule,
        String secret,
        String fingerprint,
        String file,
        String path,
        int line,
        @CheckForNull String commit) {
    /** Says which rule and where, not what. */
    @Override
    public String toString() {
        return "Suspect[" + rule + ", " + path + ":" + line + "]";
    }
}
