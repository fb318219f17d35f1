package io.jenkins.plugins.controlevidence.engine.control;

import java.util.List;
import java.util.Map;

/** A YAML value that knows where it stands, so that an error found after merging still names the right file and line. */
sealed interface Node {
    /** Where it begins. */
    Place place();

    /** A mapping, in the order of the file; each key with the place of its value in the value. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {}

    /** A sequence. */
    record Sequence(Place place, List<Node> elements) implements Node {}

    /** A scalar, as written. */
    record Scalar(Place place, String text) implements Node {}
}
