package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A keyword as it looks within base64, so that encoded credentials are found in the same pass as plain ones: three bytes are
 * four digits, so that a keyword has three looks, by where it falls; its digits are certain except at its ends.
 *
 * @param rule whose keyword it is
 * @param digits the certain digits
 * @param before how many digits the group of four began before them
 * @param skipped how many bytes lie between that group's begin and the keyword
 */
record Base64Keyword(SecretRule rule, String digits, int before, int skipped) {
    /** Fewer certain digits occur by chance too often. */
    private static final int LEAST_DIGITS = 5;

    /**
     * The looks of a rule's keywords.
     *
     * @param rule any rule
     * @return empty for rules whose matches do not begin at a keyword
     */
    static List<Base64Keyword> of(SecretRule rule) {
        List<Base64Keyword> looks = new ArrayList<>();
        if (rule.placement() == SecretRule.Placement.AT && rule.rank() == 0) {
            for (String keyword : rule.keywords()) {
                for (int skipped = 0; skipped < 3; skipped++) {
                    byte[] bytes = ("\0".repeat(skipped) + keyword).getBytes(StandardCharsets.US_ASCII);
                    int first = (8 * skipped + 5) / 6;
                    int last = 8 * bytes.length / 6;
                    if (last - first >= LEAST_DIGITS) {
                        String digits =
                                Base64.getEncoder().encodeToString(bytes).substring(first, last);
                        looks.add(new Base64Keyword(rule, digits, first, skipped));
                    }
                }
            }
        }
        return looks;
    }

    /**
     * Decodes what begins with the keyword.
     *
     * @param text the bytes
     * @param at where the digits may be
     * @param length how many bytes of {@code text} count
     * @return the decoded bytes from the keyword on, or null if the digits are not there
     */
    @CheckForNull
    byte[] decode(byte[] text, int at, int length) {
        int from = at - before;
        if (from < 0 || !digits.equals(new String(text, at, digits.length(), StandardCharsets.ISO_8859_1))) {
            return null;
        }
        int end = endOfDigits(text, at, length);
        byte[] bytes = TokenFormats.decode(new String(text, from, (end - from) / 4 * 4, StandardCharsets.ISO_8859_1)
                + rest(text, from + (end - from) / 4 * 4, end));
        return bytes == null || bytes.length <= skipped ? null : Arrays.copyOfRange(bytes, skipped, bytes.length);
    }

    /** What is left after the last whole group, unless it is a single digit, which says nothing. */
    private static String rest(byte[] text, int from, int end) {
        return end - from < 2 ? "" : new String(text, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * Where the base64 ends.
     *
     * @param text the bytes
     * @param at a place in it
     * @param length how many bytes of {@code text} count
     * @return index after its last digit
     */
    static int endOfDigits(byte[] text, int at, int length) {
        int end = at;
        while (end < length
                && (Randomness.isLetter((char) text[end])
                        || Randomness.isDigit((char) text[end])
                        || text[end] == '+'
                        || text[end] == '/'
                        || text[end] == '-'
                        || text[end] == '_')) {
            end++;
        }
        return end;
    }
}
