package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Gives the secrets scanner texts made of its own keywords, beginnings of its own formats, encodings of them and random bytes,
 * for as long as it is told to. Stops at the first exception, and at the first text that makes more work for patterns than its
 * length allows; prints the seed of that text.
 */
final class SecretsFuzz {
    /** Bytes given to patterns for each byte of a text. */
    private static final long MOST_WORK = 20_000;

    private SecretsFuzz() {}

    /**
     * Runs.
     *
     * @param args minutes, and the first seed (optional)
     */
    public static void main(String[] args) {
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.parseLong(args[0])));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        SecretDetector detector = new SecretDetector(SecretRules.load());
        List<String> keywords = SecretRules.load().rules().stream()
                .flatMap(rule -> rule.keywords().stream())
                .toList();
        BlobScanner scanner = new BlobScanner(detector, true);
        long texts = 0;
        long most = 0;
        for (; Instant.now().isBefore(end); seed++, texts++) {
            byte[] text = text(keywords, new Random(seed));
            long before = detector.matchedBytes();
            try {
                scanner.scan(text, text.length);
            } catch (RuntimeException e) {
                throw new IllegalStateException("seed " + seed, e);
            }
            long work = (detector.matchedBytes() - before) / Math.max(1, text.length);
            most = Math.max(most, work);
            if (work > MOST_WORK) {
                throw new IllegalStateException("seed " + seed + ": " + work + " bytes matched for each byte");
            }
        }
        System.out.println(texts + " texts, at most " + most + " bytes matched for each byte");
    }

    private static byte[] text(List<String> keywords, Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            String piece = piece(keywords, random);
            text.append(piece.repeat(random.nextInt(8) == 0 ? 1 + random.nextInt(40) : 1));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String piece(List<String> keywords, Random random) {
        String keyword = keywords.get(random.nextInt(keywords.size()));
        return switch (random.nextInt(9)) {
            case 0, 1 -> keyword;
            case 2 -> List.of("=", ": ", " = \"", "\"", "'", "\n", "%", "%2", "%2F", "\\u00", "\\u002f", "\\", ":", "://", "@", "{", " ")
                    .get(random.nextInt(17));
            case 3 -> HexFormat.of().formatHex((keyword + "=").repeat(4).getBytes(StandardCharsets.UTF_8));
            case 4 -> Base64.getEncoder().encodeToString((keyword + "=").repeat(5).getBytes(StandardCharsets.UTF_8));
            case 5 -> digits(random, "0123456789abcdef");
            case 6 -> digits(random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/=-_.");
            case 7 -> keyword + "=" + digits(random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
            default -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield new String(bytes, StandardCharsets.ISO_8859_1);
            }
        };
    }

    private static String digits(Random random, String alphabet) {
        StringBuilder digits = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            digits.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return digits.toString();
    }
}
