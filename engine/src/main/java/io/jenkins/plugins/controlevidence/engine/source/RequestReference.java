package io.jenkins.plugins.controlevidence.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the pull request, merge request or change that a commit's message names, in the forms that the platforms write. */
final class RequestReference {
    /** The first line of a merge or squash, the likeliest first. */
    private static final List<Pattern> SUBJECTS = List.of(
            Pattern.compile("Merge pull request #([0-9]{1,10})\\b.*"), // GitHub, Bitbucket Data Center
            Pattern.compile(".*\\(#([0-9]{1,10})\\)"), // GitHub, squashed or rebased
            Pattern.compile("Merged in .* \\(pull request #([0-9]{1,10})\\)"), // Bitbucket Cloud
            Pattern.compile("Merged PR ([0-9]{1,10}): .*")); // Azure DevOps

    /** A later line: GitLab, and Gerrit's trailer. */
    private static final List<Pattern> TRAILERS = List.of(
            Pattern.compile("See merge request \\S*!([0-9]{1,10})"), Pattern.compile("Change-Id: (I[0-9a-f]{40})"));

    private RequestReference() {}

    /** The number of the request, or Gerrit's change id; null if the message names none. */
    @CheckForNull
    static String of(String message) {
        List<String> lines = message.strip().lines().map(String::strip).toList();
        if (lines.isEmpty()) {
            return null;
        }
        for (Pattern pattern : SUBJECTS) {
            Matcher matcher = pattern.matcher(lines.get(0));
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            for (Pattern pattern : TRAILERS) {
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.matches()) {
                    return matcher.group(1);
                }
            }
        }
        return null;
    }
}
