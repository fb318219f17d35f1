package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts values in for the placeholders of a tool's command. A value is never read again for placeholders, nor by a shell. */
final class Placeholders {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * The values for one run.
     *
     * @param request what is scanned, or null where only the tool itself is asked
     * @param report where the report goes, or null likewise
     * @param given the parameters that the caller gives, by name
     */
    Placeholders(Tool tool, @CheckForNull ScanRequest request, @CheckForNull Path report, Map<String, String> given) {
        tool.parameters().forEach((name, parameter) -> {
            String value = given.getOrDefault(name, parameter.fallback());
            if (value == null || value.isBlank()) {
                missing.add(name + " (" + parameter.description() + ")");
            } else {
                values.put(name, value);
            }
        });
        if (request != null) {
            values.put("directory", request.directory().toAbsolutePath().toString());
            values.put("git", request.gitDirectory().toAbsolutePath().toString());
            values.put("commit", request.change().head());
            values.put("scratch", request.scratch().toAbsolutePath().toString());
        }
        if (report != null) {
            values.put("report", report.toAbsolutePath().toString());
        }
    }

    /** What the caller would have to give; empty if nothing. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    List<String> in(List<String> arguments) {
        return arguments.stream().map(this::in).toList();
    }

    String in(String argument) {
        StringBuilder result = new StringBuilder();
        int done = 0;
        for (int open = argument.indexOf('{'); open >= 0; open = argument.indexOf('{', open + 1)) {
            int close = argument.indexOf('}', open);
            String value = close < 0 ? null : values.get(argument.substring(open + 1, close));
            if (value != null && open >= done) {
                result.append(argument, done, open).append(value);
                done = close + 1;
            }
        }
        return result.append(argument, done, argument.length()).toString();
    }
}
