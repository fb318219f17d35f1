package io.jenkins.plugins.controlevidence.engine.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void tellsNewKnownAndFixedByFingerprintAlone() {
        Finding before = finding("aa", 10);
        Finding moved = finding("aa", 99);
        Finding added = finding("bb", 1);
        Finding gone = finding("cc", 1);
        Comparison comparison = Comparison.of(List.of(before, gone), List.of(added, moved));
        assertEquals(List.of(added), comparison.added());
        assertEquals(List.of(moved), comparison.known(), "as it is now, not as it was");
        assertEquals(List.of(gone), comparison.fixed());
    }

    @Test
    void takesEverythingForNewWithoutABaseline() {
        List<Finding> now = List.of(finding("aa", 1), finding("bb", 1));
        assertEquals(new Comparison(now, List.of(), List.of()), Comparison.of(List.of(), now));
    }

    @Test
    void losesNothingAndCountsNothingTwice() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Finding> before = some(random);
            List<Finding> now = some(random);
            Comparison comparison = Comparison.of(before, now);
            assertEquals(
                    now.size(),
                    comparison.added().size() + comparison.known().size(),
                    "seed " + seed + ", round " + round);
            List<Finding> all = new ArrayList<>(comparison.added());
            all.addAll(comparison.known());
            now.forEach(all::remove);
            assertEquals(List.of(), all, "seed " + seed + ", round " + round);
            assertEquals(
                    comparison.fixed(),
                    Comparison.of(now, before).added(),
                    "what is fixed one way is new the other way; seed " + seed + ", round " + round);
        }
    }

    private static List<Finding> some(Random random) {
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            findings.add(finding("f" + random.nextInt(6), random.nextInt(50)));
        }
        return findings;
    }

    private static Finding finding(String fingerprint, int line) {
        return new Finding(
                Family.SAST,
                "tool",
                "rule",
                "title",
                Severity.HIGH,
                null,
                "",
                List.of(new Location("file", line)),
                1,
                fingerprint,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
