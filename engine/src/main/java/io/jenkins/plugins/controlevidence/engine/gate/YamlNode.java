package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows where it stands, so that an error can name the place. */
sealed interface YamlNode {
    /** Where it begins. */
    Place place();

    /**
     * A place in a file.
     *
     * @param file the file's name, for messages
     * @param line from 1
     * @param column from 1
     */
    record Place(String file, int line, int column) {
        /** An error at this place. */
        PolicyException error(String problem, String remedy) {
            return new PolicyException(this + ": " + Printable.of(problem) + "; " + remedy);
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /**
     * A text, number, date or the like, as written.
     *
     * @param text null where nothing stands
     */
    record Scalar(Place place, @CheckForNull String text) implements YamlNode {}

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {}

    /** Keys with values, in the file's order. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {}

    /**
     * A value and where its key stands.
     *
     * @param key place of the key
     */
    record Entry(Place key, YamlNode value) {}
}
