package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A stretch of a text that stands for another one: percent-encoded (RFC 3986), with the escapes of JSON and of program
 * sources, in hexadecimal, or in base64.
 *
 * @param end index after the stretch
 * @param plain what it stands for
 */
record Encoded(int end, byte[] plain) {
    private static final int LEAST_DIGITS = 24;

    /**
     * The escaped stretch that begins at a place, up to the next blank or quote.
     *
     * @param text the bytes
     * @param from where it begins
     * @param length how many bytes of {@code text} count
     * @return null if nothing in it is escaped
     */
    @CheckForNull
    static Encoded escaped(byte[] text, int from, int length) {
        byte[] plain = new byte[length - from];
        int size = 0;
        boolean any = false;
        int i = from;
        while (i < length && text[i] > ' ' && text[i] != '"' && text[i] != '\'') {
            int escape = escape(text, i, length);
            if (escape == 0) {
                plain[size++] = text[i++];
            } else {
                any = true;
                plain[size++] = (byte) value(text, i, escape);
                i += escape;
            }
        }
        return any ? new Encoded(i, Arrays.copyOf(plain, size)) : null;
    }

    /** How long the escape is that begins here; 0 if none does. */
    private static int escape(byte[] text, int at, int length) {
        if (text[at] == '%') {
            return isHex(text, at + 1, at + 3, length) ? 3 : 0;
        }
        if (text[at] != '\\' || at + 1 >= length) {
            return 0;
        }
        return switch (text[at + 1]) {
            case 'u' -> isHex(text, at + 2, at + 6, length) ? 6 : 0;
            case 'x' -> isHex(text, at + 2, at + 4, length) ? 4 : 0;
            case '/', 'n', 'r', 't' -> 2;
            default -> 0;
        };
    }

    private static int value(byte[] text, int at, int escape) {
        if (escape == 2) {
            return switch (text[at + 1]) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                default -> text[at + 1];
            };
        }
        int digits = escape == 3 ? 2 : escape - 2;
        return HexFormat.fromHexDigits(new String(text, at + escape - digits, digits, StandardCharsets.ISO_8859_1));
    }

    private static boolean isHex(byte[] text, int from, int to, int length) {
        for (int i = from; i < to; i++) {
            if (i >= length || !HexFormat.isHexDigit(text[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The stretch of hexadecimal or base64 digits that begins at a place, if it stands for printable ASCII.
     *
     * @param text the bytes
     * @param from where it begins
     * @param length how many bytes of {@code text} count
     * @return null if it is neither
     */
    @CheckForNull
    static Encoded digits(byte[] text, int from, int length) {
        int end = Base64Keyword.endOfDigits(text, from, length);
        if (end - from < LEAST_DIGITS) {
            return null;
        }
        String digits = new String(text, from, end - from, StandardCharsets.ISO_8859_1);
        byte[] plain = isHex(text, from, end, length) && digits.length() % 2 == 0
                ? HexFormat.of().parseHex(digits)
                : TokenFormats.decode(digits);
        return plain == null || !isPrintable(plain) ? null : new Encoded(end, plain);
    }

    private static boolean isPrintable(byte[] bytes) {
        for (byte b : bytes) {
            if ((b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == 127) {
                return false;
            }
        }
        return true;
    }
}
