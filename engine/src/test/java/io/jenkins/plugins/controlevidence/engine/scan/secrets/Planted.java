package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A credential made up for a test at run time, as its provider would have made it, and a text that has it. */
public final class Planted {
    private Planted() {}

    /**
     * A made-up credential.
     *
     * @param rule id of the rule that it is of
     * @param text a line that has it
     * @param value the credential alone
     */
    public record Credential(String rule, String text, String value) {}

    /** One credential of every kind, in the order of the rules. */
    public static List<Credential> ofEveryKind(Random random) {
        List<Credential> credentials = new ArrayList<>();
        for (SecretRule rule : SecretRules.load().rules()) {
            PatternSample.Sample sample = sample(rule, random);
            credentials.add(new Credential(rule.id(), sample.text(), sample.secret()));
        }
        return credentials;
    }

    /**
     * A text with one credential of a rule.
     *
     * @param rule what kind
     * @param random where the randomness comes from
     * @return the text, and where the credential is in it
     */
    static PatternSample.Sample sample(SecretRule rule, Random random) {
        for (int attempt = 0; attempt < 200; attempt++) {
            PatternSample.Sample sample = once(rule, random);
            String secret = rule.checks().contains(StructureCheck.PRIVATE_KEY)
                    ? PrivateKeyText.normalise(sample.secret())
                    : sample.secret();
            if (Randomness.entropy(secret) >= rule.entropy()
                    && rule.checks().stream().allMatch(check -> check.holds(secret))
                    && (rule.monotonous()
                            || rule.checks().contains(StructureCheck.PRIVATE_KEY)
                            || !Placeholder.isMonotonous(secret))) {
                return inContext(rule, sample, random);
            }
        }
        throw new AssertionError("no sample of " + rule.id() + " passes its own checks");
    }

    private static PatternSample.Sample once(SecretRule rule, Random random) {
        PatternSample.Sample sample = PatternSample.of(rule.pattern().toString(), random);
        String secret = sample.secret();
        for (StructureCheck check : rule.checks()) {
            secret = repaired(check, secret, random);
        }
        if (rule.doubt() != null) {
            secret = repaired(rule.doubt(), secret, random);
        }
        String text = sample.text().substring(0, sample.start())
                + secret
                + sample.text().substring(sample.end());
        return new PatternSample.Sample(text, sample.start(), sample.start() + secret.length());
    }

    private static PatternSample.Sample inContext(SecretRule rule, PatternSample.Sample sample, Random random) {
        if (rule.placement().compareTo(SecretRule.Placement.ASSIGNED) < 0) {
            return shifted("x = ", sample, "\n");
        }
        String keyword = rule.keywords().get(random.nextInt(rule.keywords().size()));
        if (keyword.startsWith("--")) {
            return shifted(keyword + " ", sample, "\n");
        }
        boolean bare =
                random.nextBoolean() && Character.isLetterOrDigit(sample.text().charAt(0));
        return bare ? shifted(keyword + "=", sample, "\n") : shifted(keyword + ": \"", sample, "\"\n");
    }

    private static PatternSample.Sample shifted(String before, PatternSample.Sample sample, String after) {
        return new PatternSample.Sample(
                before + sample.text() + after, before.length() + sample.start(), before.length() + sample.end());
    }

