package io.jenkins.plugins.controlevidence.engine.control;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one YAML document into nodes. Aliases, a second document and a key given twice are refused: they hide what a file says. */
final class NodeReader {
    /** Deeper than any catalogue; bounds the recursion on a hostile file. */
    private static final int MAX_DEPTH = 20;

    private final String file;
    private final YAMLParser parser;

    private NodeReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads a file's bytes.
     *
     * @throws CatalogueException if they are no UTF-8, no YAML, or not one mapping
     */
    static Node.Mapping read(String file, byte[] bytes) throws CatalogueException {
        try (YAMLParser parser = new YAMLFactory().createParser(decode(file, bytes))) {
            NodeReader reader = new NodeReader(file, parser);
            if (parser.nextToken() == null) {
                throw new CatalogueException(new Place(file, 1, 1), "the file is empty", "Write a catalogue into it.");
            }
            Node root = reader.node(0);
            if (parser.nextToken() != null) {
                throw reader.refuse("a second document begins", "Keep one document a file: take out the '---'.");
            }
            if (root instanceof Node.Mapping mapping) {
                return mapping;
            }
            throw new CatalogueException(root.place(), "a catalogue is a mapping", "Begin with 'requirements:'.");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Place place = at == null ? new Place(file, 1, 1) : new Place(file, at.getLineNr(), at.getColumnNr());
            throw new CatalogueException(
                    place, "not YAML: " + problem(e), "Mend the line, or the indentation above it.");
        } catch (IOException e) {
            throw new CatalogueException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the parser says is wrong: its last line that is neither a quotation nor a place, which are indented. */
    private static String problem(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .reduce((first, last) -> last)
                .orElse("not understood");
    }

    private static String decode(String file, byte[] bytes) throws CatalogueException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CatalogueException(file + ": not UTF-8. Save the file in UTF-8.", e);
        }
    }

    private Node node(int depth) throws IOException, CatalogueException {
        if (depth > MAX_DEPTH) {
            throw refuse("nested deeper than " + MAX_DEPTH + " levels", "A catalogue needs no more than 6.");
        }
        if (parser.isCurrentAlias()) {
            throw refuse("an alias is used", "Write the value out.");
        }
        Place place = place();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(node(depth + 1));
            }
            return new Node.Sequence(place, elements);
        }
        return new Node.Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    private Node.Mapping mapping(Place place, int depth) throws IOException, CatalogueException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (entries.containsKey(key)) {
                throw refuse("'" + key + "' is given twice", "Keep one of them.");
            }
            parser.nextToken();
            entries.put(key, node(depth + 1));
        }
        return new Node.Mapping(place, entries);
    }

    private Place place() {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }

    private CatalogueException refuse(String wrong, String remedy) {
        return new CatalogueException(place(), wrong, remedy);
    }
}
