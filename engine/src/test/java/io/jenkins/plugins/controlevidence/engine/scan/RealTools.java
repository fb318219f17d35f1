package io.jenkins.plugins.controlevidence.engine.scan;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The scanners that {@code src/test/tools/install} could get, and what has been done with each. */
final class RealTools {
    private static final int INSTALL_SECONDS = 360;

    /** Why some are not even tried. */
    private static final Map<String, String> NOT_TRIED = Map.of(
            "trufflehog", "its Go module cannot be installed by go install",
            "trivy", "its Go module cannot be installed by go install",
            "grype", "the Go module proxy lacks modules that it needs",
            "nuclei", "building it takes longer than these tests may",
            "zap", "no package registry has its add-ons",
            "dependency-check", "it is nothing without the NVD's data");

    private static final Set<String> NEVER_RECORDED = Set.of("trivy", "grype", "zap");

    private final Path root;
    private final Map<String, String> done = new LinkedHashMap<>();

    private RealTools(Path root) {
        this.root = root;
    }

    /** Installs what is missing, outside the repository, within a time limit. */
    static RealTools install() throws IOException, InterruptedException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("control-evidence/tools");
        Files.createDirectories(root);
        Process process = new ProcessBuilder(
                        "bash", "src/test/tools/install", root.toString(), Integer.toString(INSTALL_SECONDS))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("install.log").toFile())
                .start();
        if (!process.waitFor(INSTALL_SECONDS + 60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new RealTools(root);
    }

    /** The environment in which the installed tools are found. */
    ToolEnvironment environment() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("PATH", root.resolve("bin") + File.pathSeparator + variables.get("PATH"));
        return new ToolEnvironment(variables);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /** Why a tool cannot be run, or empty if it can. */
    Optional<String> missing(Tool tool) throws IOException {
        if (environment().find(tool.command().get(0)) != null) {
            return Optional.empty();
        }
        Path why = root.resolve("log").resolve(tool.id() + ".why");
        return Optional.of(
                Files.exists(why)
                        ? Files.readString(why).strip()
                        : NOT_TRIED.getOrDefault(tool.id(), "it is not installed and nothing says why"));
    }

    /** Overrides of the catalogue, by which tools that look things up on the network look here. */
    static String offline(Path osvDatabase, AdvisoryServer server) {
        return """
                osv-scanner:
                  command: [osv-scanner, scan, --experimental-offline, --recursive, --format, json, --output, "{report}", "{directory}"]
                  settings: {OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: "%s"}
                pip-audit:
                  command: [pip-audit, --requirement, requirements.txt, --no-deps, --disable-pip, --progress-spinner, "off",
                            --vulnerability-service, osv, --osv-url, "%s/v1/query", --format, json, --output, "{report}"]
                npm-audit:
                  settings: {NPM_CONFIG_REGISTRY: "%s", NPM_CONFIG_UPDATE_NOTIFIER: "false"}
                wapiti:
                  command: [wapiti, --url, "{target}", --module, xss, --format, json, --output, "{report}",
                            --store-session, "{scratch}/wapiti", --no-bugreport, --flush-session, --verbose, "0"]
                """.formatted(osvDatabase, server.address(), server.address());
    }

    void note(String tool, String what) {
        done.put(tool, what);
    }

    /** What has been done with each tool of the catalogue. */
    String table(ToolCatalogue catalogue) throws IOException {
        StringBuilder table = new StringBuilder("\nReal scanners in these tests:\n");
        for (Tool tool : catalogue.tools()) {
            if (!tool.builtIn()) {
                String what = done.get(tool.id());
                table.append(String.format("  %-17s %s%n", tool.id(), what == null ? notRun(tool) : what));
            }
        }
        return table.toString();
    }

    private String notRun(Tool tool) throws IOException {
        boolean recorded = !NEVER_RECORDED.contains(tool.id());
        return "NOT RUN: " + missing(tool).orElse("its test did not come to an end") + "; read from a report "
                + (recorded ? "recorded before" : "written after its documentation");
    }
}
