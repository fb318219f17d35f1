package io.jenkins.plugins.controlevidence.engine.scan;

import io.jenkins.plugins.controlevidence.engine.scan.format.RawFinding;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credentials that a report gives away although its tool does not look for credentials alone: a finding of a hard-coded
 * password quotes the password in its message and in the source that it shows.
 */
final class CredentialLiterals {
    /** Weaknesses that are a credential in the source. */
    private static final Set<String> WEAKNESSES =
            Set.of("CWE-256", "CWE-257", "CWE-259", "CWE-260", "CWE-312", "CWE-321", "CWE-522", "CWE-547", "CWE-798");

    private static final Pattern RULE =
            Pattern.compile("passw|secret|credential|hard-?coded|api-?key|token", Pattern.CASE_INSENSITIVE);

    /** What stands between quotes of one kind. */
    private static final Pattern LITERAL = Pattern.compile(
            "\"((?:[^\"\\\\\\n]|\\\\.){4,500})\"|'((?:[^'\\\\\\n]|\\\\.){4,500})'|`((?:[^`\\\\\\n]|\\\\.){4,500})`");

    private CredentialLiterals() {}

    /** The quoted texts of all findings that are about credentials. */
    static Collection<String> in(List<RawFinding> findings) {
        Set<String> literals = new LinkedHashSet<>();
        for (RawFinding finding : findings) {
            if (isAboutCredential(finding)) {
                collect(finding.message(), literals);
                if (finding.snippet() != null) {
                    collect(finding.snippet(), literals);
                }
            }
        }
        return literals;
    }

    private static boolean isAboutCredential(RawFinding finding) {
        return finding.identifiers().stream().anyMatch(WEAKNESSES::contains)
                || RULE.matcher(finding.rule()).find();
    }

    private static void collect(String text, Set<String> literals) {
        Matcher matcher = LITERAL.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    literals.add(matcher.group(group));
                }
            }
        }
    }
}
