package io.jenkins.plugins.controlevidence.engine.gate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Entry;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Mapping;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Place;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Scalar;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the plain part of YAML: mappings with unique keys, lists and scalars, each with its place. Whatever can make one file
 * mean two things or grow without bound (aliases, tags, duplicate keys, several documents, deep nesting) is refused.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 10;
    private static final Pattern MARK = Pattern.compile("line ([0-9]{1,9}), column ([0-9]{1,9})");

    private final String file;
    private final YAMLParser parser;

    private YamlReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads a file's one document.
     *
     * @param file its name, for messages
     * @param bytes its content
     * @return its root
     * @throws PolicyException if it is not plain YAML in UTF-8
     */
    static YamlNode read(String file, byte[] bytes) throws PolicyException {
        String text = decode(file, bytes);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            YamlReader reader = new YamlReader(file, parser);
            if (parser.nextToken() == null) {
                throw new Place(file, 1, 1)
                        .error("the file is empty", "write at least 'policy: NAME', or delete the file");
            }
            YamlNode root = reader.node(0);
            if (parser.nextToken() != null) {
                throw reader.place().error("a second document begins here", "keep one document in the file");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw broken(file, e);
        } catch (IOException e) {
            throw new PolicyException(file + " cannot be read: " + e.getMessage() + "; try again", e);
        }
    }

    /**
     * Finds the place in the parser's message: the exception's own location is where the parser had come to, often the
     * beginning. The message tells first what was being read, then what is wrong, each with its place.
     */
    private static PolicyException broken(String file, JsonProcessingException e) {
        Place place = new Place(file, 1, 1);
        String problem = "it cannot be read";
        String before = problem;
        for (String line : String.valueOf(e.getOriginalMessage()).lines().toList()) {
            Matcher mark = MARK.matcher(line);
            if (mark.find()) {
                place = new Place(file, Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
                problem = before;
            }
            before = line.strip();
        }
        return new PolicyException(
                place + ": this is not YAML (" + problem + "); check indentation, quotes and brackets", e);
    }

    private static String decode(String file, byte[] bytes) throws PolicyException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            throw new Place(file, line, column).error("this is not UTF-8", "save the file in UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private YamlNode node(int depth) throws IOException, PolicyException {
        Place place = place();
        requirePlain(place);
        if (depth > MAX_DEPTH) {
            throw place.error(
                    "this is nested more than " + MAX_DEPTH + " levels deep", "see docs/policy.md for the shape");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(depth + 1));
            }
            return new Sequence(place, List.copyOf(items));
        }
        return new Scalar(place, token == JsonToken.VALUE_NULL ? null : parser.getText());
    }

    private Mapping mapping(Place place, int depth) throws IOException, PolicyException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place at = place();
            requirePlain(at);
            String key = parser.currentName();
            parser.nextToken();
            Entry before = entries.put(key, new Entry(at, node(depth + 1)));
            if (before != null) {
                throw at.error(
                        "the key '" + key + "' stands here a second time, first on line "
                                + before.key().line(),
                        "delete one of the two");
            }
        }
        return new Mapping(place, entries);
    }

    private void requirePlain(Place place) throws IOException, PolicyException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw place.error(
                    "anchors (&) and aliases (*) are not allowed", "write the value out, or put it in quotes");
        }
        if (parser.getTypeId() != null) {
            throw place.error("tags (!) are not allowed", "write the value without the tag, or put it in quotes");
        }
    }

    private Place place() {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }
}
