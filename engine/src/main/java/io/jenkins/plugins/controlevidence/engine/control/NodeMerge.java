package io.jenkins.plugins.controlevidence.engine.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays one catalogue over another: mappings are merged by key, sequences of mappings with an {@code id} by that id (new ones
 * follow at the end), everything else is replaced.
 */
final class NodeMerge {
    private NodeMerge() {}

    static Node.Mapping merge(Node.Mapping base, Node.Mapping over) throws CatalogueException {
        Map<String, Node> entries = new LinkedHashMap<>(base.entries());
        for (Map.Entry<String, Node> entry : over.entries().entrySet()) {
            Node old = entries.get(entry.getKey());
            entries.put(entry.getKey(), old == null ? entry.getValue() : merge(old, entry.getValue()));
        }
        return new Node.Mapping(base.place(), entries);
    }

    private static Node merge(Node base, Node over) throws CatalogueException {
        if (base instanceof Node.Mapping lower && over instanceof Node.Mapping upper) {
            return merge(lower, upper);
        }
        if (base instanceof Node.Sequence lower && over instanceof Node.Sequence upper && hasIds(lower)) {
            return mergeById(lower, upper);
        }
        return over;
    }

    private static Node.Sequence mergeById(Node.Sequence base, Node.Sequence over) throws CatalogueException {
        Map<String, Node.Mapping> byId = new LinkedHashMap<>();
        for (Node element : base.elements()) {
            byId.put(id(element), (Node.Mapping) element);
        }
        for (Node element : over.elements()) {
            String id = id(element);
            Node.Mapping old = byId.get(id);
            Node.Mapping upper = (Node.Mapping) element;
            byId.put(id, old == null ? upper : merge(old, upper));
        }
        return new Node.Sequence(base.place(), List.copyOf(new ArrayList<>(byId.values())));
    }

    private static boolean hasIds(Node.Sequence sequence) {
        return sequence.elements().stream()
                .anyMatch(e -> e instanceof Node.Mapping m && m.entries().containsKey("id"));
    }

    private static String id(Node node) throws CatalogueException {
        if (node instanceof Node.Mapping mapping
                && mapping.entries().get("id") instanceof Node.Scalar scalar
                && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        throw new CatalogueException(node.place(), "an entry has no 'id'", "Give each entry of this list an id.");
    }
}
