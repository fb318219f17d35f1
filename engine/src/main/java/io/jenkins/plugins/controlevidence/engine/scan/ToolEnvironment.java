package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What tools see of this program's environment: where programs, homes, temporary files and proxies are, and what a tool's own
 * entry asks for. Nothing else: a build's environment is full of credentials.
 */
public final class ToolEnvironment {
    private static final List<String> FOR_EVERY_TOOL = List.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "LANG",
            "LC_ALL",
            "TZ",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "JAVA_HOME",
            "SYSTEMROOT",
            "SystemRoot",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "PATHEXT",
            "COMSPEC");

    private final Map<String, String> variables;

    /**
     * An environment.
     *
     * @param variables the variables of this program, such as {@link System#getenv()}
     */
    public ToolEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variables that a tool gets. */
    Map<String, String> of(Tool tool) {
        Map<String, String> given = new LinkedHashMap<>();
        for (List<String> names : List.of(FOR_EVERY_TOOL, tool.environment())) {
            for (String name : names) {
                String value = variables.get(name);
                if (value != null) {
                    given.put(name, value);
                }
            }
        }
        given.putAll(tool.settings());
        return given;
    }

    /** The program of that name, as a shell would find it; null if there is none. */
    @CheckForNull
    Path find(String program) {
        List<String> endings = windows() ? List.of("", ".exe", ".cmd", ".bat") : List.of("");
        boolean path = program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0;
        String[] directories =
                path ? new String[] {""} : variables.getOrDefault("PATH", "").split(File.pathSeparator);
        for (String directory : directories) {
            for (String ending : endings) {
                try {
                    Path file = Path.of(directory, program + ending);
                    if ((path || !directory.isEmpty()) && Files.isRegularFile(file) && Files.isExecutable(file)) {
                        return file.toAbsolutePath();
                    }
                } catch (InvalidPathException e) {
                    break; // an entry of PATH that is no path: a shell passes over it, too
                }
            }
        }
        return null;
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
