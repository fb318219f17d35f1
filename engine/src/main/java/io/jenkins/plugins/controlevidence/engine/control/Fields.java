package io.jenkins.plugins.controlevidence.engine.control;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of one mapping, read with types; each failure names the place and the remedy. */
final class Fields {
    private final Node.Mapping mapping;

    private Fields(Node.Mapping mapping) {
        this.mapping = mapping;
    }

    /** The fields of a node that must be a mapping with no other keys than these. */
    static Fields of(Node node, Set<String> known) throws CatalogueException {
        if (!(node instanceof Node.Mapping mapping)) {
            throw new CatalogueException(node.place(), "a mapping belongs here", "Write 'key: value' lines.");
        }
        for (var entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new CatalogueException(
                        entry.getValue().place(),
                        "'" + entry.getKey() + "' is not known here",
                        "Known are: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
        return new Fields(mapping);
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Where a field stands, or the mapping if it does not have it. */
    Place place(String key) {
        Node node = mapping.entries().get(key);
        return node == null ? mapping.place() : node.place();
    }

    Node node(String key) throws CatalogueException {
        Node node = mapping.entries().get(key);
        if (node == null) {
            throw new CatalogueException(mapping.place(), "'" + key + "' is missing", "Add '" + key + ": …'.");
        }
        return node;
    }

    String text(String key) throws CatalogueException {
        return scalar(node(key));
    }

    @CheckForNull
    String textOrNull(String key) throws CatalogueException {
        return has(key) ? text(key) : null;
    }

    /** The elements of a sequence; empty if the field is not there. */
    List<Node> list(String key) throws CatalogueException {
        Node node = mapping.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.elements();
        }
        throw new CatalogueException(node.place(), "'" + key + "' is a list", "Write '[a, b]', or lines with '- '.");
    }

    List<String> texts(String key) throws CatalogueException {
        List<String> texts = new ArrayList<>();
        for (Node node : list(key)) {
            texts.add(scalar(node));
        }
        return texts;
    }

    /** A yes or no; no if the field is not there. */
    boolean flag(String key) throws CatalogueException {
        String text = textOrNull(key);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new CatalogueException(place(key), "'" + text + "' is neither true nor false", "Write one of them.");
    }

    /** A constant of an enum, written in lower case. */
    <E extends Enum<E>> E constant(String key, Class<E> type) throws CatalogueException {
        return constant(node(key), type);
    }

    <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) throws CatalogueException {
        return has(key) ? constant(key, type) : otherwise;
    }

    <E extends Enum<E>> List<E> constants(String key, Class<E> type) throws CatalogueException {
        List<E> constants = new ArrayList<>();
        for (Node node : list(key)) {
            constants.add(constant(node, type));
        }
        return constants;
    }

    private static <E extends Enum<E>> E constant(Node node, Class<E> type) throws CatalogueException {
        String text = scalar(node);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new CatalogueException(
                node.place(),
                "'" + text + "' is not one of the words allowed here",
                "Allowed are: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> c.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String scalar(Node node) throws CatalogueException {
        if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw new CatalogueException(node.place(), "a text belongs here", "Write one, in quotes if need be.");
    }
}
