package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of a Jupyter notebook (nbformat 4): sources and outputs of its cells, as a person sees them. The file has each line as a JSON
 * string of its own, with escapes, so that what spans lines or quotes is hard to find in it.
 */
final class Notebook {
    private static final JsonFactory JSON = new JsonFactory();

    /** The notebook, its list of cells, and the cell. */
    private static final int CELL = 3;

    private Notebook() {}

    /** Whether a file begins like a notebook: an object whose first cell, or format, is named in the first bytes. */
    static boolean isOne(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        return text.startsWith("{") && (text.contains("\"cell_type\"") || text.contains("\"nbformat\""));
    }

    /**
     * Reads a notebook.
     *
     * @param json its bytes
     * @return the text of each cell, by a name such as {@code cell 3}, in its order
     * @throws IOException if it is no JSON
     */
    static Map<String, byte[]> texts(byte[] json) throws IOException {
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            int depth = 0; // of objects and arrays around the token
            int cell = 0;
            boolean inCells = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                    cell += inCells && depth == CELL ? 1 : 0;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                    inCells = parser.currentName().equals("cells");
                } else if (token == JsonToken.VALUE_STRING && !(depth == CELL && isUnshown(parser.currentName()))) {
                    // Lines of a source end in a line break; of other strings each is a line.
                    String text = parser.getText();
                    texts.computeIfAbsent(inCells ? "cell " + cell : "metadata", name -> new StringBuilder())
                            .append(text)
                            .append(text.endsWith("\n") ? "" : "\n");
                }
            }
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach((name, text) -> bytes.put(name, text.toString().getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    /** Fields of a cell that a person does not see: the lines of its source would be counted from behind them. */
    private static boolean isUnshown(@CheckForNull String field) {
        return "cell_type".equals(field) || "id".equals(field);
    }
}