    /** Gives a random text the structure that a check asks for. */
    private static String repaired(StructureCheck check, String text, Random random) {
        switch (check) {
            case CRC32_BASE62: {
                String body = text.substring(0, text.length() - 6);
                return body + TokenFormats.base62(TokenFormats.crc32(body.substring(body.indexOf('_') + 1)), 6);
            }
            case CRC32_HEX: {
                String body = text.substring(0, text.length() - 9);
                return body + "=" + String.format(Locale.ROOT, "%08X", TokenFormats.crc32(body));
            }
            case CRC32_BASE36: {
                String body = text.substring(0, text.length() - 7);
                String sum = Long.toString(TokenFormats.crc32(body), 36);
                return body + "0".repeat(7 - sum.length()) + sum;
            }
            case JWT:
                return base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                        + base64Url("{\"sub\":\"" + random.nextLong() + "\"}") + "." + base64Url(bytes(32, random));
            case BASE64_JWT:
                return Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(
                                repaired(StructureCheck.JWT, text, random).getBytes(StandardCharsets.US_ASCII));
            case BASE64_JSON: {
                String json = "{\"k\":\"" + Base64.getEncoder().encodeToString(bytes(40, random)) + "\"}";
                return Base64.getEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
            }
            case PYPI_MACAROON:
                return "pypi-" + base64Url(concat(TokenFormats.decode("AgEIcHlwaS5vcmcC"), bytes(60, random)));
            case BASE64_32:
                return Base64.getEncoder().encodeToString(bytes(32, random));
            case BASE64_64:
                return Base64.getEncoder().encodeToString(bytes(64, random));
            case BASIC_AUTH:
                return Base64.getEncoder()
                        .encodeToString(("user:p" + Long.toString(random.nextLong() >>> 1, 36))
                                .getBytes(StandardCharsets.US_ASCII));
            case BECH32:
                return bech32(text);
            case CRC16_BASE32:
                return nkeySeed(text, random);
            case BASE58_CHECK:
                return text.charAt(0) + "prv" + base58Check(text.charAt(0), random);
            case DISCORD_ID:
                return base64Url(Long.toString(100_000_000_000_000_000L + (random.nextLong() >>> 8)))
                        + text.substring(text.indexOf('.'));
            case PRIVATE_KEY:
                return privateKey(random);
            default:
                return text;
        }
    }

    private static byte[] bytes(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String bech32(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int one = lower.lastIndexOf('1');
        String alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        int sum = 1;
        for (int i = 0; i < one; i++) {
            sum = TokenFormats.polymod(sum, lower.charAt(i) >> 5);
        }
        sum = TokenFormats.polymod(sum, 0);
        for (int i = 0; i < one; i++) {
            sum = TokenFormats.polymod(sum, lower.charAt(i) & 31);
        }
        String body = lower.substring(0, lower.length() - 6);
        for (int i = one + 1; i < body.length(); i++) {
            sum = TokenFormats.polymod(sum, alphabet.indexOf(body.charAt(i)));
        }
        for (int i = 0; i < 6; i++) {
            sum = TokenFormats.polymod(sum, 0);
        }
        sum ^= 1;
        StringBuilder whole = new StringBuilder(body);
        for (int i = 0; i < 6; i++) {
            whole.append(alphabet.charAt(sum >> 5 * (5 - i) & 31));
        }
        return text.equals(lower) ? whole.toString() : whole.toString().toUpperCase(Locale.ROOT);
    }

    /** Two bytes say what the key is for, 32 are the key, two are the sum. */
    private static String nkeySeed(String text, Random random) {
        int kind = "ACNOPUX".indexOf(text.charAt(1)) < 0 ? 'U' : text.charAt(1);
        byte[] bytes =
                concat(new byte[] {(byte) (18 << 3 | kind - 'A' >> 2), (byte) (kind - 'A' << 6)}, bytes(32, random));
        int sum = TokenFormats.crc16(bytes, bytes.length);
        return base32(concat(bytes, new byte[] {(byte) sum, (byte) (sum >> 8)}));
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        java.math.BigInteger rest = new java.math.BigInteger(1, bytes).shiftLeft(2); // 290 bits
        for (int at = 57; at >= 0; at--) {
            text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                    .charAt(rest.shiftRight(at * 5).intValue() & 31));
        }
        return text.toString();
    }

    private static String base58Check(char network, Random random) {
        byte[] version = java.util.HexFormat.of()
                .parseHex(
                        switch (network) {
                            case 'x' -> "0488ade4";
                            case 't' -> "04358394";
                            case 'y' -> "049d7878";
                            default -> "04b2430c";
                        });
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] payload = concat(version, bytes(74, random));
            byte[] sum = Arrays.copyOf(sha256.digest(sha256.digest(payload)), 4);
            java.math.BigInteger number = new java.math.BigInteger(1, concat(payload, sum));
            StringBuilder text = new StringBuilder();
            while (number.signum() > 0) {
                java.math.BigInteger[] parts = number.divideAndRemainder(java.math.BigInteger.valueOf(58));
                text.insert(
                        0, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".charAt(parts[1].intValue()));
                number = parts[0];
            }
            return text.substring(4);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String privateKey(Random random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024, new java.security.SecureRandom(bytes(8, random)));
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "\n" + base64.substring(0, 800) + "\n";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
