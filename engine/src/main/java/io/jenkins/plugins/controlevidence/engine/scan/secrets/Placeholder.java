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

    private static final String[] SEQUENCES = {
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "98765432109876543210", "0123456789abcdef0123456789abcdef"
    };

    private Placeholder() {}

    /**
     * Whether the text is a variable, a template or an evident example.
     *
     * @param text what was found where a password or key would be
     * @return true if it can be no credential
     */
    static boolean replacesASecret(String text) {
        return VARIABLE.matches(text) || EXAMPLE.matches(text) || isMonotonous(text);
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
        for (String sequence : SEQUENCES) {
            for (int i = 0; i + 10 <= sequence.length(); i++) {
                if (lower.contains(sequence.substring(i, i + 10))) {
                    return true;
                }
            }
        }
        return isRepeated(lower);
    }

    private static boolean isRepeated(String text) {
        for (int period = 1; period <= Math.min(10, text.length() / 3); period++) {
            if (text.startsWith(text.substring(period))
                    || text.substring(period).equals(text.substring(0, text.length() - period))) {
                return true;
            }
        }
        return false;
    }
}
