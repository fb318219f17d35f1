package io.jenkins.plugins.controlevidence.engine.report.export;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/**
 * A control report as PDF: what the page says, on numbered pages with contents and bookmarks. No script, no form, nothing
 * loaded or run; the typeface is embedded. The same report gives the same bytes.
 */
public final class PdfReport {
    private static final Template TEMPLATE =
            Mustache.compiler().withEscaper(Printable::of).compile(resource("pdf.mustache"));
    private static final float SMALL = 8;

    private final PDDocument document;
    private final PdfFont font;
    private final PdfPages front;
    private final PdfPages body;
    private String title = "";

    private PdfReport(PDDocument document) throws IOException {
        this.document = document;
        font = new PdfFont(document);
        front = new PdfPages(document, font);
        body = new PdfPages(document, font);
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @param to where to; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, OutputStream to) throws IOException {
        StringWriter text = new StringWriter();
        HtmlReport.fill(TEMPLATE, report, text);
        ByteArrayOutputStream draft = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PdfReport pdf = new PdfReport(document);
            pdf.fill(text.toString());
            save(document, draft);
        }
        try (PDDocument document = Loader.loadPDF(draft.toByteArray())) {
            unpack(document);
            save(document, to);
        }
    }

    private static void save(PDDocument document, OutputStream to) throws IOException {
        document.setDocumentId(0L); // otherwise the time of day
        document.save(to, CompressParameters.NO_COMPRESSION);
    }

    /** Undoes compression, whose bytes depend on the version of a library. */
    private static void unpack(PDDocument document) throws IOException {
        for (COSObjectKey key :
                List.copyOf(document.getDocument().getXrefTable().keySet())) {
            COSBase object = document.getDocument().getObjectFromPool(key).getObject();
            if (object instanceof COSStream stream && stream.containsKey(COSName.FILTER)) {
                byte[] content;
                try (InputStream in = stream.createInputStream()) {
                    content = in.readAllBytes();
                }
                stream.removeItem(COSName.FILTER);
                try (OutputStream out = stream.createRawOutputStream()) {
                    out.write(content);
                }
            }
        }
    }

    /** Lays out the lines that the template gives: what a line is, a tab, its texts with tabs between. */
    private void fill(String text) throws IOException {
        PdfPages to = front;
        for (String line : text.split("\n")) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("contents")) {
                to = body;
            } else if (!fields[0].isBlank()) {
                put(to, fields);
            }
        }
        body.finish();
        contents();
        front.finish();
        PDPage first = body.pages().get(0);
        for (PDPage page : front.pages()) {
            document.getPages().remove(page);
            document.getPages().insertBefore(page, first);
        }
        footers();
        bookmarks();
        document.getDocumentInformation().setTitle(title);
        document.getDocumentCatalog().setLanguage("en");
    }

    private void put(PdfPages to, String[] fields) throws IOException {
        List<String> cells = List.of(fields).subList(1, fields.length);
        switch (fields[0]) {
            case "title" -> {
                title = fields[1] + ", " + fields[2];
                to.paragraph(fields[1], 11, true, false);
                to.paragraph(fields[2], 24, false, true);
            }
            case "note" -> to.paragraph(fields[1], PdfPages.TEXT, true, false);
            case "text" -> to.paragraph(fields[1], PdfPages.TEXT, false, false);
            case "strong" -> to.paragraph(fields[1], 11, false, true);
            case "fact" -> to.fact(fields[1], fields[2]);
            case "chapter" -> to.chapter(fields[1]);
            case "section" -> to.section(fields[1]);
            case "table" -> {
                float[] shares = new float[cells.size()];
                for (int i = 0; i < shares.length; i++) {
                    shares[i] = Float.parseFloat(cells.get(i));
                }
                to.table(shares);
            }
            case "header" -> to.header(cells);
            case "row" -> to.row(cells);
            default -> throw new IllegalStateException("the template has a line that is none: " + fields[0]);
        }
    }

    /** The chapters with their pages. How many pages the contents take is known once they are written: at most twice. */
    private void contents() throws IOException {
        int linesAPage = 40;
        int before = front.pages().size();
        int pages = (body.chapters().size() + linesAPage - 1) / linesAPage;
        List<PDPage> all = body.pages();
        for (int from = 0; from < body.chapters().size(); from += linesAPage) {
            front.endPage();
            if (from == 0) {
                front.section("Contents");
            }
            front.table(new float[] {88, 12});
            for (PdfPages.Chapter chapter : body.chapters()
                    .subList(from, Math.min(from + linesAPage, body.chapters().size()))) {
                int number = before + pages + all.indexOf(chapter.page()) + 1;
                front.row(List.of(chapter.title(), Integer.toString(number)));
            }
        }
    }

    private void footers() throws IOException {
        int count = document.getNumberOfPages();
        List<PDPage> pages = new ArrayList<>();
        document.getPages().forEach(pages::add);
        for (int i = 0; i < count; i++) {
            String number = "Page " + (i + 1) + " of " + count;
            try (PDPageContentStream to =
                    new PDPageContentStream(document, pages.get(i), AppendMode.APPEND, false, true)) {
                float y = PdfPages.MARGIN - 6;
                PdfPages.write(to, font, font.shown(title), PdfPages.MARGIN, y, SMALL, 0.4f, false);
                float right = PdfPages.MARGIN + PdfPages.WIDTH - font.width(number, SMALL);
                PdfPages.write(to, font, number, right, y, SMALL, 0.4f, false);
            }
        }
    }

    private void bookmarks() {
        PDDocumentOutline outline = new PDDocumentOutline();
        for (PdfPages.Chapter chapter : body.chapters()) {
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(font.shown(chapter.title()));
            item.setDestination(chapter.page());
            outline.addLast(item);
        }
        document.getDocumentCatalog().setDocumentOutline(outline);
    }

    private static String resource(String name) {
        try (InputStream in = PdfReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the program", e);
        }
    }
}
