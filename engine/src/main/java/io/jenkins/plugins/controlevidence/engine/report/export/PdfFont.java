package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The one typeface of a PDF report, embedded: Liberation Sans, which comes with PDFBox. What it cannot show, it escapes. */
final class PdfFont {
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PDType0Font font;
    private final CmapLookup glyphs;

    PdfFont(PDDocument document) throws IOException {
        try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            TrueTypeFont typeface = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            glyphs = typeface.getUnicodeCmapLookup();
            font = PDType0Font.load(document, typeface, true);
        }
    }

    PDType0Font font() {
        return font;
    }

    /**
     * A text as it can be shown. Letters that are joined, combined or written from right to left would come out wrong without
     * a program that shapes them, so these are escaped too: better strange than misleading.
     */
    String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        Normalizer.normalize(Printable.of(text), Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> {
                    if (isSimple(c) && glyphs.getGlyphId(c) != 0) {
                        shown.appendCodePoint(c);
                    } else {
                        shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                    }
                });
        return shown.toString();
    }

    private static boolean isSimple(int c) {
        byte direction = Character.getDirectionality(c);
        int type = Character.getType(c);
        return direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
                && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                && type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                && type != Character.COMBINING_SPACING_MARK;
    }

    /** How wide a text is that can be shown, in points. */
    float width(String shown, float size) throws IOException {
        return font.getStringWidth(shown) / 1000 * size;
    }

    /** A text in lines of at most that width, broken at spaces, and within a word only if it fits no line. */
    List<String> lines(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : shown(text).strip().split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, size) <= width) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, size) > width) {
                int fits = fitting(line, size, width);
                lines.add(line.substring(0, fits));
                line = line.substring(fits);
            }
        }
        lines.add(line);
        return lines;
    }

    /** How many characters of a word fit, at least one. */
    private int fitting(String word, float size, float width) throws IOException {
        int end = 0;
        float wide = 0;
        while (end < word.length()) {
            int next = end + Character.charCount(word.codePointAt(end));
            wide += width(word.substring(end, next), size);
            if (wide > width && end > 0) {
                break;
            }
            end = next;
        }
        return end;
    }
}
