package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads OSV-Scanner's JSON: one finding for each group of ids that mean the same vulnerability of a package. */
final class OsvReader implements ReportReader {
    private static final Set<String> UNUSED =
            Set.of("affected", "references", "credits", "database_specific", "licenses", "analysis");

    /** Package URL types (purl specification) of OSV's ecosystems. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("npm", "npm"),
            Map.entry("PyPI", "pypi"),
            Map.entry("Go", "golang"),
            Map.entry("Maven", "maven"),
            Map.entry("crates.io", "cargo"),
            Map.entry("RubyGems", "gem"),
            Map.entry("NuGet", "nuget"),
            Map.entry("Packagist", "composer"),
            Map.entry("Pub", "pub"),
            Map.entry("Hex", "hex"),
            Map.entry("ConanCenter", "conan"));

    @Override
    public void read(JsonParser parser, ReportContent content) throws IOException {
        Json json = new Json(parser);
        boolean[] seen = new boolean[1];
        json.object("the report", name -> {
            if ("results".equals(name)) {
                seen[0] = true;
                json.array(name, () -> source(json, content));
            } else {
                json.skip();
            }
        });
        if (!seen[0]) {
            throw new BrokenReportException("is no report of OSV-Scanner: it has no results");
        }
    }

    private static void source(Json json, ReportContent content) throws IOException {
        String[] path = new String[1];
        json.object("a result", name -> {
            switch (name) {
                case "source" -> path[0] = Json.text(json.tree(Set.of()), "path");
                case "packages" -> json.array(name, () -> dependency(path[0], json.tree(UNUSED), content));
                default -> json.skip();
            }
        });
    }

    private static void dependency(@CheckForNull String path, JsonNode entry, ReportContent content)
            throws IOException {
        JsonNode dependency = entry.path("package");
        String name = Json.or(Json.text(dependency, "name"), "unknown");
        String version = Json.or(Json.text(dependency, "version"), "");
        String purl = purl(Json.text(dependency, "ecosystem"), name, version);
        content.add(new Component(purl, name, version));
        Map<String, JsonNode> vulnerabilities = new HashMap<>();
        entry.path("vulnerabilities")
                .forEach(one -> vulnerabilities.put(one.path("id").asText(), one));
        for (JsonNode group : entry.path("groups")) {
            String id = group.path("ids").path(0).asText();
            JsonNode vulnerability = vulnerabilities.getOrDefault(id, group);
            RawFinding finding = new RawFinding(id)
                    .title(Json.or(Json.text(vulnerability, "summary"), id + " in " + name + " " + version))
                    .message(Json.text(vulnerability, "details"))
                    .severity(Json.text(group, "max_severity"))
                    .help("https://osv.dev/" + id)
                    .component(purl == null ? name + "@" + version : purl)
                    .at(path, 0);
            group.path("ids").forEach(other -> finding.identifier(other.asText()));
            group.path("aliases").forEach(other -> finding.identifier(other.asText()));
            content.add(finding);
        }
    }

    @CheckForNull
    private static String purl(@CheckForNull String ecosystem, String name, String version) {
        String type = ecosystem == null ? null : TYPES.get(ecosystem);
        if (type == null) {
            return null;
        }
        String path = "maven".equals(type) ? name.replace(':', '/') : name.replace("@", "%40");
        return "pkg:" + type + "/" + ("pypi".equals(type) ? path.toLowerCase(Locale.ROOT) : path)
                + (version.isEmpty() ? "" : "@" + version);
    }
}
