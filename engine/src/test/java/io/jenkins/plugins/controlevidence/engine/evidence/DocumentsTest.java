package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Comparison;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Commit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void findingsReadBackWithTheirStates() throws Exception {
        List<Finding> before = Examples.findings(Family.SECRETS, 4);
        List<Finding> now = Examples.findings(Family.SECRETS, 9).subList(2, 9);
        byte[] document = findings(Examples.scan(Family.SECRETS, now), Comparison.of(before, now));
        List<String> read = new ArrayList<>();
        List<Finding> current = new ArrayList<>();
        FindingsDocument.read(new ByteArrayInputStream(document), (state, finding) -> {
            read.add(state + " " + finding.rule());
            if (state != FindingsDocument.State.FIXED) {
                current.add(finding);
            }
        });

        assertEquals(
                List.of(
                        "NEW rule-4",
                        "NEW rule-5",
                        "NEW rule-6",
                        "NEW rule-7",
                        "NEW rule-8",
                        "KNOWN rule-2",
                        "KNOWN rule-3",
                        "FIXED rule-0",
                        "FIXED rule-1"),
                read);
        assertEquals(now.size(), current.size());
        assertTrue(current.containsAll(now), "every field reads back");
    }

    @Test
    void componentsReadBack() throws Exception {
        Scan scan = Examples.scan(Family.INVENTORY, List.of());
        List<Component> components = new ArrayList<>();
        FindingsDocument.read(
                new ByteArrayInputStream(findings(scan, Comparison.of(List.of(), List.of()))),
                new FindingsDocument.Visitor() {
                    @Override
                    public void finding(FindingsDocument.State state, Finding finding) {
                        throw new AssertionError("there is none");
                    }

                    @Override
                    public void component(Component component) {
                        components.add(component);
                    }
                });

        assertEquals(scan.components(), components);
    }

    @Test
    void nextScanLearnsWhatTheLastOneFound() throws Exception {
        List<Finding> before = Examples.findings(Family.SECRETS, 2);
        List<Finding> now = Examples.findings(Family.SECRETS, 3).subList(1, 3);
        Scan scan = Examples.scan(Family.SECRETS, now);
        PriorScan prior =
                FindingsDocument.readPrior(new ByteArrayInputStream(findings(scan, Comparison.of(before, now))));

        assertEquals(scan.tool().rulesDigest(), prior.rulesDigest());
        assertEquals(scan.scannedTips(), prior.scannedTips());
        assertEquals(2, prior.findings().size());
        assertTrue(prior.findings().containsAll(now));
    }

    @Test
    void findingsCutOffAnywhereAreRefused() throws Exception {
        List<Finding> now = Examples.findings(Family.SAST, 2);
        byte[] document = findings(Examples.scan(Family.SAST, now), Comparison.of(List.of(), now));
        for (int length = 0; length < document.length; length++) {
            byte[] cut = Arrays.copyOf(document, length);
            assertThrows(
                    EvidenceException.class,
                    () -> FindingsDocument.readPrior(new ByteArrayInputStream(cut)),
                    "cut to " + length);
        }
    }

    @Test
    void findingsOfNewerVersionAreRefused() {
        byte[] document = "{\"version\":2}".getBytes(StandardCharsets.US_ASCII);

        EvidenceException e = assertThrows(
                EvidenceException.class, () -> FindingsDocument.readPrior(new ByteArrayInputStream(document)));
        assertTrue(e.getMessage().contains("newer"), e.getMessage());
    }

    @Test
    void findingThatIsNoneIsRefused() {
        for (String finding :
                List.of("1", "{}", "{\"state\":\"new\",\"locations\":[{\"path\":1,\"line\":-1}]}", "null")) {
            byte[] document = ("{\"version\":1,\"findings\":[" + finding + "]}").getBytes(StandardCharsets.US_ASCII);
            assertThrows(
                    EvidenceException.class,
                    () -> FindingsDocument.readPrior(new ByteArrayInputStream(document)),
                    finding);
        }
    }

    @Test
    void commitsReadBackByTheTenThousands() throws Exception {
        List<Commit> commits =
                IntStream.range(0, 30_000).mapToObj(Examples::commit).toList();
        byte[] document = commits(commits, UnaryOperator.identity());
        List<Commit> read = new ArrayList<>();
        CommitsDocument.read(new ByteArrayInputStream(document), read::add);

        assertEquals(commits, read);
        assertEquals(
                30_000,
                document.length == 0
                        ? 0
                        : new String(document, StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void commitTextsAreRedacted() throws Exception {
        String text = new String(
                commits(List.of(Examples.commit(1)), t -> t.replaceAll("[A-Za-z]", "*")), StandardCharsets.UTF_8);

        assertFalse(text.contains("Change"));
        assertFalse(text.contains("Ann"));
        assertFalse(text.contains("ann@"));
    }

    @Test
    void commitsCutOffInsideALineAreRefusedWithTheLine() throws Exception {
        byte[] document = commits(List.of(Examples.commit(0), Examples.commit(1)), UnaryOperator.identity());
        byte[] cut = Arrays.copyOf(document, document.length - 1);

        EvidenceException e = assertThrows(
                EvidenceException.class, () -> CommitsDocument.read(new ByteArrayInputStream(cut), commit -> {}));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    }

    private static byte[] findings(Scan scan, Comparison comparison) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FindingsDocument.write(scan, comparison, out);
        return out.toByteArray();
    }

    private static byte[] commits(List<Commit> commits, UnaryOperator<String> redaction) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommitsDocument.write(commits, redaction, out);
        return out.toByteArray();
    }
}
