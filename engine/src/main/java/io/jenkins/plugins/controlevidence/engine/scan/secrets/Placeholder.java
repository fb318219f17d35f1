package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import java.util.Locale;

/** Tells what stands where a credential would be from a credential. */
final class Placeholder {
    /** A variable, a template or a look-up: {@code ${X}}, {@code $X}, {@code {{x}}}, {@code %X%}, {@code <x>}, {@code @x@}. */
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$\\{.*|\\$[A-Za-z_(\\[].*|.*\\$\\{[^}]*\\}.*|.*\\{\\{.*|%[A-Za-z_.{(].*[%})]?"
                    + "|%[sdv]|<.*>|<[a-zA-Z].*|.*#\\{.*|@[A-Za-z_.-]+@|\\{[A-Za-z0-9_.:-]*\\}.*|\\[[A-Za-z0-9_ .-]*\\]|__[A-Za-z_]+__"
                    + "|(?i:env|os|process|config|secrets|vars|params|credentials|this|self|ENV)[.\\[(:].*|.*\\(.*\\).*");

    private static final Pattern EXAMPLE =
            Pattern.compile("(?i).*(?:example|placeholder|changeme|change[-_.]?(?:me|it|this)|redacted|dummy|sample"
                    + "|fake|mock|your[-_. ]?|my[-_](?:key|token|secret|api|pass)|insert|replace|todo|fixme|not[-_]?(?:a|real)[-_]|xxxx|\\*\\*\\*|\\.\\.\\.|…"
                    + "|deadbeef|cafebabe|asdf|qwert|foobar|foo-bar|lorem|test[-_]?(?:key|token|secret|pass)|secret[-_]?key|api[-_]?key|access[-_]?token"
                    + "|password|passwd|hunter2).*");

    private static final Pattern USUAL_PASSWORD = Pattern.compile(
            "(?i)[*x.#-]+|p+a+s+s+(?:w(?:or)?d)?[0-9]*|pwd?|[a-z0-9_]+_(?:pass|pwd|secret|token|key)|secret|user(?:name)?|token|test|admin|root|guest"
                    + "|postgres|mysql|mongo|redis|rabbitmq|key|some[a-z]*|foo|bar|baz|abc|123|[a-z]");

    private static final String[] SEQUENCES = {
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "98765432109876543210", "0123456789abcdef0123456789abcdef"
    };

    /** Shorter ones are like a sequence by chance too often. */
    private static final int LEAST_SEQUENCE = 12;

    /** Random digits of a key in hexadecimal are above this once in a million times. */
    private static final double MOST_STEPS = 0.6;

    /** Of this length two halves that are the same are no chance. */
    private static final int LEAST_REPEATED = 24;

    private Placeholder() {}

    /**
     * Whether the text is a variable, a template or an evident example.
     *
     * @param text what was found where a password or key would be
     * @return true if it can be no credential
     */
    static boolean replacesASecret(String text) {
        return isVariable(text) || EXAMPLE.matches(text) || isMonotonous(text);
    }

    /**
     * Whether the text is a variable, a template or a look-up.
     *
     * @param text what was found where a password or key would be
     * @return true if the credential is elsewhere
     */
    static boolean isVariable(String text) {
        return VARIABLE.matches(text);
    }

    /**
     * Whether the text is a word that documentation puts where a password would be, such as {@code password} or {@code secret}.
     *
     * @param text a password by its place
     * @return true for such words
     */
    static boolean isExamplePassword(String text) {
        return EXAMPLE.matches(text) || USUAL_PASSWORD.matches(text) || isMonotonous(text);
    }

    /**
     * Whether the text is made of repetitions and sequences, or says that it is an example, as the tokens in documentation do.
     *
     * @param text a credential by its form
     * @return true if nobody has issued it
     */
    static boolean isMonotonous(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("example") || lower.contains("xxxxx") || lower.contains("placeholder")) {
            return true;
        }
        int run = 1;
        for (int i = 1; i < lower.length(); i++) {
            run = lower.charAt(i) == lower.charAt(i - 1) ? run + 1 : 1;
            if (run >= 8 || (run >= 4 && run * 2 >= lower.length())) {
                return true;
            }
        }
        return isSequence(lower) || isRepeated(lower);
    }

    /** {@code abcd1234efgh5678}, {@code 1a2b3c4d5e6f}, also with hyphens between: most characters follow the one before. */
    private static boolean isSequence(String text) {
        for (String sequence : SEQUENCES) {
            for (int i = 0; i + 10 <= sequence.length(); i++) {
                if (text.contains(sequence.substring(i, i + 10))) {
                    return true;
                }
            }
        }
        String letters = text.replaceAll("[^a-z0-9]", "");
        return letters.length() >= LEAST_SEQUENCE
                && letters.chars().anyMatch(c -> c > '9')
                && (steps(letters, 1) >= MOST_STEPS || steps(letters, 2) >= MOST_STEPS);
    }

    /** The share of characters that are next to, or the same as, the one so many places before; in random text at most 0.2. */
    private static double steps(String text, int distance) {
        int steps = 0;
        for (int i = distance; i < text.length(); i++) {
            int step = Math.abs(text.charAt(i) - text.charAt(i - distance));
            steps += step <= 1 || step == 9 ? 1 : 0;
        }
        return (double) steps / (text.length() - distance);
    }

    private static boolean isRepeated(String text) {
        int longest = text.length() >= LEAST_REPEATED ? text.length() / 2 : Math.min(10, text.length() / 3);
        for (int period = 1; period <= longest; period++) {
            if (text.regionMatches(period, text, 0, text.length() - period)) {
                return true;
            }
        }
        return false;
    }
}
