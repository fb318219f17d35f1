package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretRulesTest {
    private static final SecretRules RULES = SecretRules.load();
    private static final SecretDetector DETECTOR = new SecretDetector(RULES);

    /** Bytes given to a pattern for each byte of a text that was made to hurt. */
    private static final int MOST_WORK = 200;

    @Test
    void thereAreMoreThanTwoHundredKindsOfRealProviders() {
        assertTrue(RULES.count() > 200, RULES.count() + " rules");
        assertTrue(RULES.rules().stream().map(SecretRule::provider).distinct().count() > 120);
    }

    @Test
    void theDigestIsASha256AndTheSameForTheSameRules() {
        assertTrue(RULES.digest().matches("[0-9a-f]{64}"), RULES.digest());
        assertEquals(RULES.digest(), SecretRules.load().digest());
    }

    @Test
    void everyRuleSaysWhereToRevoke() {
        for (SecretRule rule : RULES.rules()) {
            assertTrue(rule.help().startsWith("https://"), rule.id());
            assertTrue(rule.id().matches("[a-z0-9]+(-[a-z0-9]+)*"), rule.id());
        }
    }

    /** Each rule by itself finds what its own format allows, whatever is drawn. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyRuleFindsWhatItsProviderIssues(long seed) {
        List<String> missed = new ArrayList<>();
        for (SecretRule rule : RULES.rules()) {
            Random random = new Random(seed);
            SecretDetector alone = new SecretDetector(List.of(rule));
            for (int i = 0; i < 5; i++) {
                PatternSample.Sample sample = Planted.sample(rule, random);
                byte[] text = sample.text().getBytes(StandardCharsets.ISO_8859_1);
                List<SecretMatch> found = alone.find(text, text.length, 0, text.length, true);
                if (found.stream().noneMatch(match -> match.start() == sample.start() && match.end() >= sample.end())) {
                    missed.add(rule.id() + ": " + sample.text().trim());
                    break;
                }
            }
        }
        assertEquals("", String.join("\n", missed), "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allRulesTogetherFindItToo(long seed) {
        Random random = new Random(seed);
        List<String> missed = new ArrayList<>();
        for (SecretRule rule : RULES.rules()) {
            PatternSample.Sample sample = Planted.sample(rule, random);
            byte[] text = sample.text().getBytes(StandardCharsets.ISO_8859_1);
            List<SecretMatch> found =
                    SecretMatch.withoutOverlap(DETECTOR.find(text, text.length, 0, text.length, true));
            if (found.stream().noneMatch(match -> match.start() < sample.end() && sample.start() < match.end())) {
                missed.add(rule.id() + ": " + sample.text().trim());
            }
        }
        assertEquals("", String.join("\n", missed), "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatHasAMarkOfItsOwnIsFoundInBase64WhereverItFalls(long seed) {
        Random random = new Random(seed);
        List<String> missed = new ArrayList<>();
        for (SecretRule rule : RULES.rules()) {
            boolean marked = rule.placement() == SecretRule.Placement.AT
                    && rule.rank() == 0
                    && rule.keywords().stream().allMatch(keyword -> keyword.length() >= 5);
            for (int shift = 0; marked && shift < 3; shift++) {
                PatternSample.Sample sample = Planted.sample(rule, random);
                String plain = " ".repeat(shift) + sample.text().substring("x = ".length());
                byte[] text = Base64.getEncoder().encode(plain.getBytes(StandardCharsets.ISO_8859_1));
                List<SecretMatch> found = DETECTOR.find(text, text.length, 0, text.length, true);
                if (found.stream().noneMatch(match -> match.rule().equals(rule))) {
                    missed.add(rule.id() + " at " + shift + ": " + sample.text().trim());
                }
            }
        }
        assertEquals("", String.join("\n", missed), "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTokenWithinAWordIsNone(long seed) {
        Random random = new Random(seed);
        for (SecretRule rule : RULES.rules()) {
            if (rule.placement() == SecretRule.Placement.AT
                    && Character.isLetterOrDigit(rule.keywords().get(0).charAt(0))) {
                String sample = Planted.sample(rule, random).text().substring(4).trim();
                byte[] text = ("x" + sample + " ").getBytes(StandardCharsets.ISO_8859_1);
                assertEquals(
                        List.of(),
                        new SecretDetector(List.of(rule)).find(text, text.length, 0, text.length, true),
                        rule.id() + ", seed " + seed + ": " + sample);
            }
        }
    }

    /** One seed, a new one each time; as many as the system property {@code seeds} says (mvn -Dseeds=1000). */
    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 1)).map(i -> System.nanoTime() + i);
    }

    /** A text made of a rule's own keyword, and of its own beginnings, makes work in proportion to its length. */
    @Test
    void noRuleMakesMoreWorkThanItsReachAllows() {
        List<String> much = new ArrayList<>();
        for (SecretRule rule : RULES.rules()) {
            String sample = Planted.sample(rule, new Random(1)).text();
            String beginning = sample.substring(0, sample.length() * 2 / 3);
            String keyword = rule.keywords().get(0);
            SecretDetector alone = new SecretDetector(List.of(rule));
            long length = 0;
            for (String hostile : List.of(
                    keyword.repeat(1 + 2048 / keyword.length()), beginning.repeat(1 + 2048 / beginning.length()))) {
                byte[] text = hostile.getBytes(StandardCharsets.ISO_8859_1);
                alone.find(text, text.length, 0, text.length, true);
                length += text.length;
            }
            if (alone.matchedBytes() > MOST_WORK * length) {
                much.add(rule.id() + ": " + alone.matchedBytes() / length);
            }
        }
        assertEquals(List.of(), much);
    }

    @Test
    void everyPatternCompiles() {
        RULES.rules().forEach(rule -> assertTrue(rule.pattern().get().groupCount() > 0, rule.id()));
    }

    @Test
    void aBrokenRuleIsNamedWithItsFile() {
        String yaml =
                "rules:\n  - {id: odd, description: d, provider: p, severity: high, help: h, keywords: [k], at: k, checks: [luck]}\n";
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> SecretRules.read(yaml.getBytes(StandardCharsets.UTF_8), "mine.yaml"));
        assertTrue(e.getMessage().startsWith("mine.yaml: rule odd: "), e.getMessage());
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPlace() {
        String yaml = "rules:\n  - {id: odd, regex: k}\n";
        IOException e = assertThrows(
                IOException.class, () -> SecretRules.read(yaml.getBytes(StandardCharsets.UTF_8), "mine.yaml"));
        assertTrue(e.getMessage().contains("regex") && e.getMessage().contains("line: 2"), e.getMessage());
    }

    @Test
    void idsAreUnique() {
        assertEquals(
                RULES.count(),
                RULES.rules().stream()
                        .map(SecretRule::id)
                        .collect(Collectors.toSet())
                        .size());
    }
}
