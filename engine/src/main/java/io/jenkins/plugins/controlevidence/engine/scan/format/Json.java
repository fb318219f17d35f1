package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Set;

/** Walks a stream of JSON: large things element by element, small things (one finding) as a tree of bounded size. */
final class Json {
    /** Takes the value that the parser stands on, whole. */
    @FunctionalInterface
    interface Field {
        void value(String name) throws IOException;
    }

    /** Takes the element that the parser stands on, whole. */
    @FunctionalInterface
    interface Element {
        void value() throws IOException;
    }

    private final JsonParser parser;

    Json(JsonParser parser) {
        this.parser = parser;
    }

    /** Goes through the object that the parser stands on. */
    void object(String what, Field field) throws IOException {
        expect(JsonToken.START_OBJECT, what + " is no object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.value(name);
        }
        expect(JsonToken.END_OBJECT, "is cut off within " + what);
    }

    /** Goes through the array that the parser stands on. */
    void array(String what, Element element) throws IOException {
        expect(JsonToken.START_ARRAY, what + " is no list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new BrokenReportException("is cut off within " + what);
            }
            element.value();
        }
    }

    /** Goes over the value that the parser stands on. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Whether the parser stands on {@code null}. */
    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** The text that the parser stands on; null if it is something else, which is then skipped. */
    @CheckForNull
    String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        skip();
        return null;
    }

    /** The value that the parser stands on as a tree, without the fields of these names at any depth. */
    JsonNode tree(Set<String> without) throws IOException {
        return tree(without, new long[] {ReportLimits.VALUES_PER_FINDING});
    }

    private JsonNode tree(Set<String> without, long[] budget) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        spend(budget, 1);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new BrokenReportException("is cut off");
        }
        switch (token) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (without.contains(name)) {
                        parser.skipChildren();
                    } else {
                        object.set(name, tree(without, budget));
                    }
                }
                expect(JsonToken.END_OBJECT, "is cut off");
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(without, budget));
                }
                return array;
            }
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = parser.getText();
                spend(budget, text.length() / 64);
                return nodes.textNode(text);
            }
            case VALUE_TRUE -> {
                return nodes.booleanNode(true);
            }
            case VALUE_FALSE -> {
                return nodes.booleanNode(false);
            }
            case VALUE_NULL -> {
                return nodes.nullNode();
            }
            default -> throw new BrokenReportException("is not JSON");
        }
    }

    private static void spend(long[] budget, int values) throws IOException {
        budget[0] -= values;
        if (budget[0] < 0) {
            throw new BrokenReportException("has one entry that is far too large for a finding");
        }
    }

    private void expect(JsonToken token, String otherwise) throws IOException {
        if (parser.currentToken() != token) {
            throw new BrokenReportException(otherwise);
        }
    }

    /** The text at a path of names, or null if there is none or it is empty; numbers and truth values as text. */
    @CheckForNull
    static String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        String text = at.isValueNode() && !at.isNull() ? at.asText() : "";
        return text.isEmpty() ? null : text;
    }

    /** The first text, or the second where the first is null. */
    @CheckForNull
    static String or(@CheckForNull String first, @CheckForNull String second) {
        return first == null ? second : first;
    }

    /** A line number; 0 where there is none. */
    static int line(@CheckForNull String number) {
        try {
            return number == null ? 0 : Math.max(0, Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
