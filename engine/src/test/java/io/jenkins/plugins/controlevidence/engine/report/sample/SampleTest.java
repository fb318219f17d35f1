package io.jenkins.plugins.controlevidence.engine.report.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DrawnSample;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items are drawn so that anyone can draw them again, and nobody can choose them. */
class SampleTest {
    private static final ReportRequest QUARTER = new ReportRequest(
            RecordedQuarter.FROM,
            RecordedQuarter.TO,
            RecordedQuarter.TO,
            Set.of(),
            Set.of(),
            ReportRequest.DEFAULT_BRANCHES);

    @TempDir
    static Path directory;

    private static Store store;
    private static EvidenceIndex index;
    private static ControlReport report;
    private static Population changes;

    @BeforeAll
    static void record() throws IOException {
        store = Store.openOrCreate(directory.resolve("store"));
        RecordedQuarter.write(store);
        index = EvidenceIndex.inMemory(store, Progress.NONE);
        report = ControlReport.of(Catalogue.soc2(), index, QUARTER);
        changes = Population.of("changes", report);
    }

    @AfterAll
    static void close() throws IOException {
        index.close();
        store.close();
    }

    private static Population changes() {
        return changes;
    }

    private static Sample draw(Sample.Method method, String seed, int size) {
        return Sample.draw(changes(), method, seed, size);
    }

    @Test
    void theSameSeedDrawsTheSameItemsAndAnotherOthers() {
        Sample one = draw(Sample.Method.RANDOM, "4711", 25);
        assertEquals(one, draw(Sample.Method.RANDOM, "4711", 25));
        assertNotEquals(one.items(), draw(Sample.Method.RANDOM, "4712", 25).items());
        assertEquals(25, new HashSet<>(one.items()).size());
        assertEquals(
                one.items().subList(0, 10),
                draw(Sample.Method.RANDOM, "4711", 10).items(),
                "more go on from fewer");
    }

    /** The generator by its description, without our code. */
    @Test
    void anyoneCanDrawThemAgain() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Population population = changes();
        Map<String, String> ranks = new HashMap<>();
        for (Item item : population.items()) {
            String line = "[\"commit\",\"" + item.subject().repository() + "\",\"main\",\""
                    + item.subject().name() + "\",\"" + item.from() + "\"]";
            assertEquals(line, Population.line(item));
            String text = "4711\n" + population.sha256() + "\n" + line + "\n";
            ranks.put(
                    item.subject().name(),
                    HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8))));
        }
        List<String> lowest = ranks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(25)
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(
                lowest,
                draw(Sample.Method.RANDOM, "4711", 25).items().stream()
                        .map(item -> item.subject().name())
                        .toList());
    }

    @Test
    void everyItemIsAsLikelyAsAnyOther() {
        Map<String, Integer> drawn = new HashMap<>();
        int seeds = 200;
        for (int seed = 0; seed < seeds; seed++) {
            draw(Sample.Method.RANDOM, "seed " + seed, 25)
                    .items()
                    .forEach(item -> drawn.merge(Population.line(item), 1, Integer::sum));
        }
        double expected = seeds * 25.0 / changes().items().size();
        for (Item item : changes().items()) {
            int times = drawn.getOrDefault(Population.line(item), 0);
            assertTrue(Math.abs(times - expected) < 6 * Math.sqrt(expected), times + " of " + expected);
        }
    }

    @Test
    void strataAreDrawnFromInProportion() {
        List<Item> items = draw(Sample.Method.STRATIFIED_BY_MONTH, "4711", 30).items();
        assertEquals(30, items.size());
        for (int month = 1; month <= 3; month++) {
            int number = month;
            long of = changes().items().stream()
                    .filter(i -> i.from().atZone(ZoneOffset.UTC).getMonthValue() == number)
                    .count();
            long drawn = items.stream()
                    .filter(i -> i.from().atZone(ZoneOffset.UTC).getMonthValue() == number)
                    .count();
            double share = 30.0 * of / changes().items().size();
            assertTrue(Math.abs(drawn - share) < 1, drawn + " of " + share);
        }
        for (int size = 1; size < 20; size++) {
            assertEquals(
                    size,
                    draw(Sample.Method.STRATIFIED_BY_MONTH, "4711", size)
                            .items()
                            .size());
        }
    }

    @Test
    void theDigestIsOfTheItemsAndNotOfTheirEvidence() {
        Population population = changes();
        assertEquals(
                population.items(),
                population.items().stream()
                        .sorted(Comparator.comparing(Population::line))
                        .toList());
        assertEquals(64, population.sha256().length());
        assertFalse(Population.line(population.items().get(0)).contains("proven"));
    }

    @Test
    void anEmptyOrUnknownPopulationIsSaid() {
        Sample none = Sample.draw(Population.of("deployments", report), Sample.Method.RANDOM, "1", 5);
        assertTrue(none.items().isEmpty());
        DrawnSample activity = none.toActivity(report, Instant.EPOCH);
        assertEquals("The population is empty: there was nothing to draw from.", activity.reason());
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Population.of("wishes", report));
        assertTrue(e.getMessage().contains("changes"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> draw(Sample.Method.RANDOM, " ", 5));
        assertThrows(IllegalArgumentException.class, () -> draw(Sample.Method.RANDOM, "1", 0));
    }

    @Test
    void aPacketHoldsWhatEveryRequirementSaysAndTheRecordsBehindIt() throws IOException {
        PacketReader reader = new PacketReader(store, index, report);
        Item item = changes().items().stream()
                .filter(i -> i.subject().repository().endsWith("shop"))
                .filter(i -> i.from().isAfter(Instant.parse("2026-01-12T00:00:00Z")))
                .filter(i -> i.from().isBefore(Instant.parse("2026-01-13T00:00:00Z")))
                .reduce((first, last) -> last)
                .orElseThrow();
        Packet packet = reader.read(List.of(item)).get(0);
        List<String> requirements = packet.conclusions().stream()
                .map(Packet.Conclusion::requirement)
                .toList();
        assertTrue(requirements.containsAll(List.of("CC6.1-secrets", "CC7.1-sast", "CC8.1-gate", "CC8.1-approval")));
        assertEquals(
                List.of("Request and review", "Scans", "Decisions on findings", "Gate", "Deployment"),
                packet.sections().stream().map(Packet.Section::title).toList());
        assertTrue(packet.sections().get(0).records().isEmpty(), "nobody approved it");
        assertEquals(2, packet.sections().get(1).records().size());
        assertEquals("SQL built from a parameter", packet.findings().get(0).title());
        for (Packet.Section section : packet.sections()) {
            for (Packet.Entry entry : section.records()) {
                assertEquals(entry.id(), store.ledger().id(entry.leaf()));
            }
        }
    }

    @Test
    void thePagesAreWholeAndTheSameEachTime() throws IOException {
        byte[] pages = pages();
        assertArrayEquals(pages, pages());
        String html = new String(pages, StandardCharsets.UTF_8);
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("src="));
        assertEquals(25, html.split("class=\"packet\"").length - 1);
        assertTrue(html.contains("25 of "));
        assertTrue(html.contains("No record."), "what is missing is said");
    }

    private static byte[] pages() throws IOException {
        Sample sample = draw(Sample.Method.RANDOM, "<b>seed</b>", 25);
        List<Packet> packets = new PacketReader(store, index, report).read(sample.items());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketPages.write(report, sample, packets, out);
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("<b>seed"));
        return out.toByteArray();
    }
}
