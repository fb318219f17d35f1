package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Entry;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Mapping;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Place;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Scalar;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping whose keys are known, so that a misspelt one cannot silently mean nothing. */
final class Section {
    private final String name;
    private final Place place;
    private final Map<String, Entry> entries;

    private Section(String name, Mapping mapping) {
        this.name = name;
        this.place = mapping.place();
        this.entries = mapping.entries();
    }

    /**
     * Takes a mapping.
     *
     * @param name what it is called in messages
     * @param node must be a mapping
     * @param keys the keys that it may have
     */
    static Section of(String name, YamlNode node, Collection<String> keys) throws PolicyException {
        if (!(node instanceof Mapping mapping)) {
            throw node.place()
                    .error(name + " must be a mapping of keys to values", "its keys are " + String.join(", ", keys));
        }
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!keys.contains(entry.getKey())) {
                throw entry.getValue()
                        .key()
                        .error("unknown key '" + entry.getKey() + "' in " + name, suggestion(entry.getKey(), keys));
            }
        }
        return new Section(name, mapping);
    }

    Place place() {
        return place;
    }

    Optional<YamlNode> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    YamlNode require(String key) throws PolicyException {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw place.error(name + " has no '" + key + "'", "add '" + key + ": …'");
        }
        return entry.value();
    }

    String text(String key) throws PolicyException {
        return text(key, require(key));
    }

    @CheckForNull
    String textOrNull(String key) throws PolicyException {
        Optional<YamlNode> value = value(key);
        return value.isPresent() ? text(key, value.get()) : null;
    }

    static String text(String key, YamlNode node) throws PolicyException {
        if (node instanceof Scalar scalar
                && scalar.text() != null
                && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw node.place().error("'" + key + "' must be a text", "write '" + key + ": …' with one value on the line");
    }

    static List<YamlNode> list(String key, YamlNode node) throws PolicyException {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        throw node.place().error("'" + key + "' must be a list", "write '" + key + ": [first, second]'");
    }

    static List<String> texts(String key, YamlNode node) throws PolicyException {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : list(key, node)) {
            String text = text(key, item);
            if (texts.contains(text)) {
                throw item.place().error("'" + text + "' stands in '" + key + "' twice", "delete one of the two");
            }
            texts.add(text);
        }
        return texts;
    }

    /** What somebody who wrote {@code word} may have meant. */
    static String suggestion(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .min((a, b) -> Integer.compare(distance(word, a), distance(word, b)))
                .map(candidate -> "did you mean '" + candidate + "'?")
                .orElse("known are " + String.join(", ", known));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
