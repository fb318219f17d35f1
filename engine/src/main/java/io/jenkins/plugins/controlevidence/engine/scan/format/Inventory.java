package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A list of the components of something (an SBOM), in whichever of the known formats.
 *
 * @param format {@link ReportFormat#CYCLONEDX} or {@link ReportFormat#SPDX}
 * @param components the components, in the order of the document
 */
public record Inventory(ReportFormat format, List<Component> components) {
    /** Copies the list. */
    public Inventory {
        components = List.copyOf(components);
    }

    /**
     * Reads a document, in two passes and in bounded memory.
     *
     * @param file the document, JSON
     * @return its components
     * @throws BrokenReportException if it is of neither format, cut off or beyond a limit
     * @throws IOException if the file cannot be read
     */
    public static Inventory read(Path file) throws IOException {
        ReportFormat format = format(file);
        return new Inventory(format, format.read(file).components());
    }

    private static ReportFormat format(Path file) throws IOException {
        Set<ReportFormat> seen = EnumSet.noneOf(ReportFormat.class);
        JsonReport.read(file, parser -> {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (seen.isEmpty() && parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if ("bomFormat".equals(name)) {
                        seen.add(ReportFormat.CYCLONEDX);
                    } else if ("spdxVersion".equals(name)) {
                        seen.add(ReportFormat.SPDX);
                    }
                    parser.skipChildren();
                }
            }
        });
        return seen.stream()
                .findFirst()
                .orElseThrow(() -> new BrokenReportException("is neither CycloneDX nor SPDX 2 in JSON"));
    }
}
