package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogueException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options on which tools there are and what they must be told. */
final class ToolOptions {
    @CheckForNull
    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Tools of this installation's own, laid over the built-in tool catalogue.")
    private Path overrides;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description =
                    "Something that a tool must be told, such as target=http://127.0.0.1:8080 for a DAST scanner.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    ToolCatalogue catalogue() throws ToolCatalogueException {
        return ToolCatalogue.load(overrides);
    }

    Map<String, String> parameters() {
        return parameters;
    }
}
