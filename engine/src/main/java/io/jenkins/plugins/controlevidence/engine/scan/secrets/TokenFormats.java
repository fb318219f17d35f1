package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** The formats of tokens that carry something that can be checked: a checksum, an account number, JSON. */
final class TokenFormats {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How macaroons of the Python Package Index begin: version, field, length and name of the place; in base64, as tokens show them. */
    private static final List<byte[]> PYPI_LOCATIONS =
            List.of(decode("AgEIcHlwaS5vcmc"), decode("AgENdGVzdC5weXBpLm9yZw"));

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    private TokenFormats() {}

    static boolean endsWithCrc32Base62(String token) {
        int body = token.indexOf('_') + 1;
        int sum = token.length() - 6;
        return sum > body && token.substring(sum).equals(base62(crc32(token.substring(body, sum)), 6));
    }

    static String base62(long number, int digits) {
        char[] text = new char[digits];
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            text[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(text);
    }

    static boolean endsWithCrc32Hex(String token) {
        int sum = token.length() - 8;
        return sum > 1
                && token.charAt(sum - 1) == '='
                && token.substring(sum).equals(String.format(Locale.ROOT, "%08X", crc32(token.substring(0, sum - 1))));
    }

    static boolean endsWithCrc32Base36(String token) {
        int sum = token.length() - 7;
        String expected = Long.toString(crc32(token.substring(0, sum)), 36);
        return token.substring(sum).equals("0".repeat(7 - expected.length()) + expected);
    }

    /** The last two bytes are the CRC-16 (XMODEM) of what is before, the lower one first. */
    static boolean endsWithCrc16Base32(String text) {
        byte[] bytes = base32(text);
        int body = bytes.length - 2;
        return body > 0 && crc16(bytes, body) == ((bytes[body + 1] & 0xff) << 8 | bytes[body] & 0xff);
    }

    static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xffff;
    }

    /** Empty if the text has other characters. */
    private static byte[] base32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE32.indexOf(text.charAt(i));
            if (digit < 0) {
                return new byte[0];
            }
            bits = bits << 5 | digit;
            int whole = (i + 1) * 5 / 8;
            if (whole > i * 5 / 8) {
                bytes[whole - 1] = (byte) (bits >> (i + 1) * 5 % 8);
            }
        }
        return bytes;
    }

    static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }

    /** After the four letters follows base32 whose bits 1 to 40 are the account number. */
    static boolean isAwsKeyId(String id) {
        long bits = 0;
        for (int i = 4; i < 14; i++) {
            int digit = BASE32.indexOf(id.charAt(i));
            if (digit < 0) {
                return false;
            }
            bits = bits << 5 | digit;
        }
        return (bits >> 2 & 0x7fff_ffff_ff80L) >> 7 <= 999_999_999_999L;
    }

    static boolean isJwt(String token) {
        String[] parts = token.split("\\.", -1);
        JsonNode header = parts.length < 2 ? null : jsonObject(parts[0]);
        return header != null && !header.isEmpty() && looksLikeJson(parts[1]);
    }

    static boolean isBase64Jwt(String base64) {
        byte[] bytes = decode(base64);
        return bytes != null && isJwt(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static boolean looksLikeJson(String base64) {
        byte[] bytes = decode(base64.substring(0, Math.min(base64.length(), 4)));
        return bytes != null && bytes.length > 1 && bytes[0] == '{';
    }

    static boolean isBase64Json(String text) {
        return jsonObject(text) != null;
    }

    @CheckForNull
    private static JsonNode jsonObject(String base64) {
        byte[] bytes = decode(base64);
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null; // not JSON: that is the answer
        }
    }

    static boolean isPypiMacaroon(String token) {
        byte[] bytes = decode(token.substring("pypi-".length()));
        return bytes != null
                && PYPI_LOCATIONS.stream()
                        .anyMatch(start -> bytes.length >= start.length
                                && Arrays.equals(bytes, 0, start.length, start, 0, start.length));
    }

    static int base64Length(String text) {
        byte[] bytes = decode(text);
        return bytes == null ? -1 : bytes.length;
    }

    /** Decodes base64 or base64url, with or without padding; null if it is neither. */
    @CheckForNull
    static byte[] decode(String text) {
        String plain = text.replace('-', '+').replace('_', '/').replace("=", "");
        try {
            return Base64.getDecoder().decode(plain.length() % 4 == 1 ? plain.substring(1) : plain);
        } catch (IllegalArgumentException e) {
            return null; // not base64: that is the answer
        }
    }

    static boolean startsWithBase64Number(String token) {
        byte[] bytes = decode(token.substring(0, Math.max(0, token.indexOf('.'))));
        return bytes != null
                && bytes.length > 0
                && new String(bytes, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static boolean isBech32(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int one = lower.lastIndexOf('1');
        int sum = 1;
        for (int i = 0; i < one; i++) {
            sum = polymod(sum, lower.charAt(i) >> 5);
        }
        sum = polymod(sum, 0);
        for (int i = 0; i < one; i++) {
            sum = polymod(sum, lower.charAt(i) & 31);
        }
        for (int i = one + 1; i < lower.length(); i++) {
            int digit = BECH32.indexOf(lower.charAt(i));
            if (digit < 0) {
                return false;
            }
            sum = polymod(sum, digit);
        }
        return one > 0 && sum == 1;
    }

    static int polymod(int sum, int digit) {
        int[] generators = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        int next = (sum & 0x1ffffff) << 5 ^ digit;
        for (int i = 0; i < 5; i++) {
            next ^= (sum >> 25 >> i & 1) == 1 ? generators[i] : 0;
        }
        return next;
    }

    static boolean isBase58Check(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            int digit = BASE58.indexOf(c);
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        byte[] payload = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        if (payload.length < 5) {
            return false;
        }
        byte[] sum = sha256(sha256(Arrays.copyOf(payload, payload.length - 4)));
        return Arrays.equals(sum, 0, 4, payload, payload.length - 4, payload.length);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
