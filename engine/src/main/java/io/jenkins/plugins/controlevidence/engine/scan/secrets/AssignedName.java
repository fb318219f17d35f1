package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;

/**
 * The name around a keyword such as {@code token} or {@code password}: some of these name no secret, whatever is assigned to them.
 * Asked only of kinds that nothing but the name makes out.
 */
final class AssignedName {
    private static final int LONGEST = 40;

    /** Tokens that every visitor is given, or that only say where a list goes on. */
    private static final Pattern PUBLIC = Pattern.compile(
            "(?i).*(?:public|publishable|public[_-]?key|csrf|xsrf|csrf[_-]?middleware|authenticity|request[_-]?verification"
                    + "|anti[_-]?forgery|next|next[_-]?page|page|pagination|continuation|sync|cancell?ation)[_.-]?");

    /** {@code credentialsId}, {@code token_type}, {@code passwordHash}, {@code secretName}; the file {@code Token.php}. */
    private static final Pattern SAYS_OTHER = Pattern.compile(
            "(?:.*[_.-])?(?i:s?ids?|hash|hashed|hashes|digest|name|type|variable|url|uri|path|file|length|policy)"
                    + "|.*(?:I[dD]s?|Hash|Hashed|Digest|Name|Type|Variable|Url|URL|Uri|Path|File|Length|Policy)"
                    + "|.*\\.(?:php|py|js|ts|java|rb|go|c|h|cc|cpp|cs|html|css|json|xml|md|txt|ya?ml|svg|png)");

    private AssignedName() {}

    /**
     * Whether the name says that its value is no secret.
     *
     * @param text the bytes
     * @param start index of the keyword's first byte
     * @param end index after its last
     * @param length how many bytes of {@code text} count
     * @return true for identifiers of secrets, public tokens, hashes and names of files
     */
    static boolean saysNoSecret(byte[] text, int start, int end, int length) {
        int from = start;
        while (from > 0 && start - from < LONGEST && Assignment.isNameByte(text[from - 1])) {
            from--;
        }
        int to = end;
        while (to < length && to - end < LONGEST && Assignment.isNameByte(text[to])) {
            to++;
        }
        return PUBLIC.matches(new String(text, from, start - from, StandardCharsets.ISO_8859_1))
                || SAYS_OTHER.matches(new String(text, end, to - end, StandardCharsets.ISO_8859_1));
    }
}
