package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordsTest {
    private static final List<String> WORDS =
            List.of("key", "ghp_", "token", "api-key", "secret_access_key", "AKIA", "://", "kia", "aaaaaaaa", "aab");

    private final Keywords keywords = new Keywords(WORDS);

    /** What a comparison at every place finds. */
    private static List<String> expected(String text, int from, int to) {
        List<String> found = new ArrayList<>();
        for (int at = from; at < to; at++) {
            for (String word : WORDS) {
                if (text.regionMatches(true, at, word, 0, word.length())) {
                    found.add(at + word);
                }
            }
        }
        return found;
    }

    private static List<String> listed(Keywords.Hits hits) {
        List<String> found = new ArrayList<>();
        for (int hit = 0; hit < hits.count(); hit++) {
            found.add(hits.start(hit) + WORDS.get(hits.keyword(hit)));
        }
        return found;
    }

    private Keywords.Hits scan(String text, int from, int to) {
        Keywords.Hits hits = new Keywords.Hits();
        keywords.scan(text.getBytes(StandardCharsets.ISO_8859_1), text.length(), from, to, hits);
        return hits;
    }

    /** Pieces of keywords, so that many begin and few go on. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            String piece = word.substring(random.nextInt(2), word.length() - random.nextInt(3));
            text.append(random.nextBoolean() ? piece : piece.toUpperCase(Locale.ROOT));
            text.append(random.nextInt(4) == 0 ? (char) random.nextInt(256) : "");
        }
        return text.toString();
    }

    @Test
    void findsWhatAComparisonAtEveryPlaceFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            String text = text(random);
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() + 1 - from);
            assertEquals(
                    expected(text, from, to),
                    listed(scan(text, from, to)).stream()
                            .sorted(inTheOrderOfText())
                            .toList(),
                    () -> "seed " + seed + ": " + text);
        }
    }

    private static Comparator<String> inTheOrderOfText() {
        return Comparator.comparingInt((String hit) -> Integer.parseInt(hit.replaceAll("\\D.*", "")))
                .thenComparingInt(hit -> WORDS.indexOf(hit.replaceFirst("\\d+", "")));
    }

    @Test
    void knowsFromWhereAKeywordCanLieAcrossAPlace() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            String text = text(random);
            Keywords.Hits hits = scan(text, 0, text.length());
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int place = 1; place <= text.length(); place++) {
                int first = keywords.firstAcross(bytes, bytes.length, place);
                assertTrue(first < place);
                for (int hit = 0; hit < hits.count(); hit++) {
                    int end = hits.start(hit) + keywords.length(hits.keyword(hit));
                    boolean across = hits.start(hit) < place && end > place;
                    assertTrue(!across || hits.start(hit) >= first, () -> "seed " + seed + ": " + text);
                }
            }
        }
    }

    @Test
    void movesThoseThatLieWhollyInACopiedPart() {
        String text = "a token, a key, a tok";
        Keywords.Hits moved = new Keywords.Hits();
        keywords.addMoved(moved, scan(text, 0, text.length()), 3, 11, 12, 100);
        assertEquals(List.of(), listed(moved));
        keywords.addMoved(moved, scan(text, 0, text.length()), 2, 12, 14, 100);
        assertEquals(List.of("102token", "111key"), listed(moved));
    }

    @Test
    void refusesWhatItCannotFind() {
        assertThrows(IllegalArgumentException.class, () -> new Keywords(List.of("ab")));
        assertThrows(IllegalArgumentException.class, () -> new Keywords(List.of("schlüssel")));
        assertThrows(IllegalArgumentException.class, () -> new Keywords(List.of("a".repeat(128))));
    }
}
