package io.jenkins.plugins.controlevidence.engine.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Function;

/**
 * A list in a record, cut where it would not fit: an entry of the ledger has 65,535 bytes and base64 takes a quarter of them.
 * Who cuts says so in the record, with how many there are in truth.
 */
final class BoundedList {
    private BoundedList() {}

    /**
     * Writes as many items as fit, in the order given.
     *
     * @param items what to write
     * @param bytes how long the list may be as JSON
     * @param to where to
     * @param form an item as JSON
     * @return whether some were left out
     */
    static <T> boolean write(List<T> items, int bytes, ArrayNode to, Function<? super T, JsonNode> form) {
        int room = bytes;
        for (T item : items) {
            JsonNode json = form.apply(item);
            room -= length(json) + 1;
            if (room < 0) {
                return true;
            }
            to.add(json);
        }
        return false;
    }

    private static int length(JsonNode json) {
        try {
            return StrictJson.MAPPER.writeValueAsBytes(json).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
