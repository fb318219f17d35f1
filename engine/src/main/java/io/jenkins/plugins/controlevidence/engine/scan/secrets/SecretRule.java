package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.util.List;

/**
 * How one kind of credential is recognised.
 *
 * @param id stable id, such as {@code github-pat}
 * @param description what it is, one line for a person
 * @param provider who issues it
 * @param severity how bad it is when it leaks
 * @param help the provider's page about it, where to revoke it
 * @param keywords literals one of which must be there, whatever their case
 * @param placement where the pattern begins
 * @param pattern what it looks like, with a group {@code secret}
 * @param shape what the first bytes of a match must be
 * @param entropy least entropy of the secret, in bits a character (Shannon); 0 for none
 * @param checks what else must be true of the secret
 * @param doubt a check that a live credential passes; one that fails it is reported as doubtful; null for none
 * @param allowed patterns of secrets that are known to be examples
 * @param skipped patterns of paths where such a thing is none, such as lock files
 * @param before how many bytes before the keyword the pattern begins, for {@link Placement#AROUND}; several are tried in turn
 * @param then an ASCII character that follows the keyword before the next blank or quote, or 0 if none need be; spares trying
 *     patterns whose keyword is everywhere
 * @param monotonous whether repetitions are part of the format, so that they do not make it an example
 * @param rank 0 for a kind known by its own mark, 1 by the name beside it, 2 by its randomness only
 */
record SecretRule(
        String id,
        String description,
        String provider,
        Severity severity,
        String help,
        List<String> keywords,
        Placement placement,
        LazyPattern pattern,
        TokenShape shape,
        double entropy,
        List<StructureCheck> checks,
        @CheckForNull StructureCheck doubt,
        List<Pattern> allowed,
        List<Pattern> skipped,
        List<Integer> before,
        byte then,
        boolean monotonous,
        int rank) {
    /** What is this far after a keyword's first byte, or farther, changes nothing. */
    static final int REACH = 1024;

    /** What is this far before a keyword's first byte, or farther, changes nothing. */
    static final int BEHIND = 128;

    /** How far after its provider's name a key may begin. */
    static final int NEAR = 48;

    /** What is recognised by all of a file and not by a pattern. */
    static SecretRule ofWholeFiles(String id, String description, String help) {
        return new SecretRule(
                id,
                description,
                "any",
                Severity.CRITICAL,
                help,
                List.of(),
                Placement.AT,
                new LazyPattern("(?P<secret>)"),
                TokenShape.of(""),
                0,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(0),
                (byte) 0,
                false,
                0);
    }

    /** Where a pattern begins. */
    enum Placement {
        /** At the keyword. */
        AT,
        /** So many bytes before the keyword as the rule says. */
        AROUND,
        /** At the value that is assigned to a name which holds the keyword. */
        ASSIGNED,
        /** Anywhere in the {@link #NEAR} bytes after the keyword, where a word begins. */
        NEAR
    }
}
