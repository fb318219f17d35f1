package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;

/** Judges values that only their name, or their place in a URL, makes out to be a password or a key. */
final class GenericValues {
    /** Words, identifiers, paths, addresses, versions, hashes of passwords: what code gives to such names besides secrets. */
    private static final Pattern NO_SECRET = Pattern.compile("(?i)(?:true|false|null|none|undefined|nil|void|string)"
            + "|[a-z]+(?:[._/:-][a-z0-9]{0,3}[a-z]+)*[0-9]{0,2}" // words and dotted names
            + "|(?:[a-z]:)?[/\\\\.~][^=]*[/\\\\].*" // paths
            + "|[a-z][a-z0-9+.-]*:/.*" // URLs
            + "|(?:[a-z]+_)?pub_.*|pk_(?:live|test)_.*|(?:pi|seti)_[0-9a-z]+_secret_.*" // keys that browsers are given
            + "|[0-9.,:/ TZ+-]+" // numbers, versions, dates
            + "|v?[0-9]{1,5}(?:\\.[0-9]{1,5})*[.-](?:v?[0-9a-f_]{4,}|[a-z0-9.+-]{0,20})" // more versions
            + "|.*\\\\[ux][0-9a-f]{2}.*" // escaped letters of another language
            + "|[#$]?[0-9a-z_-]{0,16}[:$].*\\$.*|\\{[A-Z0-9]+\\}.*|(?:sha[0-9]+|md5|pbkdf2|scrypt|argon2)[-:$].*" // hashes
            + "|.*::.*|[a-z_][a-z0-9_.]*\\(.*" // members and calls of programs
            + "|[#$]?[a-z0-9]{0,16}crypt:.*|(?:.*:)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})");

    /** Least entropy and surprise, chosen by measurement: docs/decisions/033-thresholds-by-measurement.md. */
    static final double HEX_KEY_ENTROPY = 3;

    static final double KEY_ENTROPY = 3.5;
    static final double KEY_SURPRISE = 0.3;
    static final double PASSWORD_ENTROPY = 2.8;
    static final double PASSWORD_SURPRISE = 0.25;

    /** For what has small and capital letters, digits and other characters: few names of programs have. */
    private static final double MIXED_PASSWORD_SURPRISE = 0.1;

    private GenericValues() {}

    static boolean isRandom(String text) {
        return Randomness.surprise(text) >= (isHexadecimal(text) ? 0.15 : 0.3);
    }

    /** A key: long, of several kinds of characters, unlike words. */
    static boolean isRandomKey(String text) {
        return Randomness.entropy(text) >= (isHexadecimal(text) ? HEX_KEY_ENTROPY : KEY_ENTROPY)
                && Randomness.surprise(text) >= KEY_SURPRISE
                && couldBeKey(text);
    }

    /** Whether a text is a key but for its randomness. */
    static boolean couldBeKey(String text) {
        return text.length() >= 16
                && digits(text) >= 2
                && digits(text) < text.length()
                && (isHexadecimal(text) || !NO_SECRET.matches(text))
                && !Placeholder.replacesASecret(text);
    }

    /** A password: people make them up, so less is asked of it; but words and names alone are too often none. */
    static boolean isPassword(String text) {
        double surprise = Randomness.surprise(text);
        return Randomness.entropy(text) >= PASSWORD_ENTROPY
                && (surprise >= PASSWORD_SURPRISE || (kinds(text) == 4 && surprise >= MIXED_PASSWORD_SURPRISE))
                && couldBePassword(text);
    }

    /** Whether a text is a password but for its randomness. */
    static boolean couldBePassword(String text) {
        return text.length() >= 8
                && isText(text)
                && digits(text) >= 1
                && digits(text) < text.length()
                && !NO_SECRET.matches(text)
                && !Placeholder.replacesASecret(text);
    }

    /** A password in a URL is one whatever it looks like, unless it is a variable. */
    static boolean isUrlPassword(String text) {
        return text.length() >= 3 && !Placeholder.isVariable(text);
    }

    static boolean isBasicAuthentication(String base64) {
        byte[] bytes = TokenFormats.decode(base64);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        return colon > 0
                && text.chars().allMatch(c -> c >= ' ' && c < 127)
                && !text.substring(0, colon).equals(text.substring(colon + 1))
                && isUrlPassword(text.substring(colon + 1))
                && !Placeholder.isExamplePassword(text.substring(colon + 1));
    }

    /** Printable ASCII, or UTF-8: no bytes of a picture or a font that has a name like {@code pwd} in it by chance. */
    private static boolean isText(String bytes) {
        if (bytes.chars().anyMatch(c -> c < ' ' || c == 127)) {
            return false;
        }
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0;
    }

    private static int digits(String text) {
        return (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    static boolean isHexadecimal(String text) {
        return text.chars()
                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-');
    }

    private static int kinds(String text) {
        boolean[] kinds = new boolean[4];
        for (char c : text.toCharArray()) {
            kinds[Randomness.isDigit(c) ? 0 : c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : 3] = true;
        }
        int count = 0;
        for (boolean kind : kinds) {
            count += kind ? 1 : 0;
        }
        return count;
    }
}
