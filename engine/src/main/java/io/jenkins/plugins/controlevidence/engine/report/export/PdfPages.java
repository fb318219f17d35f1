package io.jenkins.plugins.controlevidence.engine.report.export;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Fills pages of A4 from top to bottom: headings, paragraphs, tables whose header stands again on each page. Remembers on which
 * page each chapter begins.
 */
final class PdfPages {
    static final float MARGIN = 54;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    static final float TEXT = 9.5f;
    private static final float TOP = PDRectangle.A4.getHeight() - MARGIN;
    private static final float BOTTOM = MARGIN + 18;
    private static final float LEADING = 1.35f;
    private static final float CELL_GAP = 8;
    private static final float BLACK = 0.1f;
    private static final float SOFT = 0.4f;

    private final PDDocument document;
    private final PdfFont font;
    private final List<Chapter> chapters = new ArrayList<>();
    private final List<PDPage> pages = new ArrayList<>();

    @CheckForNull
    private PDPageContentStream stream;

    private float y;
    private float[] columns = {};
    private List<String> header = List.of();

    /**
     * A chapter.
     *
     * @param title its title
     * @param page the page on which it begins
     */
    record Chapter(String title, PDPage page) {}

    PdfPages(PDDocument document, PdfFont font) {
        this.document = document;
        this.font = font;
    }

    List<Chapter> chapters() {
        return chapters;
    }

    List<PDPage> pages() {
        return pages;
    }

    void chapter(String title) throws IOException {
        room(90);
        y -= chapters.isEmpty() ? 0 : 22;
        text(title, 15, BLACK, true, 0, WIDTH);
        chapters.add(new Chapter(title, pages.get(pages.size() - 1)));
        y -= 6;
    }

    void section(String title) throws IOException {
        room(60);
        y -= 12;
        text(title, 10.5f, BLACK, true, 0, WIDTH);
        y -= 3;
    }

    void paragraph(String text, float size, boolean soft, boolean bold) throws IOException {
        y -= 3;
        text(text, size, soft ? SOFT : BLACK, bold, 0, WIDTH);
        y -= size / 3;
    }

    void fact(String name, String value) throws IOException {
        float wide = 0.27f * WIDTH;
        int lines = font.lines(value, TEXT, WIDTH - wide).size();
        room(lines * TEXT * LEADING);
        float top = y;
        PDPage page = pages.get(pages.size() - 1);
        text(name, TEXT, SOFT, false, 0, wide - CELL_GAP);
        if (page.equals(pages.get(pages.size() - 1))) {
            y = top;
        }
        text(value, TEXT, BLACK, false, wide, WIDTH - wide);
        y -= 2;
    }

    /** Begins a table with columns of such shares of the width. */
    void table(float[] shares) {
        float sum = 0;
        for (float share : shares) {
            sum += share;
        }
        columns = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            columns[i] = shares[i] / sum * WIDTH;
        }
        header = List.of();
        y -= 4;
    }

    void header(List<String> cells) throws IOException {
        room(50);
        header = cells;
        cells(cells, true);
    }

    /** A row is kept together, unless it fits no page. */
    void row(List<String> cells) throws IOException {
        int lines = 0;
        for (int i = 0; i < Math.min(cells.size(), columns.length); i++) {
            lines = Math.max(
                    lines,
                    font.lines(cells.get(i), TEXT - 1, columns[i] - CELL_GAP).size());
        }
        float height = lines * (TEXT - 1) * LEADING + 6;
        if (y - height < BOTTOM && height < TOP - BOTTOM - 40) {
            newPage();
            cells(header, true);
        }
        cells(cells, false);
    }

    /** Writes cells line by line, so that a row higher than a page goes on on the next one. */
    private void cells(List<String> cells, boolean bold) throws IOException {
        float size = TEXT - 1;
        List<List<String>> all = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < Math.min(cells.size(), columns.length); i++) {
            List<String> lines = font.lines(cells.get(i), size, columns[i] - CELL_GAP);
            all.add(lines);
            most = Math.max(most, lines.size());
        }
        y -= 3;
        for (int line = 0; line < most; line++) {
            room(size * LEADING);
            y -= size * LEADING;
            float x = 0;
            for (int i = 0; i < all.size(); i++) {
                if (line < all.get(i).size()) {
                    line(all.get(i).get(line), x, y + size * (LEADING - 1), size, bold ? SOFT : BLACK, bold);
                }
                x += columns[i];
            }
        }
        y -= 3;
        PDPageContentStream to = stream();
        to.setStrokingColor(0.85f);
        to.setLineWidth(0.5f);
        to.moveTo(MARGIN, y);
        to.lineTo(MARGIN + WIDTH, y);
        to.stroke();
    }

    private void text(String text, float size, float grey, boolean bold, float indent, float width) throws IOException {
        for (String line : font.lines(text, size, width)) {
            room(size * LEADING);
            y -= size * LEADING;
            line(line, indent, y + size * (LEADING - 1), size, grey, bold);
        }
    }

    private void line(String shown, float x, float baseline, float size, float grey, boolean bold) throws IOException {
        write(stream(), font, shown, MARGIN + x, baseline, size, grey, bold);
    }

    /** Writes a line of text; a bold one by drawing round the letters, since there is one typeface. */
    static void write(
            PDPageContentStream to, PdfFont font, String shown, float x, float y, float size, float grey, boolean bold)
            throws IOException {
        to.beginText();
        to.setFont(font.font(), size);
        to.setNonStrokingColor(grey);
        to.setStrokingColor(grey);
        to.setLineWidth(size / 35);
        to.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        to.newLineAtOffset(x, y);
        to.showText(shown);
        to.endText();
    }

    private PDPageContentStream stream() {
        if (stream == null) {
            throw new IllegalStateException("there is no page yet");
        }
        return stream;
    }

    private void room(float height) throws IOException {
        if (stream == null || y - height < BOTTOM) {
            newPage();
        }
    }

    private void newPage() throws IOException {
        finish();
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        stream = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false);
        y = TOP;
    }

    /** Begins the next text on a page of its own. */
    void endPage() throws IOException {
        finish();
        stream = null;
    }

    /** Ends the last page. */
    void finish() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
