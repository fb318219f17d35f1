package io.jenkins.plugins.controlevidence.engine.scan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The scanners that are known, as data: {@code tools.yaml} beside this class, over which an installation may lay a file of its
 * own with the same form. There an entry with a known id changes only the fields that it names; one with a new id is a new tool.
 */
public final class ToolCatalogue {
    private static final String OWN = "tools.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, Tool> tools;

    private ToolCatalogue(Map<String, Tool> tools) {
        this.tools = tools;
    }

    /**
     * Loads the catalogue.
     *
     * @param overrides a file of the installation's own, or null if there is none
     * @return the catalogue
     * @throws ToolCatalogueException if the file cannot be read or used; the message says where and what to do
     */
    public static ToolCatalogue load(@CheckForNull Path overrides) throws ToolCatalogueException {
        Map<String, ToolEntry> entries;
        try (InputStream own = ToolCatalogue.class.getResourceAsStream(OWN)) {
            entries = new LinkedHashMap<>(parse(OWN, own));
        } catch (IOException e) {
            throw new ToolCatalogueException("the catalogue that belongs to this program cannot be read", e);
        }
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (Map.Entry<String, ToolEntry> entry : entries.entrySet()) {
            tools.put(entry.getKey(), tool(OWN, entry.getKey(), entry.getValue()));
        }
        if (overrides != null) {
            for (Map.Entry<String, ToolEntry> entry : parse(overrides).entrySet()) {
                ToolEntry base = entries.get(entry.getKey());
                ToolEntry merged =
                        base == null ? entry.getValue() : entry.getValue().over(base);
                tools.put(
                        entry.getKey(),
                        tool(overrides + place(locate(overrides, List.of(entry.getKey()))), entry.getKey(), merged));
            }
        }
        return new ToolCatalogue(tools);
    }

    /**
     * All tools.
     *
     * @return in the order of the catalogue
     */
    public List<Tool> tools() {
        return List.copyOf(tools.values());
    }

    /**
     * The tools of a family.
     *
     * @param family the family
     * @return in the order of the catalogue
     */
    public List<Tool> tools(Family family) {
        return tools.values().stream().filter(tool -> tool.family() == family).toList();
    }

    /**
     * The tool of that id.
     *
     * @param id id in the catalogue
     * @return empty if there is none
     */
    public Optional<Tool> tool(String id) {
        return Optional.ofNullable(tools.get(id));
    }

    private static Map<String, ToolEntry> parse(Path file) throws ToolCatalogueException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return parse(file.toString(), bytes);
        } catch (JsonMappingException e) {
            List<String> path = names(e);
            throw new ToolCatalogueException(
                    file + place(path.isEmpty() ? e.getLocation() : locate(file, path)) + ": " + problem(e), e);
        } catch (JsonProcessingException e) {
            throw new ToolCatalogueException(file + place(e.getLocation()) + ": " + problem(e), e);
        } catch (IOException e) {
            throw new ToolCatalogueException(
                    file + ": cannot be read (" + e.getMessage() + "); check that it is there and may be read", e);
        }
    }

    private static Map<String, ToolEntry> parse(String name, InputStream bytes)
            throws IOException, ToolCatalogueException {
        Map<String, ToolEntry> entries =
                YAML.readValue(bytes, new TypeReference<LinkedHashMap<String, ToolEntry>>() {});
        for (Map.Entry<String, ToolEntry> entry : entries.entrySet()) {
            if (entry.getValue() == null) {
                throw new ToolCatalogueException(
                        name + ": tool " + entry.getKey() + " is empty; say what differs, or take it out", null);
            }
        }
        return entries;
    }

    /** Where the field stands that these names lead to, or as far as they lead. */
    @CheckForNull
    private static JsonLocation locate(Path file, List<String> path) throws ToolCatalogueException {
        try (JsonParser parser = YAML.createParser(file.toFile())) {
            JsonLocation found = null;
            parser.nextToken();
            for (String name : path) {
                while (parser.nextToken() == JsonToken.FIELD_NAME && !name.equals(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                }
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    return found;
                }
                found = parser.currentTokenLocation();
                parser.nextToken();
            }
            return found;
        } catch (IOException e) {
            throw new ToolCatalogueException(file + ": changed while it was read; try again", e);
        }
    }

    private static Tool tool(String file, String id, ToolEntry entry) throws ToolCatalogueException {
        try {
            return entry.tool(id);
        } catch (IllegalArgumentException e) {
            throw new ToolCatalogueException(file + ": tool " + id + ": " + e.getMessage(), e);
        }
    }

    private static String place(@CheckForNull JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static List<String> names(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .takeWhile(name -> name != null)
                .toList();
    }

    private static String problem(JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? String.join(".", names(mapping)) : "";
        if (e instanceof UnrecognizedPropertyException unknown) {
            return where + " is unknown; take one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        String first = e.getOriginalMessage().lines().findFirst().orElse("").strip();
        // Names of classes say nothing to whoever writes the file.
        String plain =
                first.replaceAll(" of type `[^`]*`", "").replaceAll("`(?:[a-z]+\\.)+[^`]*`", "what belongs here");
        return (where.isEmpty() ? "this is not valid YAML: " : where + ": ") + plain + "; correct it there";
    }
}
