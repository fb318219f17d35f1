package io.jenkins.plugins.controlevidence.engine.report.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfReportTest {
    @TempDir
    static Path temporary;

    private static ControlReport report;
    private static byte[] pdf;

    @BeforeAll
    static void write() throws IOException {
        try (Store store = Store.openOrCreate(temporary.resolve("store"))) {
            RecordedQuarter.write(store);
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                ReportRequest quarter = new ReportRequest(
                        RecordedQuarter.FROM,
                        RecordedQuarter.TO,
                        RecordedQuarter.TO,
                        Set.of(),
                        Set.of(),
                        ReportRequest.DEFAULT_BRANCHES);
                report = ControlReport.of(Catalogue.soc2(), index, quarter);
            }
        }
        pdf = pdf();
    }

    private static byte[] pdf() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfReport.write(report, out);
        return out.toByteArray();
    }

    private static String text(PDDocument document, int from, int to) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(from);
        stripper.setEndPage(to);
        return stripper.getText(document);
    }

    @Test
    void saysOfEachRequirementWhatTheReportSays() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = text(document, 1, document.getNumberOfPages()).replaceAll("\\s+", " ");
            report.results().forEach(result -> {
                assertTrue(text.contains(
                        result.requirement().id() + " " + result.requirement().title()));
                result.tests()
                        .forEach(test -> assertTrue(text.contains("Size "
                                + String.format(
                                        Locale.ROOT,
                                        "%,d: proven %,d, exceptions %,d, not yet due %,d",
                                        test.population(),
                                        test.proven(),
                                        test.exceptions(),
                                        test.notDue()))));
            });
        }
    }

    @Test
    void everyPageIsNumberedAndTheContentsNameTheRightOnes() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int count = document.getNumberOfPages();
            assertTrue(count > 5);
            for (int page = 1; page <= count; page++) {
                assertTrue(text(document, page, page).contains("Page " + page + " of " + count));
            }
            String contents = text(document, 2, 2);
            for (String line : contents.lines().toList()) {
                Matcher entry = Pattern.compile("(CC\\S+) .* (\\d+)").matcher(line);
                if (entry.matches()) {
                    int page = Integer.parseInt(entry.group(2));
                    assertTrue(text(document, page, page).contains(entry.group(1)), line);
                }
            }
            assertEquals(
                    report.results().size(),
                    contents.lines().filter(l -> l.startsWith("CC")).count());
        }
    }

    @Test
    void theHeaderOfATableStandsOnEveryPageThatItReaches() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String all = text(document, 1, document.getNumberOfPages());
            long tables =
                    report.results().stream().flatMap(r -> r.tests().stream()).count();
            long headers = all.lines()
                    .filter(line -> line.equals("Item When Why Records"))
                    .count();
            assertTrue(headers > 0 && tables > 0);
            for (int page = 3; page <= document.getNumberOfPages(); page++) {
                String text = text(document, page, page);
                if (text.lines().findFirst().orElse("").startsWith("commit ")) {
                    throw new AssertionError("a row without a header begins page " + page);
                }
            }
        }
    }

    @Test
    void isTheSameBytesEachTimeAndHoldsNothingCompressed() throws IOException {
        assertArrayEquals(pdf, pdf());
        assertFalse(new String(pdf, StandardCharsets.ISO_8859_1).contains("FlateDecode"));
    }

    @Test
    void runsNothingAndEmbedsItsTypeface() throws IOException {
        String raw = new String(pdf, StandardCharsets.ISO_8859_1);
        for (String active :
                List.of("/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/URI", "/AcroForm", "/EmbeddedFile")) {
            assertFalse(Pattern.compile(active + "\\b(?!\\w*\\+)").matcher(raw).find(), active);
        }
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertNull(document.getDocumentCatalog().getOpenAction());
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertTrue(font.isEmbedded(), font.getName());
                }
                assertEquals(List.of(), page.getAnnotations());
            }
        }
    }

    @Test
    void showsWhatTheTypefaceHasAndEscapesTheRest() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PdfFont font = new PdfFont(document);
            assertEquals("Käse, Ελλάς, Москва, é – “x”", font.shown("Käse, Ελλάς, Москва, e\u0301 – “x”"));
            assertEquals("\\u{6771}\\u{4eac}", font.shown("東京"));
            assertEquals("\\u{1f600}", font.shown("😀"));
            assertEquals("\\u{5d0}b", font.shown("\u05d0b"));
            assertEquals("\\u{202e}abc", font.shown("\u202eabc"));
            assertEquals("\\u{9}", font.shown("\t"));
        }
    }

    @Test
    void breaksLinesSoThatEachFits() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PdfFont font = new PdfFont(document);
            String text = "a word and " + "x".repeat(500) + " and 東京 more";
            List<String> lines = font.lines(text, 9, 100);
            for (String line : lines) {
                assertTrue(font.width(line, 9) <= 100, line);
            }
            assertEquals(
                    font.shown(text).replace(" ", ""), String.join("", lines).replace(" ", ""));
        }
    }
}
